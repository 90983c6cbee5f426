"""批量填报 and 导出 by hand: five steps, a mistake, a withdrawal, and a file that is checked."""

from datetime import date, timedelta
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from admin_app.demo.accounts import NEWCOMER_NAME, NEWCOMER_NUMBER
from tests.browser.accessibility import axe_findings
from tests.browser.conftest import ContextFactory
from tests.browser.people import BATCH, LIST, choose_first_employer, sign_in
from tests.world import TODAY


def test_five_steps_with_a_mistake_and_a_withdrawal(
    page: Page, no_complaints: list[str], tmp_path: Path
) -> None:
    sign_in(page, "legal")
    choose_first_employer(page)
    page.goto(LIST)
    page.get_by_role("link", name="批量填报").click()
    file = _filled_template(page, tmp_path)
    _send(page, file)
    expect(page.get_by_text("1 行需要修改")).to_be_visible()
    assert axe_findings(page) == []
    _send(page, _corrected(page, tmp_path))
    page.get_by_role("button", name="确认填报 2 条").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已填报 2 条")
    assert axe_findings(page) == []
    page.get_by_role("button", name="撤销本批").click()
    page.get_by_role("button", name="确定撤销 2 条").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("本批已撤销")
    page.goto(LIST)
    expect(page.get_by_text("已作废")).to_have_count(2)


def _filled_template(page: Page, folder: Path) -> Path:
    """The template as it is downloaded, with one good row and one that begins too early."""
    with page.expect_download() as begun:
        page.get_by_role("link", name="下载模板").click()
    file = folder / begun.value.suggested_filename
    begun.value.save_as(file)
    book = load_workbook(file)
    for number, (item, starts) in enumerate((("N1", TODAY), ("Q1", date(2020, 1, 1))), start=2):
        ends = TODAY + timedelta(days=100)
        row = (NEWCOMER_NAME, NEWCOMER_NUMBER, None, item, starts, ends)
        for column, value in enumerate(row, start=1):
            book.worksheets[0].cell(number, column, value)
    book.save(file)
    return file


def _send(page: Page, file: Path) -> None:
    page.goto(BATCH)
    page.get_by_label("聘用记录文件").set_input_files(file)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("检查结果", timeout=20_000)


def _corrected(page: Page, folder: Path) -> Path:
    """The returned workbook, corrected where its last column says so."""
    with page.expect_download() as begun:
        page.get_by_role("link", name="下载标注后的文件").click()
    file = folder / "returned.xlsx"
    begun.value.save_as(file)
    book = load_workbook(file)
    sheet = book.worksheets[0]
    assert "聘用开始时间不能早于" in str(sheet.cell(3, 7).value)
    sheet.cell(3, 5, TODAY)
    book.save(file)
    return file


def test_an_export_is_verified_until_a_cell_is_changed(
    context_factory: ContextFactory, no_complaints: list[str], tmp_path: Path
) -> None:
    page = context_factory().new_page()
    sign_in(page, "legal")
    choose_first_employer(page)
    page.goto(f"{LIST}?hired_from={TODAY}")
    page.locator("details.export summary").click()
    with page.expect_download() as begun:
        page.get_by_role("button", name="导出 xlsx").click()
    file = tmp_path / "export.xlsx"
    begun.value.save_as(file)
    auditor = context_factory().new_page()
    sign_in(auditor, "auditor")
    auditor.get_by_role("link", name="核验导出文件").first.click()
    _drop(auditor, file)
    expect(auditor.get_by_text("数据未被改动")).to_be_visible()
    assert axe_findings(auditor) == []
    book = load_workbook(file)
    book.worksheets[1]["A2"] = "别人"
    book.save(file)
    _drop(auditor, file)
    expect(auditor.get_by_text("数据已被改动")).to_be_visible()


def _drop(page: Page, file: Path) -> None:
    page.get_by_label("导出的文件").set_input_files(file)
    page.get_by_role("button", name="核验", exact=True).click()
