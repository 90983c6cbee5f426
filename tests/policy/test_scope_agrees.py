"""The scope that the database is told agrees with the oracle: every actor, row and model."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Table, inspect, select, update

from admin_app import session_scope
from admin_app.actor import Actor
from admin_app.auth.identity import Identity
from admin_app.auth.presence import Limits, load_presence
from admin_app.auth.sign_in import Attempt, open_session
from admin_app.clock import SHANGHAI
from admin_app.policy.scopes import SCOPES
from models.base import db
from models.vocabulary import AccountKind
from tests.policy.oracle import ORACLE, Eyes, Register, capacities
from tests.world import TODAY, World

NOW = datetime.combine(TODAY, datetime.min.time(), SHANGHAI)
LIMITS = Limits(timedelta(days=1), timedelta(days=1))
TABLES: dict[str, Table] = {
    inspect(model).local_table.name: inspect(model).local_table for model in SCOPES
}


@pytest.fixture(params=["world", "demo"])
def app(
    request: pytest.FixtureRequest,
    app_of: Callable[..., Flask],
    world_template: tuple[str, World],
    demo_template: str,
) -> Flask:
    """The people of the tests, and the demo city; with a few records voided."""
    made = app_of(world_template[0] if request.param == "world" else demo_template)
    records = TABLES["employments"]
    voided = {"voided_at": NOW, "void_reason": "填错"}
    with made.app_context(), db.engine.connect().execution_options(writes=True) as connection:
        connection.execute(update(records).where(records.c.id % 4 == 0).values(**voided))
        connection.commit()
    return made


def whole_register() -> Register:
    """Every row of every scoped table, below the guard."""
    with db.engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for name, table in TABLES.items()
        }


def sign_in_all(register: Register) -> Iterator[Actor]:
    """Everybody with a personal account, as a request would find them."""
    for account in register["accounts"]:
        if account["kind"] != AccountKind.PERSONAL.value:
            continue
        identity = Identity(account["login"], AccountKind.PERSONAL, account["display_name"])
        secret = open_session(db.session, identity, Attempt(account["login"], "", ""), NOW)
        db.session.flush()
        found = load_presence(db.session, secret, NOW, LIMITS)
        assert found is not None
        yield found.actor


def in_each_capacity(actor: Actor) -> Iterator[Actor]:
    """With nothing in hand, and with each employer that they may act for."""
    yield replace(actor, acting=None)
    for choice in actor.choices:
        yield replace(actor, acting=choice)


def eyes_of(actor: Actor, register: Register) -> Eyes:
    """The same somebody for the oracle, whose rights it finds out for itself."""
    account = next(one for one in register["accounts"] if one["id"] == actor.account_id)
    employer_id = actor.acting.employer_id if actor.acting else None
    rights = capacities(account["person_id"], register, TODAY)
    functions = rights[employer_id] if employer_id is not None else frozenset[str]()
    return Eyes(account["person_id"], account["id"], account["office_role"], employer_id, functions)


def disagreements(actor: Actor, register: Register) -> list[str]:
    """Model by model, what the guarded session reads and the oracle does not, or the other way."""
    eyes, found = eyes_of(actor, register), []
    session_scope.enter(db.session, actor, TODAY)
    for model in SCOPES:
        table = inspect(model).local_table
        (key,) = table.primary_key
        read = set(db.session.scalars(select(getattr(model, key.name))))
        told = {
            row[key.name]
            for row in register[table.name]
            if ORACLE[table.name](eyes, row, register, TODAY)
        }
        if read != told:
            found.append(f"{actor.full_name} {eyes}: {table.name} {read ^ told}")
    session_scope.leave(db.session)
    return found


def test_every_scoped_model_has_its_oracle() -> None:
    assert ORACLE.keys() == TABLES.keys()


def test_scope_and_oracle_agree(app: Flask) -> None:
    with app.app_context():
        register = whole_register()
        everybody = list(sign_in_all(register))
        db.session.commit()
        register = whole_register()
        tried = [one for actor in everybody for one in in_each_capacity(actor)]
        assert [fault for actor in tried for fault in disagreements(actor, register)] == []
        assert len(tried) > len(everybody) >= 10


def test_choices_and_oracle_agree(app: Flask) -> None:
    with app.app_context():
        register = whole_register()
        for actor in sign_in_all(register):
            assert actor.person_id is not None
            theirs = {one.employer_id: frozenset(map(str, one.functions)) for one in actor.choices}
            assert theirs == capacities(actor.person_id, register, TODAY)


def test_every_row_is_seen_and_unseen_by_somebody(app: Flask) -> None:
    """Else agreement would be cheap: rows that nobody sees, or everybody."""
    with app.app_context():
        register = whole_register()
        everybody = [one for a in sign_in_all(register) for one in in_each_capacity(a)]
        for name in ("employments", "certificates", "grants", "persons", "revisions"):
            seen = [
                {row["id"] for row in register[name] if ORACLE[name](eyes, row, register, TODAY)}
                for eyes in (eyes_of(actor, register) for actor in everybody)
            ]
            assert set.union(*seen)
            assert set.intersection(*seen) == set()
