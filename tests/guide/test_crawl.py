"""Every role clicks everything it is shown (R125), and reads it (R126)."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from admin_app.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from tests.crawler import Step, crawl
from tests.forms import PageParser
from tests.visitor import Come, Page, Visitor
from tests.world import World

REFUSALS = {400, 403, 404, 405}
ROLES = [login for login, _ in DEMO_ACCOUNTS if login not in ("company", "corporate")]

ENGLISH = re.compile(r"(?<![0-9A-Za-z_/.])[A-Za-z]{2,}(?![0-9A-Za-z_/.])")
# Not words: the chat programme, formats, and how a day is typed.
ALLOWED = {"QQ", "xlsx", "csv", "XLSX", "CSV", "PDF", "MB", "yyyy", "MM", "dd", "TS"}
# What the demo's own sign-in page lists: its accounts and their password.
DEMO_WORDS = {login for login, _ in DEMO_ACCOUNTS} | set(DEMO_PASSWORD.split("-"))


def english_in(step: Step) -> set[str]:
    if step.page.status in (302, 303):
        return set()  # the browser goes on, nobody reads it
    shown = [step.page.words, *PageParser(step.page.text).attribute_words]
    found = {word for text in shown for word in ENGLISH.findall(text)}
    return found - ALLOWED - (DEMO_WORDS if "/login" in step.what else set())


@pytest.fixture
def city(app_of: Callable[..., Flask], demo_template: str) -> Flask:
    """The demo city, where every state of a record occurs."""
    return app_of(demo_template)


@pytest.mark.parametrize("login", [None, *ROLES])
def test_r125_r126_what_is_shown_works_and_is_chinese(city: Flask, login: str | None) -> None:
    someone = Visitor(city)
    if login is not None:
        someone.sign_in(login, DEMO_PASSWORD)
    steps = list(crawl(someone))
    refused = [s for s in steps if s.page.status in REFUSALS or s.page.status >= 500]
    assert [(s.where, s.what, s.page.status) for s in refused] == []
    english = {s.what: english_in(s) for s in steps if english_in(s)}
    assert english == {}
    assert len(steps) > (10 if login else 5)


def test_r126_refusals_speak_chinese_too(visitor: Come, world: World) -> None:
    worker, representative = visitor("p"), visitor("l")
    representative.choose(world.employers["E1"])
    record = world.employments["P_E1"]
    pages = {
        400: Page(worker.client.post("/stay")),
        403: worker.get("/enterprise/grants/"),
        404: worker.get("/me/employments/details/", id="abc"),
        405: worker.get("/logout"),
        413: worker.post("/stay", much="x" * 3_000_000),
        422: representative.submit("/enterprise/employments/new/", person_name="?"),
        409: representative.submit(
            f"/enterprise/employments/edit/?id={record}", version=99, starts_on="2025-06-01",
            ends_on="2026-01-31",
        ),
    }  # fmt: skip
    assert {status: page.status for status, page in pages.items()} == {one: one for one in pages}
    for status, page in pages.items():
        assert english_in(Step("", str(status), page)) == set()
        assert "1085544089" in page.words
