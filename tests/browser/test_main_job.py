"""The whole job of the guide, by hand, in a browser: as representative, delegate and person."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from admin_app.demo.accounts import NEWCOMER_NAME, PERSONS
from admin_app.rules.employment_window import earliest_start
from tests.browser.conftest import ContextFactory
from tests.browser.people import (
    GRANTS,
    LIST,
    choose_first_employer,
    choose_item,
    file_record,
    find_newcomer,
    sign_in,
)
from tests.world import TODAY


def test_the_representative_files_amends_grants_and_stops_a_delegate(
    context_factory: ContextFactory, no_complaints: list[str]
) -> None:
    page = context_factory().new_page()
    sign_in(page, "legal")
    choose_first_employer(page)
    _file_with_one_mistake(page, no_complaints)
    _amend_and_read_the_history(page)
    name, number = PERSONS["worker"]
    _grant(page, name, number)
    delegate = context_factory().new_page()
    sign_in(delegate, "worker")
    _choose(delegate, page.locator(".acting b").inner_text())
    find_newcomer(delegate)
    choose_item(delegate, 2)
    file_record(delegate)
    expect(delegate.get_by_role("status").first).to_contain_text("提交成功")
    _disable(page, name)
    delegate.goto(LIST)
    expect(delegate.get_by_role("heading", level=1)).not_to_have_text("聘用记录")
    _forget_refusals(no_complaints)


def _file_with_one_mistake(page: Page, complaints: list[str]) -> None:
    """A start one day too early is refused with the allowed range, and nothing typed is lost."""
    find_newcomer(page)
    choose_item(page)
    expect(page.locator("[data-item-facts]")).to_contain_text(f"{earliest_start(TODAY)} 至")
    file_record(page, (earliest_start(TODAY) - timedelta(days=1)).isoformat())
    summary = page.get_by_role("alert").first
    expect(summary).to_contain_text(f"聘用开始时间不能早于 {earliest_start(TODAY)}")
    expect(summary).to_contain_text("可填范围")
    expect(page.locator("#ends_on")).not_to_have_value("")
    _forget_refusals(complaints)
    file_record(page)
    expect(page.get_by_role("status").first).to_contain_text("提交成功")
    expect(page.locator(".pairs")).to_contain_text(NEWCOMER_NAME)


def _amend_and_read_the_history(page: Page) -> None:
    page.get_by_role("link", name="修改", exact=True).click()
    page.get_by_label("终止聘用时间").fill((TODAY + timedelta(days=10)).isoformat())
    page.get_by_label("终止聘用原因").fill("本人辞职")
    page.get_by_role("button", name="提交").click()
    page.get_by_role("link", name="修改记录查看").click()
    table = page.get_by_role("table")
    expect(table).to_contain_text("终止聘用原因")
    expect(table).to_contain_text("本人辞职")
    expect(table).to_contain_text("法定代表人")


def _grant(page: Page, name: str, number: str) -> None:
    page.goto(GRANTS)
    page.get_by_role("link", name="新增").click()
    page.get_by_label("人员姓名").fill(name)
    page.get_by_label("人员身份证号").fill(number)
    page.get_by_label("聘用记录", exact=True).check()
    page.locator("#valid_from").fill(TODAY.isoformat())
    page.locator("#valid_until").fill((TODAY + timedelta(days=90)).isoformat())
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("status").first).to_contain_text("提交成功")


def _choose(page: Page, employer: str) -> None:
    page.goto("/employer/select")
    if "/employer/select" in page.url:
        row = page.get_by_role("row").filter(has_text=employer)
        row.get_by_role("button", name="进入").click()
    expect(page.locator(".acting")).to_contain_text(employer)


def _disable(page: Page, name: str) -> None:
    """禁用 asks once more, and names the person."""
    page.goto(GRANTS)
    row = page.get_by_role("row").filter(has_text=name)
    row.get_by_role("button", name="禁用").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    page.get_by_role("button", name="确定禁用").click()
    expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("已禁用")


def _forget_refusals(complaints: list[str]) -> None:
    """The browser's console tells of every answer that is no success; these were provoked."""
    complaints[:] = [one for one in complaints if "Failed to load resource" not in one]


def test_the_person_searches_and_adds_a_certificate(page: Page, no_complaints: list[str]) -> None:
    sign_in(page, "worker")
    page.get_by_role("link", name="聘用记录").first.click()
    page.get_by_label("聘用单位", exact=True).fill("没有这家单位")
    page.get_by_role("button", name="检索").click()
    expect(page.get_by_text("没有符合条件的数据")).to_be_visible()
    page.get_by_role("link", name="重置").first.click()
    expect(page.get_by_role("link", name="查看").first).to_be_visible()
    page.get_by_role("link", name="证书管理").first.click()
    page.get_by_role("link", name="新增").click()
    page.select_option("#category", "5")
    page.select_option("#item", "T")
    page.get_by_label("发证机构").fill("珠海市市场监督管理局")
    page.locator("#valid_from").fill("2024-03-01")
    page.locator("#valid_until").fill("2028-02-28")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".pairs")).to_contain_text("电梯修理 T")
    expect(page.locator(".pairs")).to_contain_text("自行申报")


def test_the_job_works_without_javascript(
    context_factory: ContextFactory, no_complaints: list[str]
) -> None:
    page = context_factory(java_script_enabled=False).new_page()
    sign_in(page, "legal")
    choose_first_employer(page)
    find_newcomer(page)
    choose_item(page)
    file_record(page)
    expect(page.locator(".pairs")).to_contain_text(NEWCOMER_NAME)
    page.goto(LIST)
    page.get_by_label("作业人员姓名").first.fill(NEWCOMER_NAME)
    page.get_by_role("button", name="检索").click()
    expect(page.get_by_text("共有 1 条数据")).to_be_visible()


def test_a_second_tab_with_another_employer_files_nothing(
    context_factory: ContextFactory, no_complaints: list[str]
) -> None:
    """The form speaks for the employer that it was opened for (T7)."""
    context = context_factory()
    page = context.new_page()
    sign_in(page, "legal")
    choose_first_employer(page)
    find_newcomer(page)
    choose_item(page)
    other = context.new_page()
    other.goto("/employer/select")
    other.get_by_role("button", name="进入").last.click()
    file_record(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("内容已变化")
    _forget_refusals(no_complaints)
