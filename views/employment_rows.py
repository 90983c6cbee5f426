"""What both lists of 聘用记录 share: how a record is read, shown and searched."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from admin_app.rules.employment_status import employment_status
from admin_app.rules.term import Term
from admin_app.services.catalogue import item_label
from admin_app.services.present_state import PresentState, present_state
from models.base import db
from models.catalogue import WorkCategory, WorkItem
from models.employments import Employment
from models.people import Person
from models.vocabulary import Capacity, EmploymentStatus, Lifecycle
from views.base.buttons import Fact
from views.base.chips import Chip, employment_chip
from views.base.moments import moment_words
from views.base.request import today
from views.base.search_fields import DaySearch


def hired_from() -> DaySearch:
    """聘用时间 from: records that still ran on that day or later (R22, A-6)."""

    def criterion(value: date) -> ColumnElement[bool]:
        return Employment.effective_until >= value

    return DaySearch("hired_from", "聘用时间起", Employment.effective_until, criterion)


def hired_until() -> DaySearch:
    """聘用时间 to: records that had begun by that day."""

    def criterion(value: date) -> ColumnElement[bool]:
        return Employment.starts_on <= value

    return DaySearch("hired_until", "聘用时间止", Employment.starts_on, criterion)


def listed() -> Select[*tuple[Any, ...]]:
    """The columns of a record in a list."""
    return (
        select(
            Employment.id,
            Employment.employer_name,
            Employment.employer_uscc,
            Person.full_name,
            Person.id_number_masked,
            WorkItem.name.label("item_name"),
            WorkItem.printed_code,
            WorkItem.catalogue_version,
            WorkCategory.name.label("category_name"),
            Employment.starts_on,
            Employment.ends_on,
            Employment.terminated_on,
            Employment.voided_at,
            Employment.certificate_differs,
        )
        .join(Person, Person.id == Employment.person_id)
        .join(WorkItem, WorkItem.id == Employment.item_id)
        .join(WorkCategory, WorkCategory.number == Employment.category_number)
    )


def status_of(row: Any) -> EmploymentStatus:
    """状态 of a row or record today."""
    return employment_status(
        row.starts_on, row.ends_on, row.terminated_on, row.voided_at is not None, today()
    )


def cells_of(row: Row[*tuple[Any, ...]]) -> Mapping[str, Any]:
    """Every cell that one of the lists shows."""
    return {
        "employer_name": row.employer_name,
        "uscc": row.employer_uscc,
        "person_name": row.full_name,
        "id_number": row.id_number_masked,
        "item": item_label(row.item_name, row.printed_code, row.catalogue_version),
        "category": row.category_name,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "status": chips_of(row),
    }


def facts_of(record: Employment, *, in_full: bool, reveals: str = "") -> Sequence[Fact]:
    """The 14 fields of the guide (R87), as filed, with what differs today beside (A-23, A-35).

    ``in_full`` shows the whole number, on the person's own pages (A-27).
    """
    present = present_state(db.session, record)
    number = Person.id_number if in_full else Person.id_number_masked
    name, shown_number = db.session.execute(
        select(Person.full_name, number).where(Person.id == record.person_id)
    ).one()
    filed = Term(record.certificate_valid_from, record.certificate_valid_until).sentence
    local, local_now = yes_no(record.issuer_is_local), yes_no(present.is_local)
    return [
        Fact("作业人员姓名", name),
        Fact("身份证号", shown_number, reveals=reveals),
        Fact("作业项目", present.item, _differing(present.item, present.certificate_item)),
        Fact("作业种类", present.category),
        Fact("聘用单位统一社会信用代码", record.employer_uscc),
        Fact(
            "聘用单位",
            record.employer_name,
            _differing(record.employer_name, present.employer_name),
        ),
        Fact("证书有效期", filed, _differing(filed, present.validity.sentence)),
        Fact("发证机构", record.issuer_name, _differing(record.issuer_name, present.issuer)),
        Fact("聘用开始时间", record.starts_on),
        Fact("聘用结束时间", record.ends_on),
        Fact("终止聘用时间", record.terminated_on),
        Fact("终止聘用原因", record.termination_reason),
        Fact("发证机构是否本市", local, _differing(local, local_now)),
        Fact("填报时间", moment_words(record.filed_at)),
        Fact("填报人", f"{record.filed_by_name}（{Capacity(record.filed_as).label}）"),
        Fact("状态", [*chips_of(record), *_certificate_chips(present)]),
    ]


def chips_of(row: Any) -> list[Chip]:
    """The state of a record, and whether it still fits its certificate."""
    chips = [employment_chip(status_of(row))]
    if row.certificate_differs:
        chips.append(Chip("证书信息不一致", "warn"))
    return chips


def _certificate_chips(present: PresentState) -> list[Chip]:
    if present.lifecycle is Lifecycle.NORMAL:
        return []
    return [Chip(f"证书已{present.lifecycle.label}", "bad")]


def _differing(filed: object, now: object) -> object:
    """What is shown as 现：…, only where it differs."""
    return now if now is not None and now != filed else None


def yes_no(is_so: bool) -> str:
    """是 or 否."""
    return "是" if is_so else "否"
