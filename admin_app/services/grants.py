"""Grants (人员授权): issuing and changing (二/3)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from admin_app.actor import Acting, Actor
from admin_app.errors import Conflict, Refusal, Refused
from admin_app.policy.permissions import Permission, require
from admin_app.rules.editable_fields import GRANT_FIELDS
from admin_app.rules.grant_term import grant_status
from admin_app.rules.identity_number import mask
from admin_app.rules.names import name_key
from admin_app.services.grant_reach import GrantTerms, judge_terms, refuse_untouchable
from admin_app.services.people import person_of
from admin_app.services.revisions import acting_author, record_creation, revise
from admin_app.services.standing import employer_in_hand
from admin_app.session_scope import AnySession
from models.employers import Employer
from models.grants import Grant
from models.sealed import keyed_hash
from models.vocabulary import GrantStatus, RevisionKind

_COLUMNS = (*GRANT_FIELDS, "disabled_at", "disabled_by_name")
ALREADY = "该人员已在授权名单中，请在列表中使用“授权”修改。"


@dataclass(frozen=True)
class Grantee:
    """被授权人 as named by the enterprise; name and number normalised and checked."""

    person_name: str
    id_number: str = field(repr=False)
    phone: str = ""


def issue_grant(
    session: AnySession, actor: Actor, grantee: Grantee, terms: GrantTerms, now: datetime
) -> Grant:
    """Let a person act for the employer in hand (R111, R112, A-9, A-30)."""
    require(actor, Permission.ISSUE_GRANT)
    acting = employer_in_hand(actor)
    reach = judge_terms(acting, terms)
    person_id = person_of(session, grantee.person_name, grantee.id_number)
    _refuse_grantee(session, actor, acting, person_id, grantee)
    grant = Grant(
        employer_id=acting.employer_id,
        person_id=person_id,
        person_name=grantee.person_name,
        name_key=name_key(grantee.person_name),
        id_number=grantee.id_number,
        id_number_hash=keyed_hash(grantee.id_number),
        id_number_masked=mask(grantee.id_number),
        phone=grantee.phone,
        is_authorized=terms.is_authorized,
        functions=reach.functions,
        valid_from=reach.term.first,
        valid_until=reach.term.last,
        granted_on=now.date(),
        granted_by_id=actor.person_id,
        granted_by_name=actor.full_name,
        granted_as=acting.capacity.value,
    )
    session.add(grant)
    first = {name: getattr(grant, name) for name in GRANT_FIELDS}
    record_creation(session, acting_author(actor, now), grant, first)
    return grant


def amend_grant(
    session: AnySession,
    actor: Actor,
    grant: Grant,
    terms: GrantTerms,
    now: datetime,
    seen_version: int | None = None,
) -> bool:
    """授权: change the three things of a grant; 是 also lifts 禁用 (R114, R117, A-10)."""
    require(actor, Permission.AMEND_GRANT)
    refuse_untouchable(actor, grant)
    if seen_version is not None and seen_version != grant.version:
        raise Conflict("该授权已被其他人修改，请核对后重新提交。")
    reach = judge_terms(employer_in_hand(actor), terms)
    values: dict[str, Any] = {
        "is_authorized": terms.is_authorized,
        "functions": reach.functions,
        "valid_from": reach.term.first,
        "valid_until": reach.term.last,
    }
    kind, spoken = RevisionKind.AMEND, None
    if grant.disabled_at is not None and terms.is_authorized:
        kind = RevisionKind.RESTORE
        values |= {"disabled_at": None, "disabled_by_name": None}
        restored = grant_status(True, False, reach.term, now.date())
        told = ("status", GrantStatus.DISABLED.label, restored.label)
        spoken = {"disabled_at": [told], "disabled_by_name": []}
    author = acting_author(actor, now)
    return revise(session, author, grant, _COLUMNS, values, kind=kind, spoken=spoken)


def _refuse_grantee(
    session: AnySession, actor: Actor, acting: Acting, person_id: int | None, grantee: Grantee
) -> None:
    representative = session.scalars(
        select(Employer.representative_id).where(Employer.id == acting.employer_id)
    ).one()
    if person_id is not None and person_id == actor.person_id:
        raise Refused("不能授权给本人。", "id_number")
    if person_id is not None and person_id == representative:
        raise Refused("该人员是本企业法定代表人，无需授权。", "id_number")
    existing = session.scalars(
        select(Grant.id).where(
            Grant.employer_id == acting.employer_id,
            Grant.id_number_hash == keyed_hash(grantee.id_number),
        )
    ).first()
    if existing is not None:
        raise Refused.many([Refusal("id_number", ALREADY, existing)])
