"""What can be clicked beside a row or above a list: shown is what is allowed (R125)."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Button:
    """A link, or (``posts``) a small form of its own with the row's key.

    Without an ``href`` it is shown, but not to be clicked, with the reason (interface.md, 15).
    """

    label: str
    href: str = ""
    style: Literal["", "main", "quiet", "bad"] = ""
    posts: dict[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class Fact:
    """One label and value of a details page; ``present`` is what differs today (现：…)."""

    label: str
    value: object
    present: object = None
    reveals: str = ""
    """Address that reveals the value in full, for a reason."""
