"""人员授权: who may act for the employer in hand, in what, until when (二/3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from admin_app.errors import Forbidden
from admin_app.policy.permissions import Permission
from admin_app.services.grant_reach import refuse_untouchable
from admin_app.services.grants import amend_grant, issue_grant
from admin_app.services.people import reveal_grantee_number
from models.grants import Grant
from models.vocabulary import GrantFunction
from views.base.buttons import Button, Fact
from views.base.forms import HouseForm
from views.base.house_view import Saved
from views.base.request import acting, actor, now
from views.base.search_fields import DaySearch, NumberSearch, TextSearch
from views.disabling import DisablingView
from views.grant_forms import (
    GrantTermsForm,
    NewGrantForm,
    cells_of,
    facts_of,
    new_grant_of,
    terms_of,
)


class Grants(DisablingView):
    """Delegates of the employer in hand (R106 to R121)."""

    noun = "grant"
    lens = "enterprise"
    title = "人员授权"
    caption = "本企业的被授权人"
    create_title = "被授权人新增"
    edit_title = "授权修改"
    create_template = edit_template = "grants/form.html"
    create_form_class = NewGrantForm
    edit_form_class = GrantTermsForm
    history_title = history_button = "授权历史信息"
    shows_creation = True
    operations = {
        "index_view": Permission.READ_GRANTS,
        "search_view": Permission.READ_GRANTS,
        "details_view": Permission.READ_GRANTS,
        "history_view": Permission.READ_GRANTS,
        "reveal_view": Permission.READ_GRANTS,
        "export": Permission.EXPORT_GRANTS,
        "create_view": Permission.ISSUE_GRANT,
        "edit_view": Permission.AMEND_GRANT,
        "action_view": Permission.READ_GRANTS,
        "disable_view": Permission.DISABLE_GRANT,
        "disable": Permission.DISABLE_GRANT,
    }
    column_list = [
        "person_name",
        "id_number",
        "is_authorized",
        "functions",
        "term",
        "granted_on",
        "status",
    ]
    column_labels = {
        "person_name": "人员姓名",
        "id_number": "人员身份证号",
        "is_authorized": "是否授权",
        "functions": "授权功能",
        "term": "授权期限",
        "granted_on": "授权日期",
        "status": "状态",
    }
    column_details_list = ["id"]
    column_filters = [
        TextSearch(
            "person_name",
            "人员姓名",
            Grant.person_name,
            lambda value: Grant.person_name.contains(value, autoescape=True),
        ),
        NumberSearch(
            "id_number",
            "人员身份证号",
            Grant.id_number_hash,
            lambda value: Grant.id_number_hash == value,
        ),
        DaySearch(
            "granted_from", "授权日期起", Grant.granted_on, lambda value: Grant.granted_on >= value
        ),
        DaySearch(
            "granted_until", "授权日期止", Grant.granted_on, lambda value: Grant.granted_on <= value
        ),
    ]
    column_sortable_list = [("granted_on", Grant.granted_on), ("term", Grant.valid_until)]
    column_default_sort = ("granted_on", True)

    def lens_criterion(self) -> ColumnElement[bool]:
        """Of the employer in hand."""
        return Grant.employer_id == acting().employer_id

    def rows(self) -> Select[*tuple[Any, ...]]:
        """The columns of the list; a grant carries its names itself."""
        return select(
            Grant.id,
            Grant.employer_id,
            Grant.person_id,
            Grant.person_name,
            Grant.id_number_masked,
            Grant.is_authorized,
            Grant.functions,
            Grant.valid_from,
            Grant.valid_until,
            Grant.granted_on,
            Grant.granted_as,
            Grant.disabled_at,
        )

    def cells(self, row: Row[*tuple[Any, ...]]) -> Mapping[str, Any]:
        """The cells of a row."""
        return cells_of(row)

    def row_name(self, row: Row[*tuple[Any, ...]]) -> str:
        """The person."""
        return str(row.person_name)

    def row_buttons(self, row: Row[*tuple[Any, ...]]) -> Sequence[Button]:
        """查看, 授权, 禁用, as far as this actor may touch the grant (R125)."""
        return [Button("查看", self.address("details_view", id=row.id)), *self._work_buttons(row)]

    def details_buttons(self, row: Grant) -> Sequence[Button]:
        """The same on the details page."""
        return self._work_buttons(row)

    def _work_buttons(self, row: Any) -> list[Button]:
        try:
            refuse_untouchable(actor(), row)
        except Forbidden as forbidden:
            return [Button("授权", reason=forbidden.sentence)]
        buttons = [Button("授权", self.address("edit_view", id=row.id))]
        if row.disabled_at is None:
            href = self.address("disable_view")
            buttons.append(Button("禁用", href, "bad", posts={"rowid": str(row.id)}))
        return buttons

    def is_selectable(self, row: Row[*tuple[Any, ...]]) -> bool:
        """Only grants that this actor may disable."""
        return any(button.label == "禁用" for button in self._work_buttons(row))

    def tools(self) -> Sequence[Button]:
        """新增."""
        return [Button("新增", self.address("create_view"), "main")]

    def empty_words(self) -> str:
        """The next step."""
        return "点击“新增”授权本企业人员代为办理。"

    def facts(self, row: Grant) -> Sequence[Fact]:
        """All fields, the number masked until it is revealed."""
        return facts_of(row, self.address("reveal_view"))

    def reveal(self, row: Grant, reason: str) -> str:
        """The number that the grant was made out to."""
        return reveal_grantee_number(self.session, actor(), row.id, reason, now())

    def refuse_edit(self, row: Grant) -> None:
        """Not the own one, none beyond the own reach (A-9, R121)."""
        refuse_untouchable(actor(), row)

    def submit_new(self, form: Any) -> Saved:
        """提交 of 被授权人新增."""
        grantee, terms = new_grant_of(form)
        grant = issue_grant(self.session, actor(), grantee, terms, now())
        return Saved(grant.id)

    def fill_form(self, row: Grant) -> HouseForm:
        """The grant as it stands."""
        return GrantTermsForm(
            data={
                "is_authorized": "yes" if row.is_authorized else "no",
                "functions": [one.value for one in GrantFunction if one in row.functions],
                "valid_from": row.valid_from,
                "valid_until": row.valid_until,
            }
        )

    def submit_edit(self, form: Any, row: Grant, seen_version: int | None) -> Saved:
        """提交 of 授权修改."""
        amend_grant(self.session, actor(), row, terms_of(form), now(), seen_version)
        return Saved(row.id)
