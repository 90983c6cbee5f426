"""How far a grant goes, and who may touch it (A-9, R121)."""

from dataclasses import dataclass
from datetime import date

from admin_app.actor import Acting, Actor
from admin_app.errors import Forbidden, Refused
from admin_app.rules.grant_term import Reach, grant_status, judge_new_grant, judge_reach, within
from admin_app.rules.term import Term
from admin_app.services.standing import employer_in_hand
from models.grants import Grant
from models.vocabulary import GrantFunction, GrantStatus

OWN = "不能修改本人的授权，请联系本企业法定代表人。"
BEYOND = "该授权超出您本人的授权功能或期限，只有法定代表人可以办理。"


@dataclass(frozen=True)
class GrantTerms:
    """是否授权, 授权功能, 授权期限."""

    is_authorized: bool
    functions: frozenset[GrantFunction]
    valid_from: date | None
    valid_until: date | None


def refuse_untouchable(actor: Actor, grant: Grant) -> None:
    """Nobody touches the own grant; a delegate none that reaches beyond the own (A-9, R121)."""
    acting = employer_in_hand(actor)
    if grant.employer_id != acting.employer_id:
        raise Forbidden("该授权不属于当前办事企业。")
    if grant.id == acting.grant_id or (grant.person_id and grant.person_id == actor.person_id):
        raise Forbidden(OWN)
    own = _own_reach(acting)
    if own is not None and not within(own, reach_of(grant)):
        raise Forbidden(BEYOND)


def reach_of(grant: Grant) -> Reach:
    """How far a grant goes."""
    return Reach(grant.functions, Term(grant.valid_from, grant.valid_until))


def status_of(grant: Grant, today: date) -> GrantStatus:
    """状态 of a grant on a day."""
    term = Term(grant.valid_from, grant.valid_until)
    return grant_status(grant.is_authorized, grant.disabled_at is not None, term, today)


def judge_terms(acting: Acting, terms: GrantTerms) -> Reach:
    """The reach of these terms; refused where they are incomplete or beyond a delegate's own."""
    refusals = judge_new_grant(terms.functions, terms.valid_from, terms.valid_until)
    if refusals:
        raise Refused.many(refusals)
    assert terms.valid_from is not None
    assert terms.valid_until is not None
    reach = Reach(terms.functions, Term(terms.valid_from, terms.valid_until))
    own = _own_reach(acting)
    refusals = judge_reach(own, reach) if own is not None else []
    if refusals:
        raise Refused.many(refusals)
    return reach


def _own_reach(acting: Acting) -> Reach | None:
    if not acting.is_delegate:
        return None
    assert acting.valid_from is not None
    assert acting.valid_until is not None
    return Reach(acting.functions, Term(acting.valid_from, acting.valid_until))
