"""Which rows an actor may write, judged by the row's own columns: the guard's last question.

Services have asked ``permissions`` long before; this is for the line of code that forgot to.
"""

from collections.abc import Callable, Mapping
from typing import Any

from admin_app.actor import Actor
from admin_app.policy.permissions import Permission, may
from models.audit import AuditEvent
from models.base import Scoped
from models.batches import BatchUpload
from models.certificates import Certificate
from models.employments import Employment
from models.exports import ExportedFile
from models.grants import Grant
from models.printed_sheets import PrintedSheet
from models.revisions import Revision


def may_write(actor: Actor, row: Scoped) -> bool:
    """Whether the actor may add or change this row; False for every kind not named below."""
    judge = _JUDGES.get(type(row))
    return judge is not None and judge(actor, row)


def _employment(actor: Actor, row: Any) -> bool:
    return _is_in_hand(actor, row.employer_id) and may(actor, Permission.AMEND_EMPLOYMENT)


def _certificate(actor: Actor, row: Any) -> bool:
    is_own = actor.person_id is not None and row.person_id == actor.person_id
    return is_own and not row.is_local and may(actor, Permission.AMEND_OWN_CERTIFICATE)


def _grant(actor: Actor, row: Any) -> bool:
    is_own = row.person_id is not None and row.person_id == actor.person_id
    return not is_own and _is_in_hand(actor, row.employer_id) and may(actor, Permission.AMEND_GRANT)


def _revision(actor: Actor, row: Any) -> bool:
    return bool(row.actor_person_id == actor.person_id)


def _event(actor: Actor, row: Any) -> bool:
    return bool(row.account_id == actor.account_id)


def _batch(actor: Actor, row: Any) -> bool:
    return _is_in_hand(actor, row.employer_id) and may(actor, Permission.FILE_BATCH)


def _sheet(actor: Actor, row: Any) -> bool:
    return row.person_id == actor.person_id and may(actor, Permission.PRINT_OWN_SHEET)


def _export(actor: Actor, row: Any) -> bool:
    return bool(row.account_id == actor.account_id)


def _is_in_hand(actor: Actor, employer_id: int) -> bool:
    return actor.acting is not None and actor.acting.employer_id == employer_id


_JUDGES: Mapping[type[Scoped], Callable[[Actor, Any], bool]] = {
    Employment: _employment,
    Certificate: _certificate,
    Grant: _grant,
    Revision: _revision,
    AuditEvent: _event,
    BatchUpload: _batch,
    PrintedSheet: _sheet,
    ExportedFile: _export,
}
