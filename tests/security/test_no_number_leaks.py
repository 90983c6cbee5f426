"""T17, T45: the ID numbers of the tests' people are canaries; they sing where they must not be."""

import io
import json
import logging
import zipfile
from collections.abc import Mapping

import pytest
from flask import Flask

from models.audit import AuditEvent
from models.batches import BatchUpload
from models.revisions import Revision
from tests.crawler import crawl
from tests.policy.actors import ACTORS
from tests.records import rows_of
from tests.visitor import Come, Page, Visitor
from tests.workbooks import row_for, workbook
from tests.world import World

LISTS = ("/enterprise/employments/", "/enterprise/certificates/", "/enterprise/grants/")
BATCH = f"{LISTS[0]}batch/"
OPERATOR = {
    "category": "9", "item": "N1", "starts_on": "2026-02-15", "ends_on": "2027-02-28",
}  # fmt: skip
LOGGERS = ("admin_app", "views", "models", "flask.app", "special_equipment")


@pytest.fixture
def legal(app: Flask, world: World) -> Visitor:
    """The legal representative, with E1 in hand."""
    return ACTORS["legal representative"].come(app, world)


def singing(world: World, text: str, but: str = "") -> list[str]:
    """Whose numbers stand in a text, whole or without the check character."""
    return [key for key, one in world.numbers.items() if one[:17] in text and key != but]


def heard(page: Page) -> str:
    """Everything that an answer says: headers, and the body whatever it is."""
    return f"{page.response.headers}\n{unpacked(page.response.get_data())}"


