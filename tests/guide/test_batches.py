"""批量填报 (二/1.2.4): R81 to R85, A-11, through the pages."""

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from admin_app.session_scope import unscoped
from models.base import db
from models.batches import BatchUpload
from tests.visitor import Page, Visitor
from tests.workbooks import HEADINGS, Value, row_for, workbook
from tests.world import World

BATCH = "/enterprise/employments/batch/"
LIST = "/enterprise/employments/"


@pytest.fixture
def legal(visitor: Callable[..., Visitor], world: World) -> Visitor:
    """The legal representative, with E1 in hand."""
    someone = visitor("l")
    someone.choose(world.employers["E1"])
    return someone


def upload(someone: Visitor, content: bytes, name: str = "名单.xlsx") -> Page:
    """Choose a file on the batch page and send it."""
    someone.get(BATCH)
    return someone.post(BATCH, file=(io.BytesIO(content), name))


def check(someone: Visitor, content: bytes) -> Page:
    """Upload, and open the answer of the check."""
    return someone.follow(upload(someone, content))


def confirm(someone: Visitor, checked: Page, **more: Any) -> Page:
    """确认填报."""
    return someone.post(f"{BATCH}confirm/", id=checked.hidden("id"), **more)


def count(someone: Visitor) -> int:
    """How many records the enterprise has."""
    return len(someone.get(LIST, page_size=50).rows())


def good_rows(world: World) -> list[list[Value]]:
    """Two rows that may be filed."""
    return [row_for(world, "P"), row_for(world, "Q", "叉车司机 N1", "2026年2月1日", "20261231")]


def test_r081_button_opens_the_batch_page(legal: Visitor) -> None:
    assert BATCH in legal.get(LIST).text
    page = legal.get(BATCH)
    assert page.status == 200
    assert "下载模板" in page.words


def test_r082_a_file_files_all_its_records(legal: Visitor, world: World) -> None:
    before = count(legal)
    checked = check(legal, workbook(good_rows(world)))
    assert "确认填报 2 条" in checked.words
    assert count(legal) == before
    done = legal.follow(confirm(legal, checked))
    assert "已填报 2 条" in done.words
    assert count(legal) == before + 2


def test_r082_records_belong_to_the_employer_in_hand(legal: Visitor, world: World) -> None:
    confirm(legal, check(legal, workbook(good_rows(world))))
    legal.choose(world.employers["E3"])
    assert world.names["Q"] not in legal.get(LIST).words


def test_r083_a_report_names_row_column_and_reason(legal: Visitor, world: World) -> None:
    rows = [*good_rows(world), row_for(world, "W", "Q2-桥式", date(2025, 2, 15))]
    page = check(legal, workbook(rows))
    bad = page.rows()[0]
    assert "可填范围：2025-02-16 至 2027-12-31" in bad["聘用开始时间"]
    assert "2 行可以填报" in page.words
    assert "1 行需要修改" in page.words


def test_r083_nothing_is_filed_until_all_rows_are_right(legal: Visitor, world: World) -> None:
    before = count(legal)
    rows = [*good_rows(world), row_for(world, "P", "G1")]
    checked = check(legal, workbook(rows))
    assert confirm(legal, checked).status == 422
    assert count(legal) == before


def test_r083_the_right_rows_alone_may_be_chosen(legal: Visitor, world: World) -> None:
    before = count(legal)
    checked = check(legal, workbook([*good_rows(world), row_for(world, "P", "G1")]))
    assert "只填报正确的 2 条" in checked.words
    confirm(legal, checked, only_good="yes")
    assert count(legal) == before + 2


def test_r083_the_same_row_twice_is_named(legal: Visitor, world: World) -> None:
    page = check(legal, workbook([row_for(world, "P"), row_for(world, "P")]))
    assert "与第 2 行为同一人员" in page.words


def test_r083_a_row_already_on_record_is_linked(legal: Visitor, world: World) -> None:
    page = check(legal, workbook([row_for(world, "P", starts=date(2026, 1, 1))]))
    assert f"{LIST}details/?id={world.employments['P_E1']}" in page.text


def test_r083_an_unknown_number_gets_the_neutral_answer(legal: Visitor, world: World) -> None:
    wrong_name = ["李错名", *row_for(world, "P")[1:]]
    nobody = row_for(world, "N")
    page = check(legal, workbook([wrong_name, nobody]))
    assert page.words.count("未找到与所填姓名、身份证号和作业项目相符的证书") == 2


def test_r084_the_template_round_trips(legal: Visitor, world: World) -> None:
    sent = legal.client.get(f"{BATCH}template/")
    book = load_workbook(io.BytesIO(sent.data))
    sheet = book.worksheets[0]
    assert tuple(cell.value for cell in sheet[1]) == HEADINGS
    assert sheet.column_dimensions["B"].number_format == "@"
    for column, value in enumerate(row_for(world, "P"), start=1):
        sheet.cell(2, column, value or None)
    target = io.BytesIO()
    book.save(target)
    assert "确认填报 1 条" in check(legal, target.getvalue()).words


def test_r084_items_are_offered_as_a_list(legal: Visitor) -> None:
    sent = legal.client.get(f"{BATCH}template/")
    sheet = load_workbook(io.BytesIO(sent.data)).worksheets[0]
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert any(area.startswith("D2") and "选项" in rule for area, rule in rules.items())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "请选择要上传的文件"),
        (b"%PDF-1.7 no table", ""),
        (b"PK\x03\x04broken", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ""),
    ],
)
def test_r085_what_is_no_table_gets_a_sentence(legal: Visitor, content: bytes, says: str) -> None:
    page = upload(legal, content)
    assert page.status == 422
    assert says in page.words


