"""The only commit of the house."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import scoped_session

from admin_app.errors import Conflict, DomainError, Refused
from admin_app.services.audit import append_noted, forget_noted
from admin_app.services.overlaps import OVERLAP
from admin_app.session_scope import AnySession
from models.safeguards import OVERLAP as OVERLAP_CONSTRAINT

_GRANTED = "该人员已在授权名单中，请在列表中使用“授权”修改。"
_STALE = "该数据刚刚被其他人修改，请重新打开后再提交。"
_DOUBLE = "该证书已存在，请勿重复新增。"
_ISSUER = "该发证机构刚刚由其他人登记，请再次提交。"
_AGAIN = "该账号正在另一处首次登录，请再登录一次。"
_FILED = "该文件已经填报过，请勿重复填报。"

DEADLOCK = "40P01"  # PostgreSQL gave one of two overlapping filings up

# What a constraint says, in words: by its name (PostgreSQL) and by its columns (SQLite). The
# services have said it before; this is for the race between two who asked at once.
_REFUSED: Mapping[str, tuple[type[DomainError], str]] = {
    OVERLAP_CONSTRAINT: (Refused, OVERLAP),
    "uq_grants_employer_id": (Refused, _GRANTED),
    "grants.employer_id, grants.id_number_hash": (Refused, _GRANTED),
    "uq_certificates_person_id": (Refused, _DOUBLE),
    "certificates.person_id, certificates.item_id": (Refused, _DOUBLE),
    "uq_issuers_name": (Refused, _ISSUER),
    "issuers.name": (Refused, _ISSUER),
    "uq_batch_uploads_filed": (Refused, _FILED),
    "batch_uploads.employer_id, batch_uploads.file_hash": (Refused, _FILED),
    "uq_accounts_login": (Conflict, _AGAIN),
    "accounts.login": (Conflict, _AGAIN),
    "uq_persons_id_type": (Conflict, _AGAIN),
    "persons.id_type, persons.id_number_hash": (Conflict, _AGAIN),
    "uq_revisions_noun": (Conflict, _STALE),
    "revisions.noun, revisions.row_id": (Conflict, _STALE),
}


@contextmanager
def unit_of_work(session: AnySession) -> Iterator[None]:
    """Commit what was done inside, all of it, or nothing.

    The audit chain is appended last. A refused constraint comes out as the sentence that belongs
    to it; one without a sentence is a fault of the programme and stays an ``IntegrityError``.
    """
    begin_write(session)
    try:
        yield
        session.flush()
        append_noted(session)
        session.commit()
    except IntegrityError as fault:
        _abandon(session)
        raise _sentence_for(fault) or fault from fault
    except OperationalError as fault:
        _abandon(session)
        if getattr(fault.orig, "sqlstate", None) == DEADLOCK:
            raise Conflict(_STALE) from fault
        raise
    except BaseException:
        _abandon(session)
        raise


def _abandon(session: AnySession) -> None:
    session.rollback()
    forget_noted(session)


def _sentence_for(fault: IntegrityError) -> DomainError | None:
    said = str(fault.orig)
    return next((kind(words) for name, (kind, words) in _REFUSED.items() if name in said), None)


def begin_write(session: AnySession) -> None:
    """Start a transaction that will write; SQLite takes its write lock at once (BEGIN IMMEDIATE).

    Reading first and writing later in a deferred transaction fails under load with
    "database is locked", whatever the busy timeout.
    """
    present = session() if isinstance(session, scoped_session) else session
    if not present.in_transaction():
        session.connection(execution_options={"writes": True})
