"""统一社会信用代码 (domain 4.1; GB 32100)."""

import re
import unicodedata
from enum import StrEnum

from admin_app.errors import Refused

LENGTH = 18

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_SHAPE = re.compile(rf"[{_ALPHABET}]{{2}}[0-9]{{6}}[{_ALPHABET}]{{10}}")
_LAYOUT = {"Zs", "Zl", "Zp", "Pd", "Cc", "Cf"}


class UsccFlaw(StrEnum):
    """What can be wrong with a code; the value names it in the test vectors."""

    EMPTY = "empty"
    LENGTH = "length"
    CHARACTERS = "characters"
    CHECK_CHARACTER = "check character"


_SENTENCES = {
    UsccFlaw.EMPTY: "请填写统一社会信用代码",
    UsccFlaw.CHARACTERS: (
        "统一社会信用代码由数字和大写字母组成（不含 I、O、S、V、Z），第 3 至 8 位为数字，请检查"
    ),
    UsccFlaw.CHECK_CHARACTER: "统一社会信用代码的校验码不正确，请逐位核对",
}


def normalise_uscc(text: str) -> str:
    """Half-width, upper case, without spaces, hyphens and invisible characters."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(
        character for character in plain if unicodedata.category(character) not in _LAYOUT
    )


def uscc_check_character(body: str) -> str:
    """The 18th character for the first 17, which must be of the code's alphabet."""
    total = sum(_ALPHABET.index(c) * weight for c, weight in zip(body, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def flaw_in_uscc(code: str) -> UsccFlaw | None:
    """What is wrong with a normalised code, None if nothing is."""
    if not code:
        return UsccFlaw.EMPTY
    if len(code) != LENGTH:
        return UsccFlaw.LENGTH
    if not _SHAPE.fullmatch(code):
        return UsccFlaw.CHARACTERS
    if uscc_check_character(code[:-1]) != code[-1]:
        return UsccFlaw.CHECK_CHARACTER
    return None


def check_uscc(text: str, field: str = "uscc") -> str:
    """The normalised code; raises Refused with a sentence that says what is wrong (B2)."""
    code = normalise_uscc(text)
    flaw = flaw_in_uscc(code)
    if flaw is UsccFlaw.LENGTH:
        raise Refused(_wrong_length(code), field)
    if flaw is not None:
        raise Refused(_SENTENCES[flaw], field)
    return code


def _wrong_length(code: str) -> str:
    if len(code) == 15 and code.isdecimal():
        return "这是 15 位的旧注册号，请填写 18 位统一社会信用代码"
    return f"统一社会信用代码应为 18 位，现有 {len(code)} 位"
