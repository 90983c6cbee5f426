"""Filing one employment record (记录填报; 二/1.2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from admin_app.actor import Acting, Actor
from admin_app.errors import Refused
from admin_app.policy.permissions import Permission, require
from admin_app.rules import employment_window
from admin_app.rules.certificate_status import judge_usable
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term
from admin_app.services.operators import (
    NOT_FOUND,
    HeldItem,
    Operator,
    OperatorNotFound,
    find_operator,
)
from admin_app.services.overlaps import Taken, is_employed_elsewhere, read_taken
from admin_app.services.revisions import acting_author, record_creation
from admin_app.services.standing import employer_in_hand
from admin_app.session_scope import AnySession
from models.employments import Employment

ELSEWHERE = "该人员同一作业项目在其他单位有时间重叠的聘用记录，请与本人核实。"


@dataclass(frozen=True)
class Filing:
    """What is filed: the person by name and number, an item that the person holds, the period."""

    person_name: str
    id_number: str
    category: int | None
    item_code: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Filed:
    """The new record, and what to tell without having refused it (A-5, A-18)."""

    employment: Employment
    warnings: Sequence[str]


def file_employment(
    session: AnySession, actor: Actor, filing: Filing, now: datetime, rulebook: Rulebook
) -> Filed:
    """File one record for the employer in hand (R72 to R80, U5)."""
    acting = filing_employer(actor)
    operator = find_operator(session, filing.person_name, filing.id_number, now.date(), rulebook)
    persons = [operator.person_id] if operator else []
    taken = read_taken(session, acting.employer_id, persons)
    held = judge_filing(filing, operator, taken, now.date(), rulebook)
    assert operator is not None
    employment = record_of(acting, actor, filing, operator, held, now)
    session.add(employment)
    record_creation(session, acting_author(actor, now), employment, first_values(employment))
    return Filed(employment, _warnings(session, employment, held, rulebook))


def filing_employer(actor: Actor) -> Acting:
    """The employer in hand, if records may be filed for it at all (R72, U5)."""
    require(actor, Permission.FILE_EMPLOYMENT)
    acting = employer_in_hand(actor)
    if acting.is_dissolved:
        raise Refused(f"“{acting.employer_name}”已注销，不能再填报聘用记录。")
    return acting


def judge_filing(
    filing: Filing, operator: Operator | None, taken: Taken, today: date, rulebook: Rulebook
) -> HeldItem:
    """The held item that the record rests on; refused by the same rules at every door (R83)."""
    held = operator.item(filing.item_code) if operator else None
    if operator is None or held is None:
        raise OperatorNotFound(NOT_FOUND)
    if filing.category != held.category_number:
        raise Refused(
            f"作业项目“{held.item_label}”属于“{held.category_name}”，请重新选择", "category"
        )
    refusals = judge_usable(held.lifecycle, held.window) or employment_window.judge_new(
        filing.starts_on, filing.ends_on, held.validity, today, rulebook
    )
    if refusals:
        raise Refused.many(refusals)
    assert filing.starts_on is not None
    assert filing.ends_on is not None
    taken.refuse(operator.person_id, held.item_id, Term(filing.starts_on, filing.ends_on))
    return held


def first_values(employment: Employment) -> dict[str, Any]:
    """What the first revision of a record tells."""
    return {"starts_on": employment.starts_on, "ends_on": employment.ends_on}


def record_of(
    acting: Acting, actor: Actor, filing: Filing, operator: Operator, held: HeldItem, now: datetime
) -> Employment:
    """The record with its snapshot of employer and certificate (A-23, A-35)."""
    return Employment(
        employer_id=acting.employer_id,
        employer_name=acting.employer_name,
        employer_uscc=acting.uscc,
        person_id=operator.person_id,
        certificate_id=held.certificate_id,
        certificate_valid_from=held.valid_from,
        certificate_valid_until=held.valid_until,
        item_id=held.item_id,
        category_number=held.category_number,
        issuer_name=held.issuer_name,
        issuer_is_local=held.is_local,
        starts_on=filing.starts_on,
        ends_on=filing.ends_on,
        filed_at=now,
        filed_by_id=actor.person_id,
        filed_by_name=actor.full_name,
        filed_as=acting.capacity.value,
    )


def _warnings(
    session: AnySession, employment: Employment, held: HeldItem, rulebook: Rulebook
) -> list[str]:
    found = employment_window.warnings(employment.starts_on, held.valid_from, rulebook)
    return [*found, ELSEWHERE] if is_employed_elsewhere(session, employment) else found
