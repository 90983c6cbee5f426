"""Who looks: the busiest person, the head of the largest enterprise, and a delegate with a lot."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import Row, func, select

from admin_app.auth.passwords import hash_password
from admin_app.session_scope import unscoped
from models.accounts import Account
from models.base import db
from models.employers import Employer
from models.employments import Employment
from models.grants import Grant
from models.people import Person
from models.vocabulary import AccountKind, GrantFunction
from tests.visitor import Visitor

PASSWORD = "benchmark-pass"  # noqa: S105 - of a database that is made for measuring


@dataclass(frozen=True)
class Looker:
    """Somebody who looks at pages, with an employer in hand unless only the own data count."""

    role: str
    login: str
    person_id: int
    employer_id: int | None


def lookers(app: Flask, day: date) -> list[Looker]:
    """The three, each with an account."""
    with app.app_context(), unscoped(db.session, "benchmark"):
        found = [
            Looker("person", "bench-person", _busiest(), None),
            Looker("legal representative", "bench-legal", *_head()),
            Looker("delegate", "bench-delegate", *_delegate(day)),
        ]
        for looker in found:
            _give_account(looker)
        db.session.commit()
    return found


def come(app: Flask, looker: Looker) -> Visitor:
    """Sign in, and take the employer in hand."""
    visitor = Visitor(app)
    signed_in = visitor.sign_in(looker.login, PASSWORD)
    assert signed_in.status == 303, signed_in.words
    if looker.employer_id is not None:
        chosen = visitor.choose(looker.employer_id)
        assert chosen.status == 303, chosen.words
    return visitor


def _busiest() -> int:
    records = select(Employment.person_id).group_by(Employment.person_id)
    return int(_first(records.order_by(func.count().desc(), Employment.person_id))[0])


def _head() -> tuple[int, int]:
    records = (
        select(Employer.representative_id, Employer.id)
        .join(Employment, Employment.employer_id == Employer.id)
        .group_by(Employer.id)
    )
    row = _first(records.order_by(func.count().desc(), Employer.id))
    return row[0], row[1]


def _delegate(day: date) -> tuple[int, int]:
    """With all functions, today, of the largest employer that has one."""
    grants = (
        select(Grant.person_id, Grant.employer_id)
        .join(Employment, Employment.employer_id == Grant.employer_id)
        .where(
            Grant.person_id.is_not(None),
            Grant.is_authorized,
            Grant.functions == frozenset(GrantFunction),
            Grant.valid_from <= day,
            Grant.valid_until >= day,
        )
        .group_by(Grant.id)
    )
    row = _first(grants.order_by(func.count().desc(), Grant.id))
    return row[0], row[1]


def _first(query: Any) -> Row[*tuple[Any, ...]]:
    row: Row[*tuple[Any, ...]] | None = db.session.execute(query.limit(1)).first()
    assert row is not None, "the city is empty"
    return row


def _give_account(looker: Looker) -> None:
    if db.session.scalars(select(Account.id).where(Account.login == looker.login)).first():
        return
    person = db.session.get_one(Person, looker.person_id)
    db.session.add(
        Account(
            login=looker.login,
            password_hash=hash_password(PASSWORD),
            kind=AccountKind.PERSONAL.value,
            display_name=person.full_name,
            person_id=person.id,
            created_at=person.created_at,
            notice_accepted_at=person.created_at,
        )
    )
