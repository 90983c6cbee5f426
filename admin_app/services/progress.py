"""Work that tells how far it is: a generator of steps, with its result at the end."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
EVERY = 100


@dataclass(frozen=True)
class Progress:
    """What is being done, and how many of how many rows of it are done."""

    step: str
    done: int
    total: int


Steps = Generator[Progress, None, T]


def run(steps: Steps[T]) -> T:
    """Do all the steps at once, for whoever does not watch; the result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
