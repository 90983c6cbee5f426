"""List, details, history and reveal: the pages of a noun that change nothing."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask import redirect, request
from flask_admin import expose
from sqlalchemy import Row, Select, false
from sqlalchemy.orm import InstrumentedAttribute
from werkzeug.wrappers import Response

from admin_app.errors import Refused
from admin_app.services.revisions import history
from admin_app.unit_of_work import unit_of_work
from models.base import Audited
from views.base.buttons import Button, Fact
from views.base.history import HistoryLine, lines_of
from views.base.listing import Asked, Order, Page, fetch_page, read_asked
from views.base.request import actor, house
from views.base.scoped_view import ScopedView
from views.base.search import Search, read_address, read_form
from views.base.search_fields import SearchField
from views.base.tabs import Tab, tabs_of

Answer = str | Response | tuple[str, int]


class ReadingView(ScopedView):
    """A noun to look at. Subclasses declare columns and search fields, and shape rows."""

    title: ClassVar[str]
    caption: ClassVar[str]
    history_title: ClassVar[str] = "修改记录"
    history_button: ClassVar[str] = "修改记录查看"
    shows_creation: ClassVar[bool] = False
    list_template = "list.html"
    details_template = "details.html"
    page_size = 20

    def rows(self) -> Select[*tuple[Any, ...]]:
        """The columns of the list, the key first; the keys of the page are added."""
        raise NotImplementedError

    def cells(self, row: Row[*tuple[Any, ...]]) -> Mapping[str, Any]:
        """What stands in each column of ``column_list``."""
        raise NotImplementedError

    def row_buttons(self, row: Row[*tuple[Any, ...]]) -> Sequence[Button]:
        """操作 of a row."""
        return [Button("查看", self.address("details_view", id=row.id))]

    def row_name(self, row: Row[*tuple[Any, ...]]) -> str:
        """What a row's checkbox is called."""
        return str(row.id)

    def is_selectable(self, row: Row[*tuple[Any, ...]]) -> bool:
        """Whether an action on a selection could take this row (R125)."""
        return True

    def tools(self) -> Sequence[Button]:
        """Buttons above the list."""
        return ()

    def bulk_actions(self) -> Sequence[tuple[str, str]]:
        """Actions on a selection, as far as they are allowed: (name, words)."""
        return [(name, words) for name, words in self._actions if self.is_action_allowed(name)]

    def empty_words(self) -> str:
        """The next step, where a list has nothing to show."""
        return ""

    def facts(self, row: Any) -> Sequence[Fact]:
        """Label and value pairs of the details page."""
        raise NotImplementedError

    def details_buttons(self, row: Any) -> Sequence[Button]:
        """Buttons of the details page before 返回."""
        return ()

    def offers_history(self, row: Any) -> bool:
        """Whether this row's history is shown from this side."""
        return True

    def tabs(self) -> Sequence[Tab]:
        """企业列表 and 个人列表, where there are both."""
        return tabs_of(self.endpoint, actor())

    @property
    def search_fields(self) -> Sequence[SearchField]:
        """The documented search fields: Flask-Admin's filters."""
        return [one for one in self._filters or () if isinstance(one, SearchField)]

    @property
    def sortable(self) -> Mapping[str, InstrumentedAttribute[Any]]:
        """Name of a column in the address -> what it is sorted by."""
        named: Any = self._sortable_columns
        return dict(named)

    def get_sortable_columns(self) -> dict[Any, Any]:
        """Flask-Admin's hook: under the names of the list, not of the model's attributes."""
        declared: Any = self.column_sortable_list
        return dict(declared or ())

    def get_filter_arg(self, index: int, flt: Any) -> str:
        """Flask-Admin's hook: addresses name fields by their stable key."""
        return str(flt.key_name)

    @expose("/")
    def index_view(self) -> Answer:
        """The list; the same address gives the same grid."""
        search = read_address(self.search_fields, request.args)
        return self._answer_list(search)

    @expose("/", methods=("POST",))
    def search_view(self) -> Answer:
        """检索: answers with the shareable address."""
        search = read_form(self.search_fields, request.form)
        if search.errors:
            return self._answer_list(search)
        kept = {name: request.form.get(name) for name in ("page_size", "sort", "desc")}
        return redirect(
            self.address("index_view", **search.raw, **{k: v for k, v in kept.items() if v}), 303
        )

    def _answer_list(self, search: Search) -> Answer:
        asked = read_asked(request.args, self.sortable, Order(*self.column_default_sort))
        page = self.fetch(search, asked)
        html = self.render(
            self.list_template, search=search, page=page, view=self, now_sorted=page.asked.order
        )
        return (html, 422) if search.errors else html

    def fetch(self, search: Search, asked: Asked) -> Page:
        """One page, at a cost that does not grow with the table; none for a refused search."""
        keys = self.keys() if not search.errors else self.keys().where(false())
        return fetch_page(
            self.session, keys, self.rows(), search, asked, self.sortable, house().count_cap
        )

    @expose("/details/")
    def details_view(self) -> Answer:
        """查看."""
        return self._answer_details(self.get_one(request.args.get("id")))

    def _answer_details(self, row: Any, revealed: str = "", error: str = "") -> str:
        lines = self.history_lines(row) if self.offers_history(row) else []
        return self.render(
            self.details_template,
            row=row,
            view=self,
            facts=self.facts(row),
            revealed=revealed,
            error=error,
            lines=lines[:5],
            line_count=len(lines),
        )

    @expose("/history/")
    def history_view(self) -> Answer:
        """修改记录: every change, newest first."""
        row = self.get_one(request.args.get("id"))
        lines = self.history_lines(row) if self.offers_history(row) else []
        return self.render("history.html", row=row, view=self, lines=lines)

    def history_lines(self, row: Audited) -> Sequence[HistoryLine]:
        """One line per changed field; the creation only where the guide wants it (A-29)."""
        found = history(self.session, self.noun, row.id)
        return lines_of(found, with_creation=self.shows_creation)

    @expose("/reveal/", methods=("POST",))
    def reveal_view(self) -> Answer:
        """显示: the full number, once, for a stated reason, on record (A-27)."""
        row = self.get_one(request.form.get("id"))
        try:
            with unit_of_work(self.session):
                number = self.reveal(row, request.form.get("reason", ""))
        except Refused as refused:
            return self._answer_details(row, error=refused.sentence), 422
        return self._answer_details(row, revealed=number)

    def reveal(self, row: Any, reason: str) -> str:
        """The full number of the row's person."""
        raise NotImplementedError
