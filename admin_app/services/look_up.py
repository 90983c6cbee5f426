"""查找 of 记录填报: limited, audited, one answer for every kind of miss (R78, threat T14)."""

from datetime import datetime, timedelta

from admin_app.actor import Actor
from admin_app.policy.permissions import Permission, require
from admin_app.rules.rulebook import Rulebook
from admin_app.services.audit import EventKind, Subject, note
from admin_app.services.operators import NOT_FOUND, Operator, OperatorNotFound, find_operator
from admin_app.services.throttle import Limit, count_failure, refuse_beyond
from admin_app.session_scope import AnySession

LOOK_UPS = Limit("operator look-up", failures=30, window=timedelta(minutes=15))


def find_for_filing(
    session: AnySession,
    actor: Actor,
    full_name: str,
    id_number: str,
    now: datetime,
    rulebook: Rulebook,
) -> Operator:
    """Find an operator for 记录填报; limited and audited (threat T14).

    Raises ``OperatorNotFound`` for every kind of miss: the caller then notes it (``note_miss``)
    in a transaction of its own. ``id_number`` is normalised and checked.
    """
    require(actor, Permission.FILE_EMPLOYMENT)
    refuse_beyond(session, LOOK_UPS, str(actor.account_id), now)
    found = find_operator(session, full_name, id_number, now.date(), rulebook)
    if found is None:
        raise OperatorNotFound(NOT_FOUND)
    note(session, actor, EventKind.OPERATOR_LOOKED_UP, now, Subject("person", found.person_id))
    return found


def note_miss(session: AnySession, actor: Actor, now: datetime) -> None:
    """Count and log a look-up that found nothing; what was typed is not kept."""
    count_failure(session, LOOK_UPS, str(actor.account_id), now)
    note(session, actor, EventKind.OPERATOR_LOOKED_UP, now, found=False)
