"""What the printed sheet of a person says at this moment (requirements 2.4; R26 to R31)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from admin_app.rules.sheet import hired_period, sheet_item
from admin_app.session_scope import AnySession
from models.catalogue import WorkCategory, WorkItem
from models.certificates import Certificate
from models.employments import Employment
from models.issuers import Issuer
from models.people import Person
from models.vocabulary import Lifecycle


@dataclass(frozen=True)
class ItemLine:
    """One 作业项目 of a certificate."""

    item: str
    valid_until: date
    issuer: str


@dataclass(frozen=True)
class RecordLine:
    """One 聘用记录; the employer by the name that it was filed under (A-35)."""

    employer_name: str
    category: str
    period: str


@dataclass(frozen=True)
class SheetContent:
    """Everything on the paper but its dates."""

    person_id: int
    full_name: str
    id_number: str = field(repr=False)
    items: Sequence[ItemLine]
    records: Sequence[RecordLine]

    @property
    def payload(self) -> bytes:
        """The same bytes for the same paper, for its MAC."""
        said = [
            self.person_id,
            self.full_name,
            self.id_number,
            [[line.item, str(line.valid_until), line.issuer] for line in self.items],
            [[line.employer_name, line.category, line.period] for line in self.records],
        ]
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def content_of(session: AnySession, person_id: int) -> SheetContent:
    """Read it, within the scope of whoever asks."""
    full_name, id_number = session.execute(
        select(Person.full_name, Person.id_number).where(Person.id == person_id)
    ).one()
    return SheetContent(
        person_id, full_name, id_number, _items(session, person_id), _records(session, person_id)
    )


def _items(session: AnySession, person_id: int) -> Sequence[ItemLine]:
    """Not withdrawn; of one item (its limit included) and issuer the one that runs longest."""
    latest = {
        (row.item_id, row.item_note, row.issuer_id): row
        for row in session.execute(_certificates().where(Certificate.person_id == person_id))
    }
    rows = sorted(latest.values(), key=_place_in_catalogue)
    return [
        ItemLine(
            sheet_item(row.name, row.printed_code, row.catalogue_version, row.item_note),
            row.valid_until,
            row.issuer_name,
        )
        for row in rows
    ]


def _certificates() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Certificate.item_id,
            Certificate.item_note,
            Certificate.issuer_id,
            Certificate.valid_until,
            WorkItem.name,
            WorkItem.printed_code,
            WorkItem.catalogue_version,
            WorkItem.category_number,
            WorkItem.position,
            Issuer.name.label("issuer_name"),
        )
        .join(WorkItem, WorkItem.id == Certificate.item_id)
        .join(Issuer, Issuer.id == Certificate.issuer_id)
        .where(Certificate.lifecycle == Lifecycle.NORMAL.value)
        .order_by(Certificate.valid_until, Certificate.valid_from, Certificate.id)
    )


def _place_in_catalogue(row: Row[*tuple[Any, ...]]) -> tuple[Any, ...]:
    """Today's catalogue first; stable, so that the same certificates make the same paper."""
    return (
        -int(row.catalogue_version),
        row.category_number,
        row.position,
        row.item_note,
        row.issuer_name,
    )


def _records(session: AnySession, person_id: int) -> Sequence[RecordLine]:
    """All own records but voided ones (A-26, A-28), by their start, like the paper booklet."""
    query = (
        select(
            Employment.employer_name,
            WorkCategory.name,
            Employment.starts_on,
            Employment.ends_on,
            Employment.terminated_on,
        )
        .join(WorkCategory, WorkCategory.number == Employment.category_number)
        .where(Employment.person_id == person_id, Employment.voided_at.is_(None))
        .order_by(Employment.starts_on, Employment.id)
    )
    return [
        RecordLine(employer, category, hired_period(starts_on, ends_on, terminated_on))
        for employer, category, starts_on, ends_on, terminated_on in session.execute(query)
    ]
