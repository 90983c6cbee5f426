"""The door for uploads: a file in, a table or a refusal out, within two seconds (R85, T22-T24).

The file is read by `reader_child` in a process of its own with limits on memory and time; this
process only starts it, feeds it, and turns what it says into cells.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from admin_app.sheets.cells import ANNOTATION_TITLE, Cell, Kind, Row, Table, column_name
from admin_app.sheets.limits import MIB, Limits
from admin_app.sheets.reader_process import Answer, asked
from admin_app.sheets.refusal import SheetRefused

SEAL_LIMITS = Limits(
    size=32 * MIB,
    rows=1_048_576,
    cells=3_000_000,
    text=32_767,
    total_text=200_000_000,
    inflated=600 * MIB,
    memory=3072 * MIB,
    seconds=60,
    patience=120,
)
"""Bounds for `read_seal`: an export of about 200,000 rows."""

_EMPTY = "文件里没有内容。请填写后再上传。"
_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True)
class SealedSheet:
    """An exported workbook as found: its cover, its number of rows, and their fingerprint now."""

    cover: Table
    rows: int
    fingerprint: str


def read_table(content: bytes, limits: Limits, sheet: str | None = None) -> Table:
    """Read an uploaded xlsx or CSV file, told apart by content.

    `sheet` names the sheet of a workbook; without it the first visible one is read. The column
    that `write_annotated` adds is left out. Raises SheetRefused for everything else than a table.
    """
    _check_size(content, limits)
    with asked(content, limits, sheet, None) as answer:
        return _table(answer)


def read_seal(content: bytes, limits: Limits, cover: str) -> SealedSheet:
    """Read an exported workbook's cover sheet of that title and fingerprint all its other sheets.

    The same workbook saved again by a spreadsheet program gives the fingerprint that `write_xlsx`
    told. Raises SheetRefused.
    """
    _check_size(content, limits)
    with asked(content, limits, None, cover) as answer:
        seal = answer.about["seal"]
        return SealedSheet(_table(answer), seal["rows"], seal["fingerprint"])


def _check_size(content: bytes, limits: Limits) -> None:
    if len(content) > limits.size:
        raise SheetRefused(f"文件超过 {limits.size / MIB:g} MB。请分成几个文件上传。")


def _table(answer: Answer) -> Table:
    columns = [column_name(index) for index in range(answer.about["width"])]
    rows = [_row(plain, columns) for plain in answer.rows()]
    if not rows:
        raise SheetRefused(_EMPTY)
    kept = [i for i, cell in enumerate(rows[0].cells) if cell.value != ANNOTATION_TITLE]
    header, *rest = (_keep(row, kept) for row in rows)
    return Table(
        sheet=answer.about["sheet"],
        header=header,
        rows=tuple(row for row in rest if any(c.kind is not Kind.EMPTY for c in row.cells)),
        merged=tuple(answer.about["merged"]),
        hidden_columns=tuple(answer.about["hidden_columns"]),
        other_sheets=tuple(answer.about["other_sheets"]),
        from_1904=answer.about["from_1904"],
    )


def _row(plain: list[Any], columns: list[str]) -> Row:
    number, hidden, cells = plain
    cells += [("empty", None)] * (len(columns) - len(cells))
    made = [
        Cell(_KINDS[kind], _value(kind, value), f"{letters}{number}")
        for letters, (kind, value) in zip(columns, cells, strict=True)
    ]
    return Row(number, tuple(made), hidden)


def _keep(row: Row, kept: list[int]) -> Row:
    if len(kept) == len(row.cells):
        return row
    return Row(row.number, tuple(row.cells[i] for i in kept), row.hidden)


def _value(kind: str, value: Any) -> Any:
    if kind == "date":
        return datetime.fromisoformat(value) if " " in value else date.fromisoformat(value)
    return value
