"""What a table says of an honest workbook or CSV: kinds, addresses, and what it must not have."""

from datetime import date, datetime

import pytest

from admin_app.sheets.cells import Cell, Kind, Table, column_index, column_name
from admin_app.sheets.limits import Limits
from admin_app.sheets.reading import read_table
from admin_app.sheets.refusal import SheetRefused
from tests.admin_app.sheets.packages import (
    HEADING,
    ROW,
    book,
    book_of,
    pack,
    parts,
    sheet,
    sheet_element,
    workbook,
)

LIMITS = Limits(seconds=30, patience=120)


def _row_of(*cells: str, number: int = 2, **replaced: bytes) -> tuple[Cell, ...]:
    inner = "".join(cells)
    heading = '<row r="1"><c r="A1"><v>0</v></c></row>'
    content = book_of(f'{heading}<row r="{number}">{inner}</row>', **replaced)
    return read_table(content, LIMITS).rows[0].cells


def test_kinds_and_addresses() -> None:
    cells = _row_of(
        '<c r="A2" t="str"><v>文</v></c>',
        '<c r="C2"><v>3</v></c>',
        '<c r="D2"><v>0.5</v></c>',
        '<c r="E2" s="1"><v>46068</v></c>',
        '<c r="F2" s="2"><v>46068.354166666664</v></c>',
        '<c r="G2" t="b"><v>1</v></c>',
        '<c r="H2" t="e"><v>#N/A</v></c>',
    )
    assert cells == (
        Cell(Kind.TEXT, "文", "A2"),
        Cell(Kind.EMPTY, None, "B2"),
        Cell(Kind.NUMBER, 3, "C2"),
        Cell(Kind.NUMBER, 0.5, "D2"),
        Cell(Kind.DATE, date(2026, 2, 15), "E2"),
        Cell(Kind.DATE, datetime.fromisoformat("2026-02-15 08:30:00"), "F2"),
        Cell(Kind.BOOL, True, "G2"),
        Cell(Kind.ERROR, "#N/A", "H2"),
    )


def test_identity_number_typed_as_number_stays_a_number() -> None:
    (cell,) = _row_of('<c r="A2"><v>442099199003071230</v></c>')
    assert cell.kind is Kind.NUMBER
    assert isinstance(cell.value, float)


def test_date_in_the_1904_system() -> None:
    settings = workbook(sheet_element(1, "数据"), '<workbookPr date1904="1"/>')
    (cell,) = _row_of('<c r="A2" s="1"><v>44606</v></c>', workbook=settings)
    assert cell.value == date(2026, 2, 15)


@pytest.mark.parametrize(
    ("serial", "kind"), [("0.5", Kind.TEXT), ("-1", Kind.TEXT), ("0", Kind.TEXT)]
)
def test_time_of_day_is_no_date(serial: str, kind: Kind) -> None:
    (cell,) = _row_of(f'<c r="A2" s="1"><v>{serial}</v></c>')
    assert cell.kind is kind


@pytest.mark.parametrize("serial", ["NaN", "inf"])
def test_what_is_no_number_is_an_error(serial: str) -> None:
    (cell,) = _row_of(f'<c r="A2" s="1"><v>{serial}</v></c>')
    assert cell.kind is Kind.ERROR


@pytest.mark.parametrize("formula", ["<f>1+1</f><v>2</v>", "<f>1+1</f>"])
def test_formula_is_named_with_or_without_its_result(formula: str) -> None:
    table = read_table(book_of(f'{HEADING}<row r="2"><c r="B2">{formula}</c></row>'), LIMITS)
    assert table.rows[0].cells[1].kind is Kind.FORMULA
    assert [p.address for p in table.problems()] == ["B2"]
    assert "公式" in table.problems()[0].sentence


def test_hidden_and_merged_are_named() -> None:
    rows = HEADING + ROW.replace('<row r="2"', '<row r="2" hidden="1"')
    part = sheet(rows, before='<cols><col min="2" max="3" hidden="1"/></cols>')
    merged = part.replace(
        b"</worksheet>", b'<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
    )
    table = read_table(book(sheet=merged), LIMITS)
    assert [p.address for p in table.problems()] == ["A1:B1", "B", "C", "2"]


def test_row_numbers_are_the_spreadsheets() -> None:
    rows = ROW.replace("2", "3") + ROW.replace("2", "7")
    table = read_table(book_of(rows), LIMITS)
    assert (table.header.number, [row.number for row in table.rows]) == (3, [7])


def _two_sheets(state: str, second: bytes) -> bytes:
    both = workbook(sheet_element(1, "数据", state) + sheet_element(2, "另一张"))
    return pack({**parts(workbook=both), "xl/worksheets/sheet2.xml": second})


def test_other_sheets_with_content_are_named() -> None:
    assert read_table(_two_sheets("visible", sheet()), LIMITS).other_sheets == ("另一张",)
    assert read_table(_two_sheets("visible", sheet("")), LIMITS).other_sheets == ()


def test_first_visible_sheet_or_the_named_one_is_read() -> None:
    assert read_table(_two_sheets("hidden", sheet()), LIMITS).sheet == "另一张"
    assert read_table(_two_sheets("visible", sheet()), LIMITS, sheet="另一张").sheet == "另一张"
    with pytest.raises(SheetRefused, match="没有名为"):
        read_table(book(), LIMITS, sheet="没有")


def _csv(content: bytes) -> Table:
    return read_table(content, LIMITS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_of_spreadsheets(encoding: str) -> None:
    table = _csv('姓名,号\r\n"张,三",00123\r\n\r\n李四,"两\n行"\r\n'.encode(encoding))
    assert table.titles == ("姓名", "号")
    assert [[cell.value for cell in row.cells] for row in table.rows] == [
        ["张,三", "00123"],
        ["李四", "两\n行"],
    ]
    assert [row.number for row in table.rows] == [2, 4]


def test_csv_cells_are_text() -> None:
    cells = _csv(b"a,b,c\r\n1,=1+1,\r\n").rows[0].cells
    assert [cell.kind for cell in cells] == [Kind.TEXT, Kind.TEXT, Kind.EMPTY]


def test_size_is_checked_first() -> None:
    with pytest.raises(SheetRefused, match="超过 1 MB"):
        read_table(b"a" * 1_048_577, Limits(size=1_048_576))


def test_all_texts_together_are_bounded() -> None:
    with pytest.raises(SheetRefused, match="文字过多"):
        read_table("姓名\n张三\n李四".encode(), Limits(total_text=5, seconds=30, patience=120))


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (16_383, "XFD")])
def test_column_names(index: int, name: str) -> None:
    assert column_name(index) == name
    assert column_index(name) == index
