"""Who is behind a request: session, account, person and the employer in hand, read anew (T6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, select, update

from admin_app.actor import Acting, Actor
from admin_app.auth.sign_in import hash_secret
from admin_app.session_scope import AnySession, unscoped
from models.accounts import Account, SignInSession
from models.employers import Employer
from models.grants import Grant
from models.people import Person
from models.vocabulary import (
    AccountKind,
    Capacity,
    EmployerKind,
    EmployerState,
    GrantFunction,
    OfficeRole,
)

SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Limits:
    """How long a session lives without use, and at the most."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True)
class Presence:
    """An open session and its actor."""

    actor: Actor
    seen_at: datetime
    signed_in_before_at: datetime | None
    has_accepted_notice: bool


def load_presence(
    session: AnySession, secret: str, now: datetime, limits: Limits, *, for_write: bool = False
) -> Presence | None:
    """The presence behind a cookie; None where the session is over or the account disabled.

    Loaded as columns: objects read before the guard knows the actor would stay in the session.
    With ``for_write`` the grant is locked, so that 禁用 and a write meet one after the other.
    """
    with unscoped(session, "load the actor"):
        row = session.execute(_session_query(secret)).first()
        if row is None or not _is_open(row, now, limits):
            return None
        choices = _choices(session, row.person_id, now.date(), for_write=for_write)
    role = OfficeRole(row.office_role) if row.office_role else None
    acting = _in_hand(choices, row.employer_id)
    actor = Actor(row.account_id, row.person_id, row.full_name, role, acting, choices)
    return Presence(actor, row.seen_at, row.signed_in_before_at, row.notice_accepted_at is not None)


def note_seen(session: AnySession, secret: str, now: datetime) -> None:
    """Push the idle limit back; asked at most once a minute, to spare the writers."""
    with unscoped(session, "last seen"):
        session.execute(
            update(SignInSession)
            .where(SignInSession.id_hash == hash_secret(secret), SignInSession.seen_at < now)
            .values(seen_at=now)
        )


def accept_notice(session: AnySession, account_id: int, now: datetime) -> None:
    """Remember that the privacy notice was read (U4)."""
    with unscoped(session, "privacy notice"):
        account = session.get_one(Account, account_id)
        account.notice_accepted_at = account.notice_accepted_at or now


def _session_query(secret: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            SignInSession.employer_id,
            SignInSession.started_at,
            SignInSession.seen_at,
            SignInSession.ended_at,
            Account.id.label("account_id"),
            Account.kind,
            Account.office_role,
            Account.disabled_at,
            Account.notice_accepted_at,
            Account.signed_in_before_at,
            Person.id.label("person_id"),
            Person.full_name,
        )
        .join(Account, Account.id == SignInSession.account_id)
        .join(Person, Person.id == Account.person_id)
        .where(SignInSession.id_hash == hash_secret(secret))
    )


def _is_open(row: Row[*tuple[Any, ...]], now: datetime, limits: Limits) -> bool:
    return (
        row.ended_at is None
        and row.disabled_at is None
        and row.kind == AccountKind.PERSONAL.value
        and now - row.seen_at <= limits.idle
        and now - row.started_at <= limits.absolute
    )


def _in_hand(choices: Sequence[Acting], employer_id: int | None) -> Acting | None:
    """The employer chosen; a single one by itself (R57), a lost one not replaced by another."""
    if employer_id is None:
        return choices[0] if len(choices) == 1 else None
    return next((one for one in choices if one.employer_id == employer_id), None)


def _choices(
    session: AnySession, person_id: int, today: date, *, for_write: bool
) -> tuple[Acting, ...]:
    """Every employer that the person may act for today; the own right comes first (A-15)."""
    found = {
        acting.employer_id: acting for acting in _granted(session, person_id, today, for_write)
    }
    found |= {acting.employer_id: acting for acting in _represented(session, person_id)}
    return tuple(sorted(found.values(), key=lambda one: (one.is_delegate, one.employer_id)))


def _represented(session: AnySession, person_id: int) -> list[Acting]:
    rows = session.execute(
        select(Employer.id, Employer.name, Employer.uscc, Employer.state, Employer.kind).where(
            Employer.representative_id == person_id
        )
    )
    return [
        Acting(
            row.id,
            row.name,
            row.uscc,
            row.state == EmployerState.DISSOLVED.value,
            Capacity.INDIVIDUAL_EMPLOYER
            if row.kind == EmployerKind.INDIVIDUAL.value
            else Capacity.LEGAL_REPRESENTATIVE,
            frozenset(GrantFunction),
        )
        for row in rows
    ]


def _granted(session: AnySession, person_id: int, today: date, for_write: bool) -> list[Acting]:
    live = (
        select(
            Employer.id,
            Employer.name,
            Employer.uscc,
            Employer.state,
            Grant.functions,
            Grant.id.label("grant_id"),
            Grant.valid_from,
            Grant.valid_until,
        )
        .join(Grant, Grant.employer_id == Employer.id)
        .where(
            Grant.person_id == person_id,
            Grant.is_authorized,
            Grant.disabled_at.is_(None),
            Grant.valid_from <= today,
            Grant.valid_until >= today,
        )
    )
    if for_write:
        live = live.with_for_update(read=True, of=Grant)
    return [
        Acting(
            row.id,
            row.name,
            row.uscc,
            row.state == EmployerState.DISSOLVED.value,
            Capacity.DELEGATE,
            row.functions,
            row.grant_id,
            row.valid_from,
            row.valid_until,
        )
        for row in session.execute(live)
    ]
