"""Issuing sheets and asking their serials, below the pages."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from admin_app import session_scope
from admin_app.actor import Actor
from admin_app.clock import SHANGHAI
from admin_app.errors import Forbidden
from admin_app.rules.certificate_origin import issuer_key
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.sheet import SheetState
from admin_app.services.printing import Sheet, Verdict, preview_sheet, print_sheet, verify_serial
from admin_app.services.revisions import Author, record_creation, revise
from admin_app.session_scope import unscoped
from admin_app.unit_of_work import unit_of_work
from models.base import db
from models.catalogue import WorkItem
from models.certificates import Certificate
from models.employments import Employment
from models.issuers import Issuer
from models.people import Person
from models.printed_sheets import PrintedSheet
from models.vocabulary import Capacity, RevisionKind
from tests.world import LOCAL, REMOTE, TODAY, World

NOW = datetime(2026, 2, 15, 10, 0, tzinfo=SHANGHAI)
RULES = Rulebook()
OFFICE = Author(None, "系统", Capacity.SYSTEM, NOW)


@pytest.fixture
def p(app: Flask, world: World) -> Iterator[Actor]:
    """P, with a session that works for P."""
    with app.app_context():
        actor = Actor(None, world.persons["P"], world.names["P"])
        session_scope.enter(db.session, actor, TODAY)
        yield actor
        session_scope.leave(db.session)


def printed(actor: Actor, now: datetime = NOW) -> Sheet:
    with unit_of_work(db.session):
        return print_sheet(db.session, actor, now, RULES)


def verdict_on(sheet: Sheet, today: date = TODAY) -> Verdict:
    found = verify_serial(db.session, sheet.serial, today)
    assert found is not None
    return found


def change(
    model: type[Any], key: int, kind: RevisionKind = RevisionKind.AMEND, **values: Any
) -> None:
    """As the office would."""
    with unscoped(db.session, "test"), unit_of_work(db.session):
        revise(db.session, OFFICE, db.session.get_one(model, key), values, values, kind=kind)


def add_certificate(
    actor: Actor, item: str, issuer: str, first: date, last: date, note: str = ""
) -> None:
    with unscoped(db.session, "test"), unit_of_work(db.session):
        by = db.session.scalars(select(Issuer).where(Issuer.name_key == issuer_key(issuer))).one()
        of = db.session.scalars(select(WorkItem).where(WorkItem.code == item)).one()
        certificate = Certificate(
            person_id=actor.person_id, item_id=of.id, item_note=note, issuer_id=by.id,
            is_local=by.is_local, valid_from=first, valid_until=last, created_at=NOW,
            changed_at=NOW,
        )  # fmt: skip
        db.session.add(certificate)
        record_creation(db.session, OFFICE, certificate, {"item": item})


def items(actor: Actor) -> list[tuple[str, str, str]]:
    sheet = preview_sheet(db.session, actor, TODAY, RULES)
    return [(line.item, str(line.valid_until), line.issuer) for line in sheet.content.items]


MANAGEMENT = ("特种设备安全管理(A)", "2028-04-30", REMOTE)
FORKLIFT = ("叉车司机(N1)", "2027-02-28", LOCAL)


def test_the_latest_of_each_item_and_issuer(p: Actor) -> None:
    add_certificate(p, "N1", LOCAL, date(2019, 1, 1), date(2022, 12, 31))
    assert items(p) == [MANAGEMENT, FORKLIFT]
    add_certificate(p, "N1", LOCAL, date(2027, 3, 1), date(2031, 2, 28))
    add_certificate(p, "N1", REMOTE, date(2020, 1, 1), date(2023, 12, 31))
    assert items(p) == [
        MANAGEMENT,
        ("叉车司机(N1)", "2031-02-28", LOCAL),
        ("叉车司机(N1)", "2023-12-31", REMOTE),
    ]


def test_a_withdrawn_one_does_not_hide_the_one_before_it(p: Actor, world: World) -> None:
    add_certificate(p, "N1", LOCAL, date(2019, 1, 1), date(2022, 12, 31))
    change(
        Certificate, world.certificates["CL"], lifecycle="revoked", lifecycle_on=TODAY,
        lifecycle_reason="处罚",
    )  # fmt: skip
    assert items(p) == [MANAGEMENT, ("叉车司机(N1)", "2022-12-31", LOCAL)]


def test_welding_of_two_codes_is_two_items_and_the_old_catalogue_comes_last(p: Actor) -> None:
    since, until = date(2024, 1, 1), date(2027, 12, 31)
    add_certificate(p, "2011-N2", LOCAL, date(2018, 1, 1), date(2021, 12, 31))
    add_certificate(p, "H1", LOCAL, since, until, "SMAW-FeII-6G")
    add_certificate(p, "H1", LOCAL, since, until, "GTAW-FeIV-5G")
    assert [item for item, _, _ in items(p)] == [
        MANAGEMENT[0],
        FORKLIFT[0],
        "金属焊接操作(H1)（GTAW-FeIV-5G）",
        "金属焊接操作(H1)（SMAW-FeII-6G）",
        "叉车司机(N2)（2011目录）",
    ]


def test_a_voided_record_is_not_printed(p: Actor, world: World) -> None:
    before = preview_sheet(db.session, p, TODAY, RULES).content.records
    change(
        Employment, world.employments["P_E2"], RevisionKind.VOID, voided_at=NOW, void_reason="填错",
    )  # fmt: skip
    after = preview_sheet(db.session, p, TODAY, RULES).content.records
    assert [line for line in before if line not in after] == [before[2]]


def test_a_sheet_is_issued_once_for_the_same_day_and_content(p: Actor, world: World) -> None:
    assert preview_sheet(db.session, p, TODAY, RULES).serial == ""
    first = printed(p)
    assert preview_sheet(db.session, p, TODAY, RULES) == first
    assert printed(p, NOW + timedelta(hours=1)) == first
    tomorrow = printed(p, NOW + timedelta(days=1))
    assert tomorrow.serial != first.serial
    change(Employment, world.employments["P_E1"], ends_on=date(2026, 2, 28))
    assert preview_sheet(db.session, p, TODAY + timedelta(days=1), RULES).serial == ""
    changed = printed(p, NOW + timedelta(days=1))
    assert len({first.serial, tomorrow.serial, changed.serial}) == 3
    assert db.session.query(PrintedSheet).count() == 3


def test_a_verdict_holds_through_the_last_day(p: Actor) -> None:
    sheet = printed(p)
    verdict = verdict_on(sheet)
    last = date(2026, 3, 15)
    assert verdict == Verdict("李＊＊", 4, TODAY, last, SheetState.HOLDS)
    assert verdict_on(sheet, last).state is SheetState.HOLDS
    assert verdict_on(sheet, last + timedelta(days=1)).state is SheetState.RUN_OUT


@pytest.mark.parametrize("what", ["record", "void", "certificate", "withdrawn", "name"])
def test_whatever_the_paper_said_is_watched(p: Actor, world: World, what: str) -> None:
    sheet = printed(p)
    record, certificate = world.employments["P_E1"], world.certificates["CL"]
    match what:
        case "record":
            change(Employment, record, ends_on=date(2026, 2, 28))
        case "void":
            change(Employment, record, RevisionKind.VOID, voided_at=NOW, void_reason="填错")
        case "certificate":
            change(Certificate, certificate, valid_until=date(2027, 1, 31))
        case "withdrawn":
            change(Certificate, certificate, lifecycle="cancelled", lifecycle_on=TODAY,
                   lifecycle_reason="本人申请")  # fmt: skip
        case "name":
            change(Person, world.persons["P"], full_name="李建邦")
    assert verdict_on(sheet).state is SheetState.CHANGED
    assert verdict_on(sheet).record_count == 4, "what the paper counts"


def test_what_the_paper_does_not_say_changes_nothing(p: Actor, world: World) -> None:
    sheet = printed(p)
    change(
        Employment, world.employments["P_E1"], terminated_on=date(2026, 1, 31),
        termination_reason="合同期满",
    )  # fmt: skip
    add_certificate(p, "N1", LOCAL, date(2019, 1, 1), date(2022, 12, 31))
    assert verdict_on(sheet).state is SheetState.HOLDS


def test_a_serial_that_was_never_issued(p: Actor) -> None:
    assert verify_serial(db.session, "0" * 20, TODAY) is None


def test_an_account_without_a_person_prints_nothing(app: Flask) -> None:
    with app.app_context(), pytest.raises(Forbidden):
        preview_sheet(db.session, Actor(None, None, "系统"), TODAY, RULES)
