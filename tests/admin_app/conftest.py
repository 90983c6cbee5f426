"""A session as a request would have it: guarded, on behalf of somebody."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from admin_app import session_scope
from admin_app.actor import Acting, Actor
from admin_app.session_scope import AnySession
from models.accounts import Account
from models.base import db
from models.vocabulary import Capacity, GrantFunction
from tests.world import TODAY, World

ActAs = Callable[..., Actor]


@pytest.fixture
def session(app: Flask) -> Iterator[AnySession]:
    """The house's own session, for nobody yet."""
    with app.app_context():
        yield db.session
        db.session.rollback()
        session_scope.leave(db.session)


@pytest.fixture
def act_as(session: AnySession, world: World) -> ActAs:
    """From here on the session works for a person of the world, perhaps for an employer."""

    def enter(
        person: str,
        employer: str = "",
        functions: frozenset[GrantFunction] = frozenset(GrantFunction),
    ) -> Actor:
        person_id = world.persons[person]
        with session_scope.unscoped(session, "test"):
            account_id = session.scalars(
                select(Account.id).where(Account.person_id == person_id)
            ).one()
        acting = None
        if employer:
            acting = Acting(
                world.employers[employer], employer, world.codes[employer], False,
                Capacity.LEGAL_REPRESENTATIVE, functions,
            )  # fmt: skip
        actor = Actor(account_id, person_id, world.names[person], None, acting)
        session_scope.enter(session, actor, TODAY)
        return actor

    return enter
