"""A sheet as values: cells that know their address and kind, rows that know their number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

ANNOTATION_TITLE = "结果 / 如何修改"
"""Title of the column that `write_annotated` adds and that `read_table` leaves out again."""

CellValue = str | int | float | Decimal | bool | date | None
"""What a cell may hold; a datetime is a date with a time of day (naive, local)."""


class Kind(StrEnum):
    """What the spreadsheet says that a cell is; never guessed from its looks."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    EMPTY = "empty"
    ERROR = "error"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `value` is None for EMPTY, the error's name for ERROR, for FORMULA its last result.

    DATE holds a datetime.date, or a datetime.datetime where the cell has a time of day.
    `address` is the spreadsheet's own, such as C5.
    """

    kind: Kind
    value: CellValue
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is the spreadsheet's row number (1-based)."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a table must not have; `address` is a cell, a row number or a range."""

    address: str
    sentence: str


@dataclass(frozen=True)
class Table:
    """What an uploaded file holds: its first row with content is the header.

    Rows without content are left out; each row is as wide as the widest. `sheet` is empty for CSV.
    `other_sheets` names visible sheets with content that were not read; `from_1904` says how a bare
    number counts days, where one stands for a date.
    """

    sheet: str
    header: Row
    rows: tuple[Row, ...]
    merged: tuple[str, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()
    from_1904: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """Header cells as text without outer blanks; an empty heading is an empty string."""
        return tuple("" if c.value is None else str(c.value).strip() for c in self.header.cells)

    def problems(self) -> tuple[Problem, ...]:
        """Hidden rows and columns, merged cells, formulas, error cells: each by name (R85)."""
        found = [Problem(r, f"{r} 是合并单元格，请取消合并后逐格填写。") for r in self.merged]
        found += [Problem(c, f"{c} 列被隐藏，请取消隐藏后再上传。") for c in self.hidden_columns]
        for row in (self.header, *self.rows):
            found += _row_problems(row)
        return tuple(found)


def _row_problems(row: Row) -> Iterable[Problem]:
    if row.hidden:
        yield Problem(str(row.number), f"第 {row.number} 行被隐藏，请取消隐藏或删除后再上传。")
    for cell in row.cells:
        if cell.kind is Kind.FORMULA:
            yield Problem(cell.address, f"{cell.address} 是公式，请改为直接填写的内容。")
        elif cell.kind is Kind.ERROR:
            yield Problem(cell.address, f"{cell.address} 是错误值 {cell.value}，请重新填写。")


def column_name(column: int) -> str:
    """Letters of a 0-based column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: str) -> int:
    """0-based column of upper-case letters: A is 0."""
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - 64
    return index - 1
