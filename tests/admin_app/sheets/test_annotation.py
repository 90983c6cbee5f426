"""The table given back: same rows, same kinds, each mistake named, and ready to be sent again."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from admin_app.sheets.annotation import Message, write_annotated
from admin_app.sheets.cells import ANNOTATION_TITLE, Kind, Table
from admin_app.sheets.limits import Limits
from admin_app.sheets.reading import read_table
from admin_app.sheets.template import CHOICES_SHEET
from tests.admin_app.sheets.packages import HEADING, book_of
from tests.admin_app.sheets.test_template import COLUMNS, filled

LIMITS = Limits(seconds=30, patience=120)
MESSAGES = [Message(2, 1, "身份证号应为 18 位。"), Message(2, None, "与第 3 行重复。")]


def _table() -> Table:
    first: list[object] = ["张三", 442099199003071230, "项", date(2026, 2, 15)]
    return read_table(filled([first, ["=1", "0012", "项", "2026"]]), LIMITS)


def test_last_column_says_what_to_do() -> None:
    content = write_annotated(_table(), MESSAGES)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["填报"]
    assert sheet["E1"].value == ANNOTATION_TITLE
    assert sheet["E2"].value == "B2 身份证号应为 18 位；与第 3 行重复"
    assert sheet["E3"].value == "通过"
    assert sheet["B2"].fill.fgColor.rgb == "FFFFD9D9"
    assert sheet["A2"].fill.fgColor.rgb != "FFFFD9D9"


def test_uploaded_again_it_is_the_same_table_without_the_column() -> None:
    table = _table()
    again = read_table(write_annotated(table, MESSAGES, COLUMNS), LIMITS)
    assert again.titles == table.titles
    assert [row.number for row in again.rows] == [row.number for row in table.rows]
    assert again.rows[0] == table.rows[0]


def test_number_that_lost_its_digits_is_not_laundered_into_text() -> None:
    again = read_table(write_annotated(_table(), MESSAGES), LIMITS)
    assert again.rows[0].cells[1].kind is Kind.NUMBER


def test_formula_is_left_blank() -> None:
    formula = '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><v>7</v></c></row>'
    table = read_table(book_of(HEADING + formula), LIMITS)
    assert table.rows[0].cells[0].kind is Kind.FORMULA
    again = read_table(write_annotated(table, [Message(2, 0, "是公式。")]), LIMITS)
    assert again.rows[0].cells[0].kind is Kind.EMPTY


def test_dropdowns_come_back() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_annotated(_table(), [], COLUMNS)))
    kinds = {rule.type for rule in book["填报"].data_validations.dataValidation}
    assert {"list", "date"} <= kinds


def test_rows_keep_their_places() -> None:
    rows = HEADING.replace("1", "3") + '<row r="8"><c r="A8"><v>5</v></c></row>'
    table = read_table(book_of(rows), LIMITS)
    sheet = openpyxl.load_workbook(io.BytesIO(write_annotated(table, [])))["数据"]
    assert (sheet["A3"].value, sheet["A8"].value, sheet["B8"].value) == ("姓名", 5, "通过")


@pytest.mark.parametrize("title", ["a/b:*?[]", "'" * 40, "表" * 200, CHOICES_SHEET, "𠮷" * 40, ""])
def test_any_title_of_a_sheet_is_given_back(title: str) -> None:
    table = replace(_table(), sheet=title)
    assert read_table(write_annotated(table, [], COLUMNS), LIMITS).titles == table.titles


def test_twice_annotated_has_one_column() -> None:
    once = read_table(write_annotated(_table(), MESSAGES), LIMITS)
    sheet = openpyxl.load_workbook(io.BytesIO(write_annotated(once, MESSAGES)))["填报"]
    assert [cell.value for cell in sheet[1]].count(ANNOTATION_TITLE) == 1
