"""Every page and state at both widths: axe finds nothing, and nothing breaks the content policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import axe_findings
from tests.browser.conftest import ContextFactory
from tests.browser.people import BATCH, GRANTS, LIST, choose_first_employer, sign_in

WIDTHS = (1280, 375)
OF_VISITORS = ("/", "/login", "/help", "/privacy", "/verify/", "/no-such-page")
OF_PERSONS = (
    "/",
    "/me/employments/",
    "/me/employments/?hired_from=2030-01-01",
    "/me/employments/?hired_from=abc",
    "/me/employments/print/",
    "/me/certificates/",
    "/me/certificates/new/",
    "/enterprise/employments/",
)
OF_EMPLOYERS = (
    "/",
    "/employer/select",
    LIST,
    f"{LIST}?hired_from=2030-01-01",
    f"{LIST}new/",
    BATCH,
    "/enterprise/certificates/",
    GRANTS,
    f"{GRANTS}new/",
)


def _broken(page: Page, addresses: tuple[str, ...]) -> Iterator[str]:
    for address in addresses:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            for finding in axe_findings(page):
                yield f"{address} at {width}: {finding}"
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                yield f"{address} at {width}: wider than the screen"


def _first(page: Page, address: str, link: str) -> tuple[str, ...]:
    """The address behind the first link of that name on a list."""
    page.goto(address)
    found = page.get_by_role("link", name=link, exact=True).first.get_attribute("href")
    return (found,) if found else ()


@pytest.fixture
def quiet(no_complaints: list[str]) -> Iterator[list[str]]:
    """Pages that are refusals on purpose are no complaint."""
    yield no_complaints
    no_complaints[:] = [one for one in no_complaints if "Failed to load resource" not in one]


def test_pages_of_visitors(page: Page, quiet: list[str]) -> None:
    assert list(_broken(page, OF_VISITORS)) == []


def test_pages_of_persons(page: Page, quiet: list[str]) -> None:
    sign_in(page, "worker")
    found = _first(page, "/me/employments/", "查看") + _first(page, "/me/certificates/", "修改")
    assert list(_broken(page, (*OF_PERSONS, *found))) == []


def test_pages_of_employers(page: Page, quiet: list[str]) -> None:
    sign_in(page, "legal")
    choose_first_employer(page)
    found = (
        *_first(page, LIST, "查看"),
        *_first(page, LIST, "修改"),
        *_first(page, "/enterprise/certificates/", "查看"),
        *_first(page, GRANTS, "查看"),
        *_first(page, GRANTS, "授权"),
    )
    assert list(_broken(page, (*OF_EMPLOYERS, *found))) == []


def test_states_of_forms(context_factory: ContextFactory, quiet: list[str]) -> None:
    """Refused, found, and asked once more."""
    page = context_factory().new_page()
    sign_in(page, "legal")
    choose_first_employer(page)
    page.goto(f"{LIST}new/")
    page.get_by_role("button", name="查找").click()
    assert axe_findings(page) == []
    page.goto(f"{GRANTS}new/")
    page.get_by_role("button", name="提交").click()
    assert axe_findings(page) == []
    page.goto(GRANTS)
    page.locator("tbody").get_by_role("button", name="禁用").first.click()
    assert axe_findings(page) == []
    page.goto(LIST)
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="终止聘用").click()
    assert axe_findings(page) == []


def test_first_visit_is_light(page: Page, no_complaints: list[str]) -> None:
    """Below 60 KB with everything that the page loads (interface.md, 29)."""
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto("/", wait_until="networkidle")
    assert sum(sizes) < 60_000
