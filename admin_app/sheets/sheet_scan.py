"""What a worksheet's markup tells that its values do not: formulas, errors, merges (T22)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from admin_app.sheets.cells import column_index, column_name
from admin_app.sheets.limits import Limits
from admin_app.sheets.markup import feed, guarded_parser, local_name
from admin_app.sheets.refusal import SheetRefused

_LETTERS = re.compile(r"[A-Z]{1,3}")
_RANGE = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}:[A-Z]{1,3}[1-9][0-9]{0,6}")
_TRUE = ("1", "true")
_ODD = "工作表内部的行号或单元格地址不正常。请用 Excel 或 WPS 另存为新的 .xlsx 后再上传。"
_LAST_COLUMN = 16_384


@dataclass
class SheetMarks:
    """Positions are (row number from 1, column from 0); `filled` counts cells with content."""

    filled: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[str] = field(default_factory=list)


class _Found(Exception):
    """Ends the scan that asks only whether a sheet is empty."""


def scan_sheet(data: bytes, limits: Limits) -> SheetMarks:
    """Read the marks of one worksheet part; raises SheetRefused beyond the limits."""
    scan = _Scan(limits)
    feed(scan.parser, data)
    return scan.marks


def has_content(data: bytes, limits: Limits) -> bool:
    """Whether any cell of the part holds something; stops at the first."""
    scan = _Scan(limits)
    scan.probing = True
    try:
        feed(scan.parser, data)
    except (_Found, SheetRefused):
        return True
    return False


class _Scan:
    """Handlers of one pass. A cell counts once, at the first child that brings content.

    This runs once per element of a large sheet: hence one dictionary of handlers, and a set that
    notes closed elements without a call into Python.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.marks = SheetMarks()
        self.probing = False
        self.row, self.row_text = 0, ""
        self.column = -1
        self.columns: dict[str, int] = {}
        self.counted = True
        self.error = self.listening = False
        self.data_name = ""
        self.closed: set[str] = set()
        self.parser = guarded_parser()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self.closed.add
        self.handlers: dict[str, Callable[[dict[str, str]], None]] = {
            "mergeCell": self._merge,
            "col": self._hidden_columns,
        }

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        handler = self.handlers.get(name)
        if handler is None:
            self._unknown(name, attrs)
        else:
            handler(attrs)

    def _unknown(self, name: str, attrs: dict[str, str]) -> None:
        local = local_name(name)
        if local == "sheetData":
            self.data_name = name
            inside = {"row": self._row, "c": self._cell, "v": self._value, "f": self._formula}
            self.handlers |= inside | {"is": self._content}
        elif local != name and local in self.handlers:
            self.handlers[local](attrs)

    def _outside(self) -> bool:
        """Extensions behind the data have elements of the same names."""
        return self.data_name in self.closed

    def _row(self, attrs: dict[str, str]) -> None:
        if self._outside():
            return
        number = attrs.get("r")
        row = self.row + 1 if number is None else _number(number)
        if row <= self.row:
            raise SheetRefused(_ODD)
        self.row, self.row_text, self.column = row, str(row), -1
        if attrs.get("hidden") in _TRUE:
            self.marks.hidden_rows.add(row)

    def _cell(self, attrs: dict[str, str]) -> None:
        if self._outside():
            return
        address = attrs.get("r")
        column = self.column + 1 if address is None else self._column(address)
        if column <= self.column or self.row == 0:
            raise SheetRefused(_ODD)
        self.column, self.counted = column, False
        self.error = attrs.get("t") == "e"
        if self.listening:
            self.listening = False
            self.parser.CharacterDataHandler = None

    def _column(self, address: str) -> int:
        letters = address.removesuffix(self.row_text)
        column = self.columns.get(letters)
        if column is None:
            if not _LETTERS.fullmatch(letters):
                raise SheetRefused(_ODD)
            column = self.columns[letters] = column_index(letters)
        return column

    def _content(self, _attrs: dict[str, str]) -> None:
        if not self.counted and not self._outside():
            self.counted = True
            self._count()

    def _formula(self, attrs: dict[str, str]) -> None:
        if not self._outside():
            self._content(attrs)
            self.marks.formulas.add((self.row, self.column))

    def _value(self, attrs: dict[str, str]) -> None:
        self._content(attrs)
        if self.error:
            self.listening = True
            self.parser.CharacterDataHandler = self._error_text

    def _error_text(self, text: str) -> None:
        self.marks.errors.setdefault((self.row, self.column), text.strip()[:20])

    def _count(self) -> None:
        if self.probing:
            raise _Found
        self.marks.filled += 1
        if self.row > self.limits.last_row:
            raise SheetRefused(
                f"第 {self.row} 行还有内容，一次最多 {self.limits.rows} 行。"
                "请分成几个文件，或删除下方多余的内容。"
            )
        if self.column >= self.limits.columns:
            raise SheetRefused(
                f"{column_name(self.column)} 列还有内容，最多 {self.limits.columns} 列。"
                "请删除右侧多余的内容。"
            )
        if self.marks.filled > self.limits.cells:
            raise SheetRefused("单元格过多。请分成几个文件上传。")

    def _merge(self, attrs: dict[str, str]) -> None:
        ref = attrs.get("ref", "")
        if not _RANGE.fullmatch(ref):
            raise SheetRefused(_ODD)
        self.marks.merged.append(ref)
        if len(self.marks.merged) > self.limits.merges:
            raise SheetRefused("合并单元格过多。请取消所有合并单元格后再上传。")

    def _hidden_columns(self, attrs: dict[str, str]) -> None:
        if attrs.get("hidden") not in _TRUE:
            return
        first, last = _number(attrs.get("min", "")), _number(attrs.get("max", ""))
        last = min(last, self.limits.columns)
        self.marks.hidden_columns += [column_name(c - 1) for c in range(first, last + 1)]
        if len(self.marks.hidden_columns) > _LAST_COLUMN:
            raise SheetRefused(_ODD)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and int(text) > 0):
        raise SheetRefused(_ODD)
    return int(text)
