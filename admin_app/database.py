"""How a connection is opened: SQLite's pragmas and its explicit BEGIN, for every engine we make."""

from typing import Any

from sqlalchemy import Connection, Engine, event

BUSY_TIMEOUT_MS = 10_000

ENGINE_OPTIONS = {"hide_parameters": True, "pool_pre_ping": True}


def prepare(engine: Engine) -> None:
    """Set an engine up; nothing to do on PostgreSQL."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)


def _set_pragmas(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver would begin by itself, and deferred
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "recursive_triggers=ON",  # else INSERT OR REPLACE deletes past the triggers
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
