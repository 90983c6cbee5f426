"""The streamed workbook: every value as what it is, in one sheet or many, in flat memory."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admin_app.sheets.cells import CellValue
from admin_app.sheets.export import Tally
from admin_app.sheets.fingerprint import canonical, fingerprint
from admin_app.sheets.limits import Limits
from admin_app.sheets.reading import SealedSheet, read_seal, read_table
from admin_app.sheets.refusal import SheetRefused
from admin_app.sheets.row_markup import RowMarkup
from admin_app.sheets.skeleton import SheetShell
from admin_app.sheets.xlsx_writer import write_xlsx
from tests.admin_app.sheets.exports import COVER, ROWS, SHEET, Told, export

LIMITS = Limits(text=32_767, seconds=30, patience=120)


def _written(rows: Sequence[Sequence[CellValue]], sheet_rows: int = 1_000) -> tuple[bytes, Tally]:
    told = Told()
    content = b"".join(write_xlsx(export(told, sheet_rows), rows))
    (tally,) = told.tallies
    return content, tally


def _sealed(content: bytes) -> SealedSheet:
    return read_seal(content, LIMITS, COVER)


def test_values_come_back_as_they_went() -> None:
    content, _ = _written(ROWS)
    table = read_table(content, LIMITS, SHEET)
    read = [[canonical(cell) for cell in row.cells] for row in table.rows]
    assert read == [[canonical(value) for value in row] for row in ROWS]
    assert table.rows[2].cells[1].value == " 前后 "
    assert not table.problems()


def test_seal_matches_the_tally() -> None:
    content, tally = _written(ROWS)
    sealed = _sealed(content)
    assert tally == Tally(len(ROWS), fingerprint([export(Told()).titles, *ROWS]))
    assert (sealed.rows, sealed.fingerprint) == (tally.rows, tally.fingerprint)
    assert sealed.cover.header.cells[1].value == "王小二"
    assert sealed.cover.rows[1].cells[1].value == tally.fingerprint


def test_openpyxl_sees_types_widths_and_panes() -> None:
    content, _ = _written(ROWS)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[SHEET]
    assert book.sheetnames == [COVER, SHEET]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:F{len(ROWS) + 1}")
    assert [sheet.cell(2, c).value for c in range(1, 6)] == [
        "张三",
        "442099199003071234",
        datetime.fromisoformat("2026-02-15"),
        datetime.fromisoformat("2026-02-15 08:30:01"),
        1,
    ]
    assert sheet["B3"].data_type == "s"
    assert sheet["B2"].number_format == "@"


def test_saved_by_openpyxl_it_still_verifies_and_an_altered_cell_does_not() -> None:
    content, tally = _written(ROWS)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert _sealed(_saved(book)).fingerprint == tally.fingerprint
    book[SHEET]["A2"] = "张四"
    assert _sealed(_saved(book)).fingerprint != tally.fingerprint


def test_only_workbooks_have_a_seal() -> None:
    with pytest.raises(SheetRefused, match=r"不是 \.xlsx"):
        _sealed(b"a,b\r\n1,2\r\n")
    content, _ = _written(ROWS)
    with pytest.raises(SheetRefused, match="没有名为"):
        read_seal(content, LIMITS, "封面")


def test_altered_heading_or_formula_shows() -> None:
    content, tally = _written([("a", 2, None, None, None, None)])
    for address, value in (("B1", "别的"), ("B2", "=1+1"), ("G9", "多出"), ("B2", None)):
        book = openpyxl.load_workbook(io.BytesIO(content))
        book[SHEET][address] = value
        assert _sealed(_saved(book)).fingerprint != tally.fingerprint


def _saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_splits_at_the_sheet_limit() -> None:
    rows = [(f"行{n}", None, None, None, n, None) for n in range(7)]
    content, tally = _written(rows, sheet_rows=4)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == [COVER, SHEET, f"{SHEET} 2", f"{SHEET} 3"]
    assert [book[name].max_row for name in book.sheetnames[1:]] == [4, 4, 2]
    assert (_sealed(content).fingerprint, _sealed(content).rows) == (tally.fingerprint, 7)


def test_exactly_full_sheet_brings_no_empty_one() -> None:
    content, _ = _written([("a", None, None, None, None, None)] * 3, sheet_rows=4)
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == [COVER, SHEET]


def test_no_rows_is_a_heading() -> None:
    content, tally = _written([])
    assert tally.rows == 0
    assert read_table(content, LIMITS, SHEET).rows == ()


def test_first_bytes_come_before_the_first_row() -> None:
    def never() -> Iterator[Sequence[CellValue]]:
        raise AssertionError("asked for a row")
        yield ()

    assert next(write_xlsx(export(Told()), never())).startswith(b"PK\x03\x04")


def test_no_chunk_is_empty_and_closing_ends_the_rows() -> None:
    closed: list[bool] = []

    def rows() -> Iterator[Sequence[CellValue]]:
        try:
            while True:
                yield (str(len(closed)) * 50,) * 6
        finally:
            closed.append(True)

    stream = write_xlsx(export(Told()), rows())
    assert all(next(stream) for _ in range(3))
    stream.close()  # type: ignore[attr-defined]
    assert closed == [True]


def test_memory_is_flat() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in write_xlsx(export(Told()), (ROWS[0] for _ in range(count))):
            pass
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(20_000) < peak(2_000) * 1.5


_SHELL = SheetShell("<worksheet><sheetData>", "</sheetData></worksheet>", 1, 2, 3, 4)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(*[st.text(max_size=20)] * 6), max_size=5))
def test_any_text_comes_back(rows: list[tuple[CellValue, ...]]) -> None:
    content, tally = _written(rows)
    assert _sealed(content).fingerprint == tally.fingerprint


def test_shell_markup_is_well_formed_zip() -> None:
    content, _ = _written(ROWS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None


def test_days_before_the_calendar_of_spreadsheets_are_text() -> None:
    markup = RowMarkup(_SHELL, 1)
    assert "inlineStr" in markup.row(2, (date(1900, 2, 28),))
    assert "<v>61</v>" in markup.row(2, (date(1900, 3, 1),))
