"""The parts of an exported workbook that do not grow with its rows, made by XlsxWriter."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from admin_app.sheets.clean import clean
from admin_app.sheets.export import CoverLine, Export
from admin_app.sheets.styles import Styles, new_workbook, write_value

_STYLE = re.compile(r' s="(\d+)"/>')
_DIMENSION = re.compile(r"<dimension [^>]*/>")


@dataclass(frozen=True)
class SheetShell:
    """The markup of a data sheet before and after its rows, and the numbers of its styles."""

    head: str
    tail: str
    heading: int
    text: int
    day: int
    moment: int


def data_part(index: int) -> str:
    """Name of the part of the data sheet of that 0-based index; the cover is sheet1."""
    return f"xl/worksheets/sheet{index + 2}.xml"


def skeleton(export: Export, counts: Sequence[int], cover: Sequence[CoverLine]) -> dict[str, bytes]:
    """All parts of the workbook by name; `counts` are the data rows of each data sheet."""
    target = io.BytesIO()
    book = new_workbook(target)
    styles = Styles.of(book)
    _write_cover(book, export.cover_title, cover, styles)
    for index, count in enumerate(counts):
        _write_data_sheet(book.add_worksheet(export.sheet_title(index)), export, count, styles)
    book.close()
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_shell(export: Export, counts: Sequence[int]) -> SheetShell:
    """Head and tail of the last of these data sheets."""
    part = skeleton(export, counts, ())[data_part(len(counts) - 1)].decode()
    head, sample, tail = re.split(r"(?<=<sheetData>)|(?=</sheetData>)", part)
    heading, text, day, moment = (int(number) for number in _STYLE.findall(sample))
    return SheetShell(_DIMENSION.sub("", head), tail, heading, text, day, moment)


def _write_cover(
    book: xlsxwriter.Workbook, title: str, cover: Sequence[CoverLine], styles: Styles
) -> None:
    sheet = book.add_worksheet(title)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 72)
    for row, (label, value) in enumerate(cover):
        sheet.write_string(row, 0, clean(label), styles.heading)
        write_value(sheet, row, 1, value, styles)


def _write_data_sheet(sheet: Worksheet, export: Export, count: int, styles: Styles) -> None:
    for index, column in enumerate(export.columns):
        sheet.set_column(index, index, column.width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, len(export.columns) - 1)
    samples: tuple[Format, ...] = (styles.heading, styles.text, styles.day, styles.moment)
    for index, style in enumerate(samples):
        # Blanks that only tell the numbers of the styles: the streamed rows take their place.
        sheet.write_blank(0, index, None, style)
