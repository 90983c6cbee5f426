"""Accounts: made on the command line until the back office has its page (B8, B10)."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from admin_app.errors import Refused
from admin_app.services.people import add_person, person_of
from admin_app.services.revisions import Author
from admin_app.session_scope import AnySession, unscoped
from models.accounts import Account
from models.vocabulary import AccountKind, Capacity, OfficeRole


@dataclass(frozen=True)
class AccountEntry:
    """A personal account to be made; name and number normalised and checked."""

    login: str
    full_name: str
    id_number: str = field(repr=False)
    password_hash: str = field(repr=False)
    office_role: OfficeRole | None = None


def add_account(session: AnySession, entry: AccountEntry, now: datetime) -> Account:
    """Make the account, and the person where the register does not know one yet."""
    author = Author(None, Capacity.SYSTEM.label, Capacity.SYSTEM, now)
    with unscoped(session, "make an account"):
        if session.scalars(select(Account.id).where(Account.login == entry.login)).first():
            raise Refused(f"账号“{entry.login}”已存在，请另选一个。", "account")
        person_id = person_of(session, entry.full_name, entry.id_number)
        if person_id is None:
            person_id = add_person(session, author, entry.full_name, entry.id_number).id
        account = Account(
            login=entry.login,
            password_hash=entry.password_hash,
            kind=AccountKind.PERSONAL.value,
            display_name=entry.full_name,
            person_id=person_id,
            office_role=entry.office_role.value if entry.office_role else None,
            created_at=now,
        )
        session.add(account)
    return account
