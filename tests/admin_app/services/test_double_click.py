"""A holder who clicks twice adds one certificate, though nobody has heard of its issuer (T48)."""

import threading
from typing import Any

import pytest
from flask import Flask

from admin_app.services import certificate_entries
from models.certificates import Certificate
from models.issuers import Issuer
from tests.records import rows_of
from tests.visitor import Page, Visitor
from tests.world import World

ISSUER = "某某市市场监督管理局"
FORM = {
    "category": "9", "item": "N1", "issuer": ISSUER, "valid_from": "2025-01-01",
    "valid_until": "2028-12-31",
}  # fmt: skip
PATIENCE = 60  # seconds; reached by no sound run


@pytest.fixture
def _both_have_looked(engine_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL neither writes before both have looked; SQLite lets one in at a time."""
    barrier, judge = threading.Barrier(2), certificate_entries.judge_entry

    def judge_then_wait(*args: Any) -> Any:
        judged = judge(*args)
        barrier.wait(PATIENCE)
        return judged

    if engine_name == "postgresql":
        monkeypatch.setattr("admin_app.services.certificates.judge_entry", judge_then_wait)


@pytest.mark.usefixtures("_both_have_looked")
def test_one_certificate_and_one_issuer(app: Flask, world: World) -> None:
    pages: list[Page] = []
    clicks = [Visitor(app), Visitor(app)]

    def click(one: Visitor) -> None:
        pages.append(one.post("/me/certificates/new/", FORM))

    for one in clicks:
        one.sign_in("p")
    threads = [threading.Thread(target=click, args=(one,)) for one in clicks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(page.status for page in pages) == [303, 422]
    mine = Certificate.person_id == world.persons["P"]
    assert len(rows_of(app, Certificate, mine)) == 3
    assert len(rows_of(app, Issuer, Issuer.name == ISSUER)) == 1
