"""批量填报: file what was checked, in one transaction, and withdraw it again (R82, A-11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from admin_app.actor import Actor
from admin_app.errors import Conflict, Forbidden, NotFound, Refused
from admin_app.policy.permissions import Permission, require
from admin_app.rules.rulebook import Rulebook
from admin_app.services.audit import EventKind, Subject, note
from admin_app.services.batch_checks import JudgedRow, Report, check_table
from admin_app.services.batch_store import kept_table, refuse_filed_before
from admin_app.services.filing import filing_employer, first_values, record_of
from admin_app.services.progress import EVERY, Progress, Steps
from admin_app.services.revisions import acting_author, record_creations, revise
from admin_app.session_scope import AnySession
from models.batches import BatchUpload
from models.employments import Employment
from models.people import Person
from models.vocabulary import BatchState, RevisionKind

FILING = "填报"
WITHDRAWN = "批次撤销"


@dataclass(frozen=True)
class Withdrawn:
    """How many records were withdrawn, and those that stay because somebody changed them since."""

    count: int
    kept: Sequence[str]


def file_batch(
    session: AnySession,
    actor: Actor,
    upload: BatchUpload,
    *,
    only_good: bool,
    now: datetime,
    rulebook: Rulebook,
) -> Steps[int]:
    """File the checked rows, judged anew; how many. Nothing, unless all are right or the user
    chose the right ones only."""
    require(actor, Permission.FILE_BATCH)
    if upload.state != BatchState.CHECKED.value:
        raise Conflict("该批次已经处理过，请查看结果。")
    refuse_filed_before(session, actor, upload.file_hash)
    table = kept_table(session, actor, upload, now)
    report = yield from check_table(session, actor, table, now.date(), rulebook)
    _refuse_unfit(report, only_good=only_good)
    made = yield from _file_rows(session, actor, upload, report.good, now)
    upload.state, upload.rows = BatchState.FILED.value, None
    upload.filed_at, upload.filed_count = now, made
    note(session, actor, EventKind.BATCH_FILED, now, Subject("batch", upload.id), rows=made)
    session.flush()
    return made


def withdraw_batch(
    session: AnySession, actor: Actor, upload: BatchUpload, now: datetime, within: timedelta
) -> Withdrawn:
    """撤销本批: void its records, by the filer, within the term; changed ones are kept (A-26)."""
    refuse_unless_withdrawable(actor, upload, now, within)
    author = acting_author(actor, now)
    filed = select(Employment).where(
        Employment.batch_id == upload.id, Employment.voided_at.is_(None)
    )
    kept: list[int] = []
    count = 0
    for employment in session.scalars(filed.order_by(Employment.id).with_for_update()).all():
        if employment.version > 1:
            kept.append(employment.id)
            continue
        values = {"voided_at": now, "void_reason": WITHDRAWN}
        told = {"voided_at": [("status", None, "已作废")], "void_reason": []}
        revise(
            session, author, employment, values, values,
            kind=RevisionKind.VOID, reason=WITHDRAWN, spoken=told,
        )  # fmt: skip
        count += 1
    upload.state, upload.withdrawn_at = BatchState.WITHDRAWN.value, now
    note(session, actor, EventKind.BATCH_WITHDRAWN, now, Subject("batch", upload.id), rows=count)
    return Withdrawn(count, _named(session, kept))


def refuse_unless_withdrawable(
    actor: Actor, upload: BatchUpload, now: datetime, within: timedelta
) -> None:
    """Only a filed batch, only by whoever filed it, only within the term."""
    require(actor, Permission.WITHDRAW_BATCH)
    if upload.account_id != actor.account_id:
        raise Forbidden("只有填报人本人可以撤销该批次。")
    if upload.state != BatchState.FILED.value or upload.filed_at is None:
        raise Conflict("该批次不是已填报状态，不能撤销。")
    if now - upload.filed_at > within:
        raise Refused(f"该批次填报已超过 {within.days} 天，不能撤销，请逐条修改。")


def batch_in_hand(session: AnySession, actor: Actor, batch_id: int) -> BatchUpload:
    """An upload of the employer in hand, locked for what is about to happen to it."""
    acting = filing_employer(actor)
    upload = session.scalars(
        select(BatchUpload)
        .where(BatchUpload.id == batch_id, BatchUpload.employer_id == acting.employer_id)
        .with_for_update()
    ).first()
    if upload is None:
        raise NotFound("没有找到该批次，或您无权查看。")
    return upload


def _refuse_unfit(report: Report, *, only_good: bool) -> None:
    if report.problems:
        raise Refused(report.problems[0])
    if not report.good:
        raise Refused("没有可以填报的行，请按提示修改后重新上传。")
    if report.bad and not only_good:
        raise Refused(f"还有 {len(report.bad)} 行需要修改；全部正确后才能一次填报。")


def _file_rows(
    session: AnySession,
    actor: Actor,
    upload: BatchUpload,
    rows: Sequence[JudgedRow],
    now: datetime,
) -> Steps[int]:
    acting, author = filing_employer(actor), acting_author(actor, now)
    for start in range(0, len(rows), EVERY):
        yield Progress(FILING, start, len(rows))
        records = []
        for judged in rows[start : start + EVERY]:
            assert judged.filing is not None
            assert judged.operator is not None
            assert judged.held is not None
            record = record_of(acting, actor, judged.filing, judged.operator, judged.held, now)
            record.batch_id = upload.id
            records.append(record)
        session.add_all(records)
        session.flush()
        record_creations(session, author, [(one, first_values(one)) for one in records])
    yield Progress(FILING, len(rows), len(rows))
    return len(rows)


def _named(session: AnySession, employment_ids: Sequence[int]) -> Sequence[str]:
    names = (
        select(Person.full_name)
        .join(Employment, Employment.person_id == Person.id)
        .where(Employment.id.in_(employment_ids))
        .order_by(Employment.id)
    )
    return session.scalars(names).all()
