"""What both lists of 证书 share: how a certificate is read, shown and searched."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select

from admin_app.rules.certificate_status import certificate_status
from admin_app.rules.term import Term
from admin_app.services.catalogue import item_label
from models.base import db
from models.catalogue import WorkCategory, WorkItem
from models.certificates import Certificate
from models.issuers import Issuer
from models.people import Person
from models.vocabulary import CertificateStatus, Lifecycle
from views.base.buttons import Fact
from views.base.chips import certificate_chip
from views.base.moments import moment_words
from views.base.request import today
from views.base.search_fields import Choice, ChoiceSearch
from views.employment_rows import yes_no


def status_search() -> ChoiceSearch:
    """证件状态 by today's date (R42, R100)."""

    def options() -> Sequence[Choice]:
        return [Choice(status.value, status.label) for status in CertificateStatus]

    return ChoiceSearch("status", "证件状态", Certificate.lifecycle, _in_status, options)


def issuer_search(issuers_in_view: Any) -> ChoiceSearch:
    """发证机构, of those that occur in the list (R43, R99)."""

    def options() -> Sequence[Choice]:
        names = db.session.scalars(
            select(Issuer.name).where(Issuer.id.in_(issuers_in_view())).order_by(Issuer.name)
        )
        return [Choice(name, name) for name in names]

    def criterion(value: str) -> ColumnElement[bool]:
        return Certificate.issuer_id.in_(select(Issuer.id).where(Issuer.name == value))

    return ChoiceSearch("issuer", "发证机构", Certificate.issuer_id, criterion, options)


def _in_status(value: str) -> ColumnElement[bool]:
    day = today()
    normal = Certificate.lifecycle == Lifecycle.NORMAL.value
    by_day = {
        CertificateStatus.NOT_YET_VALID: Certificate.valid_from > day,
        CertificateStatus.VALID: and_(
            Certificate.valid_from <= day, Certificate.valid_until >= day
        ),
        CertificateStatus.EXPIRED: and_(
            Certificate.valid_from <= day, Certificate.valid_until < day
        ),
    }
    status = CertificateStatus(value)
    if status in by_day:
        return and_(normal, by_day[status])
    # The second half follows from the first, and names the index of withdrawn ones.
    return and_(Certificate.lifecycle == status.value, Certificate.lifecycle_on.is_not(None))


def listed() -> Select[*tuple[Any, ...]]:
    """The columns of a certificate in a list and on its page."""
    return (
        select(
            Certificate.id,
            Person.full_name,
            Person.id_number_masked,
            WorkItem.name.label("item_name"),
            WorkItem.printed_code,
            WorkItem.catalogue_version,
            WorkCategory.name.label("category_name"),
            Certificate.item_note,
            Certificate.valid_from,
            Certificate.valid_until,
            Certificate.lifecycle,
            Certificate.is_local,
            Issuer.name.label("issuer_name"),
        )
        .join(Person, Person.id == Certificate.person_id)
        .join(WorkItem, WorkItem.id == Certificate.item_id)
        .join(WorkCategory, WorkCategory.number == WorkItem.category_number)
        .join(Issuer, Issuer.id == Certificate.issuer_id)
    )


def status_of(row: Any) -> CertificateStatus:
    """证件状态 of a row or certificate today."""
    return certificate_status(Lifecycle(row.lifecycle), row.valid_from, row.valid_until, today())


def item_words(row: Row[*tuple[Any, ...]]) -> str:
    """作业项目 with its note, as one text."""
    label = item_label(row.item_name, row.printed_code, row.catalogue_version)
    return f"{label}（{row.item_note}）" if row.item_note else label


def cells_of(row: Row[*tuple[Any, ...]]) -> Mapping[str, Any]:
    """Every cell that one of the lists shows."""
    return {
        "person_name": row.full_name,
        "id_number": row.id_number_masked,
        "item": item_words(row),
        "category": row.category_name,
        "validity": Term(row.valid_from, row.valid_until).sentence,
        "issuer": f"{row.issuer_name}（{'本市' if row.is_local else '异地'}）",
        "status": [certificate_chip(status_of(row))],
    }


def facts_of(certificate: Certificate, *, in_full: bool, reveals: str = "") -> Sequence[Fact]:
    """The fields of the details page; ``in_full`` on the holder's own pages (A-27)."""
    row = db.session.execute(listed().where(Certificate.id == certificate.id)).one()
    number = row.id_number_masked
    if in_full:
        number = db.session.scalars(
            select(Person.id_number).where(Person.id == certificate.person_id)
        ).one()
    chips = [certificate_chip(status_of(certificate))]
    return [
        Fact("持证人姓名", row.full_name),
        Fact("身份证号", number, reveals=reveals),
        Fact("证件编号", number),
        Fact("档案编号", certificate.archive_no),
        Fact("作业种类", row.category_name),
        Fact("作业项目(代号)", item_words(row)),
        Fact("证书有效期", Term(certificate.valid_from, certificate.valid_until).sentence),
        Fact("发证机构", row.issuer_name),
        Fact("发证机构是否本市", yes_no(certificate.is_local)),
        Fact("证件状态", [*chips]),
        Fact("状态说明", _lifecycle_words(certificate)),
        Fact("数据来源", "登记机关" if certificate.is_local else "自行申报"),
        Fact("最近变更", moment_words(certificate.changed_at)),
    ]


def _lifecycle_words(certificate: Certificate) -> str:
    if certificate.lifecycle_on is None:
        return ""
    word = Lifecycle(certificate.lifecycle).label
    return f"{certificate.lifecycle_on} {word}：{certificate.lifecycle_reason}"
