"""The template: text columns, dropdowns of any length, date checks, and its way back (R84)."""

import io

import openpyxl

from admin_app.sheets.limits import Limits
from admin_app.sheets.reading import read_table
from admin_app.sheets.template import CHOICES_SHEET, Instructions, TemplateColumn, write_template

_CHOICES = ["=1+1", *(f"作业项目第{n}号，名称很长" for n in range(80))]
COLUMNS = [
    TemplateColumn("姓名", 12, "text", help="与身份证一致。"),
    TemplateColumn("身份证号", 24, "text", help="18 位。" * 100),
    TemplateColumn("项目", 30, "choice", _CHOICES, "从列表中选择。"),
    TemplateColumn("起始日期", 14, "date", help="如 2026-02-15。"),
]
SHEET = "填报"


def template() -> bytes:
    """The template of these columns."""
    return write_template(
        SHEET, COLUMNS, Instructions("填写说明", ["第一行不要改动。", "一行一条。"]), 50
    )


def filled(rows: list[list[object]]) -> bytes:
    """The template filled in by another program."""
    book = openpyxl.load_workbook(io.BytesIO(template()))
    for row in rows:
        book[SHEET].append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_columns_are_typed_and_checked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template()))
    sheet = book[SHEET]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert sheet.column_dimensions["B"].width > 23
    assert (rules["C2:C51"].type, rules["D2:D51"].type) == ("list", "date")
    assert len(rules["B2:B51"].prompt) == 255
    assert book[CHOICES_SHEET].sheet_state == "hidden"
    choices = [row[2] for row in book[CHOICES_SHEET].iter_rows()]
    assert [cell.value for cell in choices] == _CHOICES
    assert {cell.data_type for cell in choices} == {"s"}


def test_instructions_name_each_column() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template()))["填写说明"]
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"第一行不要改动。", "姓名", "与身份证一致。"} <= words


def test_round_trip() -> None:
    rows: list[list[object]] = [["张三", "442099199003071234", _CHOICES[3], "2026-02-15"]]
    table = read_table(filled(rows), Limits(seconds=30, patience=120))
    assert table.sheet == SHEET
    assert table.titles == tuple(column.title for column in COLUMNS)
    assert [[cell.value for cell in row.cells] for row in table.rows] == rows
    assert table.other_sheets == ("填写说明",)
    assert not table.problems()
