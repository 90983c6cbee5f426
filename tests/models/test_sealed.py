"""Numbers at rest: sealed, bound to a purpose, rotatable, found by a keyed hash (T45)."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, Select, Table, select, type_coerce

from models.base import db
from models.people import Person
from models.sealed import (
    Keyring,
    Sealed,
    Unreadable,
    keyed_hash,
    link_mac,
    seal,
    unseal,
    use_keys,
)
from tests.world import World, number

OLD, NEW = b"1" * 32, b"2" * 32
NUMBER = number(7)


def ring(current: int = 1, index: bytes = b"i" * 32, **keys: bytes) -> Keyring:
    sealing = {int(name[1:]): key for name, key in keys.items()} or {1: OLD}
    return Keyring(sealing, current, index, b"h" * 32)


@pytest.fixture
def _keys() -> Iterator[None]:
    use_keys(ring())
    yield
    use_keys(ring())


@pytest.mark.usefixtures("_keys")
class TestSealing:
    def test_it_comes_back(self) -> None:
        assert unseal(seal(NUMBER, "a"), "a") == NUMBER

    def test_nothing_shows_and_nothing_repeats(self) -> None:
        first, second = seal(NUMBER, "a"), seal(NUMBER, "a")
        assert NUMBER.encode() not in first
        assert first != second

    def test_another_purpose_opens_nothing(self) -> None:
        with pytest.raises(Unreadable):
            unseal(seal(NUMBER, "a"), "b")

    @pytest.mark.parametrize("place", [0, 5, 20, -1])
    def test_an_altered_byte_opens_nothing(self, place: int) -> None:
        sealed = bytearray(seal(NUMBER, "a"))
        sealed[place] ^= 1
        with pytest.raises(Unreadable):
            unseal(bytes(sealed), "a")

    @pytest.mark.parametrize("rubbish", [b"", b"\x01", b"\x01" * 12, b"\x09" * 60])
    def test_rubbish_opens_nothing(self, rubbish: bytes) -> None:
        with pytest.raises(Unreadable):
            unseal(rubbish, "a")

    def test_keys_rotate(self) -> None:
        sealed = seal(NUMBER, "a")
        use_keys(ring(current=2, k1=OLD, k2=NEW))
        assert unseal(sealed, "a") == NUMBER
        assert seal(NUMBER, "a")[0] == 2
        use_keys(ring(current=2, k2=NEW))
        with pytest.raises(Unreadable):
            unseal(sealed, "a")

    def test_equal_numbers_meet_under_one_key_only(self) -> None:
        first = keyed_hash(NUMBER)
        assert first == keyed_hash(NUMBER)
        assert first != keyed_hash(number(8))
        use_keys(ring(index=b"j" * 32))
        assert first != keyed_hash(NUMBER)

    def test_a_link_depends_on_what_came_before(self) -> None:
        assert link_mac(b"", b"x") != link_mac(link_mac(b"", b"x"), b"x")


def test_the_database_holds_no_number(app: Flask, world: World) -> None:
    """Neither the column nor any other holds it in the clear."""
    with app.app_context(), db.engine.connect() as connection:
        for table in Person.metadata.sorted_tables:
            for row in connection.execute(_as_stored(table)):
                for number_ in world.numbers.values():
                    assert number_.encode() not in repr(tuple(row)).encode()


def _as_stored(table: Table) -> Select[Any]:
    """Sealed columns as the bytes that they are."""
    return select(
        *(
            type_coerce(column, LargeBinary) if isinstance(column.type, Sealed) else column
            for column in table.c
        )
    )
