"""What waits for an enterprise: records and certificates that run out, grants to look through."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import SQLColumnExpression, and_, select

from admin_app.actor import Actor
from admin_app.policy.permissions import Permission, may
from admin_app.policy.scopes import certificates_of_employer
from admin_app.services.tasks import ENDING, SHOWN, SOON, Line, Task, count_rows
from admin_app.session_scope import AnySession
from models.catalogue import WorkItem
from models.certificates import Certificate
from models.employments import Employment
from models.grants import Grant
from models.people import Person
from models.vocabulary import Capacity, Lifecycle


def enterprise_tasks(session: AnySession, actor: Actor, today: date) -> list[Task]:
    """The groups that the functions in hand allow."""
    tasks = []
    if may(actor, Permission.READ_EMPLOYMENTS):
        tasks += [_inconsistent(session, actor), _ending(session, actor, today)]
    if may(actor, Permission.READ_CERTIFICATES):
        tasks.append(_people_expiring(session, actor, today))
    if may(actor, Permission.READ_GRANTS) and actor.acting and not actor.acting.is_delegate:
        tasks.append(_grants_to_review(session, actor, today))
    return tasks


def _inconsistent(session: AnySession, actor: Actor) -> Task:
    """A-23."""
    assert actor.acting is not None
    where = [Employment.employer_id == actor.acting.employer_id, Employment.certificate_differs]
    return _employment_task(session, "证书信息不一致的聘用记录", where, is_urgent=True)


def _ending(session: AnySession, actor: Actor, today: date) -> Task:
    assert actor.acting is not None
    where = [
        Employment.employer_id == actor.acting.employer_id,
        Employment.voided_at.is_(None),
        Employment.effective_until.between(today, today + ENDING),
    ]
    return _employment_task(session, "30 天内到期的聘用记录", where)


def _employment_task(
    session: AnySession,
    title: str,
    where: Sequence[SQLColumnExpression[bool]],
    *,
    is_urgent: bool = False,
) -> Task:
    rows = session.execute(
        select(Employment.id, Person.full_name, WorkItem.name, Employment.effective_until)
        .join(Person, Person.id == Employment.person_id)
        .join(WorkItem, WorkItem.id == Employment.item_id)
        .where(*where)
        .order_by(Employment.effective_until, Employment.id)
        .limit(SHOWN)
    )
    lines = [
        Line("employment", row.id, f"{row.full_name} {row.name} 至 {row.effective_until}")
        for row in rows
    ]
    count = count_rows(session, lines, select(Employment.id).where(*where))
    return Task(title, count, lines, False, is_urgent)


def _people_expiring(session: AnySession, actor: Actor, today: date) -> Task:
    where = and_(
        certificates_of_employer(actor, today),
        Certificate.lifecycle == Lifecycle.NORMAL.value,
        Certificate.valid_until.between(today, today + SOON),
    )
    rows = session.execute(
        select(Certificate.id, Person.full_name, WorkItem.name, Certificate.valid_until)
        .join(Person, Person.id == Certificate.person_id)
        .join(WorkItem, WorkItem.id == Certificate.item_id)
        .where(where)
        .order_by(Certificate.valid_until, Certificate.id)
        .limit(SHOWN)
    )
    lines = [
        Line("certificate", row.id, f"{row.full_name} {row.name} 有效期至 {row.valid_until}")
        for row in rows
    ]
    count = count_rows(session, lines, select(Certificate.id).where(where))
    return Task("聘用人员 90 天内到期的证书", count, lines, False, is_urgent=True)


def _grants_to_review(session: AnySession, actor: Actor, today: date) -> Task:
    """A-9: live grants whose maker is a delegate without rights today."""
    assert actor.acting is not None
    employer_id = actor.acting.employer_id
    live_makers = select(Grant.person_id).where(
        Grant.employer_id == employer_id,
        Grant.is_authorized,
        Grant.valid_from <= today,
        Grant.valid_until >= today,
        Grant.person_id.is_not(None),
    )
    where = [
        Grant.employer_id == employer_id,
        Grant.granted_as == Capacity.DELEGATE.value,
        Grant.is_authorized,
        Grant.valid_until >= today,
        Grant.granted_by_id.not_in(live_makers),
    ]
    rows = session.execute(
        select(Grant.id, Grant.person_name, Grant.granted_by_name)
        .where(*where)
        .order_by(Grant.id)
        .limit(SHOWN)
    )
    lines = [
        Line("grant", row.id, f"{row.person_name}（由 {row.granted_by_name} 授权，其本人已无授权）")
        for row in rows
    ]
    return Task(
        "待复核的授权", count_rows(session, lines, select(Grant.id).where(*where)), lines, False
    )
