"""下载 PDF: where the extra is installed, and where it is not.

A stand-in of three lines takes the engine's place, so that the way to it is tried everywhere;
where the engine itself is installed, it makes the sheet too.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.visitor import Come, Page, Visitor
from views import pdf

SHEET = "/me/employments/print/"
STAND_IN = {
    "good": """import json, sys
html = sys.stdin.buffer.read().decode()
sys.stdout.write("%PDF-" + json.dumps({"arguments": sys.argv[1:], "html": html}))""",
    "broken": "raise SystemExit('no fonts')",
    "endless": "import time; time.sleep(600)",
}


@pytest.fixture
def worker(visitor: Come) -> Visitor:
    return visitor("p")


def install(kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a stand-in where Python finds it first, in this process and in its children."""
    package = folder / "weasyprint"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(STAND_IN[kind], encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))


def download(who: Visitor) -> Page:
    """Press 下载 PDF, and go where it leads."""
    who.get(SHEET)
    return who.follow(who.post(SHEET, format="pdf"))


def test_without_the_extra_there_is_no_button_and_the_page_as_ever(
    worker: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    assert not worker.get(SHEET).offers("下载 PDF")
    page = worker.get(SHEET, format="pdf")
    assert page.response.mimetype == "text/html"
    assert page.offers("打印")


def test_the_file_is_the_sheet_issued_and_nothing_around_it(
    worker: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("good", tmp_path, monkeypatch)
    assert worker.get(SHEET).offers("下载 PDF")
    response = download(worker).response
    said = response.get_data(as_text=True).encode().decode("unicode_escape")
    assert response.mimetype == "application/pdf"
    assert "attachment" in response.headers["Content-Disposition"]
    assert "李建国" in said
    assert 'class="serial"' in said
    assert "退出登录" not in said
    assert "--allowed-protocols" in said
    assert "style.css" in said


@pytest.mark.parametrize("kind", ["broken", "endless"])
def test_a_file_that_cannot_be_made_is_said(
    worker: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    install(kind, tmp_path, monkeypatch)
    monkeypatch.setattr(pdf, "SECONDS", 1)
    page = worker.follow(download(worker))
    assert page.status == 200
    assert "PDF 文件没有生成" in page.words


def test_the_engine_itself_where_it_is_installed(worker: Visitor) -> None:
    is_installed = find_spec("weasyprint") is not None
    response = download(worker).response
    assert response.mimetype == ("application/pdf" if is_installed else "text/html")
    assert response.get_data().startswith(b"%PDF-1" if is_installed else b"<!doctype html>")
    assert "weasyprint" not in sys.modules, "it runs as a programme of its own"
