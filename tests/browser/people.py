"""What people do in a browser, step by step, as the guide tells them."""

from playwright.sync_api import Page, expect

from admin_app.demo.accounts import DEMO_PASSWORD, NEWCOMER_NAME, NEWCOMER_NUMBER
from tests.world import TODAY

LIST = "/enterprise/employments/"
BATCH = "/enterprise/employments/batch/"
GRANTS = "/enterprise/grants/"


def sign_in(page: Page, login: str) -> None:
    """From the portal through the identity page to the home page."""
    page.goto("/")
    page.get_by_role("link", name="登录", exact=True).first.click()
    page.get_by_label("账号", exact=True).fill(login)
    page.get_by_label("密码", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")


def choose_first_employer(page: Page) -> None:
    """选择办事企业."""
    page.goto("/employer/select")
    page.get_by_role("button", name="进入").first.click()
    expect(page.locator(".acting")).to_contain_text("办事企业")


def find_newcomer(page: Page) -> None:
    """记录填报, as far as the person is found."""
    page.goto(LIST)
    page.get_by_role("link", name="记录填报").click()
    page.get_by_label("作业人员姓名").fill(NEWCOMER_NAME)
    page.get_by_label("身份证号").fill(NEWCOMER_NUMBER)
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_role("heading", name="聘用信息")).to_be_visible()


def choose_item(page: Page, number: int = 1) -> None:
    """Choose one of the items that the person holds; the category belongs to it."""
    option = page.locator("#item option:not([disabled])").nth(number)
    category, item = (option.get_attribute(name) or "" for name in ("data-category", "value"))
    page.select_option("#category", category)
    page.select_option("#item", item)


def file_record(page: Page, starts: str = "", ends: str = "") -> None:
    """提交, from today for as long as the certificate lasts unless told otherwise."""
    page.locator("#starts_on").fill(starts or TODAY.isoformat())
    latest = page.locator("#item option:checked").get_attribute("data-latest")
    page.locator("#ends_on").fill(ends or latest or "")
    page.get_by_role("button", name="提交").click()
