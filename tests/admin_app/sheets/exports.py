"""One export with every kind of value, for the tests of the writers."""

from collections.abc import Sequence
from datetime import date, datetime

from admin_app.sheets.cells import CellValue
from admin_app.sheets.export import SHEET_ROWS, Column, CoverLine, Export, Tally

COVER = "导出说明"
SHEET = "记录"

ROWS: list[Sequence[CellValue]] = [
    (
        "张三",
        "442099199003071234",
        date(2026, 2, 15),
        datetime.fromisoformat("2026-02-15 08:30:01"),
        1,
        0.1 + 0.2,
    ),
    (
        'a & <b> "q"',
        "=1+1",
        date(2024, 2, 29),
        datetime.fromisoformat("2026-12-31 23:59:59"),
        -5,
        1e-7,
    ),
    (
        "_x0041_",
        " 前后 ",
        date(1900, 3, 1),
        datetime.fromisoformat("2026-01-01"),
        10**15 - 1,
        123456789.123,
    ),
    ("'撇", "＝1", None, None, 0, None),
    ("多\n行\r\n文", "\t制表", date(1850, 1, 1), None, 10**17, None),
    ("\x01控", "𠮷", None, None, None, float("nan")),
    ("@x", "0012", "2026-02-15", "TRUE", True, "x" * 900),
]


class Told:
    """Remembers the tally that an export told, and makes its cover of it."""

    def __init__(self) -> None:
        self.tallies: list[Tally] = []

    def cover(self, tally: Tally) -> Sequence[CoverLine]:
        """Lines of a cover sheet."""
        self.tallies.append(tally)
        return [("导出人", "王小二"), ("行数", tally.rows), ("指纹", tally.fingerprint)]


def export(told: Told, sheet_rows: int = SHEET_ROWS) -> Export:
    """An export of six columns."""
    columns = [Column(f"列{index}", 16) for index in range(6)]
    return Export(SHEET, columns, COVER, told.cover, sheet_rows)
