"""The same work twice: refused at one employer (R80), told at another (A-18)."""

from sqlalchemy import ColumnElement, select

from admin_app.errors import Refusal, Refused
from admin_app.rules.term import Term
from admin_app.session_scope import AnySession, unscoped
from models.employments import Employment

OVERLAP = "该人员同一作业项目在本单位已有时间重叠的聘用记录，请勿重复填报。"


def refuse_overlap(
    session: AnySession,
    employer_id: int,
    person_id: int,
    item_id: int,
    term: Term,
    but_not: int | None = None,
) -> None:
    """Raise, with the record that is there already, where the employer's records would overlap."""
    others = [Employment.employer_id == employer_id, *_same_work(person_id, item_id, term)]
    if but_not is not None:
        others.append(Employment.id != but_not)
    existing = session.scalars(select(Employment.id).where(*others).limit(1)).first()
    if existing is not None:
        raise Refused.many([Refusal(None, OVERLAP, existing)])


def is_employed_elsewhere(session: AnySession, employment: Employment) -> bool:
    """Whether another employer has the person in the same item at the same time."""
    term = Term(employment.starts_on, employment.ends_on)
    same_work = _same_work(employment.person_id, employment.item_id, term)
    elsewhere = select(Employment.id).where(
        Employment.employer_id != employment.employer_id, *same_work
    )
    with unscoped(session, "overlap at other employers"):
        return session.scalars(elsewhere.limit(1)).first() is not None


def _same_work(person_id: int, item_id: int, term: Term) -> list[ColumnElement[bool]]:
    return [
        Employment.person_id == person_id,
        Employment.item_id == item_id,
        Employment.voided_at.is_(None),
        Employment.starts_on <= term.last,
        Employment.effective_until >= term.first,
    ]
