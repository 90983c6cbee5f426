"""A workbook's values by calamine, from a package made anew of checked parts only (T22-T24)."""

import io
import math
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from admin_app.sheets.cells import Kind
from admin_app.sheets.clean import EXACT_NUMBER
from admin_app.sheets.limits import Limits
from admin_app.sheets.package import open_package
from admin_app.sheets.plain import PlainCell, PlainRow, PlainTable, TextBudget
from admin_app.sheets.refusal import SheetRefused
from admin_app.sheets.sheet_scan import SheetMarks, has_content, scan_sheet
from admin_app.sheets.workbook_map import SheetPlace, WorkbookMap, lone_workbook, map_workbook

_UNREADABLE = "工作表内容无法读取。请用 Excel 或 WPS 打开并另存为新的 .xlsx 后再上传。"
_FIRST_DAY = date(1900, 1, 1)


class OpenWorkbook:
    """A checked workbook, read sheet by sheet. Every method raises SheetRefused."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self.limits = limits
        self.parts = open_package(content, limits)
        self.map: WorkbookMap = map_workbook(self.parts)
        self.budget = TextBudget(limits)

    def table(self, title: str | None) -> PlainTable:
        """One sheet as plain data: the named one, or the first visible one."""
        place = self.map.pick(title)
        marks = scan_sheet(self.parts[place.part], self.limits)
        return PlainTable(
            sheet=place.title,
            rows=list(self._rows(place, marks)),
            merged=marks.merged,
            hidden_columns=marks.hidden_columns,
            other_sheets=[s.title for s in self.others(place)],
            from_1904=self.map.from_1904,
        )

    def others(self, place: SheetPlace) -> list[SheetPlace]:
        """The other visible sheets that hold something."""
        rest = [s for s in self.map.sheets if s.visible and s is not place]
        return [s for s in rest if has_content(self.parts[s.part], self.limits)]

    def rows(self, place: SheetPlace) -> Iterator[PlainRow]:
        """The rows of a sheet that have content, in order."""
        return self._rows(place, scan_sheet(self.parts[place.part], self.limits))

    def _rows(self, place: SheetPlace, marks: SheetMarks) -> Iterator[PlainRow]:
        if not marks.filled:
            return
        special = _reach(marks)
        for number, values in enumerate(self._values(place, max(special, default=0)), 1):
            cells = [_PLAIN[type(value)](value) for value in values]
            if number in special:
                _mark(cells, number, special[number], marks)
            if any(kind is not Kind.EMPTY for kind, _ in cells):
                self.budget.spend(number, cells)
                yield number, number in marks.hidden_rows, cells

    def _values(self, place: SheetPlace, rows: int) -> Iterator[list[Any]]:
        """Values from A1 on, of at least so many rows."""
        package = _lone_package(self.parts, place, self.map.from_1904)
        try:
            sheet = CalamineWorkbook.from_filelike(package).get_sheet_by_index(0)
        except CalamineError as fault:
            raise SheetRefused(_UNREADABLE) from fault
        left = [""] * (sheet.start[1] if sheet.start else 0)
        height = sheet.end[0] + 1 if sheet.end else 0
        yield from (left + values for values in sheet.iter_rows())
        yield from ([] for _ in range(height, rows))


def _reach(marks: SheetMarks) -> dict[int, int]:
    """The rows with formulas or errors, and how wide each is: calamine drops what has no value."""
    reach: dict[int, int] = {}
    for row, column in (*marks.errors, *marks.formulas):
        reach[row] = max(column + 1, reach.get(row, 0))
    return reach


def _mark(cells: list[PlainCell], number: int, width: int, marks: SheetMarks) -> None:
    """Say of a row's cells which are errors and which show the result of a formula."""
    cells += [(Kind.EMPTY, None)] * (width - len(cells))
    for column, (_, value) in enumerate(cells):
        place = (number, column)
        if place in marks.errors:
            cells[column] = (Kind.ERROR, marks.errors[place])
        elif place in marks.formulas:
            cells[column] = (Kind.FORMULA, None if value is None else str(value))


def _text(value: object) -> PlainCell:
    # A time of day or a duration is no date: shown as it looks, for the caller to refuse.
    text = str(value)
    return (Kind.TEXT, text) if text else (Kind.EMPTY, None)


def _truth(value: bool) -> PlainCell:
    return Kind.BOOL, value


def _number(value: float) -> PlainCell:
    if not math.isfinite(value):
        return Kind.ERROR, "#NUM!"
    whole = value == int(value) and abs(value) < EXACT_NUMBER
    return Kind.NUMBER, int(value) if whole else value


def _date(value: date) -> PlainCell:
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    if moment.date() < _FIRST_DAY:
        return Kind.ERROR, "#NUM!"
    if moment.microsecond:  # a serial is a fraction of a day: only whole seconds were meant
        moment = moment.replace(microsecond=0) + timedelta(seconds=round(moment.microsecond / 1e6))
    whole = moment.time() == time()
    return Kind.DATE, moment.date().isoformat() if whole else moment.isoformat(" ")


_PLAIN: dict[type, Callable[[Any], PlainCell]] = {
    str: _text,
    float: _number,
    int: _number,
    bool: _truth,
    date: _date,
    datetime: _date,
    time: _text,
    timedelta: _text,
}


def _lone_package(parts: dict[str, bytes], place: SheetPlace, from_1904: bool) -> io.BytesIO:
    """A stored zip around the one sheet, so that no reader meets the uploaded zip itself."""
    relations, workbook, workbook_relations = lone_workbook(place.title, from_1904)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("_rels/.rels", relations)
        archive.writestr("xl/workbook.xml", workbook)
        archive.writestr("xl/_rels/workbook.xml.rels", workbook_relations)
        for name in ("xl/styles.xml", "xl/sharedStrings.xml"):
            if name in parts:
                archive.writestr(name, parts[name])
        archive.writestr("xl/worksheets/sheet1.xml", parts[place.part])
    target.seek(0)
    return target