def unpacked(content: bytes) -> str:
    """A file as text, all parts of a workbook one behind the other."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(package.read(name).decode() for name in package.namelist())


def upload(who: Visitor, content: bytes) -> Page:
    """Send a file for 批量填报."""
    who.get(BATCH)
    return who.post(BATCH, file=(io.BytesIO(content), "a.xlsx"))


def work(who: Visitor, world: World) -> list[Page]:
    """Filing, searching, revealing, granting, errors: what brings numbers into play."""
    number = world.numbers["P"]
    person = {"person_name": world.names["P"], "id_number": number, **OPERATOR}
    grantee = {"person_name": world.names["W"], "id_number": world.numbers["W"]}
    terms = {"is_authorized": "yes", "functions": "grants", "valid_from": "2026-02-15",
             "valid_until": "2026-06-30"}  # fmt: skip
    pages = [who.search(one, id_number=number) for one in LISTS]
    pages.append(who.submit(f"{LISTS[0]}new/", {**person, "ends_on": "2026-02-30"}))
    pages.append(who.submit(f"{LISTS[0]}new/", {**person, "person_name": "李建军"}))
    pages.append(who.submit(f"{LISTS[0]}new/", {**person, "find": "1"}))
    filed = who.submit(f"{LISTS[0]}new/", person)
    granted = who.submit(f"{LISTS[2]}new/", {**terms, **grantee})
    assert (filed.status, granted.status) == (303, 303)
    pages += [filed, granted, who.follow(filed), who.get(granted.location)]
    good = upload(who, workbook([row_for(world, "Q")]))
    pages += [good, who.follow(good)]
    return pages


@pytest.mark.parametrize("actor", [*ACTORS])
def test_no_page_shows_anothers_number(app: Flask, world: World, actor: str) -> None:
    who = ACTORS[actor].come(app, world)
    own = next((key for key in world.numbers if key.lower() == ACTORS[actor].login), "")
    for step in crawl(who):
        is_own = step.page.response.request.path.startswith("/me/")
        found = singing(world, heard(step.page), but=own if is_own else "")
        assert found == [], (step.where, step.what)
        step.page.response.close()


def test_no_address_holds_a_number(legal: Visitor, world: World) -> None:
    for page in work(legal, world):
        addresses = [address for _, address in page.links()]
        assert singing(world, f"{page.response.headers} {addresses}") == []
        assert singing(world, page.response.request.url) == []


def test_no_log_record_holds_a_number(
    legal: Visitor, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    for name in LOGGERS:
        caplog.set_level(logging.DEBUG, logger=name)
    work(legal, world)
    upload(legal, workbook([row_for(world, "P", "G1")])[:-200])
    legal.get(LISTS[0], id_number=world.numbers["P"])
    assert caplog.records, "nothing was said, so nothing was tested"
    assert singing(world, caplog.text) == []
    said = [f"{one.msg} {one.args} {one.exc_text}" for one in caplog.records]
    assert singing(world, str(said)) == []


def test_what_is_kept_for_the_record_holds_no_number(
    app: Flask, legal: Visitor, world: World
) -> None:
    work(legal, world)
    reason = {"id": str(world.employments["P_E1"]), "reason": "核对劳动合同"}
    revealed = legal.post(f"{LISTS[0]}reveal/", reason)
    assert singing(world, revealed.text) == ["P"], "for once, and for a reason"
    revisions, events = rows_of(app, Revision), rows_of(app, AuditEvent)
    assert len(events) > 5
    assert singing(world, json.dumps([one["changes"] for one in revisions])) == []
    assert singing(world, json.dumps([one["details"] for one in events])) == []
    kept = [
        {name: one[name] for name in one if name != "rows"} for one in rows_of(app, BatchUpload)
    ]
    assert singing(world, f"{revisions} {events} {kept}") == []


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_no_exported_file_holds_a_number(legal: Visitor, world: World, kind: str) -> None:
    for address in LISTS:
        found = legal.search(address, id_number=world.numbers["P"])
        query = found.response.request.query_string.decode()
        for asked in ("", query):
            answer = legal.client.get(f"{address}export/{kind}/?{asked}", buffered=True)
            assert answer.status_code == 200
            assert singing(world, f"{answer.headers} {unpacked(answer.data)}") == []


def test_good_rows_of_a_batch_are_masked(legal: Visitor, world: World) -> None:
    rows = [row_for(world, "P"), row_for(world, "Q")]
    checked = legal.follow(upload(legal, workbook(rows)))
    assert "2 行可以填报" in checked.words
    assert singing(world, heard(checked)) == []
    done = legal.follow(legal.post(f"{BATCH}confirm/", id=checked.hidden("id")))
    assert "已填报 2 条" in done.words
    assert singing(world, heard(done)) == []
    assert singing(world, heard(legal.get(BATCH))) == []


@pytest.mark.parametrize("address", LISTS)
def test_a_number_in_an_address_is_refused_and_not_repeated(
    legal: Visitor, world: World, address: str
) -> None:
    assert "id_number" in legal.get(address).inputs("search")
    for typed in (world.numbers["Q"], world.numbers["Q"].lower(), f" {world.numbers['Q']} "):
        page = legal.get(address, id_number=typed)
        assert page.status == 422
        assert "身份证号不能出现在网址中" in page.words
        assert singing(world, heard(page)) == []


PLACES: Mapping[str, str] = {
    "no such page": "/{}", "key": "/enterprise/employments/details/?id={}",
    "sort": "/enterprise/employments/?sort={}&page={}", "export": "/enterprise/grants/export/{}/",
    "export column": "/enterprise/grants/export/csv/?columns={}", "static": "/static/{}",
    "renewal": "/enterprise/employments/new/?renew={}",
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_error_pages_repeat_no_number(legal: Visitor, world: World, place: str) -> None:
    page = legal.get(PLACES[place].replace("{}", world.numbers["Q"]))
    assert singing(world, heard(page)) == []


@pytest.mark.parametrize("login", [None, "fresh"])
def test_the_way_back_repeats_no_number(visitor: Come, world: World, login: str | None) -> None:
    """To the sign-in page, or through the notice of first use."""
    page = visitor(login).get("/me/employments/", id_number=world.numbers["Q"])
    assert singing(world, heard(page)) == []
