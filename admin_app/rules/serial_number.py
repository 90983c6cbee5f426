"""Serial numbers that stand on paper: random, readable, and sure to tell a typing error (R36).

Nineteen random characters of Crockford's alphabet (95 bits; no I, L, O, U) and one check
character over the field of 32 elements: one wrong character, or any two exchanged, are told.
"""

import unicodedata

from admin_app.errors import Refused

ENTROPY_BITS = 95

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = ENTROPY_BITS // 5
_GROUP = 4
_FIELD = 0b100101  # x^5 + x^2 + 1: multiplying by x runs through all 31 elements but zero
_LONGEST_TEXT = 60
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_LAYOUT = str.maketrans("", "", "-‐‑‒–—―_· \t\r\n")

MISTYPED = "编号有误，请对照纸面上的核验编号逐个字符核对后重试。"


def spell_serial(entropy: int) -> str:
    """The serial for ``ENTROPY_BITS`` random bits, without its hyphens."""
    values = [entropy >> 5 * place & 31 for place in reversed(range(_LENGTH))]
    return "".join(_ALPHABET[value] for value in [*values, _check_value(values)])


def read_serial(text: str) -> str:
    """The serial behind what was typed: any case, width and hyphens; I, L and O are digits.

    Raises Refused where it cannot be one.
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST_TEXT]).upper()
    serial = plain.translate(_LAYOUT).translate(_LOOKALIKES)
    values = [_ALPHABET.find(character) for character in serial]
    if len(serial) != _LENGTH + 1 or -1 in values or _check_value(values[:-1]) != values[-1]:
        raise Refused(MISTYPED, "serial")
    return serial


def group_serial(serial: str) -> str:
    """As printed: groups of four."""
    return "-".join(serial[at : at + _GROUP] for at in range(0, len(serial), _GROUP))


def _check_value(values: list[int]) -> int:
    total = 0
    for value in values:
        total = _times_x(total) ^ value
    return _times_x(total)


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _FIELD if doubled & 32 else doubled
