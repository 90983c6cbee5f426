"""Two at once, with connections of their own: one is served, the other told (T48 to T50, A-10).

On PostgreSQL both have looked before either writes, and the database decides. On SQLite a writer
has the database for itself from its first look on, and the second sees what the first has done.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from threading import Event

from flask import Flask

from admin_app.services import audit, employments, filing, grants
from models.audit import AuditEvent
from models.employments import Employment
from models.grants import Grant
from models.sealed import keyed_hash, link_mac
from tests.admin_app.services.conftest import PATIENCE, Hold, Meet, await_blocked, statuses
from tests.records import revisions_of, rows_of
from tests.visitor import Come, Page, Visitor
from tests.world import World, number
from views import disabling, gate

EMPLOYMENTS, GRANTS = "/enterprise/employments/", "/enterprise/grants/"
RECORD = {"category": "9", "item": "N1", "starts_on": "2026-01-01", "ends_on": "2026-06-30"}


def at_the_form(visitor: Come, world: World, address: str, login: str = "l") -> Visitor:
    """Somebody who acts for E1 and has opened a form."""
    someone = visitor(login)
    someone.choose(world.employers["E1"])
    assert someone.get(address).status == 200
    return someone


def record_of(world: World) -> dict[str, str]:
    """A record of Q, who has none at E1."""
    return {**RECORD, "person_name": world.names["Q"], "id_number": world.numbers["Q"]}


def filed(app: Flask, world: World) -> int:
    return len(
        rows_of(
            app, Employment, Employment.employer_id == world.employers["E1"],
            Employment.person_id == world.persons["Q"],
        )
    )  # fmt: skip


def test_the_same_record_twice(
    app: Flask, visitor: Come, world: World, pool: ThreadPoolExecutor, meet: Meet
) -> None:
    new = f"{EMPLOYMENTS}new/"
    two = [at_the_form(visitor, world, new) for _ in range(2)]
    meet(filing, "record_creation")
    sent = [partial(one.post, new, record_of(world)) for one in two]
    assert statuses(pool, sent) == {303: 1, 422: 1}
    assert filed(app, world) == 1


def test_two_changes_of_one_version(
    app: Flask, visitor: Come, world: World, pool: ThreadPoolExecutor, meet: Meet
) -> None:
    record_id = world.employments["P_E1"]
    edit = f"{EMPLOYMENTS}edit/?id={record_id}"
    two = [at_the_form(visitor, world, edit) for _ in range(2)]
    version = two[0].get(edit).hidden("version")
    meet(employments, "revise")
    dates = {"starts_on": "2025-06-01", "version": version}
    sent = [
        partial(one.post, edit, dates, ends_on=last)
        for one, last in zip(two, ("2026-03-31", "2026-04-30"), strict=True)
    ]
    assert statuses(pool, sent) == {303: 1, 409: 1}
    _, changed = revisions_of(app, "employment", record_id)
    (record,) = rows_of(app, Employment, Employment.id == record_id)
    assert [one["new"] for one in changed["changes"]] == [record["ends_on"].isoformat()]


def test_the_same_grant_twice(
    app: Flask, visitor: Come, world: World, pool: ThreadPoolExecutor, meet: Meet
) -> None:
    new = f"{GRANTS}new/"
    two = [at_the_form(visitor, world, new) for _ in range(2)]
    grantee = {
        "person_name": "新来人", "id_number": number(900), "phone": "", "is_authorized": "yes",
        "functions": "employment", "valid_from": "2026-02-15", "valid_until": "2026-12-31",
    }  # fmt: skip
    meet(grants, "record_creation")
    sent = [partial(one.post, new, grantee) for one in two]
    assert statuses(pool, sent) == {303: 1, 422: 1}
    assert len(rows_of(app, Grant, Grant.id_number_hash == keyed_hash(number(900)))) == 1


def disable(legal: Visitor, world: World) -> Page:
    return legal.post(f"{GRANTS}disable/", rowid=world.grants["D_employment"], confirm="yes")


def test_a_grant_stays_while_its_holder_files(
    app: Flask, visitor: Come, world: World, pool: ThreadPoolExecutor, hold: Hold
) -> None:
    """禁用 waits for a filing that has begun; it is never overtaken by one (A-10)."""
    delegate = at_the_form(visitor, world, f"{EMPLOYMENTS}new/", "d_employment")
    legal = at_the_form(visitor, world, GRANTS)
    asked, stopping = Event(), []

    def disable_meanwhile() -> None:
        hold(gate, "begin_write", asked.set)
        stopping.append(pool.submit(disable, legal, world))
        await_blocked(app, asked, stopping[0].done)
        assert not stopping[0].done()

    hold(filing, "record_creation", disable_meanwhile)
    assert delegate.post(f"{EMPLOYMENTS}new/", record_of(world)).status == 303
    assert stopping[0].result(PATIENCE).status == 303
    assert filed(app, world) == 1


def test_nothing_is_filed_after_the_grant_was_disabled(
    app: Flask, visitor: Come, world: World, pool: ThreadPoolExecutor, hold: Hold
) -> None:
    """A filing that meets 禁用 on its way waits, and then is refused (A-10)."""
    delegate = at_the_form(visitor, world, f"{EMPLOYMENTS}new/", "d_employment")
    legal = at_the_form(visitor, world, GRANTS)
    asked, through, disabled, attempts = Event(), Event(), Event(), []

    def go_on_afterwards() -> None:
        through.set()
        disabled.wait(PATIENCE)

    def file_meanwhile() -> None:
        hold(gate, "begin_write", asked.set)
        hold(filing, "record_creation", go_on_afterwards)
        attempts.append(pool.submit(delegate.post, f"{EMPLOYMENTS}new/", record_of(world)))
        await_blocked(app, asked, through.is_set)

    hold(disabling, "granted_by_delegates", file_meanwhile)
    assert disable(legal, world).status == 303
    disabled.set()
    assert attempts[0].result(PATIENCE).status == 403
    assert filed(app, world) == 0


def test_the_audit_chain_has_no_gap_after_many_at_once(
    app: Flask, pool: ThreadPoolExecutor
) -> None:
    logins = ["p", "q", "l", "d", "x", "n", "w", "m"]
    sent = [partial(Visitor(app).sign_in, login) for login in logins]
    assert statuses(pool, sent) == {303: len(logins)}
    events = sorted(rows_of(app, AuditEvent), key=lambda one: one["position"])
    assert [one["position"] for one in events] == list(range(1, len(logins) + 1))
    for before, event in pairwise(events):
        assert event["mac"] == link_mac(before["mac"], audit.payload(event))
