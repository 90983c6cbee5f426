"""Pages as people meet them: the system's Chromium, driven by playwright.

``live_server``, the address of the running application, comes from tests/conftest.py.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--disable-background-networking",  # the tests speak to this machine only
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
# The console tells of a violation in a sentence; the event tells which line did it.
REPORT_VIOLATIONS = """
addEventListener('securitypolicyviolation', event => console.error(
    `CSP ${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""

ContextFactory = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; playwright's own is a download that a closed network refuses."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.skip(f"no Chromium on the PATH (looked for {', '.join(CHROMIUM)})")
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()  # it refuses to sandbox root
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=[*ARGUMENTS, *as_root])
        yield chromium
        chromium.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of this test complained about so far, in their order."""
    return []


@pytest.fixture
def context_factory(
    browser: Browser, live_server: str, complaints: list[str]
) -> Iterator[ContextFactory]:
    """Make browser contexts: each is a person of their own, with no cookies yet.

    Takes what ``Browser.new_context`` takes; addresses may be relative to the application.
    """
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        wishes = {"base_url": live_server, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
        context = browser.new_context(**wishes | options)  # type: ignore[arg-type] # many keywords
        _listen(context, complaints)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page(context_factory: ContextFactory) -> Page:
    """One page of somebody who has not signed in."""
    return context_factory().new_page()


@pytest.fixture
def no_complaints(
    browser: Browser, context_factory: ContextFactory, complaints: list[str]
) -> Iterator[list[str]]:
    """Nothing may break the content policy, write an error to the console, or raise in a script.

    Gives the list, from which a test may remove a complaint that it provoked on purpose.
    """
    yield complaints
    for context in browser.contexts:
        for page in context.pages:
            page.evaluate("0")  # what is on its way arrives before the answer
    assert complaints == []


def _listen(context: BrowserContext, complaints: list[str]) -> None:
    context.add_init_script(REPORT_VIOLATIONS)
    context.on(
        "console",
        lambda said: complaints.append(f"console: {said.text}") if said.type == "error" else None,
    )
    context.on("weberror", lambda error: complaints.append(f"script: {error.error}"))
