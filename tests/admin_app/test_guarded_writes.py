"""What the guard refuses to have written: foreign rows, deletions, changes unrecorded (T46)."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from admin_app.clock import SHANGHAI
from admin_app.guard import OutOfScope, Unrevised
from admin_app.services.revisions import acting_author, revise
from admin_app.session_scope import AnySession, unscoped
from models.certificates import Certificate
from models.employments import Employment
from models.grants import Grant
from tests.admin_app.conftest import ActAs
from tests.world import TODAY, World

NOW = datetime.combine(TODAY, datetime.min.time(), SHANGHAI)


@pytest.mark.parametrize(
    ("model", "noun", "key", "field", "value"),
    [
        (Employment, "employments", "Q_E2", "certificate_differs", True),
        (Certificate, "certificates", "CQ", "item_note", "限"),
        (Grant, "grants", "D_foreign", "phone", "13800138000"),
    ],
)
def test_a_write_outside_the_scope_is_refused(
    session: AnySession, act_as: ActAs, world: World, model: Any, noun: str, key: str,
    field: str, value: object,
) -> None:  # fmt: skip
    actor = act_as("L", "E1")
    with unscoped(session, "test: as if a view had forgotten its scope"):
        row = session.get_one(model, getattr(world, noun)[key])
    with pytest.raises(OutOfScope, match="write outside the scope"):
        revise(session, acting_author(actor, NOW), row, [field], {field: value})


def test_a_row_cannot_be_given_away(session: AnySession, act_as: ActAs, world: World) -> None:
    actor = act_as("L", "E1")
    row = session.get_one(Employment, world.employments["P_E1"])
    values = {"employer_id": world.employers["E2"]}
    with pytest.raises(OutOfScope):
        revise(session, acting_author(actor, NOW), row, values, values)


def test_a_local_certificate_is_nobodys_to_write(
    session: AnySession, act_as: ActAs, world: World
) -> None:
    actor = act_as("P")
    row = session.get_one(Certificate, world.certificates["CL"])
    with pytest.raises(OutOfScope):
        revise(session, acting_author(actor, NOW), row, ["item_note"], {"item_note": "限"})


def test_nothing_is_deleted(session: AnySession, act_as: ActAs, world: World) -> None:
    act_as("L", "E1")
    session.delete(session.get_one(Employment, world.employments["P_E1"]))
    with pytest.raises(OutOfScope, match="nothing is ever deleted"):
        session.flush()


def test_a_change_without_a_revision_does_not_commit(
    session: AnySession, act_as: ActAs, world: World
) -> None:
    act_as("L", "E1")
    row = session.get_one(Employment, world.employments["P_E1"])
    row.ends_on = row.starts_on
    with pytest.raises(Unrevised):
        session.commit()


def test_a_version_without_its_revision_does_not_commit(
    session: AnySession, act_as: ActAs, world: World
) -> None:
    act_as("L", "E1")
    row = session.get_one(Employment, world.employments["P_E1"])
    row.ends_on, row.version = row.starts_on, row.version + 1
    with pytest.raises(Unrevised):
        session.commit()


def test_a_new_row_without_a_revision_does_not_commit(
    session: AnySession, act_as: ActAs, world: World
) -> None:
    act_as("P")
    old = session.get_one(Certificate, world.certificates["CR"])
    session.add(
        Certificate(
            person_id=old.person_id, item_id=old.item_id, item_note="另", issuer_id=old.issuer_id,
            is_local=False, valid_from=old.valid_from, valid_until=old.valid_until,
            created_at=NOW, changed_at=NOW,
        )
    )  # fmt: skip
    with pytest.raises(Unrevised):
        session.commit()


def test_what_was_rolled_back_is_not_asked_for(
    session: AnySession, act_as: ActAs, world: World
) -> None:
    act_as("L", "E1")
    row = session.get_one(Employment, world.employments["P_E1"])
    row.version += 1
    session.flush()
    session.rollback()
    session.commit()


def test_nothing_slips_through_an_open_exemption(
    session: AnySession, act_as: ActAs, world: World
) -> None:
    """A change that waits is judged before the door opens; an exempt one before it closes."""
    act_as("L", "E1")
    with unscoped(session, "test"):
        foreign = session.get_one(Grant, world.grants["D_foreign"])
    foreign.version += 1
    with pytest.raises(OutOfScope), unscoped(session, "test"):
        pytest.fail("the exemption was opened over a change that waits")


def test_an_exemption_ends_with_its_block(session: AnySession, act_as: ActAs) -> None:
    act_as("L", "E1")
    with pytest.raises(ZeroDivisionError), unscoped(session, "test"):
        raise ZeroDivisionError
    assert session.scalar(select(func.count()).select_from(Employment)) == 3
