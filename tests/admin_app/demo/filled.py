"""A database that the generator filled, and how the tests read it: table by table, as rows."""

import functools
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, create_engine, select

from admin_app.clock import SHANGHAI
from admin_app.database import prepare
from admin_app.demo import fill as generator
from admin_app.demo.fill import Summary
from admin_app.reference import load_reference
from models import safeguards
from models.revisions import Revision
from models.sealed import Keyring
from models.tables import METADATA

TODAY = date(2026, 3, 1)
KEYS = Keyring(sealing={1: b"s" * 32}, current=1, index=b"i" * 32, history=b"h" * 32)

Row = Mapping[str, Any]


@dataclass
class Filled:
    """The database, and its rows as they were read first."""

    engine: Engine
    summary: Summary
    today: date
    told: list[str] = field(default_factory=list)
    _read: dict[Any, list[Row]] = field(default_factory=dict)

    def rows(self, model: Any) -> list[Row]:
        """All rows of a table, by key."""
        if model not in self._read:
            with self.engine.connect() as connection:
                found = connection.execute(
                    select(model.__table__).order_by(*model.__table__.primary_key)
                )
                self._read[model] = [dict(row) for row in found.mappings()]
        return self._read[model]

    def by_id(self, model: Any) -> dict[int, Row]:
        """The rows by key."""
        return {row["id"]: row for row in self.rows(model)}

    @functools.cached_property
    def histories(self) -> dict[tuple[str, int], list[Row]]:
        """(noun, row) -> its revisions, oldest first."""
        found: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for revision in self.rows(Revision):
            found[revision["noun"], revision["row_id"]].append(revision)
        return {key: sorted(chain, key=lambda one: one["version"]) for key, chain in found.items()}

    def value_at(self, noun: str, row: Row, name: str, moment: datetime) -> Any:
        """A field as it was at a moment; days as text, as histories keep them."""
        value = row[name].isoformat() if isinstance(row[name], date) else row[name]
        for revision in reversed(self.histories[noun, row["id"]]):
            if revision["at"] <= moment:
                break
            for change in revision["changes"]:
                if change["field"] == name and revision["kind"] != "create":
                    value = change["old"]
        return value


def prepared(url: str) -> Engine:
    """An engine over a new database with schema, safeguards and reference data."""
    engine = create_engine(url, hide_parameters=True)
    prepare(engine)
    with engine.begin() as connection:
        METADATA.create_all(connection)
        safeguards.install(connection)
        load_reference(connection)
    return engine


def filled(url: str, size: str, seed: int = 2026, today: date = TODAY) -> Filled:
    """A new database, filled."""
    engine, told = prepared(url), list[str]()
    summary = generator.fill(
        engine, size=size, today=today, seed=seed,
        passwords_hash=lambda password: f"hash of {password}", progress=told.append,
    )  # fmt: skip
    return Filled(engine, summary, today, told)


def day_of(moment: datetime) -> date:
    """The day in China."""
    return moment.astimezone(SHANGHAI).date()


def changed_in(revision: Row) -> dict[str, tuple[Any, Any]]:
    """Field -> (old, new)."""
    return {one["field"]: (one["old"], one["new"]) for one in revision["changes"]}


def as_text(rows: list[Row], *but: str) -> str:
    """Rows for comparison, without the columns that are random by right."""
    kept = [{name: str(value) for name, value in row.items() if name not in but} for row in rows]
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)
