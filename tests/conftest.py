"""The application under test: on the engine that TEST_DATABASE names, a database for each test.

Schema, reference data and people are made once per process and copied for every test.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.serving import make_server

import config
from admin_app.auth.passwords import hash_password
from admin_app.cli import upgrade_database
from admin_app.clock import wall_clock
from admin_app.demo.fill import fill
from admin_app.factory import create_app
from models.base import db
from models.installation import Installation
from tests.servers import create_database, drop_database
from tests.visitor import Visitor
from tests.world import PASSWORD, TODAY, World, make_world
from views import register_views

ENGINES = ("sqlite", "postgresql")


class CompiledTemplates(BytecodeCache):
    """Templates compiled once per process, and not anew for the application of every test."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what another test has compiled."""
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next test."""
        self.compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


def settings_for(url: str, today: date = TODAY, **choices: object) -> config.Settings:
    """The demo's settings over a database, on a fixed day."""
    base = config.from_environment({"APP_ENV": "demo", "DATABASE_URL": url})
    return config.Settings(**{**vars(base), "demo_today": today, **choices})


def new_app(url: str, today: date = TODAY, **choices: object) -> Flask:
    """An application over a database, on a fixed day."""
    app = create_app(settings_for(url, today, **choices), register_views)
    app.testing = True
    app.jinja_env.bytecode_cache = COMPILED
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture(scope="session")
def engine_name() -> str:
    """The engine of this run."""
    name = os.environ.get("TEST_DATABASE", "sqlite")
    assert name in ENGINES
    return name


@dataclass
class Databases:
    """Makes databases, empty or as copies of one that was made before."""

    engine: str
    folder: Path
    admin_url: str
    made: int = 0

    def copy_of(self, template: str | None = None) -> str:
        """The address of a new database."""
        self.made += 1
        if self.engine == "sqlite":
            path = self.folder / f"{self.made}.sqlite3"
            if template is not None:
                shutil.copyfile(template.removeprefix("sqlite:///"), path)
            return f"sqlite:///{path}"
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        source = template.rpartition("/")[2] if template else None
        return create_database(self.admin_url, f"test_{worker}_{self.made}", source)

    def drop(self, url: str) -> None:
        """Throw a database away."""
        if self.engine == "sqlite":
            for file in self.folder.glob(f"{Path(url).name}*"):
                file.unlink()
        else:
            drop_database(self.admin_url, url.rpartition("/")[2])


@pytest.fixture(scope="session")
def databases(
    engine_name: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Databases:
    """Databases of the engine of this run."""
    admin_url = request.getfixturevalue("postgres_url") if engine_name == "postgresql" else ""
    return Databases(engine_name, tmp_path_factory.mktemp("databases"), admin_url)


@pytest.fixture(scope="session")
def empty_template(databases: Databases) -> str:
    """A database with schema and reference data, and nobody in it."""
    return _made(databases, lambda app: None)


@pytest.fixture(scope="session")
def world_template(databases: Databases) -> tuple[str, World]:
    """The people of the tests (tests/world.py)."""
    worlds: list[World] = []

    def people(app: Flask) -> None:
        worlds.append(make_world(db.session, hash_password(PASSWORD)))

    url = _made(databases, people)
    return url, worlds[0]


@pytest.fixture(scope="session")
def demo_template(databases: Databases) -> str:
    """The demo as ``make demo`` fills it."""

    def city(app: Flask) -> None:
        with db.engine.connect().execution_options(writes=True) as connection:
            fill(
                connection,
                size="demo",
                today=TODAY,
                seed=2026,
                passwords_hash=hash_password,
                progress=lambda words: None,
            )
            connection.commit()
        db.session.add(Installation(id=1, is_demo=True, size="demo", made_at=wall_clock()))
        db.session.commit()

    return _made(databases, city)


def _made(databases: Databases, make: Callable[[Flask], None]) -> str:
    url = databases.copy_of()
    app = new_app(url)
    with app.app_context():
        upgrade_database()
        make(app)
        db.session.remove()
        if databases.engine == "sqlite":
            with db.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
        db.engine.dispose()
    return url


@pytest.fixture
def app_of(databases: Databases) -> Iterator[Callable[..., Flask]]:
    """Make an application over a copy of a template; both are gone after the test."""
    made: list[tuple[Flask, str]] = []

    def make(template: str, today: date = TODAY, **choices: object) -> Flask:
        url = databases.copy_of(template)
        app = new_app(url, today, **choices)
        made.append((app, url))
        return app

    yield make
    for app, url in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        databases.drop(url)


@pytest.fixture
def app(app_of: Callable[..., Flask], world_template: tuple[str, World]) -> Flask:
    """The application over the people of the tests."""
    return app_of(world_template[0])


@pytest.fixture
def world(world_template: tuple[str, World]) -> World:
    """Who and what there is."""
    return world_template[1]


@pytest.fixture
def visitor(app: Flask) -> Callable[..., Visitor]:
    """Somebody with a browser; signed in where a login is named."""

    def come(login: str | None = None) -> Visitor:
        someone = Visitor(app)
        if login is not None:
            someone.sign_in(login)
        return someone

    return come


@pytest.fixture
def live_server(app_of: Callable[..., Flask], demo_template: str) -> Iterator[str]:
    """The demo, served on loopback; the address."""
    yield from serve(app_of(demo_template))


def serve(app: Flask) -> Iterator[str]:
    """Serve an application on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
