"""From a verified identity to an open session, and back out (R5, R7 to R9, R11)."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from admin_app.actor import Actor
from admin_app.auth.identity import Identity
from admin_app.errors import Forbidden, Refused
from admin_app.services.audit import EventKind, note
from admin_app.services.people import add_person, bind_grants, person_of
from admin_app.services.revisions import Author
from admin_app.services.throttle import Limit, count_failure, forget_failures, refuse_beyond
from admin_app.session_scope import AnySession, unscoped
from models.accounts import Account, SignInSession
from models.vocabulary import AccountKind, Capacity

WRONG = "账号或密码不正确，请重新输入。"
NOT_PERSONAL = (
    "{kind}不能登录本系统。企业法人（被授权人）请使用法定代表人或被授权人的个人账号登录，"
    "登录后再选择办事企业。"
)
_QUARTER = timedelta(minutes=15)
PAIR = Limit("sign-in of one account from one address", 10, _QUARTER)
LOGIN = Limit("sign-in of one account", 100, _QUARTER)
ADDRESS = Limit("sign-in from one address", 300, _QUARTER)
EVERYBODY = Limit("sign-in", 3000, _QUARTER)


@dataclass(frozen=True)
class Attempt:
    """Credentials as they came in, and from where."""

    login: str
    address: str
    browser: str = ""

    @property
    def subjects(self) -> Mapping[Limit, str]:
        """What a failure counts against (threat T36)."""
        login = self.login.strip().lower()
        return {
            PAIR: f"{login}\n{self.address}",
            LOGIN: login,
            ADDRESS: self.address,
            EVERYBODY: "",
        }


def refuse_guessing(session: AnySession, attempt: Attempt, now: datetime) -> None:
    """Raise ``Throttled`` where too many attempts have failed; asked before any hashing."""
    for limit, subject in attempt.subjects.items():
        refuse_beyond(session, limit, subject, now)


def note_failure(session: AnySession, attempt: Attempt, now: datetime) -> None:
    """Count and log an attempt that failed; the account as typed is not kept."""
    for limit, subject in attempt.subjects.items():
        count_failure(session, limit, subject, now)
    note(session, NOBODY, EventKind.SIGN_IN_REFUSED, now, cause="credentials")


def refuse_other_kinds(identity: Identity) -> None:
    """Enterprise and legal-entity accounts are shown to the personal one (R8, R9)."""
    if identity.kind is not AccountKind.PERSONAL:
        raise Refused(NOT_PERSONAL.format(kind=identity.kind.label), "account")


def open_session(session: AnySession, identity: Identity, attempt: Attempt, now: datetime) -> str:
    """Open a session for a personal identity; the secret id that its cookie is to hold."""
    refuse_other_kinds(identity)
    with unscoped(session, "sign-in"):
        account = _account_of(session, identity, now)
        if account.disabled_at is not None or account.person_id is None:
            raise Refused(WRONG, "account")
        bind_grants(session, _author(identity, account.person_id, now), account.person_id)
        account.signed_in_before_at, account.signed_in_at = account.signed_in_at, now
        secret = _add_session(session, account.id, None, now, now, attempt.browser)
        forget_failures(session, PAIR, attempt.subjects[PAIR])
    signed_in = Actor(account.id, account.person_id, account.display_name)
    note(session, signed_in, EventKind.SIGNED_IN, now)
    return secret


def close_session(session: AnySession, actor: Actor, secret: str, now: datetime) -> None:
    """End the session: its cookie is dead from here on (R11, threat T39)."""
    with unscoped(session, "sign-out"):
        _end(session, secret, now)
    note(session, actor, EventKind.SIGNED_OUT, now)


def choose_employer(
    session: AnySession, actor: Actor, secret: str, employer_id: int, now: datetime
) -> str:
    """Take an employer in hand, under a new session id (R57 to R60); the new secret id."""
    chosen = next((one for one in actor.choices if one.employer_id == employer_id), None)
    if chosen is None:
        raise Forbidden("您不能办理该企业的事项，请从列表中选择。")
    with unscoped(session, "choice of employer"):
        old = _end(session, secret, now)
        renewed = _add_session(
            session, old.account_id, chosen.employer_id, old.started_at, now, old.browser
        )
    note(session, actor, EventKind.EMPLOYER_CHOSEN, now, chosen=chosen.employer_id)
    return renewed


def hash_secret(secret: str) -> bytes:
    """What the table knows of a cookie; the id is random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).digest()


NOBODY = Actor(account_id=None, person_id=None, full_name="")


def _account_of(session: AnySession, identity: Identity, now: datetime) -> Account:
    """The account of the identity; a provider's new one is made at its first sign-in."""
    known = session.scalars(select(Account).where(Account.login == identity.login)).first()
    if known is not None:
        return known
    assert identity.id_number is not None
    person_id = person_of(session, identity.full_name, identity.id_number)
    if person_id is None:
        author = _author(identity, None, now)
        person_id = add_person(session, author, identity.full_name, identity.id_number).id
    made = Account(
        login=identity.login,
        password_hash="",
        kind=identity.kind.value,
        display_name=identity.full_name,
        person_id=person_id,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _author(identity: Identity, person_id: int | None, now: datetime) -> Author:
    return Author(person_id, identity.full_name, Capacity.PERSON, now)


def _add_session(
    session: AnySession,
    account_id: int,
    employer_id: int | None,
    started_at: datetime,
    now: datetime,
    browser: str,
) -> str:
    secret = secrets.token_urlsafe(32)
    session.add(
        SignInSession(
            id_hash=hash_secret(secret),
            account_id=account_id,
            employer_id=employer_id,
            started_at=started_at,
            seen_at=now,
            browser=browser[:200],
        )
    )
    return secret


def _end(session: AnySession, secret: str, now: datetime) -> SignInSession:
    ended = session.get_one(SignInSession, hash_secret(secret))
    ended.ended_at = now
    return ended
