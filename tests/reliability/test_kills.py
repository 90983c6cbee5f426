"""kill -9 at any moment of filing leaves all of the batch or nothing (T51)."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from admin_app.session_scope import unscoped
from models.accounts import Account
from models.base import db
from models.batches import BatchUpload
from models.employments import Employment
from tests.visitor import Visitor
from tests.workbooks import row_for, workbook
from tests.world import TODAY, World

KILLS = int(os.environ.get("KILLS", "10"))
ROWS = 300
ROOT = Path(__file__).parents[2]
BATCH = "/enterprise/employments/batch/"


@pytest.fixture
def checked(visitor: Callable[..., Visitor], world: World, app: Flask) -> tuple[Flask, list[str]]:
    """An application with a checked batch of many short records, and what the filer needs."""
    legal = visitor("l")
    legal.choose(world.employers["E1"])
    first = TODAY - timedelta(days=300)
    days = [first + timedelta(days=turn) for turn in range(ROWS)]
    content = workbook([row_for(world, "Q", starts=day, ends=day) for day in days])
    legal.get(BATCH)
    page = legal.follow(legal.post(BATCH, file=(io.BytesIO(content), "many.xlsx")))
    with app.app_context(), unscoped(db.session, "test"):
        account = db.session.scalars(select(Account.id).where(Account.login == "l")).one()
        db.session.remove()
        db.engine.dispose()
    keys = (account, world.persons["L"], world.employers["E1"], page.hidden("id"))
    return app, [str(key) for key in keys]


def test_a_killed_filing_leaves_all_or_nothing(
    checked: tuple[Flask, list[str]], app_of: Callable[..., Flask]
) -> None:
    """Each kill meets a fresh copy; the moments are spread over a whole filing."""
    app, keys = checked
    source = str(app.config["SQLALCHEMY_DATABASE_URI"])
    measured = app_of(source)
    whole = _file(str(measured.config["SQLALCHEMY_DATABASE_URI"]), keys, None)
    assert _state(measured) == (ROWS, "filed")
    outcomes = [
        _outcome(app_of(source), keys, whole * (turn + 0.5) / KILLS) for turn in range(KILLS)
    ]
    assert set(outcomes) <= {(0, "checked"), (ROWS, "filed")}
    assert (0, "checked") in outcomes


def _outcome(app: Flask, keys: list[str], seconds: float) -> tuple[int, str]:
    _file(str(app.config["SQLALCHEMY_DATABASE_URI"]), keys, seconds)
    return _state(app)


def _file(url: str, keys: list[str], seconds: float | None) -> float:
    """Start the filer; kill it so long after it has begun, or let it end. How long it took."""
    filer = subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.filer", url, *keys],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert filer.stdout is not None
    assert filer.stdout.readline() == "begins\n"
    began = time.monotonic()
    try:
        filer.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        filer.kill()
        filer.wait()
    filer.stdout.close()
    return time.monotonic() - began


def _state(app: Flask) -> tuple[int, str]:
    with app.app_context(), unscoped(db.session, "test"):
        filed = select(func.count()).where(Employment.batch_id.is_not(None))
        count = db.session.scalar(filed.select_from(Employment)) or 0
        state = db.session.scalars(select(BatchUpload.state)).one()
        db.session.remove()
        db.engine.dispose()
    return count, state
