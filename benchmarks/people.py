"""Who looks: the busiest person, the head of the largest enterprise, the busiest delegate."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import aliased

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
    person_id: int
    employer_id: int | None = None

    @property
    def login(self) -> str:
        """The account that is made for measuring."""
        return f"benchmark-{self.person_id}"


def lookers(app: Flask, day: date) -> list[Looker]:
    """The three, each with an account."""
    with app.app_context(), unscoped(db.session, "benchmark"):
        found = [
            Looker("person", _busiest()),
            Looker("legal representative", *_head()),
            Looker("delegate", *_delegate(day)),
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
    """Who acts for the most employers today, with one of all functions in hand."""
    other = aliased(Grant)
    held = select(func.count()).where(other.person_id == Grant.person_id, _is_live(other, day))
    grants = select(Grant.person_id, Grant.employer_id).where(
        Grant.person_id.is_not(None),
        Grant.functions == frozenset(GrantFunction),
        _is_live(Grant, day),
    )
    row = _first(grants.order_by(held.scalar_subquery().desc(), Grant.id))
    return row[0], row[1]


def _is_live(grant: type[Grant], day: date) -> ColumnElement[bool]:
    return and_(grant.is_authorized, grant.valid_from <= day, grant.valid_until >= day)


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
