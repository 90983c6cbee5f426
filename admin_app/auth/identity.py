"""Who somebody is, as an identity provider vouches for it (R5, A-32)."""

from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import select

from admin_app.auth.passwords import matches
from admin_app.session_scope import AnySession, unscoped
from models.accounts import Account
from models.people import Person
from models.vocabulary import AccountKind


@dataclass(frozen=True)
class Identity:
    """A verified identity. ``login`` is stable per account; name and number are verified ones.

    ``id_number`` is None for the kinds of account that belong to no person.
    """

    login: str
    kind: AccountKind
    full_name: str
    id_number: str | None = field(default=None, repr=False)


class IdentityProvider(Protocol):
    """The one thing that a city's identity platform has to offer."""

    def verify(self, login: str, password: str) -> Identity | None:
        """The identity behind these credentials; None for every kind of miss."""


class LocalAccounts:
    """The built-in provider: accounts of this database with argon2id passwords."""

    def __init__(self, session: AnySession) -> None:
        self._session = session

    def verify(self, login: str, password: str) -> Identity | None:
        """Look up, let go of the database, then hash: an unknown account costs the same (T35)."""
        account = self._find(login)
        is_right = matches(account.password_hash if account else None, password)
        if account is None or not is_right or account.disabled_at is not None:
            return None
        return Identity(
            account.login, AccountKind(account.kind), account.display_name, self._number(account)
        )

    def _find(self, login: str) -> Account | None:
        with unscoped(self._session, "sign-in"):
            account = self._session.scalars(
                select(Account).where(Account.login == login.strip().lower())
            ).first()
        if account is not None:
            self._session.expunge(account)
        self._session.rollback()
        return account

    def _number(self, account: Account) -> str | None:
        if account.person_id is None:
            return None
        with unscoped(self._session, "sign-in"):
            number = select(Person.id_number).where(Person.id == account.person_id)
            return self._session.scalars(number).one()
