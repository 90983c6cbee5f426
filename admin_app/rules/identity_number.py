"""身份证号 and the other identity documents: reading, judging, masking (domain 4.1, A-27)."""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Literal

from admin_app.errors import Refused
from admin_app.rules.dates import EARLIEST_DAY
from models.vocabulary import IdType

MAX_OTHER = 30

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
# Provinces; counties are not checked: codes of birth and of first registration differ.
_REGION = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[0-9]")
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_PERMIT_REGIONS = ("810000", "820000", "830000")
_CARD_OF_2017 = re.compile(r"[A-Z]{3}[0-9]{12}")
_LAYOUT = {"Zs", "Zl", "Zp", "Pd", "Cc", "Cf"}
_IN_TEXT = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9Xx])")


class IdFlaw(StrEnum):
    """What can be wrong with a number; the value names it in the test vectors."""

    EMPTY = "empty"
    FIFTEEN_DIGITS = "15 digits"
    LENGTH = "length"
    CHARACTERS = "characters"
    REGION = "region"
    BIRTH_DATE = "birth date"
    CHECK_CHARACTER = "check character"


_SENTENCES = {
    IdFlaw.EMPTY: "请填写身份证号",
    IdFlaw.FIFTEEN_DIGITS: "15 位旧身份证号已停用，请填写 18 位身份证号",
    IdFlaw.LENGTH: "身份证号应为 18 位，请检查是否多填或漏填",
    IdFlaw.CHARACTERS: "身份证号前 17 位应为数字，最后一位为数字或 X；从表格填写时请设为文本格式",
    IdFlaw.REGION: "身份证号的前两位地区代码不存在，请核对",
    IdFlaw.BIRTH_DATE: "身份证号第 7 至 14 位的出生日期不正确，请核对",
    IdFlaw.CHECK_CHARACTER: "身份证号的校验码不正确，请逐位核对",
}
_LOST_DIGITS = "身份证号的末几位可能被表格软件改成了 0，请把该列设为文本格式后重新填写"


def normalise_id(text: str) -> str:
    """Half-width, upper case, without spaces, hyphens and invisible characters."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(
        character for character in plain if unicodedata.category(character) not in _LAYOUT
    )


def id_check_character(body: str) -> str:
    """The 18th character for the first 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def flaw_in_id(number: str, today: date) -> IdFlaw | None:
    """What is wrong with a normalised 18-digit number, None if nothing is."""
    if not number:
        return IdFlaw.EMPTY
    if len(number) != 18:
        is_legacy = len(number) == 15 and number.isascii() and number.isdecimal()
        return IdFlaw.FIFTEEN_DIGITS if is_legacy else IdFlaw.LENGTH
    if not _SHAPE.fullmatch(number):
        return IdFlaw.CHARACTERS
    if not _REGION.match(number):
        return IdFlaw.REGION
    born = birth_date(number)
    if born is None or not EARLIEST_DAY <= born <= today:
        return IdFlaw.BIRTH_DATE
    return None if id_check_character(number[:17]) == number[17] else IdFlaw.CHECK_CHARACTER


def check_id(text: str, id_type: IdType, today: date, field: str = "id_number") -> str:
    """The normalised number; raises Refused with a sentence that says what is wrong (B2).

    居民身份证 accepts every 18-digit number, permits and cards included, since most forms ask
    for no type. The sentence never repeats the number.
    """
    number = normalise_id(text)
    if id_type is IdType.OTHER:
        return _check_other(number, field)
    if id_type is IdType.PERMANENT_RESIDENCE and _CARD_OF_2017.fullmatch(number):
        return number
    flaw = flaw_in_id(number, today)
    if flaw is IdFlaw.CHECK_CHARACTER and number.endswith("000"):
        raise Refused(_LOST_DIGITS, field)
    if flaw is not None:
        raise Refused(_SENTENCES[flaw], field)
    _check_type(number, id_type, field)
    return number


def id_type_of(number: str) -> IdType:
    """The document that a normalised, checked number most likely belongs to."""
    if number.startswith(_PERMIT_REGIONS):
        return IdType.RESIDENCE_PERMIT
    if number.startswith("9") or _CARD_OF_2017.fullmatch(number):
        return IdType.PERMANENT_RESIDENCE
    return IdType.RESIDENT_ID


def birth_date(number: str) -> date | None:
    """Day of birth in an 18-digit number; None where there is none."""
    digits = number[6:14]
    if len(number) != 18 or not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def sex(number: str) -> Literal["男", "女"] | None:
    """性别 by the 17th digit of an 18-digit number; None for other documents."""
    if not _SHAPE.fullmatch(number):
        return None
    return "男" if int(number[16]) % 2 else "女"


def mask(number: str) -> str:
    """The number as lists show it: first 3 and last 4, stars between, the length kept (A-27).

    Shorter documents would be given away by seven characters: they keep their first and last
    two, and below eight characters nothing.
    """
    if len(number) < 8:
        return "*" * len(number)
    head, tail = (3, 4) if len(number) >= 15 else (1, 2)
    return number[:head] + "*" * (len(number) - head - tail) + number[-tail:]


def hide_numbers(text: str) -> str:
    """The text with every ID number in it masked: for file names, which people see (T26)."""
    return _IN_TEXT.sub(lambda found: mask(found[0]) if _is_number(found[0]) else found[0], text)


def holds_number(text: str) -> bool:
    """Whether an ID number stands in the text, by its check character."""
    return any(map(_is_number, _IN_TEXT.findall(unicodedata.normalize("NFKC", text))))


def _is_number(digits: str) -> bool:
    return id_check_character(digits[:17]) == digits[17].upper()


def _check_other(number: str, field: str) -> str:
    if not number:
        raise Refused("请填写证件号码", field)
    if len(number) > MAX_OTHER:
        raise Refused(f"证件号码不能超过 {MAX_OTHER} 位", field)
    if not number.isprintable():
        raise Refused("证件号码含有不可见的字符，请重新输入", field)
    return number


def _check_type(number: str, id_type: IdType, field: str) -> None:
    if id_type is IdType.RESIDENCE_PERMIT and not number.startswith(_PERMIT_REGIONS):
        raise Refused("港澳台居民居住证的号码以 810000、820000 或 830000 开头，请核对", field)
    if id_type is IdType.PERMANENT_RESIDENCE and not number.startswith("9"):
        sentence = "外国人永久居留身份证号应为 9 开头的 18 位号码，或 3 位字母加 12 位数字"
        raise Refused(sentence, field)


def check_search_number(text: str, field: str = "id_number") -> str:
    """A whole number to search by; parts are refused, since only equal numbers are found (A-27).

    Not judged like a number to be stored: other documents are searched as well.
    """
    number = normalise_id(text)
    if len(number) == 15 and number.isascii() and number.isdecimal():
        raise Refused(_SENTENCES[IdFlaw.FIFTEEN_DIGITS], field)
    is_part = len(number) < 5 or (number.isdecimal() and len(number) < 18)
    if is_part or len(number) > MAX_OTHER or not (number.isascii() and number.isalnum()):
        raise Refused("请输入完整的身份证号，检索只支持完整号码", field)
    return number
