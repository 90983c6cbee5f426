"""Reading variables: every fault is collected, so that all of them are reported at once."""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import TypeVar

KEY_BYTES = 32

T = TypeVar("T")


class Reader:
    """Reads variables and collects what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.faults: list[str] = []

    def read(self, name: str, default: T, parse: Callable[[str], T], meaning: str = "") -> T:
        """The variable's value; the default where it is empty, or where ``parse`` refuses it."""
        raw = self.environ.get(name, "").strip()
        if not raw:
            return default
        try:
            return parse(raw)
        except (ValueError, binascii.Error):
            self.faults.append(f"{name}: {meaning}")
            return default

    def needed(
        self, name: str, nothing: T, parse: Callable[[str], T], meaning: str, remedy: str
    ) -> T:
        """The variable's value, which has to be there; ``nothing`` where it is not, or is wrong."""
        before = len(self.faults)
        found = self.read(name, nothing, parse, meaning)
        if found == nothing and len(self.faults) == before:
            self.faults.append(f"{name}: missing; {remedy}")
        return found

    def key(self, name: str) -> bytes:
        """A key that has to be there."""
        meaning = f"must be {KEY_BYTES} random bytes in base64"
        remedy = "make one with: openssl rand -base64 32"
        return self.needed(name, b"", parse_key, meaning, remedy)


def parse_key(raw: str) -> bytes:
    """A key of 32 bytes in base64 that is not obviously made up by hand."""
    key = base64.b64decode(raw, validate=True)
    if len(key) != KEY_BYTES or len(set(key)) < 12:
        raise ValueError(raw)
    return key


def numbered_keys(raw: str) -> Mapping[int, bytes]:
    """``1:base64,2:base64``: the highest number seals, all of them open; no number twice."""
    keys: dict[int, bytes] = {}
    for part in raw.split(","):
        word, _, key = part.strip().partition(":")
        number = between(0, 255)(word)
        if number in keys:
            raise ValueError(number)
        keys[number] = parse_key(key)
    return keys


def between(least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds, both included."""

    def parse(raw: str) -> int:
        number = int(raw)
        if not least <= number <= most:
            raise ValueError(raw)
        return number

    return parse


def one_of(*words: str) -> Callable[[str], str]:
    """One of a few words."""

    def parse(raw: str) -> str:
        if raw not in words:
            raise ValueError(raw)
        return raw

    return parse


def words(raw: str) -> tuple[str, ...]:
    """A comma list."""
    return tuple(word.strip() for word in raw.split(",") if word.strip())


def truth(raw: str) -> bool:
    """yes or no."""
    return one_of("yes", "no")(raw) == "yes"
