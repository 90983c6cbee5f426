"""Persons as identities: matched by verified name and number, and bound to their grants (A-30)."""

from datetime import datetime

from sqlalchemy import select

from admin_app.actor import Actor
from admin_app.errors import NotFound, Refused
from admin_app.rules.free_text import clean_words
from admin_app.rules.identity_number import id_type_of, mask
from admin_app.rules.names import name_key
from admin_app.services.audit import EventKind, Subject, note
from admin_app.services.revisions import Author, record_creation, revise
from admin_app.session_scope import AnySession, unscoped
from models.grants import Grant
from models.people import Person
from models.sealed import keyed_hash

OTHER_NAME = "该身份证号与系统中登记的姓名不一致，请联系技术支持核实后再办理。"


def person_of(session: AnySession, full_name: str, id_number: str) -> int | None:
    """The person with this very name and number, if known."""
    with unscoped(session, "match a person by name and number"):
        found = session.execute(
            select(Person.id, Person.name_key).where(Person.id_number_hash == keyed_hash(id_number))
        ).first()
    return found.id if found and found.name_key == name_key(full_name) else None


def add_person(session: AnySession, author: Author, full_name: str, id_number: str) -> Person:
    """Enter a person whose name and number were verified; both normalised and checked.

    Asked where ``person_of`` found nobody: a number that is known has another name, and is refused.
    """
    person = Person(
        full_name=full_name,
        name_key=name_key(full_name),
        id_type=id_type_of(id_number).value,
        id_number=id_number,
        id_number_hash=keyed_hash(id_number),
        id_number_masked=mask(id_number),
        created_at=author.at,
    )
    with unscoped(session, "enter a person"):
        known = select(Person.id).where(Person.id_number_hash == person.id_number_hash)
        if session.scalars(known).first() is not None:
            raise Refused(OTHER_NAME, "id_number")
        session.add(person)
        first = {"full_name": full_name, "id_number_masked": person.id_number_masked}
        record_creation(session, author, person, first)
    return person


def bind_grants(session: AnySession, author: Author, person_id: int) -> None:
    """Give a signed-in person the grants that were made out to this name and number (A-30)."""
    with unscoped(session, "bind grants at sign-in"):
        person = session.get_one(Person, person_id)
        waiting = select(Grant).where(
            Grant.id_number_hash == person.id_number_hash,
            Grant.name_key == person.name_key,
            Grant.person_id.is_(None),
        )
        for grant in session.scalars(waiting):
            values = {"person_id": person.id}
            told = {"person_id": [("grantee", None, person.full_name)]}
            revise(session, author, grant, values, values, spoken=told)


def reveal_number(
    session: AnySession, actor: Actor, person_id: int, subject: Subject, reason: str, now: datetime
) -> str:
    """The full number of a person in scope, for a stated reason, on record (A-27)."""
    _state_reason(session, actor, subject, reason, now)
    number = session.scalars(select(Person.id_number).where(Person.id == person_id)).first()
    if number is None:
        raise NotFound("没有找到该人员。")
    return number


def reveal_grantee_number(
    session: AnySession, actor: Actor, grant_id: int, reason: str, now: datetime
) -> str:
    """The full number that a grant was made out to, likewise."""
    _state_reason(session, actor, Subject("grant", grant_id), reason, now)
    number = session.scalars(select(Grant.id_number).where(Grant.id == grant_id)).first()
    if number is None:
        raise NotFound("没有找到该授权。")
    return number


def _state_reason(
    session: AnySession, actor: Actor, subject: Subject, reason: str, now: datetime
) -> None:
    stated = clean_words(reason, 200, "reason")
    if not stated:
        raise Refused("请填写查看完整身份证号的原因", "reason")
    note(session, actor, EventKind.NUMBER_REVEALED, now, subject, reason=stated)
