"""Opening a page again and again: how long, with how many queries, how long in the database."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.statements import statements

WARM_UP = 2


@dataclass(frozen=True)
class Answer:
    """What one answer took: milliseconds by the clock, of this process, of the database."""

    elapsed: float
    processor: float
    database: float
    queries: int
    size: int


@dataclass(frozen=True)
class Figures:
    """Milliseconds: the usual answer, the slow one in twenty, then what the usual one is made of.

    ``processor`` is the time that this process worked, whatever else the machine had to do.
    """

    median: float
    p95: float
    processor: float
    database: float
    queries: int
    kilobytes: float


def measure(client: FlaskClient, engine: Engine, path: str, runs: int) -> Figures:
    """Open a page ``runs`` times, after a warm-up; the page has to be there."""
    answers = [_open(client, engine, path) for _ in range(WARM_UP + runs)][WARM_UP:]
    elapsed = sorted(one.elapsed for one in answers)
    return Figures(
        median=median(elapsed),
        p95=elapsed[_place(elapsed, 0.95)],
        processor=median(one.processor for one in answers),
        database=median(one.database for one in answers),
        queries=answers[-1].queries,
        kilobytes=answers[-1].size / 1024,
    )


def _open(client: FlaskClient, engine: Engine, path: str) -> Answer:
    with statements(engine) as heard:
        clock, processor = time.perf_counter(), time.process_time()
        answer = client.get(path)
        elapsed, worked = time.perf_counter() - clock, time.process_time() - processor
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return Answer(
        elapsed * 1000, worked * 1000, heard.seconds * 1000, len(heard.asked), len(answer.data)
    )


def _place(ordered: Sequence[float], share: float) -> int:
    """Where in an ordered row the given share of it has been passed."""
    return min(len(ordered) - 1, int(len(ordered) * share))
