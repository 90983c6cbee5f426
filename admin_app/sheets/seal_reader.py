"""Reads back an exported workbook: its cover, and the fingerprint of the rows behind it (R127)."""

from collections.abc import Iterator

from admin_app.sheets.cells import Cell
from admin_app.sheets.fingerprint import Fingerprint
from admin_app.sheets.limits import Limits
from admin_app.sheets.plain import PlainCell
from admin_app.sheets.workbook_reader import OpenWorkbook


def sealed_lines(content: bytes, limits: Limits, cover: str) -> Iterator[str]:
    """The cover's lines, its first one with the data rows' number and fingerprint as `seal`.

    A workbook that was split repeats its headings on each sheet: they count once.
    """
    book = OpenWorkbook(content, limits)
    place = book.map.pick(cover)
    found = Fingerprint()
    heading: list[Cell] | None = None
    for sheet in book.others(place):
        for index, (_, _, cells) in enumerate(book.rows(sheet)):
            row = [_cell(cell) for cell in cells]
            if index == 0 and row == heading:
                continue
            heading = heading or row
            found.add(row)
    seal = {"rows": max(found.rows - 1, 0), "fingerprint": found.hexdigest()}
    yield from book.table(cover).lines(seal=seal)


def _cell(plain: PlainCell) -> Cell:
    kind, value = plain
    return Cell(kind, value, "")
