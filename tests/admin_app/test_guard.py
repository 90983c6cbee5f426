"""The second lock on every row: what the session itself refuses (threats T1, T2, T46)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import (
    Select,
    column,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
    union_all,
    update,
)
from sqlalchemy.orm import aliased

from admin_app import session_scope
from admin_app.clock import SHANGHAI
from admin_app.guard import OutOfScope
from admin_app.session_scope import AnySession, unscoped
from models.base import db
from models.employments import Employment
from models.grants import Grant
from models.people import Person
from models.revisions import Revision
from tests.admin_app.conftest import ActAs
from tests.world import TODAY, World

OTHER = aliased(Employment)
NOW = datetime.combine(TODAY, datetime.min.time(), SHANGHAI)
FORGED: Any = Employment.__table__


READS: dict[str, Callable[[], Any]] = {
    "entity": lambda: select(Employment),
    "columns": lambda: select(Employment.id),
    "alias": lambda: select(OTHER.id),
    "join": lambda: select(Employment.id).join(Person, Person.id == Employment.person_id),
    "subquery": lambda: select(select(Employment.id).subquery().c.id),
    "cte": lambda: select(select(Employment.id).cte("all_records").c.id),
    "union": lambda: union_all(select(Employment.id), select(Employment.id)),
    "in": lambda: select(Employment.id).where(Employment.id.in_(select(OTHER.id))),
    "window": lambda: select(Employment.id, func.count().over()),
}


@pytest.mark.parametrize("form", READS)
def test_every_form_of_reading_is_scoped(
    session: AnySession, act_as: ActAs, world: World, form: str
) -> None:
    act_as("L", "E1")
    found = {getattr(row, "id", row) for row in session.scalars(READS[form]())}
    assert found == {world.employments["P_E1"], world.employments["P_E1_old"],
                     world.employments["L_E3"]}  # fmt: skip


def test_counts_and_existence_are_scoped(session: AnySession, act_as: ActAs, world: World) -> None:
    act_as("L", "E1")
    foreign = Employment.id == world.employments["Q_E2"]
    assert session.scalar(select(func.count()).select_from(Employment)) == 3
    assert session.scalar(select(func.count(Employment.id))) == 3
    assert session.scalars(select(Employment.id).where(exists().where(foreign))).all() == []
    assert session.scalar(select(select(Employment.id).where(foreign).scalar_subquery())) is None
    assert session.get(Employment, world.employments["Q_E2"]) is None


@pytest.mark.parametrize("form", READS)
def test_a_read_without_an_actor_raises(session: AnySession, form: str) -> None:
    """Never just nothing: a forgotten actor must not look like an empty list."""
    with pytest.raises(OutOfScope):
        session.scalars(READS[form]()).all()


def test_rows_of_nobody_may_be_read_without_an_actor(session: AnySession) -> None:
    assert session.scalar(categories()) == 11


def categories() -> Select[int]:
    """The categories belong to nobody."""
    from_catalogue = table("work_categories", column("number"))
    return select(func.count()).select_from(from_catalogue)


REFUSED: dict[str, Any] = {
    "core select": select(FORGED),
    "core column": select(FORGED.c.id),
    "text": text("select id_number from persons"),
    "text inside": select(text("id")).select_from(FORGED),
    "text as source": select(literal_column("id")).select_from(text("persons")),
    "text with columns": text("select id from persons").columns(column("id")),
    "table by name": select(table("persons", column("id"))),
    "its alias": select(table("persons", column("id")).alias("p").c.id),
    "bare existence": select(exists().where(Employment.id > 0)),
    "bulk update": update(Employment).values(void_reason="x"),
    "bulk delete": delete(Employment),
    "bulk insert": insert(Grant).values(person_name="x"),
    "core update": update(FORGED).values(void_reason="x"),
    "core delete": delete(FORGED),
    "delete of history": delete(Revision),
}


@pytest.mark.parametrize("form", REFUSED)
def test_what_the_guard_cannot_scope_is_refused(
    session: AnySession, act_as: ActAs, form: str
) -> None:
    act_as("L", "E1")
    with pytest.raises(OutOfScope):
        session.execute(REFUSED[form])


def test_a_row_in_the_identity_map_is_not_found_by_a_query(
    session: AnySession, act_as: ActAs, world: World
) -> None:
    """``session.get`` would hand it out: that is why views read by queries."""
    act_as("L", "E1")
    with unscoped(session, "test"):
        loaded = session.get_one(Employment, world.employments["Q_E2"])
    again = select(Employment).where(Employment.id == loaded.id)
    assert session.scalars(again).one_or_none() is None
    assert session.get(Employment, loaded.id, populate_existing=True) is None


def test_the_actor_does_not_outlive_the_request(session: AnySession, act_as: ActAs) -> None:
    act_as("L", "E1")
    session_scope.leave(session)
    with pytest.raises(OutOfScope):
        session.scalars(select(Employment.id)).all()


def test_a_session_of_ones_own_is_guarded_too(session: AnySession, act_as: ActAs) -> None:
    """Exports stream in one."""
    act_as("L", "E1")
    with db.session.session_factory() as own, pytest.raises(OutOfScope):
        own.scalars(select(Employment.id)).all()