def test_r085_wrong_columns_have_a_page_of_their_own(legal: Visitor, world: World) -> None:
    page = upload(legal, workbook([["a"]], headings=("姓名", "姓名", "备注")))
    assert page.status == 422
    assert "缺少列：身份证号、作业项目" in page.words
    assert "重复的列：姓名" in page.words


def test_r085_a_number_typed_as_a_number_is_refused(legal: Visitor, world: World) -> None:
    row = row_for(world, "P")
    row[1] = int(world.numbers["P"][:17] + "0")
    page = check(legal, workbook([row]))
    assert "数字格式" in page.rows()[0]["身份证号"]


def test_r085_too_large_is_413(legal: Visitor) -> None:
    body = b"--b\r\n" + bytes(7 * 1024 * 1024)
    answer = legal.client.post(BATCH, data=body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413


def test_r085_the_same_file_again_is_refused_with_a_link(legal: Visitor, world: World) -> None:
    content = workbook(good_rows(world))
    confirm(legal, check(legal, content))
    page = upload(legal, content)
    assert page.status == 422
    assert f"{BATCH}result/?id=" in page.text


def test_r085_csv_in_gb18030_works(legal: Visitor, world: World) -> None:
    lines = [HEADINGS, *(map(str, row) for row in good_rows(world))]
    content = "\r\n".join(",".join(line) for line in lines).encode("gb18030")
    assert "确认填报 2 条" in check(legal, content).words


@pytest.mark.parametrize(("from_1904", "serial"), [(False, 46068), (True, 44606)])
def test_a_bare_serial_counts_as_its_workbook_does(
    legal: Visitor, world: World, from_1904: bool, serial: int
) -> None:
    page = check(legal, workbook([row_for(world, "Q", starts=serial)], from_1904=from_1904))
    confirm(legal, page)
    assert "2026-02-15" in legal.get(LIST).rows()[0]["聘用开始日期"]


def test_the_annotated_workbook_comes_back_and_goes_in_again(legal: Visitor, world: World) -> None:
    rows = [row_for(world, "P"), row_for(world, "W", "Q2-桥式", date(2025, 2, 15))]
    checked = check(legal, workbook(rows))
    sent = legal.client.get(f"{BATCH}returned/?id={checked.hidden('id')}")
    book = load_workbook(io.BytesIO(sent.data))
    sheet = book.worksheets[0]
    assert "不能早于 2025-02-16" in str(sheet["G3"].value)
    sheet["E3"] = date(2025, 2, 16)
    target = io.BytesIO()
    book.save(target)
    assert "确认填报 2 条" in check(legal, target.getvalue()).words


def test_withdrawing_voids_and_lets_the_file_in_again(legal: Visitor, world: World) -> None:
    content = workbook(good_rows(world))
    done = legal.follow(confirm(legal, check(legal, content)))
    asked = legal.post(f"{BATCH}withdraw/", id=done.hidden("id"))
    assert "确定撤销 2 条" in asked.words
    legal.post(f"{BATCH}withdraw/", id=done.hidden("id"), confirm="yes")
    assert legal.get(LIST).words.count("已作废") == 2
    assert "确认填报 2 条" in check(legal, content).words


def test_withdrawing_keeps_what_was_changed_since(legal: Visitor, world: World) -> None:
    done = legal.follow(confirm(legal, check(legal, workbook([row_for(world, "Q")]))))
    batch = done.hidden("id")
    edit = next(
        part.split('"')[0]
        for part in legal.get(LIST).text.split('href="')
        if part.startswith(f"{LIST}edit/")
    )
    legal.submit(edit, starts_on="2026-02-01", ends_on="2026-11-30")
    legal.get(f"{BATCH}result/?id={batch}")
    page = legal.follow(legal.post(f"{BATCH}withdraw/", id=batch, confirm="yes"))
    assert world.names["Q"] in page.words
    assert "已作废" not in legal.get(LIST).words


def test_another_account_neither_confirms_nor_withdraws(
    legal: Visitor, visitor: Callable[..., Visitor], world: World
) -> None:
    checked = check(legal, workbook(good_rows(world)))
    delegate = visitor("d")
    delegate.choose(world.employers["E1"])
    delegate.get(BATCH)
    assert confirm(delegate, checked).status == 404
    confirm(legal, checked)
    answer = delegate.post(f"{BATCH}withdraw/", id=checked.hidden("id"), confirm="yes")
    assert answer.status == 403


def test_progress_is_streamed_to_a_page_that_asks(legal: Visitor, world: World) -> None:
    legal.get(BATCH)
    answer = legal.client.post(
        BATCH,
        data={
            "csrf_token": legal.csrf,
            "opened_for": legal.opened_for,
            "file": (io.BytesIO(workbook(good_rows(world))), "a.xlsx"),
        },
        headers={"Accept": "application/x-ndjson"},
        buffered=True,
    )
    lines = [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]
    assert {"step": "检查", "done": 2, "total": 2} in lines
    assert lines[-1]["next"].startswith(f"{BATCH}check/?id=")


def test_checked_rows_are_forgotten_after_a_day(legal: Visitor, world: World) -> None:
    checked = check(legal, workbook(good_rows(world)))
    address = f"{BATCH}check/?id={checked.hidden('id')}"
    assert legal.get(address).status == 200
    _age_uploads(legal)
    page = legal.get(address)
    assert page.status == 422
    assert "重新上传" in page.words


def _age_uploads(someone: Visitor) -> None:
    with someone.client.application.app_context(), unscoped(db.session, "age uploads"):
        for one in db.session.scalars(select(BatchUpload)):
            one.uploaded_at -= timedelta(days=2)
        db.session.commit()
