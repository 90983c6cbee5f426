"""Filled databases: the demo, and a crowd that is large enough for shares."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import Engine

from admin_app.demo import fill as generator
from admin_app.demo.populate import Size
from models import sealed
from tests.admin_app.demo.filled import KEYS, TODAY, Filled, filled, prepared
from tests.conftest import Databases

CROWD = Size(blocks=2, employers=160, operators=640, item_weights=(76, 18, 5, 1))


@contextmanager
def _own_keys() -> Iterator[None]:
    held = sealed._Held.keyring
    sealed.use_keys(KEYS)
    yield
    sealed._Held.keyring = held


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    """Keys of these tests; those of other tests in the process come back afterwards."""
    with _own_keys():
        yield


def _filled(databases: Databases, size: str) -> Iterator[Filled]:
    with _own_keys():
        made = filled(databases.copy_of(), size)
    yield made
    made.engine.dispose()


@pytest.fixture(scope="session")
def demo(databases: Databases) -> Iterator[Filled]:
    """What ``make demo`` shows."""
    yield from _filled(databases, "demo")


@pytest.fixture(scope="session")
def crowd(databases: Databases) -> Iterator[Filled]:
    """Two blocks of a small town."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generator, "SIZES", {**generator.SIZES, "crowd": CROWD})
        yield from _filled(databases, "crowd")


@pytest.fixture(params=["demo", "crowd"])
def any_size(request: pytest.FixtureRequest) -> Filled:
    """Either of them."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Filled)
    return found


@pytest.fixture
def fill_anew(databases: Databases) -> Iterator[Callable[..., Filled]]:
    """Fill a database for one test."""
    made: list[Filled] = []

    def fill(seed: int = 2026, today: date = TODAY) -> Filled:
        made.append(filled(databases.copy_of(), "demo", seed, today))
        return made[-1]

    yield fill
    for one in made:
        one.engine.dispose()


@pytest.fixture
def empty(databases: Databases) -> Iterator[Engine]:
    """A database with reference data and nothing else."""
    engine = prepared(databases.copy_of())
    yield engine
    engine.dispose()
