"""The user's own table given back, each mistake marked and named in a last column (issue 3)."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from admin_app.sheets.cells import ANNOTATION_TITLE, Cell, CellValue, Kind, Row, Table
from admin_app.sheets.clean import clean
from admin_app.sheets.styles import Styles, new_workbook, sheet_title, write_value
from admin_app.sheets.template import TemplateColumn, shape_columns

_PASSED = "通过"
_SPARE_ROWS = 200
_WIDTH = 14.0
_MESSAGE_WIDTH = 60


@dataclass(frozen=True)
class Message:
    """A mistake in one row; `column` is the 0-based place in the table, None the whole row."""

    row: int
    column: int | None
    sentence: str


def write_annotated(
    table: Table, messages: Iterable[Message], columns: Sequence[TemplateColumn] = ()
) -> bytes:
    """The table as a workbook, every row where it was, to be corrected and uploaded again.

    Cells keep their kind: a number that has lost its digits stays one. Formulas and error values
    are left blank. `columns` brings back the template's dropdowns by their headings.
    """
    target = io.BytesIO()
    book = new_workbook(target)
    styles = Styles.of(book)
    grid = book.add_worksheet(sheet_title(table.sheet))
    _shape(grid, table, styles)
    found = _by_row(messages)
    for row in table.rows:
        _write_row(grid, row, found.get(row.number, []), styles)
        _write_result(grid, row, found.get(row.number, []), styles)
    shapes = {column.title: column for column in columns}
    last = max((row.number for row in table.rows), default=table.header.number)
    span = (table.header.number, last + _SPARE_ROWS)
    shape_columns(book, grid, [shapes.get(title) for title in table.titles], span, styles)
    book.close()
    return target.getvalue()


def _shape(grid: Worksheet, table: Table, styles: Styles) -> None:
    grid.set_column(0, len(table.header.cells) - 1, _WIDTH, styles.text)
    grid.set_column(len(table.header.cells), len(table.header.cells), _MESSAGE_WIDTH)
    grid.freeze_panes(table.header.number, 0)
    top = table.header.number - 1
    for index, title in enumerate(table.titles):
        grid.write_string(top, index, clean(title), styles.heading)
    grid.write_string(top, len(table.titles), ANNOTATION_TITLE, styles.heading)


def _by_row(messages: Iterable[Message]) -> Mapping[int, list[Message]]:
    found: dict[int, list[Message]] = {}
    for message in messages:
        found.setdefault(message.row, []).append(message)
    return found


def _write_row(grid: Worksheet, row: Row, messages: Sequence[Message], styles: Styles) -> None:
    marked = {message.column for message in messages}
    for index, cell in enumerate(row.cells):
        if index in marked:
            write_value(grid, row.number - 1, index, _kept(cell), styles, styles.mark(_kept(cell)))
        elif cell.kind is not Kind.EMPTY:
            write_value(grid, row.number - 1, index, _kept(cell), styles)


def _kept(cell: Cell) -> CellValue:
    return None if cell.kind in (Kind.FORMULA, Kind.ERROR) else cell.value


def _write_result(grid: Worksheet, row: Row, messages: Sequence[Message], styles: Styles) -> None:
    said = [_said(row, message) for message in messages]
    text = "；".join(said) if said else _PASSED
    grid.write_string(row.number - 1, len(row.cells), clean(text), styles.wrapped)


def _said(row: Row, message: Message) -> str:
    sentence = message.sentence.rstrip("。；")
    if message.column is None:
        return sentence
    return f"{row.cells[message.column].address} {sentence}"
