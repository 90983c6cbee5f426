"""What axe finds wrong with a page."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page


@dataclass(frozen=True)
class Finding:
    """One rule that a page breaks, how badly, and by which elements (CSS selectors)."""

    rule: str
    impact: str
    says: str
    elements: tuple[str, ...]


def axe_findings(page: Page) -> list[Finding]:
    """Run axe on the page as it stands and return what it finds.

    The script is handed to the page's engine, not put into the page: no content policy of the
    application has to be loosened for it.
    """
    page.evaluate(_axe_source())
    found = page.evaluate("() => axe.run()")
    return [_finding(violation) for violation in found["violations"]]


def _axe_source() -> str:
    wheel = importlib.util.find_spec("axe_playwright_python")
    assert wheel is not None
    assert wheel.origin is not None
    script = Path(wheel.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    return f"() => {{ {script} \n}}"


def _finding(violation: dict[str, Any]) -> Finding:
    return Finding(
        rule=violation["id"],
        impact=violation["impact"],
        says=violation["help"],
        elements=tuple(str(node["target"]) for node in violation["nodes"]),
    )
