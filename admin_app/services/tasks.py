"""A group of rows that want attention, as the home page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, func, select

from admin_app.session_scope import AnySession

SOON = timedelta(days=90)
ENDING = timedelta(days=30)
SHOWN = 5


@dataclass(frozen=True)
class Line:
    """One row to look at: ``noun`` and ``row_id`` say where, ``personal`` from which side."""

    noun: str
    row_id: int
    words: str


@dataclass(frozen=True)
class Task:
    """A group of rows that want attention: the count, and the first few of them."""

    title: str
    count: int
    lines: Sequence[Line]
    is_personal: bool
    is_urgent: bool = False


def count_rows(session: AnySession, lines: Sequence[Line], keys: Select[int]) -> int:
    """How many rows there are; asked only where the lines do not show them all."""
    if len(lines) < SHOWN:
        return len(lines)
    return session.scalar(select(func.count()).select_from(keys.subquery())) or 0
