"""A city to measure: filled once per engine, schema and generator, then kept (SQLite) in var/."""

import gc
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask

import config
from admin_app.auth.passwords import hash_password
from admin_app.cli import upgrade_database
from admin_app.demo.fill import fill
from admin_app.factory import create_app
from models.base import db
from tests.servers import create_database, postgres_server
from views import register_views

DAY = date(2026, 11, 24)
SEED = 2026
VAR = config.ROOT / "var"
MADE_FROM = ("admin_app/demo/*.py", "migrations/versions/*.py", "models/*.py")


@dataclass(frozen=True)
class City:
    """A filled application, and what the filling came to."""

    app: Flask
    engine: str
    filled: str


@contextmanager
def city(engine: str, size: str) -> Iterator[City]:
    """A city on ``sqlite`` or ``postgresql``; the first use fills it."""
    if engine == "sqlite":
        yield _settled(_kept(size))
        return
    with postgres_server() as admin_url:
        app = _open(create_database(admin_url, "benchmark"))
        filled = City(app, engine, _fill(app, size))
        _vacuum(app)
        yield _settled(filled)
        _close(app)


def _settled(filled: City) -> City:
    """As ``wsgi.py`` leaves it before the first request."""
    gc.collect()
    gc.freeze()
    return filled


def _kept(size: str) -> City:
    VAR.mkdir(exist_ok=True)
    file = VAR / f"benchmark-{size}-{_fingerprint()}.sqlite3"
    note = file.with_suffix(".txt")
    app = _open(f"sqlite:///{file}")
    if not note.exists():
        for old in VAR.glob(f"benchmark-{size}-*"):
            old.unlink()
        note.write_text(_fill(app, size), encoding="utf-8")
    return City(app, "sqlite", note.read_text(encoding="utf-8"))


def _fingerprint() -> str:
    files = sorted(file for pattern in MADE_FROM for file in config.ROOT.glob(pattern))
    return hashlib.sha256(b"\0".join(map(Path.read_bytes, files))).hexdigest()[:12]


def _open(url: str) -> Flask:
    settings = config.from_environment(
        {"APP_ENV": "demo", "DATABASE_URL": url, "DEMO_TODAY": DAY.isoformat()}
    )
    return create_app(settings, register_views)


def _fill(app: Flask, size: str) -> str:
    with app.app_context():
        upgrade_database()
        started = time.perf_counter()
        with db.engine.connect().execution_options(writes=True) as connection:
            summary = fill(
                connection,
                size=size,
                today=DAY,
                seed=SEED,
                passwords_hash=hash_password,
                progress=lambda words: None,
            )
            connection.commit()
    return f"{time.perf_counter() - started:.1f} s: {summary}"


def _vacuum(app: Flask) -> None:
    """What the server does by itself within minutes."""
    with app.app_context(), db.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("VACUUM ANALYZE")


def _close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
