"""企业列表 of 聘用记录: the records of the employer in hand (二/1)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, Row, Select

from admin_app.policy.permissions import Permission
from admin_app.rules.employment_window import EmploymentDates, window_on
from admin_app.services.audit import Subject
from admin_app.services.employments import amend_employment, dates_of
from admin_app.services.operators import present_validity
from admin_app.services.people import reveal_number
from models.employments import Employment
from models.vocabulary import EmploymentStatus
from views.base.buttons import Button, Fact
from views.base.forms import DayField, HouseForm, TextField
from views.base.house_view import Saved
from views.base.request import acting, actor, house, now, today
from views.catalogue_choices import category_search, item_search
from views.employment_rows import cells_of, facts_of, hired_from, hired_until, listed, status_of
from views.ending import EndingView
from views.filing import FilingView
from views.person_search import name_search, number_search


class AmendmentForm(HouseForm):
    """The three things that may change (R89)."""

    starts_on = DayField("聘用开始时间")
    ends_on = DayField("聘用结束时间")
    terminated_on = DayField("终止聘用时间")
    termination_reason = TextField("终止聘用原因")


class EnterpriseEmployments(FilingView, EndingView):
    """企业列表 of 聘用记录 (二/1; R64 to R80, R86 to R92)."""

    noun = "employment"
    lens = "enterprise"
    title = "聘用记录"
    caption = "企业聘用记录"
    edit_title = "聘用记录修改"
    edit_template = "employments/edit.html"
    edit_form_class = AmendmentForm
    operations = {
        "index_view": Permission.READ_EMPLOYMENTS,
        "search_view": Permission.READ_EMPLOYMENTS,
        "details_view": Permission.READ_EMPLOYMENTS,
        "history_view": Permission.READ_EMPLOYMENTS,
        "reveal_view": Permission.READ_EMPLOYMENTS,
        "export": Permission.EXPORT_EMPLOYMENTS,
        "create_view": Permission.FILE_EMPLOYMENT,
        "edit_view": Permission.AMEND_EMPLOYMENT,
        "action_view": Permission.READ_EMPLOYMENTS,
        "end": Permission.AMEND_EMPLOYMENT,
    }
    column_list = [
        "person_name",
        "id_number",
        "item",
        "category",
        "starts_on",
        "ends_on",
        "status",
    ]
    column_labels = {
        "person_name": "作业人员姓名",
        "id_number": "作业人员身份证号",
        "item": "作业项目",
        "category": "作业种类",
        "starts_on": "聘用开始日期",
        "ends_on": "聘用结束日期",
        "status": "状态",
    }
    column_details_list = ["id"]
    column_filters = [
        name_search("作业人员姓名", Employment.person_id),
        number_search("作业人员身份证号", Employment.person_id),
        category_search(Employment.item_id),
        item_search(Employment.item_id),
        hired_from(),
        hired_until(),
    ]
    column_sortable_list = [("starts_on", Employment.starts_on), ("ends_on", Employment.ends_on)]
    column_default_sort = ("starts_on", True)

    def lens_criterion(self) -> ColumnElement[bool]:
        """Records of the employer in hand."""
        return Employment.employer_id == acting().employer_id

    def rows(self) -> Select[*tuple[Any, ...]]:
        """The columns of the list."""
        return listed()

    def cells(self, row: Row[*tuple[Any, ...]]) -> Mapping[str, Any]:
        """The cells of a row."""
        return cells_of(row)

    def row_name(self, row: Row[*tuple[Any, ...]]) -> str:
        """Name, item and start tell one record from another."""
        return f"{row.full_name} {row.item_name} {row.starts_on}"

    def row_buttons(self, row: Row[*tuple[Any, ...]]) -> Sequence[Button]:
        """查看, 修改, and 续聘 where a record has run out (U3)."""
        buttons = [Button("查看", self.address("details_view", id=row.id))]
        return [*buttons, *self._work_buttons(row)]

    def details_buttons(self, row: Employment) -> Sequence[Button]:
        """The same on the details page."""
        return self._work_buttons(row)

    def _work_buttons(self, row: Any) -> list[Button]:
        buttons = []
        status = status_of(row)
        if self.allows("edit_view") and status is not EmploymentStatus.VOIDED:
            buttons.append(Button("修改", self.address("edit_view", id=row.id)))
        has_run_out = status in (EmploymentStatus.ENDED, EmploymentStatus.TERMINATED)
        if self.allows("create_view") and has_run_out and not acting().is_dissolved:
            buttons.append(Button("续聘", self.address("create_view", renew=row.id)))
        return buttons

    def tools(self) -> Sequence[Button]:
        """记录填报; for a dissolved employer the reason why not (U5)."""
        if not self.allows("create_view"):
            return ()
        if acting().is_dissolved:
            return [Button("记录填报", reason="本单位已注销，不能再填报聘用记录")]
        return [
            Button("记录填报", self.address("create_view"), "main"),
            Button("批量填报", url_for("enterprise_batches.index_view")),
        ]

    def empty_words(self) -> str:
        """The next step."""
        return "点击“记录填报”登记第一条聘用记录。"

    def facts(self, row: Employment) -> Sequence[Fact]:
        """The 14 fields, the number masked until it is revealed."""
        return facts_of(row, in_full=False, reveals=self.address("reveal_view"))

    def reveal(self, row: Employment, reason: str) -> str:
        """The number of the person on record."""
        subject = Subject(self.noun, row.id)
        return reveal_number(self.session, actor(), row.person_id, subject, reason, now())

    def prepare_form(self, form: Any, row: Employment | None) -> None:
        """The limits of both days; a date that stays as it was is not limited (A-4)."""
        assert row is not None
        validity = present_validity(self.session, row)
        window = window_on(today(), validity.last, house().rulebook)
        form.window = window
        for day in (form.starts_on, form.ends_on):
            day.least = min(window.earliest, row.starts_on)
            day.most = max(window.latest, row.ends_on)

    def fill_form(self, row: Employment) -> HouseForm:
        """The record as it stands."""
        return AmendmentForm(data=asdict(dates_of(row)))

    def submit_edit(self, form: Any, row: Employment, seen_version: int | None) -> Saved:
        """提交 of 修改."""
        dates = EmploymentDates(
            form.starts_on.data,
            form.ends_on.data,
            form.terminated_on.data,
            form.termination_reason.data or None,
        )
        amend_employment(self.session, actor(), row, dates, now(), house().rulebook, seen_version)
        return Saved(row.id)
