"""个人列表 of 聘用记录: the person's own (一/2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select

from admin_app.policy.permissions import Permission
from models.employments import Employment
from views.base.buttons import Button, Fact
from views.base.request import actor
from views.base.search_fields import CodeSearch, TextSearch
from views.catalogue_choices import category_search, item_search
from views.employment_rows import cells_of, facts_of, hired_from, hired_until, listed
from views.printing import PrintingView


class MyEmployments(PrintingView):
    """个人列表 of 聘用记录 (一/2; R17 to R38, R93)."""

    noun = "employment"
    lens = "personal"
    title = "聘用记录"
    caption = "本人的聘用记录"
    operations = {
        "index_view": Permission.READ_OWN_EMPLOYMENTS,
        "search_view": Permission.READ_OWN_EMPLOYMENTS,
        "details_view": Permission.READ_OWN_EMPLOYMENTS,
        "history_view": Permission.READ_OWN_EMPLOYMENTS,
        "print_view": Permission.PRINT_OWN_SHEET,
        "issue_view": Permission.PRINT_OWN_SHEET,
    }
    column_list = ["employer_name", "uscc", "item", "category", "starts_on", "ends_on", "status"]
    column_labels = {
        "employer_name": "聘用单位/个人",
        "uscc": "统一社会信用代码",
        "item": "作业项目",
        "category": "作业种类",
        "starts_on": "聘用开始日期",
        "ends_on": "聘用结束日期",
        "status": "状态",
    }
    column_details_list = ["id"]
    column_filters = [
        TextSearch(
            "employer_name",
            "聘用单位",
            Employment.employer_name,
            lambda value: Employment.employer_name.contains(value, autoescape=True),
        ),
        CodeSearch(
            "uscc",
            "统一社会信用代码",
            Employment.employer_uscc,
            lambda value: Employment.employer_uscc == value,
        ),
        item_search(Employment.item_id),
        category_search(Employment.item_id),
        hired_from(),
        hired_until(),
    ]
    column_sortable_list = [("starts_on", Employment.starts_on), ("ends_on", Employment.ends_on)]
    column_default_sort = ("starts_on", True)

    def lens_criterion(self) -> ColumnElement[bool]:
        """Own records, whoever the employer."""
        return Employment.person_id == actor().person_id

    def rows(self) -> Select[*tuple[Any, ...]]:
        """The columns of the list."""
        return listed()

    def cells(self, row: Row[*tuple[Any, ...]]) -> Mapping[str, Any]:
        """The cells of a row."""
        return cells_of(row)

    def tools(self) -> Sequence[Button]:
        """打印: all own records, whatever is searched (R25, R26)."""
        if not self.allows("print_view"):
            return ()
        return [Button("打印", self.address("print_view"), "main")]

    def facts(self, row: Employment) -> Sequence[Fact]:
        """The 14 fields, the own number in full."""
        return facts_of(row, in_full=True)

    def empty_words(self) -> str:
        """Whom to ask."""
        return "聘用记录由聘用单位填报，如有遗漏请联系您的聘用单位。"
