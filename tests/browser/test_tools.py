"""The browser's own tools, tried on a page that is wrong in known ways: they must see it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import axe_findings

FAULTS = """<!doctype html><html lang="zh-CN"><title>x</title><main><h1>x</h1>
<button></button><script>document.body.dataset.ran = 1</script><script src="/fault.js"></script>"""
SCRIPT = "console.error('said'); console.log('not said'); throw new Error('thrown');"


class _Faulty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        script = self.path == "/fault.js"
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if script else "text/html")
        self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'")
        self.end_headers()
        self.wfile.write((SCRIPT if script else FAULTS).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the base's name
        """Say nothing: the terminal is pytest's."""


@pytest.fixture(scope="module")
def live_server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Faulty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_complaints_are_heard(page: Page, no_complaints: list[str]) -> None:
    page.goto("/")
    page.evaluate("0")
    heard = "\n".join(no_complaints)
    no_complaints.clear()  # else this test would fail, which is what it is for
    assert "console: said" in heard
    assert "script: thrown" in heard.replace("Error: ", "")
    assert "CSP script-src-elem: inline" in heard
    assert "not said" not in heard


def test_axe_looks_through_a_strict_policy(page: Page, complaints: list[str]) -> None:
    page.goto("/")
    page.evaluate("0")
    before = list(complaints)
    findings = {finding.rule: finding for finding in axe_findings(page)}
    assert findings["button-name"].elements == ("['button']",)
    assert findings["button-name"].impact == "critical"
    assert complaints == before
