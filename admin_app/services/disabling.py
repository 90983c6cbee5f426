"""禁用: the one-click stop of a delegate, and what it leaves to look through (R119, A-9, A-10)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from admin_app.actor import Actor
from admin_app.errors import Forbidden, Refusal
from admin_app.policy.permissions import Permission, require
from admin_app.services.grant_reach import refuse_untouchable, status_of
from admin_app.services.revisions import acting_author, revise
from admin_app.session_scope import AnySession
from models.grants import Grant
from models.vocabulary import Capacity, GrantStatus, RevisionKind

_COLUMNS = ("is_authorized", "disabled_at", "disabled_by_name")


def disable_grants(
    session: AnySession, actor: Actor, grants: Sequence[Grant], now: datetime
) -> int:
    """禁用: the one-click stop, of one or several, all or none; how many changed (R119, A-10)."""
    require(actor, Permission.DISABLE_GRANT)
    refuse_any_untouchable(actor, grants)
    return sum(_disable(session, actor, grant, now) for grant in grants)


def refuse_any_untouchable(actor: Actor, grants: Sequence[Grant]) -> None:
    """One that may not be touched refuses all, by name and with the reason (R121)."""
    refusals = []
    for grant in grants:
        try:
            refuse_untouchable(actor, grant)
        except Forbidden as forbidden:
            refusals.append(Refusal(None, f"{grant.person_name}：{forbidden.sentence}", grant.id))
    if refusals:
        raise Forbidden.many(refusals)


def granted_by_delegates(
    session: AnySession, employer_id: int, grantee_ids: Sequence[int], today: date
) -> Sequence[Grant]:
    """Live grants that these delegates made, for the representative to look through (A-9)."""
    made = select(Grant).where(
        Grant.employer_id == employer_id,
        Grant.granted_by_id.in_(grantee_ids),
        Grant.granted_as == Capacity.DELEGATE.value,
        Grant.is_authorized,
        Grant.valid_until >= today,
    )
    return session.scalars(made.order_by(Grant.id)).all()


def _disable(session: AnySession, actor: Actor, grant: Grant, now: datetime) -> bool:
    if grant.disabled_at is not None:
        return False
    values = {"is_authorized": False, "disabled_at": now, "disabled_by_name": actor.full_name}
    told = ("status", status_of(grant, now.date()).label, GrantStatus.DISABLED.label)
    return revise(
        session,
        acting_author(actor, now),
        grant,
        _COLUMNS,
        values,
        kind=RevisionKind.DISABLE,
        spoken={"disabled_at": [told], "disabled_by_name": []},
    )
