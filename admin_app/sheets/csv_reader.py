"""A CSV file as Chinese and other spreadsheets write it: UTF-8 with or without BOM, GB18030."""

import csv
import io
from collections.abc import Iterator

from admin_app.sheets.cells import Kind
from admin_app.sheets.limits import Limits
from admin_app.sheets.plain import PlainCell, PlainRow, PlainTable, TextBudget
from admin_app.sheets.refusal import SheetRefused

_ADVICE = "请在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再上传。"
_SHEET_ROWS = 1_048_576
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_csv(content: bytes, limits: Limits) -> PlainTable:
    """All rows with content; every cell is text. Raises SheetRefused."""
    text = _decode(content)
    _check_separator(text)
    rows: list[PlainRow] = []
    cells = 0
    budget = TextBudget(limits)
    for number, values in _records(text):
        cells += len(values)
        if cells > limits.cells or number > _SHEET_ROWS:
            raise SheetRefused("单元格或空行过多。请删除多余的行、列，或分成几个文件上传。")
        row = _row(number, values, limits)
        if row is not None:
            budget.spend(number, row[2])
            rows.append(row)
    return PlainTable(rows)


def _decode(content: bytes) -> str:
    if b"\0" in content:
        raise SheetRefused(f"文件含有空字符，不是 CSV 文本。{_ADVICE}")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise SheetRefused(f"文件的文字编码无法识别（应为 UTF-8 或 GB18030）。{_ADVICE}")


def _check_separator(text: str) -> None:
    heading = text.lstrip().partition("\n")[0]
    if "," not in heading and any(mark in heading for mark in "\t;，；"):
        raise SheetRefused(f"各列之间不是用英文逗号分隔的。{_ADVICE}")


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, values in enumerate(reader, 1):
            yield number, values
    except csv.Error as fault:
        raise SheetRefused(
            f"第 {number + 1} 行的引号不成对，或内容过长，后面的内容无法分清。{_ADVICE}"
        ) from fault


def _row(number: int, values: list[str], limits: Limits) -> PlainRow | None:
    while values and not values[-1].strip():
        values.pop()
    if not values:
        return None
    if number > limits.last_row:
        raise SheetRefused(
            f"第 {number} 行还有内容，一次最多 {limits.rows} 行。请分成几个文件上传。"
        )
    if len(values) > limits.columns:
        raise SheetRefused(f"第 {number} 行有 {len(values)} 列，最多 {limits.columns} 列。")
    cells: list[PlainCell] = [(Kind.TEXT, v) if v else (Kind.EMPTY, None) for v in values]
    return number, False, cells
