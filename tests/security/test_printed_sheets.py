"""T47: a printed sheet forged, altered, used after its term, or another person's."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from admin_app.clock import demo_clock
from admin_app.factory import house_of
from admin_app.rules.serial_number import group_serial, spell_serial
from models.base import db
from models.printed_sheets import PrintedSheet
from tests.records import register_of
from tests.visitor import Come, Page, Visitor
from tests.world import World
from views.verification import MISSES

SHEET, VERIFY = "/me/employments/print/", "/verify/"
HOLDS, CHANGED, RUN_OUT = "有效", "内容已变化", "已失效"


def issue(who: Visitor) -> str:
    """The serial of a sheet that was just printed."""
    who.get(SHEET)
    found = re.search(r'class="serial">([^<]+)<', who.follow(who.post(SHEET)).text)
    assert found is not None
    return found[1]


def word_of(page: Page) -> str:
    """The verdict in one word."""
    assert page.status == 200, page.words[:300]
    found = re.search(r'<p class="verdict [a-z]+" role="status"><b>([^<]+)</b>', page.text)
    assert found is not None
    return found[1]


def set_day(app: Flask, day: date) -> None:
    """From now on it is another day."""
    app.extensions["house"] = replace(house_of(app), clock=demo_clock(day))


def alter_by_hand(app: Flask, engine_name: str, **values: Any) -> None:
    """As somebody with the database's own password would, the triggers taken away first."""
    with app.app_context(), db.engine.connect().execution_options(writes=True) as connection:
        if engine_name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER printed_sheets_no_update")
        else:
            connection.exec_driver_sql("ALTER TABLE printed_sheets DISABLE TRIGGER USER")
        connection.execute(update(PrintedSheet).values(values))
        connection.commit()


@pytest.fixture
def serial(visitor: Come) -> str:
    """The serial of P's sheet."""
    return issue(visitor("p"))


def test_a_stranger_learns_what_the_paper_says_and_less(
    visitor: Come, serial: str, world: World
) -> None:
    page = visitor().get(f"{VERIFY}{serial}")
    assert word_of(page) == HOLDS
    assert page.facts() == {
        "核验编号": serial, "姓名": "李＊＊", "聘用记录": "4 条", "核验日期": "2026-02-15",
        "打印日期": "2026-02-15", "有效期限止": "2026-03-15",
    }  # fmt: skip
    number = world.numbers["P"]
    said = page.text.replace(serial, "")  # random characters may look like anything
    for secret in ("李建", number, number[:3] + "*", number[-4:], "测试机械", "叉车", "N1"):
        assert secret not in said


def test_the_last_day_counts_and_the_next_does_not(app: Flask, visitor: Come, serial: str) -> None:
    set_day(app, date(2026, 3, 15))
    assert word_of(visitor().get(f"{VERIFY}{serial}")) == HOLDS
    set_day(app, date(2026, 3, 16))
    assert word_of(visitor().get(f"{VERIFY}{serial}")) == RUN_OUT


def test_a_change_since_is_told(visitor: Come, serial: str, world: World) -> None:
    representative = visitor("l")
    representative.choose(world.employers["E1"])
    answer = representative.submit(
        f"/enterprise/employments/edit/?id={world.employments['P_E1']}", starts_on="2025-06-01",
        ends_on="2026-02-28",
    )  # fmt: skip
    assert answer.status == 303
    assert word_of(visitor().get(f"{VERIFY}{serial}")) == CHANGED


def test_a_forged_serial_is_unknown(visitor: Come, serial: str) -> None:
    forged = group_serial(spell_serial(12345))
    page = visitor().get(f"{VERIFY}{forged}")
    assert page.status == 404
    assert "没有查到" in page.words
    assert 'class="verdict' not in page.text
    assert "李＊" not in page.text


def test_an_altered_serial_is_told_as_a_typing_error(visitor: Come, serial: str) -> None:
    altered = serial[:-1] + ("A" if serial[-1] != "A" else "B")
    page = visitor().get(f"{VERIFY}{altered}")
    assert page.status == 404
    assert "编号有误" in page.words
    assert "李＊" not in page.text


@pytest.mark.parametrize(
    "values", [{"valid_until": date(2027, 2, 15)}, {"printed_on": date(2026, 2, 14)},
               {"record_count": 9}, {"content_mac": b"\0" * 32}],
    ids=lambda values: next(iter(values)),
)  # fmt: skip
def test_a_row_altered_in_the_database_holds_no_longer(
    app: Flask, visitor: Come, serial: str, engine_name: str, values: Mapping[str, Any]
) -> None:
    alter_by_hand(app, engine_name, **values)
    assert word_of(visitor().get(f"{VERIFY}{serial}")) == CHANGED


def test_a_row_lent_to_another_person_holds_no_longer(
    app: Flask, visitor: Come, serial: str, engine_name: str, world: World
) -> None:
    alter_by_hand(app, engine_name, person_id=world.persons["Q"])
    assert word_of(visitor().get(f"{VERIFY}{serial}")) == CHANGED
    theirs = visitor("q").get(SHEET)
    assert serial not in theirs.text


def test_another_persons_serial_shows_nothing_of_the_sheet(
    visitor: Come, serial: str, world: World
) -> None:
    other = visitor("q")
    assert serial not in other.get(SHEET).text
    assert world.numbers["P"] not in other.get(f"{VERIFY}{serial}").text
    assert issue(other) != serial


@pytest.mark.parametrize(
    "rest", ["%00", "'; DROP TABLE printed_sheets;--", "<script>", "../" * 5, "Z" * 5000, "١٢٣٤"]
)
def test_nonsense_is_answered(visitor: Come, rest: str) -> None:
    page = visitor().get(f"{VERIFY}{rest}")
    assert page.status in (404, 303, 308)
    assert "<script>" not in page.text
    typed = visitor().get(VERIFY, serial=rest)
    assert typed.status == 422
    assert "<script>" not in typed.text


def test_the_typed_serial_leads_to_its_address(visitor: Come, serial: str) -> None:
    stranger = visitor()
    page = stranger.get(VERIFY)
    assert page.status == 200
    assert page.inputs() == {"serial"}
    answer = stranger.get(VERIFY, serial=serial.lower().replace("-", " "))
    assert (answer.status, answer.location) == (303, f"{VERIFY}{serial}")


def test_guessing_is_slowed_down_and_asking_is_not(visitor: Come, serial: str) -> None:
    stranger = visitor()
    for _ in range(3):
        assert stranger.get(f"{VERIFY}{serial}").status == 200
    for guess in range(MISSES.failures):
        assert stranger.get(f"{VERIFY}{spell_serial(guess)}").status == 404
        assert stranger.get(f"{VERIFY}mistyped").status in (404, 429), "a typing error is no guess"
    slowed = stranger.get(f"{VERIFY}{spell_serial(99)}")
    assert slowed.status == 429
    assert int(slowed.response.headers["Retry-After"]) > 0


def test_asking_changes_nothing_and_needs_no_cookie(app: Flask, visitor: Come, serial: str) -> None:
    before = register_of(app)
    page = visitor().get(f"{VERIFY}{serial}")
    assert "Set-Cookie" not in page.response.headers
    assert page.response.headers["Cache-Control"] == "no-store"
    visitor().get(f"{VERIFY}{spell_serial(1)}")
    assert visitor().client.post(f"{VERIFY}{serial}").status_code in (302, 303, 400, 405)
    assert register_of(app) == before
