"""The first lock: every exposed method asks a permission, every row comes through the lens.

Everything is off by default: a method without an entry in ``operations`` has no route.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal

from flask import redirect, request, url_for
from flask_admin.contrib.sqla import ModelView
from sqlalchemy import ColumnElement, Select, select
from werkzeug.wrappers import Response

from admin_app.errors import Conflict, Forbidden, NotFound
from admin_app.policy.permissions import Permission, may, require
from models.base import db
from views.base.forms import HouseForm
from views.base.request import actor, house

MISSING = "没有找到该数据，或您无权查看。"
NO_EMPLOYER = "您没有可以办理的企业。如需代办，请由企业法定代表人在“人员授权”中授权。"
OTHER_EMPLOYER = (
    "本页是为另一家企业打开的，当前办事企业已切换为“{name}”。没有保存任何内容，"
    "请返回列表重新办理，或先切换回原企业。"
)


class ScopedView(ModelView):
    """A ModelView that shows and touches nothing beyond its lens."""

    model: type[Any]
    noun: ClassVar[str]
    lens: ClassVar[Literal["personal", "enterprise"]]
    operations: ClassVar[Mapping[str, Permission]] = {}
    """Name of an exposed method -> the permission that it asks."""

    column_default_sort: tuple[str, bool]

    can_create = can_edit = can_delete = can_export = False
    can_view_details = True  # read once at start; permission is asked per request
    column_editable_list = None
    column_display_pk = False
    details_modal = create_modal = edit_modal = False

    def __init__(self, model: type[Any], url: str, endpoint: str, name: str) -> None:
        self._urls = [rule for rule in type(self)._urls if rule[1] in self.operations]
        super().__init__(model, db, name=name, url=url, endpoint=endpoint)
        self.session = db.session  # Flask-Admin keeps what it was given: the extension

    def _handle_view(self, name: str, **kwargs: Any) -> Response | None:
        """The gate of every exposed method, custom ones included."""
        if self.lens == "enterprise":
            if actor().acting is None:
                return self._choose_first()
            self._refuse_stale_form()
        require(actor(), self.operations[name])
        return None

    def _run_view(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Without the stock second try on TypeError, which runs a view twice (#2358)."""
        return fn(self, *args, **kwargs)

    def _choose_first(self) -> Response:
        if not actor().choices:
            raise Forbidden(
                "您没有可以办理的企业。如需代办，请由企业法定代表人在“人员授权”中授权。"
            )
        return redirect(url_for("employer.select"), 303)

    def _refuse_stale_form(self) -> None:
        """A form speaks for the employer that it was opened for, and no other (T7)."""
        token = request.form.get("opened_for")
        acting = actor().acting
        assert acting is not None
        if token is not None and house().tokens.read_employer(token) != acting.employer_id:
            raise Conflict(OTHER_EMPLOYER.format(name=acting.employer_name))

    def get_create_form(self) -> type[HouseForm]:
        """Flask-Admin's hook: no form is scaffolded from columns; views name their own."""
        return HouseForm

    def get_edit_form(self) -> type[HouseForm]:
        """Flask-Admin's hook, likewise."""
        return HouseForm

    def allows(self, operation: str) -> bool:
        """Whether the actor may use an exposed method of this view."""
        return operation in self.operations and may(actor(), self.operations[operation])

    def require_operation(self, operation: str) -> None:
        """Raise ``Forbidden`` where the actor may not use it."""
        require(actor(), self.operations[operation])

    def is_accessible(self) -> bool:
        """Flask-Admin's hook; the answer is the list's permission."""
        return self.allows("index_view")

    def lens_criterion(self) -> ColumnElement[bool]:
        """Which rows this view is about; the guard adds what the actor may see at all."""
        raise NotImplementedError

    def get_query(self) -> Any:
        """Flask-Admin's hook: rows through the lens."""
        return self.session.query(self.model).filter(self.lens_criterion())

    def get_count_query(self) -> Any:
        """Flask-Admin's hook; lists count with a cap instead (views/base/listing.py)."""
        return None

    def get_one(self, id: Any) -> Any:  # noqa: A002  Flask-Admin names it so
        """One row through the lens, by the key as it stands in an address; else 404."""
        key = self.parse_key(id)
        row = self.get_query().filter(self.model.id == key).one_or_none()
        if row is None:
            raise NotFound(MISSING)
        return row

    def get_several(self, ids: list[str]) -> list[Any]:
        """Rows for an action: all that were asked, in the order of their keys, or 404 (T3)."""
        keys = {self.parse_key(one) for one in ids}
        rows = self.get_query().filter(self.model.id.in_(keys)).order_by(self.model.id).all()
        if len(rows) != len(keys):
            raise NotFound(MISSING)
        return list(rows)

    def keys(self) -> Select[tuple[int]]:
        """The keys of all rows of the list."""
        return select(self.model.id).where(self.lens_criterion())

    def parse_key(self, raw: Any) -> int:
        """A key from an address; what is no number is a missing row."""
        text = str(raw or "")
        if not text.isascii() or not text.isdecimal() or len(text) > 15:
            raise NotFound(MISSING)
        return int(text)

    def address(self, method: str, **values: Any) -> str:
        """The address of another page of this view."""
        return url_for(f"{self.endpoint}.{method}", **values)
