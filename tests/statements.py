"""Which questions an application asks its database, and how long the database takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event


@dataclass
class Statements:
    """What was asked: the text of each SELECT, and its parameters."""

    asked: list[tuple[str, Any]] = field(default_factory=list)
    seconds: float = 0.0


@contextmanager
def statements(engine: Engine) -> Iterator[Statements]:
    """Listen to an engine for the length of the block."""
    heard, started = Statements(), [0.0]

    def before(*told: Any) -> None:
        statement, parameters = told[2], told[3]
        if statement.startswith("SELECT"):
            heard.asked.append((statement, parameters))
        started[0] = time.perf_counter()

    def after(*told: Any) -> None:
        heard.seconds += time.perf_counter() - started[0]

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "after_cursor_execute", after)
