"""A workbook to fill in: typed columns, dropdowns, and a sheet that says how (R84)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from admin_app.sheets.cells import column_name
from admin_app.sheets.clean import clean
from admin_app.sheets.styles import Styles, new_workbook

CHOICES_SHEET = "选项"
_LAST_DAY = date(2999, 12, 31)
_FIRST_DAY = date(1950, 1, 1)
_TITLE_LENGTH = 32
_HELP_LENGTH = 255


@dataclass(frozen=True)
class TemplateColumn:
    """One column to fill in.

    `choice` offers `choices` as a dropdown, `date` takes dates only, `text` keeps every digit
    that is typed. `help` is shown beside the cell and on the sheet of instructions.
    """

    title: str
    width: float
    kind: Literal["text", "date", "choice"]
    choices: Sequence[str] = ()
    help: str = ""


@dataclass(frozen=True)
class Instructions:
    """The sheet of instructions: its title and general lines, before one line per column."""

    title: str
    lines: Sequence[str]


def write_template(
    sheet: str, columns: Sequence[TemplateColumn], instructions: Instructions, rows: int
) -> bytes:
    """A workbook whose first sheet has these headings and validations for `rows` rows."""
    target = io.BytesIO()
    book = new_workbook(target)
    styles = Styles.of(book)
    grid = book.add_worksheet(sheet)
    for index, column in enumerate(columns):
        grid.write_string(0, index, clean(column.title), styles.heading)
    grid.freeze_panes(1, 0)
    _write_instructions(book.add_worksheet(instructions.title), instructions, columns, styles)
    shape_columns(book, grid, columns, (1, rows), styles)
    book.close()
    return target.getvalue()


def shape_columns(
    book: xlsxwriter.Workbook,
    grid: Worksheet,
    columns: Sequence[TemplateColumn | None],
    rows: tuple[int, int],
    styles: Styles,
) -> None:
    """Give each column its width, format and validation between two 0-based rows.

    Dropdowns refer to a hidden sheet: lists written into the cell stop at 255 characters.
    None leaves a column as it is.
    """
    choices: Worksheet | None = None
    source = CHOICES_SHEET if str(grid.name) != CHOICES_SHEET else f"{CHOICES_SHEET} 2"
    for index, column in enumerate(columns):
        if column is None:
            continue
        style = styles.day if column.kind == "date" else styles.text
        grid.set_column(index, index, column.width, style)
        if column.kind == "choice":
            choices = choices or _choices_sheet(book, source)
            choices.write_column(0, index, [clean(choice) for choice in column.choices])
        grid.data_validation(rows[0], index, rows[1], index, _validation(column, index, source))


def _choices_sheet(book: xlsxwriter.Workbook, title: str) -> Worksheet:
    sheet = book.add_worksheet(title)
    sheet.hide()
    return sheet


def _validation(column: TemplateColumn, index: int, choices: str) -> dict[str, object]:
    told: dict[str, object] = {
        "input_title": column.title[:_TITLE_LENGTH],
        "input_message": column.help[:_HELP_LENGTH],
        "error_title": column.title[:_TITLE_LENGTH],
        "error_message": (column.help or "请按要求填写。")[:_HELP_LENGTH],
    }
    if column.kind == "date":
        return told | {
            "validate": "date",
            "criteria": "between",
            "minimum": _FIRST_DAY,
            "maximum": _LAST_DAY,
        }
    if column.kind == "choice":
        letters = column_name(index)
        source = f"='{choices}'!${letters}$1:${letters}${max(len(column.choices), 1)}"
        return told | {"validate": "list", "source": source}
    return told | {"validate": "any"}


def _write_instructions(
    sheet: Worksheet,
    instructions: Instructions,
    columns: Sequence[TemplateColumn],
    styles: Styles,
) -> None:
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 80)
    for row, line in enumerate(instructions.lines):
        sheet.merge_range(row, 0, row, 1, clean(line), styles.wrapped)
    for row, column in enumerate(columns, len(instructions.lines) + 1):
        sheet.write_string(row, 0, clean(column.title), styles.heading)
        sheet.write_string(row, 1, clean(column.help), styles.wrapped)
