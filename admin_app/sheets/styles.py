"""XlsxWriter with the safe options, the few styles of the house, and one cell by its type."""

import io
import re
from dataclasses import dataclass
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from admin_app.sheets.cells import CellValue
from admin_app.sheets.clean import EXACT_NUMBER, clean

DAY_FORMAT = "yyyy-mm-dd"
MOMENT_FORMAT = "yyyy-mm-dd hh:mm:ss"
EARLIEST_DAY = date(1900, 3, 1)
"""Before it the 1900 date system counts a leap day that never was: such dates go out as text."""

_TITLE_LENGTH = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Styles:
    """Formats of one workbook; text is formatted as text, so that editing keeps it text."""

    heading: Format
    text: Format
    day: Format
    moment: Format
    marked: Format
    marked_day: Format
    marked_number: Format
    wrapped: Format

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> "Styles":
        """Add the formats to a workbook."""
        red = {"bg_color": "#FFD9D9", "border": 1, "border_color": "#B3261E"}
        return cls(
            heading=book.add_format({"bold": True, "bg_color": "#E8EEF4", "num_format": "@"}),
            text=book.add_format({"num_format": "@"}),
            day=book.add_format({"num_format": DAY_FORMAT}),
            moment=book.add_format({"num_format": MOMENT_FORMAT}),
            marked=book.add_format(red | {"num_format": "@"}),
            marked_day=book.add_format(red | {"num_format": DAY_FORMAT}),
            marked_number=book.add_format(red),
            wrapped=book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        )

    def mark(self, value: CellValue) -> Format:
        """The style of a cell with a mistake; it must not turn a number or a date into text."""
        if isinstance(value, date):
            return self.marked_day
        return self.marked if value is None or isinstance(value, str) else self.marked_number


def new_workbook(target: io.BytesIO) -> xlsxwriter.Workbook:
    """A workbook in memory in which text is never taken for a formula, an address or a number."""
    return xlsxwriter.Workbook(target, _OPTIONS)


def sheet_title(title: str) -> str:
    """A title that a workbook may have, near to one that somebody chose; empty for any title."""
    plain = _NOT_IN_TITLES.sub("", clean(title)).strip("' \n")
    cut = plain.encode("utf-16-le")[: 2 * _TITLE_LENGTH].decode("utf-16-le", "ignore")
    return cut.strip("' \n")


def write_value(
    sheet: Worksheet,
    row: int,
    column: int,
    value: CellValue,
    styles: Styles,
    style: Format | None = None,
) -> None:
    """Write one cell as what it is; `style` replaces the style that its type would have."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, str) or not _native(value):
        sheet.write_string(row, column, clean(str(value)), style or styles.text)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), style or styles.moment)
    elif isinstance(value, date):
        moment = datetime.combine(value, time())
        sheet.write_datetime(row, column, moment, style or styles.day)
    else:
        sheet.write_number(row, column, float(value), style)


def _native(value: CellValue) -> bool:
    if isinstance(value, datetime):
        return value.date() >= EARLIEST_DAY
    if isinstance(value, date):
        return value >= EARLIEST_DAY
    return not isinstance(value, int) or abs(value) < EXACT_NUMBER
