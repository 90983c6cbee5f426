"""Tokens in addresses and forms: unreadable, unforgeable, good for one purpose (T7, T17)."""

import base64

import pytest

from admin_app.tokens import LONGEST, MARK, Tokens
from models.sealed import Keyring, seal, use_keys
from tests.world import number

SECRET = b"s" * 32
NUMBER = number(7)


@pytest.fixture(autouse=True)
def _keys() -> None:
    use_keys(Keyring({1: b"1" * 32}, 1, b"i" * 32, b"h" * 32))


def test_a_number_comes_back_and_is_not_to_be_seen() -> None:
    token = Tokens(SECRET).hide_number(NUMBER)
    assert token.startswith(MARK)
    assert NUMBER not in token
    assert Tokens(SECRET).read_number(token) == NUMBER


def test_the_same_number_has_a_new_token_each_time() -> None:
    """Else two addresses could be compared."""
    tokens = Tokens(SECRET)
    assert tokens.hide_number(NUMBER) != tokens.hide_number(NUMBER)


@pytest.mark.parametrize(
    "token",
    [
        "",
        MARK,
        NUMBER,
        f"{MARK}!!!",
        f"{MARK}{NUMBER}",
        f"{MARK}AAAA",
        MARK + "A" * LONGEST,
        "t.中",
    ],
)
def test_anything_else_is_no_token(token: str) -> None:
    assert Tokens(SECRET).read_number(token) is None


def test_an_altered_token_is_none() -> None:
    token = Tokens(SECRET).hide_number(NUMBER)
    place = len(token) // 2
    other = "A" if token[place] != "A" else "B"
    assert Tokens(SECRET).read_number(token[:place] + other + token[place + 1 :]) is None


def test_what_was_sealed_for_another_purpose_is_no_token() -> None:
    """The column's own bytes, put into an address, open nothing."""
    stored = base64.urlsafe_b64encode(seal(NUMBER, "id_number")).decode().rstrip("=")
    assert Tokens(SECRET).read_number(MARK + stored) is None


def test_a_form_remembers_its_employer() -> None:
    tokens = Tokens(SECRET)
    assert tokens.read_employer(tokens.sign_employer(7)) == 7


@pytest.mark.parametrize("token", ["", "7", "7.x", "IjciLg", "x" * 5000, "中.文"])
def test_a_made_up_form_token_is_none(token: str) -> None:
    assert Tokens(SECRET).read_employer(token) is None


def test_another_installations_form_token_is_none() -> None:
    assert Tokens(SECRET).read_employer(Tokens(b"o" * 32).sign_employer(7)) is None
