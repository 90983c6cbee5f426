"""The work list of the home page: what is new, what runs out, what needs a look (interface, 3)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from admin_app.actor import Actor
from admin_app.rules.continuity import renewal_deadline
from admin_app.rules.rulebook import Rulebook
from admin_app.services.catalogue import item_label
from admin_app.services.enterprise_work import enterprise_tasks
from admin_app.services.tasks import SHOWN, SOON, Line, Task, count_rows
from admin_app.session_scope import AnySession
from models.catalogue import WorkItem
from models.certificates import Certificate
from models.employments import Employment
from models.vocabulary import Lifecycle


def work_of(
    session: AnySession, actor: Actor, since: datetime | None, today: date, rulebook: Rulebook
) -> Sequence[Task]:
    """Everything that waits for this actor; groups with nothing in them are left out."""
    tasks = [
        _new_records(session, actor, since),
        _own_expiring(session, actor, today, rulebook),
        *enterprise_tasks(session, actor, today),
    ]
    return [task for task in tasks if task.count]


def _new_records(session: AnySession, actor: Actor, since: datetime | None) -> Task:
    """U1: nobody is employed on paper without knowing."""
    new = [Employment.person_id == actor.person_id]
    if since is not None:
        new.append(Employment.filed_at > since)
    rows = session.execute(
        select(
            Employment.id,
            Employment.employer_name,
            Employment.starts_on,
            Employment.ends_on,
            Employment.filed_by_name,
            WorkItem.name,
        )
        .join(WorkItem, WorkItem.id == Employment.item_id)
        .where(*new)
        .order_by(Employment.filed_at.desc(), Employment.id.desc())
        .limit(SHOWN)
    )
    lines = [
        Line(
            "employment",
            row.id,
            f"{row.employer_name} {row.name} "
            f"{row.starts_on} 至 {row.ends_on}（填报人：{row.filed_by_name}）",
        )
        for row in rows
    ]
    return Task(
        "新填报的聘用记录",
        count_rows(session, lines, select(Employment.id).where(*new)),
        lines,
        True,
    )


def _own_expiring(session: AnySession, actor: Actor, today: date, rulebook: Rulebook) -> Task:
    mine = [
        Certificate.person_id == actor.person_id,
        Certificate.lifecycle == Lifecycle.NORMAL.value,
        Certificate.valid_until.between(today, today + SOON),
    ]
    rows = session.execute(
        select(
            Certificate.id,
            Certificate.valid_until,
            WorkItem.name,
            WorkItem.printed_code,
            WorkItem.catalogue_version,
        )
        .join(WorkItem, WorkItem.id == Certificate.item_id)
        .where(*mine)
        .order_by(Certificate.valid_until, Certificate.id)
        .limit(SHOWN)
    )
    lines = [
        Line(
            "certificate",
            row.id,
            f"{item_label(row.name, row.printed_code, row.catalogue_version)} 有效期至 "
            f"{row.valid_until}，请在 {renewal_deadline(row.valid_until, rulebook)} 前申请复审",
        )
        for row in rows
    ]
    count = count_rows(session, lines, select(Certificate.id).where(*mine))
    return Task("90 天内到期的证书", count, lines, True, is_urgent=True)
