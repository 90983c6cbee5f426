"""A block: some employers and their people, made in memory, written at once, then forgotten.

Blocks keep a province from growing in memory, and each of them stands for itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from admin_app.clock import SHANGHAI
from admin_app.demo.world import AUDITED, IssuingBody, Item, World
from admin_app.services.revisions import NOUNS, Author, link, stored
from models.base import Audited
from models.vocabulary import Capacity, EmployerKind, RevisionKind

Row = dict[str, Any]
Change = tuple[str, Any, Any]

_MINUTE = timedelta(minutes=1)
_BEFORE_HOURS = time(7, 30)


@dataclass(slots=True, eq=False)
class PersonDraft:
    """A person, with the number that only the sealed column knows."""

    row: Row
    number: str

    @property
    def id(self) -> int:
        """The row's number."""
        return int(self.row["id"])

    @property
    def name(self) -> str:
        """姓名."""
        return str(self.row["full_name"])


@dataclass(frozen=True, slots=True)
class Delegation:
    """The days on which a delegate may file for an employer, both included."""

    person: PersonDraft
    first: date
    last: date


@dataclass(slots=True, eq=False)
class EmployerDraft:
    """An employer, with what it was called and who represented it from which day on."""

    row: Row
    size: int
    names: list[tuple[date, str]]
    representatives: list[tuple[date, PersonDraft]]
    delegations: list[Delegation] = field(default_factory=list)
    grantee_ids: set[int] = field(default_factory=set)

    @property
    def id(self) -> int:
        """The row's number."""
        return int(self.row["id"])

    @property
    def closed_on(self) -> date:
        """The day of dissolution; from then on nothing is filed (U5)."""
        return self.row["dissolved_on"] or date.max

    @property
    def own_capacity(self) -> Capacity:
        """In which capacity its representative acts."""
        is_individual = self.row["kind"] == EmployerKind.INDIVIDUAL
        return Capacity.INDIVIDUAL_EMPLOYER if is_individual else Capacity.LEGAL_REPRESENTATIVE

    def name_on(self, day: date) -> str:
        """What it was called on a day."""
        return next(name for since, name in reversed(self.names) if since <= day)

    def representative_on(self, day: date) -> PersonDraft:
        """Who represented it on a day."""
        return next(person for since, person in reversed(self.representatives) if since <= day)


@dataclass(slots=True, eq=False)
class CertificateDraft:
    """A certificate and the days between which records may be filed on it."""

    row: Row
    item: Item
    issuer: IssuingBody
    holder: PersonDraft
    filed_until_end: date
    """有效期 end that records filed on it quote; may have been shortened since."""
    file_from: date
    file_until: date
    changed: Author | None = None
    """Who shortened or withdrew it, and when."""


@dataclass
class Block:
    """The rows of one block and the randomness that they come from."""

    world: World
    rng: Random
    staff: PersonDraft | None = None
    employers: list[EmployerDraft] = field(default_factory=list)
    rows: dict[type[Audited], list[Row]] = field(default_factory=lambda: {m: [] for m in AUDITED})
    revisions: list[Row] = field(default_factory=list)

    def moment(self, day: date, after: datetime | None = None) -> datetime:
        """A moment in the office hours of a day, later than another one of the same day."""
        hour, minute, second = (
            self.rng.randrange(8, 18),
            self.rng.randrange(60),
            self.rng.randrange(60),
        )
        chosen = datetime.combine(day, time(hour, minute, second), SHANGHAI)
        return chosen if after is None else max(chosen, after + _MINUTE)

    def morning(self, day: date) -> datetime:
        """Before the office hours: what is so on a day is so for all that happens on it."""
        return datetime.combine(day, _BEFORE_HOURS, SHANGHAI)

    def create(self, model: type[Audited], author: Author, row: Row, first: dict[str, Any]) -> Row:
        """Take up a row with its first revision, which shows the values in ``first``."""
        row = {"id": next(self.world.ids[model]), "version": 0, "head_mac": None, **row}
        self.rows[model].append(row)
        changes = [(name, None, value) for name, value in first.items()]
        self.revise(model, author, row, changes, kind=RevisionKind.CREATE)
        return row

    def revise(
        self,
        model: type[Audited],
        author: Author,
        row: Row,
        changes: Iterable[Change],
        *,
        kind: RevisionKind = RevisionKind.AMEND,
        reason: str = "",
    ) -> None:
        """Append a revision to the row's chain. The row already has its new values."""
        told = [
            {"field": name, "old": stored(old), "new": stored(new)} for name, old, new in changes
        ]
        version = row["version"] + 1
        previous = row["head_mac"] or b""
        made = link(author, NOUNS[model], row["id"], version, previous, kind, told, reason)
        self.revisions.append(made)
        row["version"], row["head_mac"] = version, made["mac"]

    def by_office(self, at: datetime) -> Author:
        """Staff as author; before there is any, the import of the register."""
        if self.staff is None:
            return Author(None, Capacity.SYSTEM.label, Capacity.SYSTEM, at)
        return Author(self.staff.id, self.staff.name, Capacity.STAFF, at)


def by_import(at: datetime) -> Author:
    """The register's own import as author."""
    return Author(None, Capacity.SYSTEM.label, Capacity.SYSTEM, at)


def by_holder(person: PersonDraft, at: datetime) -> Author:
    """A person as author about himself."""
    return Author(person.id, person.name, Capacity.PERSON, at)


def by_employer(
    employer: EmployerDraft, person: PersonDraft, capacity: Capacity, at: datetime
) -> Author:
    """Somebody acting for an employer as author."""
    name = employer.name_on(at.date())
    return Author(person.id, person.name, capacity, at, employer.id, name)
