"""The people whom most requirements speak of, signed in."""

import pytest

from tests.visitor import Come, Visitor
from tests.world import World


@pytest.fixture
def worker(visitor: Come) -> Visitor:
    """P, a hired person without an enterprise."""
    return visitor("p")


@pytest.fixture
def legal(visitor: Come, world: World) -> Visitor:
    """L, legal representative of E1 and E3, with E1 in hand."""
    return _with(visitor("l"), world.employers["E1"])


@pytest.fixture
def foreign(visitor: Come, world: World) -> Visitor:
    """X, legal representative of E2 and E4, with E2 in hand."""
    return _with(visitor("x"), world.employers["E2"])


def _with(someone: Visitor, employer_id: int) -> Visitor:
    someone.choose(employer_id)
    return someone
