"""What the house may answer instead of doing: every refusal that people get to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Refusal:
    """One Chinese sentence that says what to do, and the form field that it belongs to.

    `existing_id` names the row that is there already, so that the page can link to it (R80, R112).
    """

    field: str | None
    sentence: str
    existing_id: int | None = None


class DomainError(Exception):
    """Base of every refusal; carries one or more refusals, caught in one place by the views."""

    refusals: tuple[Refusal, ...]

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.refusals = (Refusal(field, sentence),)

    @classmethod
    def many(cls, refusals: Iterable[Refusal]) -> Self:
        """Several refusals at once; `refusals` must not be empty."""
        kept = tuple(refusals)
        error = cls(kept[0].sentence, kept[0].field)
        error.refusals = kept
        return error

    @property
    def field(self) -> str | None:
        """Form field of the first refusal, or None where it concerns the whole form."""
        return self.refusals[0].field

    @property
    def sentence(self) -> str:
        """Sentence of the first refusal."""
        return self.refusals[0].sentence


class Refused(DomainError):
    """A rule says no (answered 422 with the form and the sentences)."""


class Forbidden(DomainError):
    """The actor may not do this at all (403)."""


class NotFound(DomainError):
    """Missing, or outside the actor's scope: the same answer for both (404)."""


class Conflict(DomainError):
    """The row or the enterprise in hand has changed meanwhile (409)."""


class Throttled(DomainError):
    """Too many failures (429).

    `retry_after` is in seconds.
    """

    def __init__(self, sentence: str, retry_after: int, field: str | None = None) -> None:
        super().__init__(sentence, field)
        self.retry_after = retry_after
