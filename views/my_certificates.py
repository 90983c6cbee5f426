"""个人列表 of 证书管理: the person's own, with those of other cities to add and amend (一/3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from admin_app.policy.permissions import Permission
from admin_app.services.certificate_entries import CertificateEntry
from admin_app.services.certificates import (
    add_certificate,
    amend_certificate,
    refuse_unless_amendable,
)
from models.catalogue import WorkItem
from models.certificates import Certificate
from models.issuers import Issuer
from models.people import Person
from models.vocabulary import Lifecycle
from views.base.buttons import Button, Fact
from views.base.forms import ChoiceField, DayField, HouseForm, NumberChoiceField, TextField
from views.base.house_view import HouseView, Saved
from views.base.request import actor, house, now
from views.catalogue_choices import category_choices, category_search, item_choices, item_search
from views.certificate_rows import cells_of, facts_of, issuer_search, listed, status_search


class AmendedCertificateForm(HouseForm):
    """The four things that may change (R52)."""

    category = NumberChoiceField("作业种类")
    item = ChoiceField("作业项目")
    item_note = TextField("作业项目说明")
    issuer = TextField("发证机构")
    valid_from = DayField("证书有效期起")
    valid_until = DayField("证书有效期止")


class NewCertificateForm(AmendedCertificateForm):
    """At adding the 档案编号 as well."""

    archive_no = TextField("档案编号")


class MyCertificates(HouseView):
    """The holder's certificates, local and remote (R39 to R56, R105)."""

    noun = "certificate"
    lens = "personal"
    title = "证书管理"
    caption = "本人的证书"
    create_title = "证书新增"
    edit_title = "证书修改"
    create_template = edit_template = "certificates/form.html"
    create_form_class = NewCertificateForm
    edit_form_class = AmendedCertificateForm
    operations = {
        "index_view": Permission.READ_OWN_CERTIFICATES,
        "search_view": Permission.READ_OWN_CERTIFICATES,
        "details_view": Permission.READ_OWN_CERTIFICATES,
        "history_view": Permission.READ_OWN_CERTIFICATES,
        "create_view": Permission.ADD_OWN_CERTIFICATE,
        "edit_view": Permission.AMEND_OWN_CERTIFICATE,
    }
    column_list = ["item", "category", "validity", "issuer", "status"]
    column_labels = {
        "item": "作业项目",
        "category": "作业种类",
        "validity": "证书有效期",
        "issuer": "发证机构",
        "status": "证件状态",
    }
    column_details_list = ["id"]
    column_filters = [
        item_search(Certificate.item_id),
        category_search(Certificate.item_id),
        status_search(),
        issuer_search(
            lambda: select(Certificate.issuer_id).where(Certificate.person_id == actor().person_id)
        ),
    ]
    column_sortable_list = [("validity", Certificate.valid_until)]
    column_default_sort = ("validity", True)

    def lens_criterion(self) -> ColumnElement[bool]:
        """Own certificates."""
        return Certificate.person_id == actor().person_id

    def rows(self) -> Select[*tuple[Any, ...]]:
        """The columns of the list."""
        return listed()

    def cells(self, row: Row[*tuple[Any, ...]]) -> Mapping[str, Any]:
        """The cells of a row."""
        return cells_of(row)

    def row_buttons(self, row: Row[*tuple[Any, ...]]) -> Sequence[Button]:
        """查看; 修改 only on remote rows."""
        return [Button("查看", self.address("details_view", id=row.id)), *self._edit_button(row)]

    def details_buttons(self, row: Certificate) -> Sequence[Button]:
        """修改 only for a remote one."""
        return self._edit_button(row)

    def _edit_button(self, row: Any) -> list[Button]:
        if row.is_local or row.lifecycle != Lifecycle.NORMAL.value:
            return []
        return [Button("修改", self.address("edit_view", id=row.id))]

    def tools(self) -> Sequence[Button]:
        """新增."""
        return [Button("新增", self.address("create_view"), "main")]

    def offers_history(self, row: Certificate) -> bool:
        """Of remote certificates only (R55, R56)."""
        return not row.is_local

    def facts(self, row: Certificate) -> Sequence[Fact]:
        """All fields, the own number in full."""
        return facts_of(row, in_full=True)

    def empty_words(self) -> str:
        """What can be done here."""
        return "本市发证的证书由发证机构登记；异地发证的证书请点击“新增”填报。"

    def refuse_edit(self, row: Certificate) -> None:
        """Local and withdrawn ones stay as they are (R53)."""
        refuse_unless_amendable(actor(), row)

    def prepare_form(self, form: Any, row: Certificate | None) -> None:
        """The catalogue, and the listed issuers as suggestions."""
        form.category.options = category_choices()
        form.item.options = item_choices()
        form.suggested_issuers = self.session.scalars(
            select(Issuer.name)
            .where(Issuer.is_listed, Issuer.is_local.is_(False))
            .order_by(Issuer.name)
        ).all()
        form.holder = self.session.execute(
            select(Person.full_name, Person.id_number).where(Person.id == actor().person_id)
        ).one()

    def submit_new(self, form: Any) -> Saved:
        """提交 of 证书新增."""
        entry = _entry(form, form.archive_no.data or "")
        kept = add_certificate(self.session, actor(), entry, now(), house().rulebook)
        return Saved(kept.certificate.id, kept.warnings)

    def fill_form(self, row: Certificate) -> HouseForm:
        """The certificate as it stands."""
        item = self.session.get_one(WorkItem, row.item_id)
        issuer = self.session.get_one(Issuer, row.issuer_id)
        return AmendedCertificateForm(
            data={
                "category": item.category_number,
                "item": item.code,
                "item_note": row.item_note,
                "issuer": issuer.name,
                "valid_from": row.valid_from,
                "valid_until": row.valid_until,
            }
        )

    def submit_edit(self, form: Any, row: Certificate, seen_version: int | None) -> Saved:
        """提交 of 证书修改."""
        kept = amend_certificate(
            self.session, actor(), row, _entry(form), now(), house().rulebook, seen_version
        )
        return Saved(row.id, kept.warnings)


def _entry(form: Any, archive_no: str = "") -> CertificateEntry:
    return CertificateEntry(
        category=form.category.data,
        item_code=form.item.data or "",
        item_note=form.item_note.data or "",
        issuer=form.issuer.data or "",
        valid_from=form.valid_from.data,
        valid_until=form.valid_until.data,
        archive_no=archive_no,
    )
