"""A checked file as people see it: their own table, with the messages inside the cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from admin_app.rules.identity_number import mask
from admin_app.services.batch_checks import JudgedRow, Report
from admin_app.sheets.annotation import Message
from admin_app.sheets.cells import Cell, Kind, Table

PER_PAGE = 100


@dataclass(frozen=True)
class CheckedCell:
    """What stands in a cell, and what is wrong with it."""

    text: str
    error: str


@dataclass(frozen=True)
class CheckedLine:
    """One row by its number in the spreadsheet; ``error`` concerns the whole row."""

    number: int
    cells: Sequence[CheckedCell]
    error: str
    existing_id: int | None
    is_good: bool


def lines_of(table: Table, report: Report, page: int) -> Sequence[CheckedLine]:
    """One page of the table, bad rows first."""
    ordered = [*report.bad, *report.good]
    return [_line(table, report, row) for row in ordered[page * PER_PAGE : (page + 1) * PER_PAGE]]


def messages_of(report: Report) -> list[Message]:
    """What is wrong, for the workbook that is given back."""
    return [
        Message(row.row.number, report.columns.place.get(refusal.field or ""), refusal.sentence)
        for row in report.bad
        for refusal in row.refusals
    ]


def _line(table: Table, report: Report, judged: JudgedRow) -> CheckedLine:
    place = report.columns.place
    by_column: dict[int | None, list[str]] = {}
    for refusal in judged.refusals:
        by_column.setdefault(place.get(refusal.field or ""), []).append(refusal.sentence)
    number_column = place.get("id_number")
    cells = [
        CheckedCell(
            _shown(cell, masked=index == number_column and index not in by_column),
            "；".join(by_column.get(index, ())),
        )
        for index, cell in enumerate(judged.row.cells)
    ]
    existing = next((one.existing_id for one in judged.refusals if one.existing_id), None)
    error = "；".join(by_column.get(None, ()))
    return CheckedLine(judged.row.number, cells, error, existing, judged.is_good)


def _shown(cell: Cell, *, masked: bool) -> str:
    if cell.kind is Kind.EMPTY or cell.value is None:
        return ""
    is_whole = isinstance(cell.value, float) and cell.value.is_integer()
    text = f"{cell.value:.0f}" if is_whole else str(cell.value)
    return mask(text) if masked else text
