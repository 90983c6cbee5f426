"""Counting failures, so that guessing gets slow: in the database, for all workers together."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from admin_app.errors import Throttled
from admin_app.session_scope import AnySession
from models.accounts import FailedAttempt
from models.sealed import keyed_hash


@dataclass(frozen=True)
class Limit:
    """So many failures of one subject within the window; then 429 until some have aged."""

    purpose: str
    failures: int
    window: timedelta


def refuse_beyond(session: AnySession, limit: Limit, subject: str, now: datetime) -> None:
    """Raise ``Throttled`` while the subject has used up its failures."""
    count, oldest = session.execute(
        select(func.count(), func.min(FailedAttempt.at)).where(
            FailedAttempt.subject == _subject(limit, subject),
            FailedAttempt.at > now - limit.window,
        )
    ).one()
    if count < limit.failures:
        return
    wait = max(1, int((oldest + limit.window - now).total_seconds()))
    minutes = -(-wait // 60)
    raise Throttled(f"尝试次数过多，请 {minutes} 分钟后再试。", retry_after=wait)


def count_failure(session: AnySession, limit: Limit, subject: str, now: datetime) -> None:
    """Remember one failure; those too old to matter to this subject are dropped."""
    aged = (
        FailedAttempt.subject == _subject(limit, subject),
        FailedAttempt.at < now - limit.window,
    )
    session.execute(delete(FailedAttempt).where(*aged))
    session.add(FailedAttempt(subject=_subject(limit, subject), at=now))


def forget_failures(session: AnySession, limit: Limit, subject: str) -> None:
    """Start counting anew, after a success."""
    session.execute(delete(FailedAttempt).where(FailedAttempt.subject == _subject(limit, subject)))


def _subject(limit: Limit, subject: str) -> bytes:
    return keyed_hash(f"{limit.purpose}\n{subject}")
