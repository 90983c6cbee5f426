"""Employment records: amending and ending (二/1.2.6)."""

from collections.abc import Sequence
from datetime import date, datetime

from admin_app.actor import Actor
from admin_app.errors import Conflict, Forbidden, Refusal, Refused
from admin_app.policy.permissions import Permission, require
from admin_app.rules import employment_window
from admin_app.rules.editable_fields import EMPLOYMENT_FIELDS
from admin_app.rules.employment_window import EmploymentDates
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term
from admin_app.services.operators import present_validity
from admin_app.services.overlaps import read_taken
from admin_app.services.revisions import acting_author, revise
from admin_app.services.standing import employer_in_hand
from admin_app.session_scope import AnySession
from models.employments import Employment


def amend_employment(
    session: AnySession,
    actor: Actor,
    employment: Employment,
    dates: EmploymentDates,
    now: datetime,
    rulebook: Rulebook,
    seen_version: int | None = None,
) -> bool:
    """Change 聘用时间, 终止聘用时间, 终止聘用原因 (R88 to R90); False where nothing changed."""
    require(actor, Permission.AMEND_EMPLOYMENT)
    if employment.employer_id != employer_in_hand(actor).employer_id:
        raise Forbidden("该聘用记录不属于当前办事企业。")
    if employment.voided_at is not None:
        raise Refused("该聘用记录已作废，不能修改。")
    if seen_version is not None and seen_version != employment.version:
        raise Conflict("该聘用记录已被其他人修改，请核对后重新提交。")
    before = dates_of(employment)
    refusals = employment_window.judge_amendment(
        before, dates, present_validity(session, employment), now.date(), rulebook
    )
    if refusals:
        raise Refused.many(refusals)
    if dates != before:
        taken = read_taken(session, employment.employer_id, [employment.person_id])
        taken.refuse(employment.person_id, employment.item_id, _effective(dates), employment.id)
    values = {name: getattr(dates, name) for name in EMPLOYMENT_FIELDS}
    return revise(session, acting_author(actor, now), employment, EMPLOYMENT_FIELDS, values)


def end_employments(
    session: AnySession,
    actor: Actor,
    employments: Sequence[Employment],
    terminated_on: date | None,
    reason: str,
    now: datetime,
    rulebook: Rulebook,
) -> int:
    """End several records on one day for one reason, all or none (U3); how many changed."""
    require(actor, Permission.AMEND_EMPLOYMENT)
    if terminated_on is None:
        raise Refused("请填写终止聘用时间", "terminated_on")
    if not reason:
        raise Refused("请填写终止聘用原因", "termination_reason")
    refusals: list[Refusal] = []
    ended = 0
    for employment in employments:
        old = dates_of(employment)
        asked = EmploymentDates(old.starts_on, old.ends_on, terminated_on, reason)
        try:
            ended += amend_employment(session, actor, employment, asked, now, rulebook)
        except Refused as refused:
            refusals += [
                Refusal(one.field, one.sentence, employment.id) for one in refused.refusals
            ]
    if refusals:
        raise Refused.many(refusals)
    return ended


def dates_of(employment: Employment) -> EmploymentDates:
    """What may be amended, as it stands now."""
    return EmploymentDates(
        employment.starts_on,
        employment.ends_on,
        employment.terminated_on,
        employment.termination_reason,
    )


def _effective(dates: EmploymentDates) -> Term:
    assert dates.starts_on is not None
    assert dates.ends_on is not None
    return Term(dates.starts_on, dates.terminated_on or dates.ends_on)
