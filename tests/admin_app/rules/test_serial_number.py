"""Serials on paper: what is misread or mistyped is told."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.errors import Refused
from admin_app.rules.serial_number import (
    ENTROPY_BITS,
    MISTYPED,
    group_serial,
    read_serial,
    spell_serial,
)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SERIALS = st.integers(0, 2**ENTROPY_BITS - 1).map(spell_serial)


def is_refused(text: str) -> bool:
    try:
        read_serial(text)
    except Refused as refused:
        return refused.sentence == MISTYPED
    return False


@given(SERIALS)
def test_a_serial_is_read_back_however_it_is_typed(serial: str) -> None:
    grouped = group_serial(serial)
    assert len(grouped.split("-")) == 5
    for typed in (serial, grouped, f" {grouped.lower()} ", grouped.replace("-", "－ ")):
        assert read_serial(typed) == serial
    wide = "".join(chr(ord(character) + 0xFEE0) for character in serial)
    assert read_serial(wide) == serial


@given(SERIALS)
def test_lookalikes_are_the_digits_that_they_look_like(serial: str) -> None:
    assert read_serial(serial.replace("0", "O").replace("1", "l")) == serial
    assert read_serial(serial.replace("0", "o").replace("1", "I")) == serial


def test_every_single_mistake_and_every_exchange_is_told() -> None:
    serial = spell_serial(secrets.randbits(ENTROPY_BITS))
    for at, right in enumerate(serial):
        wrong = [serial[:at] + other + serial[at + 1 :] for other in ALPHABET if other != right]
        assert all(map(is_refused, wrong))
        for second in range(at + 1, len(serial)):
            if serial[second] != right:
                letters = list(serial)
                letters[at], letters[second] = letters[second], letters[at]
                assert is_refused("".join(letters))


@pytest.mark.parametrize(
    "typed", ["", "-", "0" * 19, "0" * 21, "U" + "0" * 19, "核验编号", "0" * 19 + "'", "0" * 10_000]
)
def test_what_can_be_no_serial(typed: str) -> None:
    assert is_refused(typed)


def test_different_bits_are_different_serials() -> None:
    made = {spell_serial(1 << place) for place in range(ENTROPY_BITS)}
    assert len(made) == ENTROPY_BITS
    assert all(set(serial) <= set(ALPHABET) for serial in made)
