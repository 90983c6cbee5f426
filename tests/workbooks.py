"""Workbooks as people fill them in: made by XlsxWriter from plain rows."""

import io
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter

from tests.world import World

HEADINGS = ("作业人员姓名", "身份证号", "作业种类", "作业项目", "聘用开始时间", "聘用结束时间")
Value = str | int | float | date | None


def workbook(
    rows: Sequence[Sequence[Value]],
    headings: Sequence[str] = HEADINGS,
    *,
    from_1904: bool = False,
) -> bytes:
    """A workbook with one sheet: headings, then rows; dates are date cells."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "date_1904": from_1904})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("聘用记录")
    for number, row in enumerate((headings, *rows)):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, datetime(*value.timetuple()[:3]), day)  # noqa: DTZ001  a cell has no zone
            elif isinstance(value, int | float):
                sheet.write_number(number, column, value)
            elif value:
                sheet.write_string(number, column, value)
    book.close()
    return target.getvalue()


def row_for(
    world: World,
    key: str,
    item: str = "N1",
    starts: Value = date(2026, 2, 1),
    ends: Value = date(2026, 12, 31),
) -> list[Value]:
    """A row that asks to employ somebody of the tests' people."""
    return [world.names[key], world.numbers[key], "", item, starts, ends]
