"""Create, edit and actions: the pages of a noun that change something, through a service."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import flash, redirect, request
from flask_admin import expose
from werkzeug.wrappers import Response

from admin_app.errors import Conflict, NotFound, Refused
from admin_app.unit_of_work import unit_of_work
from views.base.exporting import ExportingView
from views.base.forms import HouseForm
from views.base.history import field_label, words_for
from views.base.reading_view import Answer

DONE = "提交成功"


@dataclass(frozen=True)
class Saved:
    """What a save came to: the row to show, and warnings that did not block it."""

    row_id: int
    warnings: Sequence[str] = ()


@dataclass(frozen=True)
class Choice:
    """One field that two people changed: mine as posted, theirs as it stands now."""

    name: str
    label: str
    mine: str
    mine_words: str
    theirs: str
    theirs_words: str

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return self.mine != self.theirs


class HouseView(ExportingView):
    """A noun to look at and to work on."""

    create_form_class: ClassVar[type[HouseForm]] = HouseForm
    edit_form_class: ClassVar[type[HouseForm]] = HouseForm
    create_title: ClassVar[str] = "新增"
    edit_title: ClassVar[str] = "修改"
    create_template = "form.html"
    edit_template = "form.html"

    def is_action_allowed(self, name: str) -> bool:
        """Flask-Admin's hook: an action asks the permission of its own name."""
        return self.allows(name)

    def prepare_form(self, form: Any, row: Any | None) -> None:
        """Give a form its options and facts, per request."""

    def submit_new(self, form: Any) -> Saved:
        """Hand a new row to its service."""
        raise NotImplementedError

    def submit_edit(self, form: Any, row: Any, seen_version: int | None) -> Saved:
        """Hand a change to its service."""
        raise NotImplementedError

    def fill_form(self, row: Any) -> HouseForm:
        """The edit form as the row stands."""
        raise NotImplementedError

    def refuse_edit(self, row: Any) -> None:
        """Raise where this row may not be edited by this actor at all."""

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Answer:
        """新增, 记录填报."""
        form = self.create_form_class(request.form if request.method == "POST" else None)
        self.prepare_form(form, None)
        if request.method == "GET":
            return self._answer_form(form, None)
        try:
            form.refuse_unread()
            with unit_of_work(self.session):
                saved = self.submit_new(form)
        except Refused as refused:
            return self._refuse_form(form, None, refused)
        return self._answer_saved(saved)

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> Answer:
        """修改, 授权."""
        row = self.get_one(request.args.get("id"))
        self.refuse_edit(row)
        if request.method == "GET":
            form = self.fill_form(row)
            self.prepare_form(form, row)
            return self._answer_form(form, row)
        form = self.edit_form_class(request.form)
        self.prepare_form(form, row)
        try:
            form.refuse_unread()
            with unit_of_work(self.session):
                saved = self.submit_edit(form, row, _seen_version())
        except Conflict as conflict:
            return self._answer_conflict(form, row, conflict)
        except Refused as refused:
            return self._refuse_form(form, row, refused)
        return self._answer_saved(saved)

    @expose("/action/", methods=("POST",))
    def action_view(self) -> Answer:
        """An action on the selected rows; Flask-Admin's registry of actions decides which."""
        name = request.form.get("action", "")
        handler = self._actions_data.get(name)
        if handler is None or name not in self.operations:
            raise NotFound("没有这项操作。")
        self.require_operation(name)
        answer: Answer = handler[0](request.form.getlist("rowid"))
        return answer

    def _answer_saved(self, saved: Saved) -> Response:
        flash(DONE, "success")
        for warning in saved.warnings:
            flash(warning, "warning")
        return redirect(self.address("details_view", id=saved.row_id), 303)

    def _refuse_form(self, form: HouseForm, row: Any | None, refused: Refused) -> Answer:
        form.add(refused.refusals)
        return self._answer_form(form, row), 422

    def _answer_form(self, form: HouseForm, row: Any | None) -> str:
        template = self.create_template if row is None else self.edit_template
        title = self.create_title if row is None else self.edit_title
        return self.render(
            template,
            form=form,
            row=row,
            view=self,
            title=title,
            facts=self.facts(row) if row is not None else (),
        )

    def _answer_conflict(self, form: HouseForm, row: Any, conflict: Conflict) -> Answer:
        """Nothing is lost: mine, theirs, and a choice per field (409)."""
        self.session.refresh(row)
        theirs = self.fill_form(row)
        choices = [
            self._choice(name, one, theirs._fields[name])
            for name, one in form._fields.items()
            if name in theirs._fields
        ]
        html = self.render(
            "conflict.html",
            row=row,
            view=self,
            title=self.edit_title,
            choices=choices,
            sentence=conflict.sentence,
        )
        return html, 409

    def _choice(self, name: str, mine: Any, theirs: Any) -> Choice:
        return Choice(
            name=name,
            label=field_label(self.noun, name),
            mine=_posted(mine.data),
            mine_words=words_for(name, _told(mine.data)),
            theirs=_posted(theirs.data),
            theirs_words=words_for(name, _told(theirs.data)),
        )


def _seen_version() -> int | None:
    raw = request.form.get("version", "")
    return int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 10 else None


def _posted(value: Any) -> str:
    """A field's value as a form would post it."""
    if value is None:
        return ""
    return ",".join(value) if isinstance(value, list) else str(value)


def _told(value: Any) -> Any:
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value
