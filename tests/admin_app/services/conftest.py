"""Several at once, with connections of their own, and held where a race would be decided."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from models.base import db
from tests.visitor import Page

PATIENCE = 60  # seconds; a limit for what hangs, reached by no sound run
Request = Callable[[], Page]
Hold = Callable[[ModuleType, str, Callable[[], object]], None]
Meet = Callable[[ModuleType, str], None]


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """Others, who work while the test works."""
    with ThreadPoolExecutor(8) as threads:
        yield threads


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Hold:
    """Do something first, whenever a function of a module is called."""

    def install(module: ModuleType, name: str, first: Callable[[], object]) -> None:
        function = getattr(module, name)

        def held(*args: Any, **kwargs: Any) -> Any:
            first()
            return function(*args, **kwargs)

        monkeypatch.setattr(module, name, held)

    return install


@pytest.fixture
def meet(hold: Hold, engine_name: str) -> Meet:
    """Let two come to the same function before either goes on; where two can come that far."""

    def install(module: ModuleType, name: str) -> None:
        if engine_name == "postgresql":
            barrier = Barrier(2)
            hold(module, name, lambda: barrier.wait(PATIENCE))

    return install


def statuses(pool: ThreadPoolExecutor, requests: Sequence[Request]) -> Counter[int]:
    """Send all at once; how often each answer came."""
    start = Barrier(len(requests))

    def send(request: Request) -> int:
        start.wait(PATIENCE)
        return request().status

    return Counter(pool.map(send, requests, timeout=PATIENCE))


def await_blocked(app: Flask, asked: Event, is_through: Callable[[], bool]) -> None:
    """Until somebody waits for a lock of PostgreSQL, or has got through without.

    SQLite does not tell who waits; there it is enough that they have come as far as asking.
    """
    assert asked.wait(PATIENCE)
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with app.app_context(), db.engine.connect() as connection:
        while db.engine.dialect.name == "postgresql" and not is_through():
            if connection.scalar(waiting):
                return
