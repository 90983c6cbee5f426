"""What the database refuses by itself, whoever asks: on either engine (T46; domain 6)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Executable, Table, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from models import safeguards
from models.base import Base, db
from models.employments import Employment
from models.safeguards import APPEND_ONLY, NEVER_DELETED
from tests.world import World

HISTORY = [Base.metadata.tables[name] for name in APPEND_ONLY]
KEPT = [Base.metadata.tables[name] for name in NEVER_DELETED]
RECORDS = Base.metadata.tables[Employment.__tablename__]


@pytest.fixture
def connection(app: Flask) -> Iterator[Connection]:
    """The database itself, without any of our guards."""
    with app.app_context(), db.engine.connect().execution_options(writes=True) as opened:
        yield opened


def first_row(connection: Connection, table: Table) -> dict[str, Any]:
    """A row of the table; of an empty one a made-up row."""
    found = connection.execute(select(table)).mappings().first()
    return dict(found) if found else _made_up(connection, table)


def _made_up(connection: Connection, table: Table) -> dict[str, Any]:
    samples: dict[type, Any] = {int: 1, str: "xlsx", bytes: b"x", date: date(2026, 2, 15)}
    values = {
        column.name: samples.get(column.type.python_type)
        for column in table.c
        if not column.nullable and column.type.python_type in samples
    }
    now = connection.execute(select(Base.metadata.tables["persons"].c.created_at)).scalar()
    moments = {c.name: now for c in table.c if c.name not in values and not c.nullable}
    json: dict[str, Any] = {c.name: {} for c in table.c if c.name in ("details", "changes")}
    connection.execute(table.insert().values({**moments, **values, **json}))
    return dict(connection.execute(select(table)).mappings().one())


@pytest.mark.parametrize("table", HISTORY, ids=str)
def test_history_only_grows(connection: Connection, table: Table) -> None:
    row = first_row(connection, table)
    connection.commit()
    for statement in (table.update().values(id=table.c.id + 1), table.delete()):
        with pytest.raises(IntegrityError):
            connection.execute(statement)
        connection.rollback()
    assert connection.execute(select(table.c.id)).scalars().first() == row["id"]


@pytest.mark.parametrize("table", [*HISTORY, *KEPT], ids=str)
def test_nothing_is_emptied_or_replaced(
    connection: Connection, engine_name: str, table: Table
) -> None:
    row = first_row(connection, table)
    connection.commit()
    if engine_name == "postgresql":
        refused: list[Executable] = [text(f"TRUNCATE {table.name} CASCADE"), table.delete()]
    else:
        row.pop("effective_until", None)  # computed
        refused = [table.insert().prefix_with("OR REPLACE").values(row), table.delete()]
    for statement in refused:
        with pytest.raises(IntegrityError):
            connection.execute(statement)
        connection.rollback()


def test_the_database_has_every_safeguard(connection: Connection, engine_name: str) -> None:
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    present = set(connection.execute(text(catalogue[engine_name])).scalars())
    assert present == safeguards.expected(engine_name)
    if engine_name == "postgresql":
        named = "SELECT 1 FROM pg_constraint WHERE conname = 'ex_employments_overlap'"
        assert connection.execute(text(named)).scalar() == 1


def test_they_can_be_made_anew_over_themselves(connection: Connection, engine_name: str) -> None:
    safeguards.install(connection)
    safeguards.install(connection)


def record(connection: Connection, world: World, **changes: Any) -> dict[str, Any]:
    """A record like P's at E1 (2025-06-01 to 2026-01-31), changed."""
    mine = RECORDS.c.id == world.employments["P_E1"]
    row = dict(connection.execute(select(RECORDS).where(mine)).mappings().one())
    computed = ("id", "effective_until")
    return {name: value for name, value in row.items() if name not in computed} | changes


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "overlaps"),
    [
        (date(2026, 1, 31), date(2026, 12, 31), True),
        (date(2025, 1, 1), date(2025, 6, 1), True),
        (date(2025, 7, 1), date(2025, 8, 1), True),
        (date(2026, 2, 1), date(2026, 12, 31), False),
        (date(2025, 1, 1), date(2025, 5, 31), False),
    ],
)
def test_overlap_is_refused_to_the_day(
    connection: Connection, world: World, starts_on: date, ends_on: date, overlaps: bool
) -> None:
    insert = RECORDS.insert().values(
        record(connection, world, starts_on=starts_on, ends_on=ends_on)
    )
    if overlaps:
        with pytest.raises(IntegrityError, match="ex_employments_overlap"):
            connection.execute(insert)
    else:
        connection.execute(insert)


def test_a_voided_record_is_in_nobodys_way(connection: Connection, world: World) -> None:
    mine = RECORDS.c.id == world.employments["P_E1"]
    twin = record(connection, world)
    connection.execute(
        RECORDS.update().where(mine).values(voided_at=twin["filed_at"], void_reason="填错")
    )
    connection.execute(RECORDS.insert().values(twin))
    with pytest.raises(IntegrityError, match="ex_employments_overlap"):
        connection.execute(RECORDS.update().where(mine).values(voided_at=None, void_reason=None))


def test_clearing_a_termination_is_checked_again(connection: Connection, world: World) -> None:
    mine = RECORDS.c.id == world.employments["P_E1"]
    ended = {"terminated_on": date(2025, 8, 31), "termination_reason": "本人辞职"}
    connection.execute(RECORDS.update().where(mine).values(**ended))
    after = record(
        connection, world, starts_on=date(2025, 9, 1), terminated_on=None, termination_reason=None
    )
    connection.execute(RECORDS.insert().values(after))
    cleared = {"terminated_on": None, "termination_reason": None}
    with pytest.raises(IntegrityError, match="ex_employments_overlap"):
        connection.execute(RECORDS.update().where(mine).values(**cleared))


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_on": date(2025, 5, 31)},
        {"terminated_on": date(2026, 2, 1), "termination_reason": "其他"},
        {"terminated_on": date(2025, 5, 31), "termination_reason": "其他"},
        {"terminated_on": date(2025, 8, 1)},
        {"termination_reason": "其他"},
        {"void_reason": "填错"},
    ],
    ids=str,
)
def test_dates_that_cannot_be_are_refused(
    connection: Connection, world: World, changes: dict[str, Any]
) -> None:
    mine = RECORDS.c.id == world.employments["P_E1"]
    with pytest.raises(IntegrityError):
        connection.execute(RECORDS.update().where(mine).values(**changes))


def test_a_certificate_cannot_claim_another_origin(connection: Connection, world: World) -> None:
    certificates = Base.metadata.tables["certificates"]
    mine = certificates.c.id == world.certificates["CR"]
    with pytest.raises(DBAPIError):
        connection.execute(certificates.update().where(mine).values(is_local=True))
