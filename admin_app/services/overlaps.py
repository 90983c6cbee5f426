"""The same work twice: refused at one employer (R80), told at another (A-18)."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import select

from admin_app.errors import Refusal, Refused
from admin_app.rules.term import Term
from admin_app.session_scope import AnySession, unscoped
from models.employments import Employment

OVERLAP = "该人员同一作业项目在本单位已有时间重叠的聘用记录，请勿重复填报。"
OVERLAP_IN_FILE = "与第 {row} 行为同一人员、同一作业项目且时间重叠，请删除其中一行。"


@dataclass(frozen=True)
class Period:
    """A stretch of work that stands: in the register (``record_id``), or in a row of a file."""

    term: Term
    record_id: int | None = None
    row: int | None = None


@dataclass
class Taken:
    """The periods of one employer, by person and item."""

    periods: dict[tuple[int, int], list[Period]] = field(default_factory=dict)

    def add(self, person_id: int, item_id: int, period: Period) -> None:
        """One more period that stands."""
        self.periods.setdefault((person_id, item_id), []).append(period)

    def refuse(self, person_id: int, item_id: int, term: Term, but_not: int | None = None) -> None:
        """Raise, with the record or row that is there already, where the term would overlap."""
        for period in self.periods.get((person_id, item_id), ()):
            if period.term.overlaps(term) and (period.record_id or 0) != but_not:
                sentence = OVERLAP if period.row is None else OVERLAP_IN_FILE
                raise Refused.many(
                    [Refusal(None, sentence.format(row=period.row), period.record_id)]
                )


def read_taken(session: AnySession, employer_id: int, person_ids: Collection[int]) -> Taken:
    """What stands in the register for these persons at one employer, voided records left out."""
    rows = session.execute(
        select(
            Employment.id,
            Employment.person_id,
            Employment.item_id,
            Employment.starts_on,
            Employment.effective_until,
        )
        .where(
            Employment.employer_id == employer_id,
            Employment.person_id.in_(person_ids),
            Employment.voided_at.is_(None),
        )
        .order_by(Employment.starts_on, Employment.id)
    )
    taken = Taken()
    for key, person_id, item_id, first, last in rows:
        taken.add(person_id, item_id, Period(Term(first, last), key))
    return taken


def is_employed_elsewhere(session: AnySession, employment: Employment) -> bool:
    """Whether another employer has the person in the same item at the same time."""
    elsewhere = select(Employment.id).where(
        Employment.employer_id != employment.employer_id,
        Employment.person_id == employment.person_id,
        Employment.item_id == employment.item_id,
        Employment.voided_at.is_(None),
        Employment.starts_on <= employment.ends_on,
        Employment.effective_until >= employment.starts_on,
    )
    with unscoped(session, "overlap at other employers"):
        return session.scalars(elsewhere.limit(1)).first() is not None
