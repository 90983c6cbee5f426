"""企业列表 of 证书管理: the certificates of the employer's people, to look at (二/2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from admin_app.policy.permissions import Permission
from admin_app.policy.scopes import certificates_of_employer
from admin_app.services.audit import Subject
from admin_app.services.people import reveal_number
from models.certificates import Certificate
from views.base.buttons import Fact
from views.base.exporting import ExportingView
from views.base.request import actor, now, today
from views.catalogue_choices import category_search, item_search
from views.certificate_rows import cells_of, facts_of, issuer_search, listed, status_search
from views.person_search import name_search, number_search


def _of_employer() -> ColumnElement[bool]:
    return certificates_of_employer(actor(), today())


class EnterpriseCertificates(ExportingView):
    """Certificates of whoever works or worked here (A-7; R94 to R104)."""

    noun = "certificate"
    lens = "enterprise"
    title = "证书管理"
    caption = "企业聘用人员的证书"
    operations = {
        "index_view": Permission.READ_CERTIFICATES,
        "search_view": Permission.READ_CERTIFICATES,
        "details_view": Permission.READ_CERTIFICATES,
        "history_view": Permission.READ_CERTIFICATES,
        "export": Permission.EXPORT_CERTIFICATES,
        "reveal_view": Permission.READ_CERTIFICATES,
    }
    column_list = ["person_name", "id_number", "item", "category", "validity", "issuer", "status"]
    column_labels = {
        "person_name": "姓名",
        "id_number": "持证人身份证号",
        "item": "作业项目",
        "category": "作业种类",
        "validity": "证书有效期",
        "issuer": "发证机构",
        "status": "证件状态",
    }
    column_details_list = ["id"]
    column_filters = [
        name_search("作业人员姓名", Certificate.person_id),
        number_search("持证人身份证号", Certificate.person_id),
        item_search(Certificate.item_id),
        category_search(Certificate.item_id),
        issuer_search(lambda: select(Certificate.issuer_id).where(_of_employer())),
        status_search(),
    ]
    column_sortable_list = [("validity", Certificate.valid_until)]
    column_default_sort = ("validity", True)

    def lens_criterion(self) -> ColumnElement[bool]:
        """Of the employer in hand."""
        return _of_employer()

    def rows(self) -> Select[*tuple[Any, ...]]:
        """The columns of the list."""
        return listed()

    def cells(self, row: Row[*tuple[Any, ...]]) -> Mapping[str, Any]:
        """The cells of a row."""
        return cells_of(row)

    def facts(self, row: Certificate) -> Sequence[Fact]:
        """All fields, the number masked until it is revealed."""
        return facts_of(row, in_full=False, reveals=self.address("reveal_view"))

    def reveal(self, row: Certificate, reason: str) -> str:
        """The holder's number."""
        subject = Subject(self.noun, row.id)
        return reveal_number(self.session, actor(), row.person_id, subject, reason, now())

    def empty_words(self) -> str:
        """Where these rows come from."""
        return "填报聘用记录后，这里显示被聘用人员的证书。"
