"""T22 to T27 through the pages: hostile files, hostile names of files, and text like a formula."""

import csv
import io
from collections.abc import Callable
from html import escape
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import update

from models.base import db
from models.batches import BatchUpload
from models.people import Person
from tests.admin_app.sheets.hostile_markup import MARKUP
from tests.admin_app.sheets.hostile_packages import PACKAGES
from tests.admin_app.sheets.hostile_text import TEXTS
from tests.policy.actors import ACTORS
from tests.records import register_of, rows_of
from tests.visitor import Page, Visitor
from tests.workbooks import HEADINGS, row_for, workbook
from tests.world import World

LIST = "/enterprise/employments/"
BATCH, CHECK = f"{LIST}batch/", "/office/exports/verify/"
FILES = PACKAGES | MARKUP | TEXTS
DOZEN = (
    "old xls", "password (zip)", "html as xls", "polyglot: zip behind text", "broken check sum",
    "declared gigabytes", "climbing name", "macro", "external link", "billion laughs",
    "two far corners", "unbalanced quote",
)  # fmt: skip
FORMULAS = ('=HYPERLINK("http://evil.test")', "+1+1", "-2+3|cmd", "@SUM(1)", "＝1+1", " =1+1")


@pytest.fixture
def legal(app: Flask, world: World) -> Visitor:
    """The legal representative, with E1 in hand."""
    return ACTORS["legal representative"].come(app, world)


def send(who: Visitor, address: str, content: bytes, name: str) -> Page:
    """Send a file, as the page has it."""
    who.get(address)
    return who.post(address, file=(io.BytesIO(content), name))


@pytest.mark.parametrize("name", DOZEN)
@pytest.mark.parametrize(("actor", "address"), [("legal representative", BATCH), ("staff", CHECK)])
def test_hostile_files_are_refused_in_words_and_not_kept(
    app: Flask, world: World, actor: str, address: str, name: str
) -> None:
    who, before = ACTORS[actor].come(app, world), register_of(app)
    page = send(who, address, FILES[name][0](), "a.xlsx")
    assert page.status == 422, page.words[:300]
    assert 'role="alert"' in page.text or "error" in page.text
    assert "。" in page.words
    assert "passwd" not in page.text.replace("password", "")
    assert register_of(app) == before


@pytest.mark.parametrize("stream", [True, False])
def test_a_refused_file_is_refused_to_a_stream_too(
    app: Flask, legal: Visitor, stream: bool
) -> None:
    legal.get(BATCH)
    headers = {"Accept": "application/x-ndjson"} if stream else {}
    form = {"csrf_token": legal.csrf, "file": (io.BytesIO(FILES["macro"][0]()), "a.xlsx")}
    assert legal.client.post(BATCH, headers=headers, data=form).status_code == 422
    assert rows_of(app, BatchUpload) == []


NAMES: dict[str, Callable[[], str]] = {
    "path": lambda: "../../../etc/passwd/名单.xlsx",
    "path of Windows": lambda: "C:\\Users\\me\\名单.xlsx",
    "direction": lambda: "名单\u202excod\u2066.xlsx",
    "quotes": lambda: "名\"单'`.xlsx",
    "markup": lambda: "<img src=x onerror=alert(1)>.xlsx",
    "template": lambda: "{{7*7}}%s${7}.xlsx",
    "300 characters": lambda: "名" * 300 + ".xlsx",
    "control": lambda: "名\x01\x7f\x1b单.xlsx",
    "header": lambda: "名%0d%0aX-Evil: 1.xlsx",
    "formula": lambda: "=cmd|' /C calc'!A0.xlsx",
    "only a slash": lambda: "a/",
    "dots": lambda: "..",
}  # fmt: skip


@pytest.mark.parametrize("kind", NAMES)
def test_names_of_files_are_words_and_nothing_else(
    app: Flask, legal: Visitor, world: World, kind: str
) -> None:
    checked = legal.follow(send(legal, BATCH, workbook([row_for(world, "P")]), NAMES[kind]()))
    kept = str(rows_of(app, BatchUpload)[0]["file_name"])
    assert 0 < len(kept) <= 120
    assert kept.isprintable()
    assert not set(kept) & set("/\\")
    returned = legal.client.get(f"{BATCH}returned/?id={checked.hidden('id')}", buffered=True)
    assert returned.status_code == 200
    assert "\n" not in returned.headers["Content-Disposition"]
    assert "X-Evil" not in returned.headers
    done = legal.follow(legal.post(f"{BATCH}confirm/", id=checked.hidden("id")))
    withdrawal = legal.post(f"{BATCH}withdraw/", id=checked.hidden("id"))
    for page in (checked, legal.get(BATCH), done, withdrawal):
        shown = escape(kept).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
        assert shown in page.text
        assert "<img" not in page.text.replace('<img class="', "")


@pytest.mark.parametrize("text", FORMULAS)
def test_names_like_formulas_leave_as_text(
    app: Flask, legal: Visitor, world: World, text: str
) -> None:
    with app.app_context(), db.engine.connect().execution_options(writes=True) as connection:
        named = update(Person).where(Person.id == world.persons["P"]).values(full_name=text)
        connection.execute(named)
        connection.commit()
    book = legal.client.get(f"{LIST}export/xlsx/", buffered=True)
    cells = cells_of(book.data, 1)
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    assert text in {cell.value for cell in cells}
    table = legal.client.get(f"{LIST}export/csv/", buffered=True).data.decode("utf-8-sig")
    assert {row[0] for row in csv.reader(io.StringIO(table))} == {"作业人员姓名", f"'{text}"}


def cells_of(content: bytes, sheet: int) -> list[Any]:
    """The cells of a sheet that hold something."""
    rows = load_workbook(io.BytesIO(content)).worksheets[sheet].iter_rows()
    return [cell for row in rows for cell in row if cell.value is not None]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_workbook_given_back_has_no_formula(legal: Visitor, world: World, text: str) -> None:
    row = [text, world.numbers["P"], text, "N1", "2026-02-01", text, text]
    content = workbook([row], (*HEADINGS, f"{text} 备注"))
    checked = legal.follow(send(legal, BATCH, content, "a.xlsx"))
    answer = legal.client.get(f"{BATCH}returned/?{checked.response.request.query_string.decode()}",
                              buffered=True)  # fmt: skip
    cells = cells_of(answer.data, 0)
    assert "f" not in {cell.data_type for cell in cells}
    assert text in {cell.value for cell in cells}
    assert not any(cell.hyperlink for cell in cells)
