"""What holds everywhere: isolation, tokens, audit (R122 to R124)."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from tests.records import events_of, register_of, revisions_of
from tests.visitor import Come, Page, Visitor
from tests.world import REMOTE, World

EMPLOYMENTS, CERTIFICATES = "/enterprise/employments/", "/enterprise/certificates/"
GRANTS = "/enterprise/grants/"
DATES = {"starts_on": "2025-06-01", "ends_on": "2026-06-30"}
TERMS: Mapping[str, Any] = {
    "is_authorized": "yes", "functions": ["employment"], "valid_from": "2026-02-15",
    "valid_until": "2026-12-31",
}  # fmt: skip
REMOTE_CERTIFICATE = {
    "category": "9", "item": "N1", "issuer": REMOTE, "valid_from": "2025-01-01",
    "valid_until": "2028-12-31",
}  # fmt: skip
Change = Callable[[Visitor, World], Page]


def attempts(who: Visitor, base: str, key: int) -> Mapping[str, int]:
    """Every way to one row of a list, and how it was answered."""
    who.get("/help")
    reading = {page: who.get(f"{base}{page}/", id=key) for page in ("details", "history", "edit")}
    writing = {
        "edit, posted": who.post(f"{base}edit/?id={key}", {**DATES, **TERMS}),
        "reveal": who.post(f"{base}reveal/", id=key, reason="核对"),
        "end": who.post(
            f"{base}action/", action="end", rowid=key, confirm="yes", terminated_on="2026-01-01",
            termination_reason="其他",
        ),
        "disable": who.post(f"{base}action/", action="disable", rowid=key, confirm="yes"),
        "disable, button": who.post(f"{base}disable/", rowid=key, confirm="yes"),
    }  # fmt: skip
    if base == EMPLOYMENTS:
        writing["renew"] = who.get(f"{base}new/", renew=key)
    return {name: page.status for name, page in (reading | writing).items()}


@pytest.mark.parametrize(
    ("base", "noun", "key"),
    [
        (EMPLOYMENTS, "employments", "Q_E2"),
        (CERTIFICATES, "certificates", "CQ"),
        (GRANTS, "grants", "D_foreign"),
        ("/me/employments/", "employments", "Q_E2"),
        ("/me/certificates/", "certificates", "CQ"),
        ("/me/certificates/", "certificates", "CR"),
    ],
)
def test_r122_rows_of_others_are_missing(
    app: Flask, legal: Visitor, world: World, base: str, noun: str, key: str
) -> None:
    before = register_of(app)
    foreign = attempts(legal, base, getattr(world, noun)[key])
    assert foreign == attempts(legal, base, 999_999)
    assert set(foreign.values()) == {404}
    assert register_of(app) == before


ADDRESSES = (
    "/", "/module", "/help", "/privacy", "/employer/select", "/enterprise/", "/me/",
    *(f"{base}{page}" for base in (EMPLOYMENTS, CERTIFICATES, GRANTS)
      for page in ("", "new/", "action/", "disable/", "reveal/")),
    "/logout", "/stay",
)  # fmt: skip


def test_r123_reading_changes_nothing(app: Flask, legal: Visitor, world: World) -> None:
    before = register_of(app)
    for address in ADDRESSES:
        legal.get(address)
        row = {"id": world.employments["P_E1"], "rowid": world.grants["D"]}
        legal.get(address, **row, action="disable", confirm="yes", employer_id=1)
    for key in ("details/", "edit/", "history/"):
        legal.get(f"{EMPLOYMENTS}{key}", id=world.employments["P_E1"], **DATES)
    assert register_of(app) == before
    assert legal.get(EMPLOYMENTS).status == 200


def test_r123_no_change_without_a_token(app: Flask, legal: Visitor, world: World) -> None:
    before = register_of(app)
    legal.csrf = ""
    address = f"{EMPLOYMENTS}edit/?id={world.employments['P_E1']}"
    for token in ({}, {"csrf_token": ""}, {"csrf_token": "made-up"}):
        page = Page(legal.client.post(address, data={**DATES, **token}))
        assert page.status == 400
        assert "页面已过期或缺少安全令牌" in page.words
    assert register_of(app) == before


def file_record(who: Visitor, world: World) -> Page:
    return who.submit(
        f"{EMPLOYMENTS}new/", person_name=world.names["P"], id_number=world.numbers["P"],
        category=9, item="N1", starts_on="2026-02-15", ends_on="2027-02-28",
    )  # fmt: skip


def amend_record(who: Visitor, world: World) -> Page:
    address = f"{EMPLOYMENTS}edit/?id={world.employments['P_E1']}"
    return who.submit(address, starts_on="2025-06-01", ends_on="2026-02-01")


def add_certificate(who: Visitor, world: World) -> Page:
    return who.submit("/me/certificates/new/", REMOTE_CERTIFICATE)


def issue_grant(who: Visitor, world: World) -> Page:
    person = {"person_name": world.names["P"], "id_number": world.numbers["P"]}
    return who.submit(f"{GRANTS}new/", {**TERMS, **person})


def amend_grant(who: Visitor, world: World) -> Page:
    return who.submit(f"{GRANTS}edit/?id={world.grants['D']}", TERMS)


@pytest.mark.parametrize(
    ("change", "noun", "kind", "capacity", "has_employer"),
    [
        (file_record, "employment", "create", "legal_representative", True),
        (amend_record, "employment", "amend", "legal_representative", True),
        (add_certificate, "certificate", "create", "person", False),
        (issue_grant, "grant", "create", "legal_representative", True),
        (amend_grant, "grant", "amend", "legal_representative", True),
    ],
)
def test_r124_every_change_is_on_record(
    app: Flask, legal: Visitor, world: World, change: Change, noun: str, kind: str,
    capacity: str, has_employer: bool,
) -> None:  # fmt: skip
    saved = change(legal, world)
    assert saved.status == 303
    key = int(saved.location.partition("id=")[2].partition("&")[0])
    last = revisions_of(app, noun, key)[-1]
    assert last["kind"] == kind
    assert last["actor_person_id"] == world.persons["L"]
    assert last["actor_name"] == "陈志远"
    assert last["capacity"] == capacity
    assert last["employer_id"] == (world.employers["E1"] if has_employer else None)
    assert last["at"].replace(tzinfo=UTC) > datetime(2026, 2, 14, tzinfo=UTC)
    assert last["changes"]


def test_r124_what_changes_no_row_is_logged(app: Flask, visitor: Come, world: World) -> None:
    someone = visitor("l")
    someone.choose(world.employers["E1"])
    someone.get(f"{EMPLOYMENTS}details/", id=world.employments["P_E1"])
    someone.post(f"{EMPLOYMENTS}reveal/", id=world.employments["P_E1"], reason="核对合同")
    someone.submit(f"{EMPLOYMENTS}new/", person_name="无此人", id_number=world.numbers["P"])
    visitor("p").get(GRANTS)
    visitor().sign_in("p", "wrong")
    someone.post("/logout")
    revealed = events_of(app, "number_revealed")[0]
    assert revealed["details"] == {"reason": "核对合同"}
    assert (revealed["noun"], revealed["row_id"]) == ("employment", world.employments["P_E1"])
    assert revealed["employer_id"] == world.employers["E1"]
    for kind in (
        "signed_in", "signed_out", "sign_in_refused", "employer_chosen", "operator_looked_up",
        "refused",
    ):  # fmt: skip
        assert events_of(app, kind), kind
