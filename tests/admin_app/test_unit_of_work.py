"""One commit for all of it, and a sentence for each constraint that two may race for (T48, T50)."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from admin_app.clock import SHANGHAI
from admin_app.errors import Conflict, DomainError, Refused
from admin_app.services.audit import EventKind, note
from admin_app.session_scope import AnySession, unscoped
from admin_app.unit_of_work import unit_of_work
from models.accounts import Account
from models.audit import AuditEvent
from models.base import Base
from models.batches import BatchUpload
from models.certificates import Certificate
from models.employments import Employment
from models.grants import Grant
from models.issuers import Issuer
from models.revisions import Revision
from tests.admin_app.conftest import ActAs
from tests.world import TODAY, World

NOW = datetime.combine(TODAY, datetime.min.time(), SHANGHAI)
Twin = Callable[[AnySession, World], Base]


def copy_of(row: Base, **changes: Any) -> Base:
    """The same row once more, as somebody else's transaction would have written it."""
    mapper = inspect(type(row))
    computed = {"id", "effective_until", "version", "head_mac"}
    kept = {
        attribute.key: getattr(row, attribute.key)
        for attribute in mapper.column_attrs
        if attribute.key not in computed or changes.get(attribute.key)
    }
    return type(row)(**{**kept, **changes})


def same_record(session: AnySession, world: World) -> Base:
    return copy_of(session.get_one(Employment, world.employments["P_E1"]))


def same_grant(session: AnySession, world: World) -> Base:
    return copy_of(session.get_one(Grant, world.grants["D"]))


def same_certificate(session: AnySession, world: World) -> Base:
    return copy_of(session.get_one(Certificate, world.certificates["CR"]))


def same_revision(session: AnySession, world: World) -> Base:
    first = session.scalars(select(Revision).limit(1)).one()
    return copy_of(first, version=first.version)


def same_issuer(session: AnySession, world: World) -> Base:
    return copy_of(session.scalars(select(Issuer).limit(1)).one())


def same_file(session: AnySession, world: World) -> Base:
    account_id = session.scalars(select(Account.id).limit(1)).one()
    values: Mapping[str, Any] = {
        "employer_id": world.employers["E1"], "account_id": account_id, "uploaded_by_name": "某人",
        "file_name": "a.csv", "file_hash": b"1" * 32, "state": "filed", "row_count": 1,
        "good_count": 1, "uploaded_at": NOW,
    }  # fmt: skip
    session.add(BatchUpload(**values))
    session.flush()
    return BatchUpload(**values)


def backwards(session: AnySession, world: World) -> Base:
    grant = session.get_one(Grant, world.grants["D"])
    return copy_of(grant, id_number_hash=b"1" * 32, valid_until=grant.valid_from - timedelta(1))


@pytest.mark.parametrize(
    ("twin", "kind", "sentence"),
    [
        (same_record, Refused, "时间重叠的聘用记录"),
        (same_grant, Refused, "该人员已在授权名单中"),
        (same_certificate, Refused, "该证书已存在"),
        (same_issuer, Refused, "请再次提交"),
        (same_file, Refused, "该文件已经填报过"),
        (same_revision, Conflict, "刚刚被其他人修改"),
    ],
)
def test_a_refused_constraint_is_a_sentence(
    session: AnySession, world: World, twin: Twin, kind: type[DomainError], sentence: str
) -> None:
    with pytest.raises(kind) as refused, unit_of_work(session), unscoped(session, "test"):
        session.add(twin(session, world))
    assert sentence in refused.value.sentence


def test_a_constraint_without_a_sentence_stays_a_fault(session: AnySession, world: World) -> None:
    with (
        pytest.raises(IntegrityError) as fault,
        unit_of_work(session),
        unscoped(session, "test"),
    ):
        session.add(backwards(session, world))
    assert world.numbers["D"] not in str(fault.value)
    assert "parameters hidden" in str(fault.value)


def test_a_refusal_leaves_nothing(session: AnySession, act_as: ActAs) -> None:
    actor = act_as("P")
    unheard = Issuer(name="没有存下", name_key="没有存下", is_local=False, is_listed=False)

    def refused_halfway() -> None:
        with unit_of_work(session):
            note(session, actor, EventKind.REFUSED, NOW)
            session.add(unheard)
            session.flush()
            raise Refused("不行")

    with pytest.raises(Refused):
        refused_halfway()
    with unit_of_work(session):
        assert session.scalars(select(Issuer).where(Issuer.name == "没有存下")).first() is None
    with unscoped(session, "test"):
        assert session.scalars(select(AuditEvent)).all() == []


def test_the_audit_chain_is_appended_with_the_commit(session: AnySession, act_as: ActAs) -> None:
    actor = act_as("P")
    for _ in range(2):
        with unit_of_work(session):
            note(session, actor, EventKind.REFUSED, NOW, endpoint="x")
            note(session, actor, EventKind.SIGNED_OUT, NOW)
    with unscoped(session, "test"):
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.position)).all()
    assert [event.position for event in events] == [1, 2, 3, 4]
    assert len({event.mac for event in events}) == 4
