"""A stretch of whole days, both ends included: of a certificate, a grant, an employment."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """The days from `first` to `last`, both included; without days if `last` comes first."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Number of days, 0 if there is none."""
        return max(0, (self.last - self.first).days + 1)

    @property
    def sentence(self) -> str:
        """As shown and printed: 2023-03-01 至 2027-02-28."""
        return f"{self.first} 至 {self.last}"

    def holds(self, day: date) -> bool:
        """Whether `day` is one of the days."""
        return self.first <= day <= self.last

    def covers(self, other: "Term") -> bool:
        """Whether `other` reaches beyond this term at neither end."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "Term") -> bool:
        """Whether the two share a day (R80, A-6, A-18)."""
        return max(self.first, other.first) <= min(self.last, other.last)
