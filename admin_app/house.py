"""What the factory has joined and the views need at run time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from admin_app.auth.identity import IdentityProvider
from admin_app.clock import Clock
from admin_app.rules.rulebook import Rulebook
from admin_app.tokens import Tokens


class Names(Protocol):
    """What the place is called (config.Names)."""

    @property
    def city(self) -> str: ...
    @property
    def bureau(self) -> str: ...
    @property
    def platform(self) -> str: ...
    @property
    def system(self) -> str: ...
    @property
    def module(self) -> str: ...
    @property
    def sheet_title(self) -> str: ...
    @property
    def support_group(self) -> str: ...
    @property
    def credit_url(self) -> str: ...
    @property
    def licence_url(self) -> str: ...


@dataclass(frozen=True)
class DemoNotice:
    """What the demo's sign-in page tells: the accounts, and whom to file a record for."""

    accounts: Mapping[str, str]
    password: str
    newcomer_name: str
    newcomer_number: str = field(repr=False)


@dataclass(frozen=True)
class House:
    """The joined parts of one application."""

    names: Names
    clock: Clock
    rulebook: Rulebook
    identity_provider: IdentityProvider
    tokens: Tokens
    count_cap: int
    session_idle: timedelta
    session_absolute: timedelta
    over_tls: bool
    demo: DemoNotice | None = None

    def now(self) -> datetime:
        """This moment, in China."""
        return self.clock()

    def today(self) -> date:
        """This day, in China."""
        return self.clock().date()
