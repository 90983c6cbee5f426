"""Days: adding months, reading every spelling that people use, writing the Chinese one.

Domain 4.1; requirements 2.3, 2.4.
"""

import math
import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta

from admin_app.errors import Refused

EARLIEST_DAY = date(1900, 1, 1)
LATEST_DAY = date(2199, 12, 31)

_LONGEST_TEXT = 40
_DIGITS = "〇一二三四五六七八九"
_ZEROS = str.maketrans({"零": "〇", "○": "〇", "O": "〇", "o": "〇"})
_NUMBER = "[0-9〇零○Oo一二三四五六七八九十廿卅]"

# Spreadsheets saved as CSV write a day as midnight.
_MIDNIGHT = re.compile(r"[\sT]+0?0:00(:00(\.0+)?)?$")
# A space between two digits may hide a missing separator: it stays, and is refused.
_LOOSE_SPACE = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
_SEPARATED = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WORDED = re.compile(rf"({_NUMBER}+)年({_NUMBER}+)月({_NUMBER}+)日")
_YEAR_LAST = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}")
_SHORT_YEAR = re.compile(rf"[0-9]{{1,2}}([-/.])[0-9]{{1,2}}\1[0-9]{{1,2}}|{_NUMBER}{{1,3}}年.*")

_EMPTY = "请填写日期，例如 2026-02-15"
_UNREADABLE = "日期格式不正确，请按年-月-日填写，例如 2026-02-15"
_FOUR_DIGITS = "年份请写满四位，例如 2026-02-15"
_YEAR_FIRST = "日期请按年、月、日的顺序填写，例如 2026-02-15"
_OUT_OF_RANGE = f"日期应在 {EARLIEST_DAY} 至 {LATEST_DAY} 之间，请检查年份"
_SERIAL_OF_NO_DAY = "表格中的日期数值不正确，请把单元格设为日期格式后重新填写"


def add_months(day: date, months: int) -> date:
    """Move `day` by calendar months, clamped to the end of the month and of the calendar (2.3)."""
    month_index = day.year * 12 + day.month - 1 + months
    year, month = month_index // 12, month_index % 12 + 1
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def parse_date(text: str, field: str | None = None) -> date:
    """Read a day in any of the spellings of domain 4.1.

    Raises Refused (on `field`) with a sentence that says what to write instead; two-digit
    years and day-month orders are refused, because they can be read in several ways.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        raise Refused(_EMPTY, field)
    if len(plain) > _LONGEST_TEXT:
        raise Refused(_UNREADABLE, field)
    plain = _LOOSE_SPACE.sub("", _MIDNIGHT.sub("", plain))
    parts = _numbers_in(plain)
    if parts is None:
        raise Refused(_what_is_wrong_with(plain), field)
    return _day_of(*parts, field)


def from_serial(number: float, date1904: bool = False, field: str | None = None) -> date:
    """The day of a number in a cell; `date1904` tells the workbook's calendar.

    A number of eight digits is a day typed without separators (20260215). The time of day
    is dropped. Raises Refused for a number that is no day.
    """
    if not math.isfinite(number) or number < 0:
        raise Refused(_SERIAL_OF_NO_DAY, field)
    whole = int(number)
    if len(str(whole)) == 8:
        return parse_date(str(whole), field)
    try:
        day = _day_of_serial(whole, date1904)
    except OverflowError:
        raise Refused(_SERIAL_OF_NO_DAY, field) from None
    if day is None or not EARLIEST_DAY <= day <= LATEST_DAY:
        raise Refused(_SERIAL_OF_NO_DAY, field)
    return day


def chinese_date(day: date) -> str:
    """The day as the sheet prints it: 二〇二五年十月二十二日 (R32, R33)."""
    year = "".join(_DIGITS[int(digit)] for digit in f"{day.year:04d}")
    return f"{year}年{_chinese_number(day.month)}月{_chinese_number(day.day)}日"


def _day_of_serial(whole: int, date1904: bool) -> date | None:
    if date1904:
        return date(1904, 1, 1) + timedelta(days=whole)
    # The 1900 calendar counts a 29 February 1900 (serial 60) that never was.
    if whole in (0, 60):
        return None
    return date(1899, 12, 31 if whole < 60 else 30) + timedelta(days=whole)


def _numbers_in(plain: str) -> tuple[int, int, int] | None:
    if match := _SEPARATED.fullmatch(plain):
        return int(match[1]), int(match[3]), int(match[4])
    if match := _COMPACT.fullmatch(plain):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _WORDED.fullmatch(plain):
        year, month, day = _year(match[1]), _small_number(match[2]), _small_number(match[3])
        if year is not None and month is not None and day is not None:
            return year, month, day
    return None


def _day_of(year: int, month: int, day: int, field: str | None) -> date:
    if not EARLIEST_DAY.year <= year <= LATEST_DAY.year:
        raise Refused(_OUT_OF_RANGE, field)
    try:
        return date(year, month, day)
    except ValueError:
        absent = f"没有 {year}-{month:02d}-{day:02d} 这一天，请检查月份和日期"
        raise Refused(absent, field) from None


def _what_is_wrong_with(plain: str) -> str:
    if _YEAR_LAST.fullmatch(plain):
        return _YEAR_FIRST
    if _SHORT_YEAR.fullmatch(plain):
        return _FOUR_DIGITS
    return _UNREADABLE


def _year(text: str) -> int | None:
    digits = [_digit(character) for character in text.translate(_ZEROS)]
    if len(digits) != 4 or "" in digits:
        return None
    return int("".join(digits))


def _digit(character: str) -> str:
    if character in _DIGITS:
        return str(_DIGITS.index(character))
    return character if character.isdecimal() else ""


def _small_number(text: str) -> int | None:
    """A month or day: 2, 02, 二, 〇二, 十二, 二十, 廿二, 卅一."""
    if text.isdecimal() and len(text) <= 2:
        return int(text)
    plain = text.translate(_ZEROS).replace("廿", "二十").replace("卅", "三十")
    return _SMALL_NUMBERS.get(plain)


def _chinese_number(number: int) -> str:
    tens, units = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return lead + (_DIGITS[units] if units else "")


_SMALL_NUMBERS = {_chinese_number(number): number for number in range(1, 32)} | {
    f"〇{_DIGITS[number]}": number for number in range(1, 10)
}
