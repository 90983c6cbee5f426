"""Whom a person may act for at this moment, read anew at every request (R57 to R61, A-15, T6)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from admin_app.actor import Actor
from admin_app.auth.presence import Limits, load_presence
from admin_app.auth.sign_in import hash_secret
from admin_app.session_scope import AnySession, unscoped
from models.accounts import Account, SignInSession
from models.employers import Employer
from models.grants import Grant
from models.vocabulary import Capacity, GrantFunction
from tests.admin_app.auth.conftest import START
from tests.world import TODAY, World

SECRET = "the content of a cookie"
LIMITS = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=8))
DAY = timedelta(days=1)
Change = Callable[..., None]


@pytest.fixture
def change(session: AnySession, world: World) -> Change:
    """Set columns of a grant, past all rules."""

    def set_columns(key: str, **values: Any) -> None:
        with unscoped(session, "test"):
            session.execute(update(Grant).where(Grant.id == world.grants[key]).values(**values))

    return set_columns


@pytest.fixture
def actor_of(session: AnySession, world: World) -> Callable[..., Actor]:
    """The actor behind an open session of a person, perhaps with an employer in hand."""

    def load(key: str, employer: str = "") -> Actor:
        with unscoped(session, "test"):
            account_id = session.scalars(
                select(Account.id).where(Account.person_id == world.persons[key])
            ).one()
            session.add(
                SignInSession(
                    id_hash=hash_secret(SECRET), account_id=account_id, started_at=START,
                    seen_at=START, employer_id=world.employers[employer] if employer else None,
                )
            )  # fmt: skip
        found = load_presence(session, SECRET, START, LIMITS)
        assert found is not None
        return found.actor

    return load


ActorOf = Callable[..., Actor]


def employers(actor: Actor, world: World) -> list[str]:
    """The choices, by the names of the tests."""
    names = {row_id: key for key, row_id in world.employers.items()}
    return [names[one.employer_id] for one in actor.choices]


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ({"is_authorized": True}, True),
        ({"valid_from": TODAY, "valid_until": TODAY}, True),
        ({"valid_from": TODAY + DAY}, False),
        ({"valid_from": date(2025, 1, 1), "valid_until": TODAY - DAY}, False),
        ({"is_authorized": False}, False),
        ({"is_authorized": False, "disabled_at": START, "disabled_by_name": "某人"}, False),
        ({"person_id": None}, False),
    ],
    ids=["in force", "this day", "not begun", "run out", "unauthorised", "disabled", "unbound"],
)
def test_a_grant_holds_only_in_force(
    change: Change, actor_of: ActorOf, world: World, values: dict[str, Any], holds: bool
) -> None:
    change("D_employment", **values)
    actor = actor_of("D_employment")
    assert employers(actor, world) == (["E1"] if holds else [])
    assert actor.functions == (frozenset({GrantFunction.EMPLOYMENT}) if holds else frozenset())


def test_the_day_is_a_day_in_china(
    session: AnySession, change: Change, actor_of: ActorOf, world: World
) -> None:
    """At half past midnight in China it is still yesterday in UTC."""
    change("D_employment", valid_from=TODAY + DAY)
    actor_of("D_employment")
    limits = Limits(idle=DAY, absolute=DAY)
    for minutes, held in ((-1, []), (30, ["E1"])):
        moment = START.replace(hour=0) + DAY + timedelta(minutes=minutes)
        found = load_presence(session, SECRET, moment, limits)
        assert found is not None
        assert employers(found.actor, world) == held


@pytest.mark.parametrize("key", ["D_expired", "D_disabled", "P"])
def test_who_has_no_right_has_no_employer(actor_of: ActorOf, key: str) -> None:
    actor = actor_of(key, "E1")
    assert (actor.choices, actor.acting) == ((), None)


def test_a_single_employer_is_chosen_by_itself(actor_of: ActorOf, world: World) -> None:
    acting = actor_of("D_grants").acting
    assert acting is not None
    assert acting.employer_id == world.employers["E1"]
    assert (acting.capacity, acting.grant_id) == (Capacity.DELEGATE, world.grants["D_grants"])


def test_of_several_none_is_chosen_by_itself(actor_of: ActorOf, world: World) -> None:
    actor = actor_of("D")
    assert (employers(actor, world), actor.acting) == (["E1", "E3"], None)


def test_a_lost_choice_is_not_replaced(change: Change, actor_of: ActorOf, world: World) -> None:
    """What was meant for one enterprise must not land in the other that is left."""
    change("D", is_authorized=False)
    actor = actor_of("D", "E1")
    assert (employers(actor, world), actor.acting) == (["E3"], None)


def test_a_foreign_employer_is_never_in_hand(actor_of: ActorOf) -> None:
    assert actor_of("D", "E2").acting is None


def test_the_own_right_comes_before_the_grant(
    session: AnySession, actor_of: ActorOf, world: World
) -> None:
    """A delegate of some functions who becomes the representative has all, by own right (A-15)."""
    with unscoped(session, "test"):
        employer = update(Employer).where(Employer.id == world.employers["E1"])
        session.execute(employer.values(representative_id=world.persons["D_employment"]))
    actor = actor_of("D_employment")
    assert employers(actor, world) == ["E1"]
    assert actor.acting is not None
    assert actor.acting.capacity is Capacity.LEGAL_REPRESENTATIVE
    assert actor.acting.grant_id is None
    assert actor.functions == frozenset(GrantFunction)


def test_the_owner_acts_as_an_individual(actor_of: ActorOf) -> None:
    acting = actor_of("owner").acting
    assert acting is not None
    assert acting.capacity is Capacity.INDIVIDUAL_EMPLOYER


def test_another_secret_is_nobody(session: AnySession, actor_of: ActorOf) -> None:
    actor_of("D")
    assert load_presence(session, SECRET + "x", START, LIMITS) is None
    assert load_presence(session, hash_secret(SECRET).hex(), START, LIMITS) is None
