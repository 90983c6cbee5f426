"""Rows as worksheet markup with inline strings, for a workbook that is streamed."""

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from admin_app.sheets.cells import CellValue, column_name
from admin_app.sheets.clean import EXACT_NUMBER, clean, escape
from admin_app.sheets.skeleton import SheetShell
from admin_app.sheets.styles import EARLIEST_DAY

_DAY_ZERO = date(1899, 12, 30).toordinal()
_SECONDS_A_DAY = 86_400
# Programs read _x0041_ as the letter A: its underscore has to be spelled out.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SPECIAL = re.compile(r"[&<>\"\s_]|[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class RowMarkup:
    """Turns rows of one sheet into markup; text is text whatever it begins with (T27)."""

    def __init__(self, shell: SheetShell, columns: int) -> None:
        self.letters = [column_name(i) for i in range(columns)]
        self.shell = shell
        self.by_type: dict[type, Callable[[Any], str]] = {
            str: self._text,
            int: self._number,
            float: self._number,
            Decimal: self._number,
            bool: self._truth,
            datetime: self._moment,
            date: self._day,
        }
        self.text_open = f' s="{shell.text}" t="inlineStr"><is><t'

    def heading(self, titles: Sequence[str]) -> str:
        """The first row of the sheet."""
        cells = [
            f'<c r="{letters}1" s="{self.shell.heading}" t="inlineStr"><is><t{_content(title)}'
            for letters, title in zip(self.letters, titles, strict=True)
        ]
        return f'<row r="1">{"".join(cells)}</row>'

    def row(self, number: int, values: Sequence[CellValue]) -> str:
        """One row at that 1-based number; None and empty text leave their cells out."""
        by_type = self.by_type
        cells = [
            f'<c r="{letters}{number}"{(by_type.get(type(value)) or self._other(value))(value)}'
            for letters, value in zip(self.letters, values, strict=True)
            if value is not None and value != ""
        ]
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _other(self, value: CellValue) -> Callable[[Any], str]:
        """The renderer of a subclass, such as a StrEnum."""
        return next(make for kind, make in self.by_type.items() if isinstance(value, kind))

    def _text(self, value: str) -> str:
        return self.text_open + _content(value)

    def _number(self, value: float | Decimal) -> str:
        if not math.isfinite(value) or (isinstance(value, int) and abs(value) >= EXACT_NUMBER):
            return self._text(str(value))
        plain = value if isinstance(value, int) else float(value)
        return f"><v>{plain!r}</v></c>"

    def _truth(self, value: bool) -> str:
        # LibreOffice saves a truth value as the formula TRUE(): text survives.
        return self._text("TRUE" if value else "FALSE")

    def _day(self, value: date) -> str:
        if value < EARLIEST_DAY:
            return self._text(value.isoformat())
        return f' s="{self.shell.day}"><v>{value.toordinal() - _DAY_ZERO}</v></c>'

    def _moment(self, value: datetime) -> str:
        if value.date() < EARLIEST_DAY:
            return self._text(value.isoformat())
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        serial = value.toordinal() - _DAY_ZERO + seconds / _SECONDS_A_DAY
        return f' s="{self.shell.moment}"><v>{serial!r}</v></c>'


def _content(text: str) -> str:
    """The rest of an inline string from its <t on."""
    if not _SPECIAL.search(text) and len(text) < 32_767:
        return f">{text}</t></is></c>"
    safe = escape(_ESCAPE_LIKE.sub("_x005F_", clean(text)))
    return f' xml:space="preserve">{safe}</t></is></c>'
