"""For machines: is the process alive, is the database reachable and up to date (B10)."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app
from sqlalchemy.exc import SQLAlchemyError

from models.base import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> tuple[str, int]:
    """The process answers."""
    return "ok\n", 200


@blueprint.get("/readyz")
def ready() -> tuple[str, int]:
    """The database answers, with the schema that this code was written for."""
    try:
        with db.engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_heads()
    except SQLAlchemyError:
        return "database unreachable\n", 503
    wanted = ScriptDirectory(current_app.extensions["migrate"].directory).get_heads()
    if set(present) != set(wanted):
        return "schema not current\n", 503
    return "ok\n", 200
