"""The schema by migrations is the schema of the models; up, down and up again (T53)."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import func, inspect, select, text

from admin_app.cli import upgrade_database
from models import safeguards
from models.base import Base, db
from tests.conftest import Databases, new_app
from tests.visitor import Visitor
from tests.world import World


@pytest.fixture
def empty(databases: Databases) -> Iterator[Flask]:
    """An application over a database without a single table."""
    url = databases.copy_of()
    app = new_app(url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def triggers(engine_name: str) -> set[str]:
    """Names of the triggers that stand in the database."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with db.engine.connect() as connection:
        return set(connection.execute(text(catalogue[engine_name])).scalars())


def test_models_and_migrations_agree(empty: Flask) -> None:
    upgrade_database()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "render_as_batch": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_upgrade_downgrade_upgrade(empty: Flask, engine_name: str) -> None:
    upgrade_database()
    assert tables() == set(Base.metadata.tables)
    assert triggers(engine_name) == safeguards.expected(engine_name)
    downgrade(revision="base")
    assert tables() == set()
    assert triggers(engine_name) == set()
    upgrade_database()
    assert tables() == set(Base.metadata.tables)
    assert triggers(engine_name) == safeguards.expected(engine_name)


def test_an_upgrade_over_an_upgrade_changes_nothing(empty: Flask) -> None:
    upgrade_database()
    counted = [select(func.count()).select_from(Base.metadata.tables[n]) for n in sorted(tables())]
    with db.engine.connect() as connection:
        before = [connection.execute(one).scalar() for one in counted]
    upgrade_database()
    with db.engine.connect() as connection:
        assert [connection.execute(one).scalar() for one in counted] == before


def test_an_upgrade_keeps_the_register(app: Flask, world: World, engine_name: str) -> None:
    with app.app_context():
        upgrade_database()
        assert triggers(engine_name) == safeguards.expected(engine_name)
    someone = Visitor(app)
    someone.sign_in("p")
    assert "中山市测试机械有限公司" in someone.get("/me/employments/").words


def test_readiness_knows_the_schema(empty: Flask) -> None:
    visitor = Visitor(empty)
    assert visitor.get("/readyz").status == 503
    assert visitor.get("/healthz").status == 200
    upgrade_database()
    assert visitor.get("/readyz").status == 200
