"""T17, T45: an ID number typed where it does not belong, or met by a breakdown, goes no further."""

import io
import json
from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, select, type_coerce

from models.base import Base, db
from models.sealed import Sealed
from tests.policy.actors import ACTORS
from tests.visitor import Visitor
from tests.workbooks import row_for, workbook
from tests.world import World, number

EMPLOYMENTS, GRANTS = "/enterprise/employments/", "/enterprise/grants/"
CANARY = number(977, "19771107")
RECORD = {
    "version": "1", "starts_on": "2025-06-01", "ends_on": "2026-01-31",
    "terminated_on": "2025-12-31",
}  # fmt: skip
CERTIFICATE = {
    "category": "9", "item": "N1", "issuer": "江门市市场监督管理局",
    "valid_from": "2025-01-01", "valid_until": "2028-12-31",
}  # fmt: skip


@pytest.fixture
def legal(app: Flask, world: World) -> Visitor:
    """The legal representative, with E1 in hand."""
    return ACTORS["legal representative"].come(app, world)


@pytest.mark.parametrize(
    ("address", "field", "form"),
    [
        (f"{EMPLOYMENTS}reveal/", "reason", {}),
        (f"{EMPLOYMENTS}edit/", "termination_reason", RECORD),
        ("/me/certificates/new/", "item_note", CERTIFICATE),
        ("/me/certificates/new/", "archive_no", CERTIFICATE),
        (EMPLOYMENTS, "person_name", {}),
        ("/me/employments/", "employer_name", {}),
        ("/me/employments/", "uscc", {}),
    ],
)
def test_it_is_refused(
    legal: Visitor, world: World, address: str, field: str, form: Mapping[str, str]
) -> None:
    """It would stand in the history, in the audit log or in an address for good."""
    key = str(world.employments["P_E1"])
    target = f"{address}?id={key}" if address.endswith("edit/") else address
    page = legal.post(target, {**form, "id": key, field: CANARY})
    assert page.status == 422
    assert "请勿填写身份证号" in page.words


def test_nothing_stored_holds_a_number(app: Flask, legal: Visitor, world: World) -> None:
    """Every column of every table as it lies on the disk, after a busy day."""
    file = io.BytesIO(workbook([row_for(world, "P")]))
    legal.submit(f"{EMPLOYMENTS}batch/", file=(file, f"新人{CANARY}.xlsx"))
    legal.submit(
        f"{GRANTS}new/", person_name="新人", id_number=CANARY, is_authorized="yes",
        functions="grants", valid_from="2026-02-15", valid_until="2026-12-31",
    )  # fmt: skip
    legal.submit(f"{EMPLOYMENTS}new/", person_name="无此人", id_number=CANARY)
    legal.get(f"{EMPLOYMENTS}details/", id=world.employments["P_E1"])
    legal.post(f"{EMPLOYMENTS}reveal/", id=world.employments["P_E1"], reason="核对合同")
    legal.post("/me/employments/print/")
    legal.follow(legal.submit(EMPLOYMENTS, id_number=world.numbers["P"]))
    stored = _stored(app)
    assert CANARY[-4:] in stored["batch_uploads"]
    for table, text in stored.items():
        for one in (CANARY, *world.numbers.values()):
            assert one[:17] not in text, table


def test_a_breakdown_tells_nothing(
    legal: Visitor, world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The database refuses a statement that holds a number: neither page nor log repeats it."""
    monkeypatch.setattr("admin_app.unit_of_work._REFUSED", {})
    monkeypatch.setattr("admin_app.services.grants._refuse_grantee", lambda *args: None)
    page = legal.submit(
        f"{GRANTS}new/", person_name=world.names["D"], id_number=world.numbers["D"],
        is_authorized="yes", functions="grants", valid_from="2026-02-15",
        valid_until="2026-12-31",
    )  # fmt: skip
    assert page.status == 500
    assert "fault" in caplog.text
    for told in (page.text, caplog.text):
        assert world.numbers["D"] not in told


def _stored(app: Flask) -> Mapping[str, str]:
    """The tables as text, sealed columns as their bytes."""
    found = {}
    with app.app_context(), db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            columns = [
                type_coerce(one, LargeBinary) if isinstance(one.type, Sealed) else one
                for one in table.c
            ]
            rows = [list(map(str, row)) for row in connection.execute(select(*columns))]
            found[table.name] = json.dumps(rows, ensure_ascii=False)
    return found
