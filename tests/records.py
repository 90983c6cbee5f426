"""What stands in the database, read below the guard: for before and after."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from sqlalchemy import select

from models.accounts import Account, FailedAttempt, SignInSession
from models.audit import AuditEvent, AuditHead
from models.base import Base, db
from models.revisions import Revision
from models.tables import METADATA

Rows = Sequence[tuple[Any, ...]]

# What every request may touch: sessions, the log of what was asked, the time of a sign-in.
_COMINGS_AND_GOINGS = {
    model.__tablename__ for model in (SignInSession, AuditEvent, AuditHead, FailedAttempt, Account)
}


def register_of(app: Flask) -> Mapping[str, Rows]:
    """Every row of the register, by table; comings and goings are left out."""
    tables = [table for table in METADATA.sorted_tables if table.name not in _COMINGS_AND_GOINGS]
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in tables
        }


def rows_of(app: Flask, model: type[Base], *where: Any) -> Sequence[Mapping[str, Any]]:
    """The rows of one table, by column."""
    table = model.__table__
    query = select(table).where(*where).order_by(*table.primary_key)
    with app.app_context(), db.engine.connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def revisions_of(app: Flask, noun: str, row_id: int) -> Sequence[Mapping[str, Any]]:
    """The history of a row, oldest first."""
    return rows_of(app, Revision, Revision.noun == noun, Revision.row_id == row_id)


def events_of(app: Flask, kind: str) -> Sequence[Mapping[str, Any]]:
    """The audit events of a kind, oldest first."""
    return rows_of(app, AuditEvent, AuditEvent.kind == kind)
