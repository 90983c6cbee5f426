"""What an export is made of, whatever its format."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from admin_app.sheets.cells import CellValue

SHEET_ROWS = 1_048_576
"""Rows of one worksheet, the heading included, as far as spreadsheet programs go."""

CoverLine = tuple[str, CellValue]
"""A label and its value on the cover sheet."""


@dataclass(frozen=True)
class Column:
    """One column: its heading and its width in characters."""

    title: str
    width: float = 14


@dataclass(frozen=True)
class Tally:
    """What was written: the number of data rows and the fingerprint over headings and rows."""

    rows: int
    fingerprint: str


@dataclass(frozen=True)
class Export:
    """`sheet` titles the data sheet, `cover_title` the cover before it (xlsx only).

    `cover` is asked once, when all rows are out and their tally is known; `sheet_rows` is where
    the next sheet begins.
    """

    sheet: str
    columns: Sequence[Column]
    cover_title: str
    cover: Callable[[Tally], Sequence[CoverLine]]
    sheet_rows: int = SHEET_ROWS

    @property
    def titles(self) -> list[str]:
        """The headings in order."""
        return [column.title for column in self.columns]

    def sheet_title(self, index: int) -> str:
        """Title of the data sheet of that 0-based index: 记录, 记录 2, 记录 3."""
        return self.sheet if index == 0 else f"{self.sheet} {index + 1}"
