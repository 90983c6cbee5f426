"""Who acts: a person, perhaps with an office role, perhaps with an enterprise in hand."""

from dataclasses import dataclass, field
from datetime import date

from models.vocabulary import Capacity, GrantFunction, OfficeRole


@dataclass(frozen=True)
class Acting:
    """One employer that a person may act for today, and by which right (R57, R61, A-15).

    ``valid_from``/``valid_until`` are the delegate's term, both days included; None for whoever
    acts by own right. ``functions`` are those in force: all of them for the legal representative.
    """

    employer_id: int
    employer_name: str
    uscc: str | None
    is_dissolved: bool
    capacity: Capacity
    functions: frozenset[GrantFunction]
    grant_id: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def is_delegate(self) -> bool:
        """Whether the right comes from a grant and has its limits (A-9)."""
        return self.capacity is Capacity.DELEGATE


@dataclass(frozen=True)
class Actor:
    """A signed-in person as of this request; read anew from the database each time."""

    account_id: int | None
    person_id: int | None
    full_name: str
    office_role: OfficeRole | None = None
    acting: Acting | None = None
    choices: tuple[Acting, ...] = field(default=(), repr=False)

    @property
    def functions(self) -> frozenset[GrantFunction]:
        """Functions in force for the employer in hand; none without one."""
        return self.acting.functions if self.acting else frozenset()
