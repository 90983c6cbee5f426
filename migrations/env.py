"""How Alembic reaches the database; after each upgrade the safeguards are made anew."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from models import safeguards, tables
from models.base import UtcDateTime

migrate = current_app.extensions["migrate"]


def _render_type(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """A migration names plain types: it must still run when our own have changed."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return f"sa.{item.impl!r}"


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=tables.METADATA,
        render_item=_render_type,
        **migrate.configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
        if context.get_context().get_current_heads():
            safeguards.install(connection)
        else:
            safeguards.remove(connection)


if context.is_offline_mode():
    raise SystemExit("Offline migrations are not supported: the safeguards need the database.")

with migrate.db.engine.connect().execution_options(writes=True) as connection:
    _run(connection)
    connection.commit()
