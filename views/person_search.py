"""Search by the person behind a row: by part of the name, or by the whole number."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from models.people import Person
from views.base.search_fields import NumberSearch, TextSearch

Criterion = ColumnElement[bool]


def name_search(label: str, person_id: InstrumentedAttribute[int]) -> TextSearch:
    """Search by a part of the name (R65, R95)."""

    def criterion(value: str) -> Criterion:
        return person_id.in_(
            select(Person.id).where(Person.full_name.contains(value, autoescape=True))
        )

    return TextSearch("person_name", label, Person.full_name, criterion)


def number_search(label: str, person_id: InstrumentedAttribute[int]) -> NumberSearch:
    """Search by the whole number (R66, R96)."""

    def criterion(value: bytes) -> Criterion:
        return person_id.in_(select(Person.id).where(Person.id_number_hash == value))

    return NumberSearch("id_number", label, Person.id_number_hash, criterion)
