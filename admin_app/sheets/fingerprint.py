"""A fingerprint over what cells say, the same after any program has saved the file again."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from types import NoneType
from typing import Any

from admin_app.sheets.cells import Cell, CellValue, Kind
from admin_app.sheets.clean import EXACT_NUMBER, clean

_SECOND = 500_000


class Fingerprint:
    """Incremental SHA-256 over rows; `rows` counts those that were added."""

    def __init__(self) -> None:
        self.rows = 0
        self._hash = hashlib.sha256()

    def add(self, row: Sequence[CellValue | Cell]) -> None:
        """Add one row. Empty cells at its end do not count, nor does a row of empty cells."""
        texts = [canonical(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            self.rows += 1
            # The length before each cell keeps ("ab", "c") and ("a", "bc") apart.
            line = "".join([f"{len(text)}:{text}" for text in texts])
            self._hash.update(f"{line}\n".encode())

    def hexdigest(self) -> str:
        """The fingerprint of all rows so far, 64 hexadecimal digits."""
        return self._hash.hexdigest()


def fingerprint(rows: Iterable[Sequence[CellValue | Cell]]) -> str:
    """The fingerprint of these rows, 64 hexadecimal digits."""
    whole = Fingerprint()
    for row in rows:
        whole.add(row)
    return whole.hexdigest()


def canonical(value: CellValue | Cell) -> str:
    """One cell as text: dates ISO, numbers without .0, text NFC without outer blanks.

    A formula or an error never reads like the value that it shows.
    """
    make = _BY_TYPE.get(type(value))
    if make is None:  # a subclass, such as a StrEnum
        make = next(m for kind, m in _BY_TYPE.items() if isinstance(value, kind))
    return make(value)


def _cell(cell: Cell) -> str:
    text = canonical(cell.value)
    return f"={text}" if cell.kind in (Kind.FORMULA, Kind.ERROR) else text


def _text(text: str) -> str:
    return unicodedata.normalize("NFC", clean(text)).strip()


def _nothing(_value: None) -> str:
    return ""


def _truth(value: bool) -> str:
    return "TRUE" if value else "FALSE"


@lru_cache(maxsize=4096)
def _day(value: date) -> str:
    return value.isoformat()


def _moment(value: datetime) -> str:
    whole = (value + timedelta(microseconds=_SECOND)).replace(microsecond=0, tzinfo=None)
    midnight = whole.hour == whole.minute == whole.second == 0
    return whole.date().isoformat() if midnight else whole.isoformat(" ")


def _number(value: float | Decimal) -> str:
    # LibreOffice and others save 15 digits.
    real = float(f"{value:.15g}")
    return str(int(real)) if real.is_integer() and abs(real) < EXACT_NUMBER else repr(real)


_BY_TYPE: dict[type, Callable[[Any], str]] = {
    str: _text,
    NoneType: _nothing,
    bool: _truth,
    int: str,
    float: _number,
    Decimal: _number,
    datetime: _moment,
    date: _day,
    Cell: _cell,
}
