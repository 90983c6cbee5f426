"""打印 in a browser: on the screen, on paper, and the way from the paper to the check."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import segno
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from admin_app.clock import SHANGHAI
from admin_app.services.revisions import Author, record_creations
from admin_app.session_scope import unscoped
from models.base import db
from models.employments import Employment
from models.vocabulary import Capacity
from tests.browser.accessibility import axe_findings
from tests.browser.conftest import ContextFactory
from tests.browser.pdf_text import words_by_page
from tests.conftest import serve
from tests.world import MANY, PASSWORD, World

NOW = datetime(2026, 2, 15, 9, 0, tzinfo=SHANGHAI)
HEAD = "聘用记录聘用单位/个人作业种类聘用时间"
FOOTER = "【以上材料仅供参考，有效期限止二〇二六年三月十五日】二〇二六年二月十五日"
COUNT_PRINTS = """
window.print = () => sessionStorage.setItem('prints', Number(sessionStorage.prints ?? 0) + 1);
"""
A4 = rb"/MediaBox \[0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?\]"


@pytest.fixture
def live_server(app_of: Callable[..., Flask], world_template: tuple[str, World]) -> Iterator[str]:
    """The people of the tests; M has 60 records, Q 500."""
    app = app_of(world_template[0])
    with app.app_context():
        _add_records("M_0", 60 - MANY)
        _add_records("Q_E2", 500 - 1)
        db.session.remove()
    yield from serve(app)


def _add_records(like: str, count: int) -> None:
    """So many records of a day each, like one that there is, before it."""
    columns = [column.key for column in Employment.__table__.columns]
    kept = [
        name for name in columns if name not in ("id", "effective_until", "version", "head_mac")
    ]
    with unscoped(db.session, "test"):
        name = {"M_0": "中山市千里起重有限公司", "Q_E2": "中山市外人电器有限公司"}[like]
        wanted = Employment.employer_name == name
        one = db.session.scalars(
            select(Employment).where(wanted).order_by(Employment.id.desc())
        ).first()
        assert one is not None
        rows = []
        for day in (date(2019, 1, 1) + timedelta(days=3 * turn) for turn in range(count)):
            values = {name: getattr(one, name) for name in kept} | {
                "starts_on": day,
                "ends_on": day,
            }
            rows.append((Employment(**values), {"starts_on": day}))
        db.session.add_all([row for row, _ in rows])
        record_creations(db.session, Author(None, "系统", Capacity.SYSTEM, NOW), rows)
    db.session.commit()


def sign_in(page: Page, login: str) -> None:
    page.goto("/login")
    page.locator("#account").fill(login)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="登录").click()
    page.wait_for_url("**/")


def issue(page: Page) -> str:
    """聘用记录 -> 打印 -> 打印; the serial."""
    page.goto("/me/employments/")
    page.get_by_role("link", name="打印", exact=True).click()
    page.get_by_role("button", name="打印", exact=True).click()
    return page.locator(".margin .serial").inner_text()


def dark_modules(page: Page) -> list[list[bool]]:
    """What the drawn code shows, row by row, its white border included."""
    svg = page.locator(".qr svg")
    size = int((svg.get_attribute("viewBox") or "").split()[-1])
    modules = [[False] * size for _ in range(size)]
    for x, y, length in re.findall(
        r"M(\d+) (\d+)h(\d+)v1h-\d+z", svg.locator("path").get_attribute("d") or ""
    ):
        for column in range(int(x), int(x) + int(length)):
            modules[int(y)][column] = True
    return modules


def test_the_button_prints_once_and_reloading_does_not(
    context_factory: ContextFactory, no_complaints: list[str]
) -> None:
    context = context_factory()
    context.add_init_script(COUNT_PRINTS)
    page = context.new_page()
    sign_in(page, "p")
    serial = issue(page)
    page.wait_for_function("sessionStorage.prints === '1'")
    assert page.url.endswith("/me/employments/print/")
    page.reload()
    assert page.locator(".margin .serial").inner_text() == serial
    page.goto("/me/employments/print/")
    assert page.evaluate("sessionStorage.prints") == "1"


def test_the_code_on_the_paper_leads_anybody_to_the_check(
    context_factory: ContextFactory, live_server: str, no_complaints: list[str]
) -> None:
    owner, stranger = context_factory().new_page(), context_factory().new_page()
    sign_in(owner, "p")
    serial = issue(owner)
    target = owner.locator("a.qr").get_attribute("href") or ""
    assert target == f"{live_server}/verify/{serial}"
    drawn = segno.make_qr(target, error="q", boost_error=False).matrix_iter(border=4)
    assert dark_modules(owner) == [[bool(module) for module in row] for row in drawn]
    box = owner.locator(".qr svg").bounding_box()
    assert box is not None
    assert box["width"] == box["height"] > 80
    stranger.goto(target)
    assert "有效 编号真实" in " ".join(stranger.get_by_role("status").first.inner_text().split())
    assert stranger.get_by_text("李＊＊").is_visible()
    stranger.goto("/verify/")
    stranger.get_by_label("核验编号").fill(serial.lower())
    stranger.get_by_role("button", name="核验").click()
    assert stranger.url == target


@pytest.mark.parametrize(("login", "count"), [("m", 60), ("q", 500)])
def test_r036_on_paper(page: Page, no_complaints: list[str], login: str, count: int) -> None:
    sign_in(page, login)
    serial = issue(page)
    pdf = page.pdf(prefer_css_page_size=True)
    pages = words_by_page(pdf)
    assert len(re.findall(A4, pdf)) == len(pages) > count // 30
    assert [HEAD in words for words in pages] == [True] * len(pages)
    rows = [len(re.findall(r"\d{4}-\d\d-\d\d至\d{4}-\d\d-\d\d", words)) for words in pages]
    assert sum(rows) == count
    assert all(rows), "no page without a record"
    assert [serial in words for words in pages] == [True] * len(pages)
    assert FOOTER in pages[-1]
    assert not any("【" in words for words in pages[:-1])
    assert ["中山市特种设备作业人员聘用记录" in words for words in pages].count(True) == 1
    assert [f"第{n}页，共{len(pages)}页" in words for n, words in enumerate(pages, 1)].count(
        True
    ) == len(pages)
    for chrome in ("退出登录", "使用帮助", "主办", "返回", "打印聘用记录", "企业服务", "隐私"):
        assert not any(chrome in words for words in pages)


def test_a_short_sheet_is_one_page_and_unissued_says_so(
    page: Page, no_complaints: list[str]
) -> None:
    sign_in(page, "p")
    page.goto("/me/employments/print/")
    unissued = words_by_page(page.pdf(prefer_css_page_size=True))
    assert len(unissued) == 1
    assert "未生成核验编号" in unissued[0]
    serial = issue(page)
    (issued,) = words_by_page(page.pdf(prefer_css_page_size=True))
    assert issued.count(serial) == 1
    assert "未生成" not in issued
    assert "姓名李建国" in issued


@pytest.mark.parametrize("width", [1280, 375])
def test_nothing_is_amiss_on_the_screen(
    context_factory: ContextFactory, no_complaints: list[str], width: int
) -> None:
    page = context_factory(viewport={"width": width, "height": 800}).new_page()
    sign_in(page, "p")
    page.goto("/me/employments/print/")
    states = [axe_findings(page)]
    serial = issue(page)
    states.append(axe_findings(page))
    for address in (f"/verify/{serial}", "/verify/", "/verify/?serial=x"):
        page.goto(address)
        states.append(axe_findings(page))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    no_complaints[:] = [said for said in no_complaints if "422" not in said]
    assert states == [[]] * 5
