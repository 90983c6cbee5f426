"""Delegates in numbers: own people and agencies, with grants in every state (domain 7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from admin_app.demo.block import Block, EmployerDraft, PersonDraft
from admin_app.demo.grants import Terms, add_grant, disable, extend
from admin_app.demo.people import birthday, invent_person
from admin_app.demo.world import World
from models.vocabulary import GrantFunction

_WITH_DELEGATES, _NUMBERS, _NUMBER_WEIGHTS = 0.6, (1, 2, 3), (80, 15, 5)
_BY_AGENCY, _EMPLOYERS_PER_AGENCY, LARGEST_AGENCY = 0.16, 28, 40
_STATES, _STATE_WEIGHTS = ("live", "expired", "disabled", "future"), (70, 15, 10, 5)
_EXTENDED = 0.2


@dataclass(slots=True)
class Agencies:
    """Persons who act for many employers of a block."""

    persons: list[PersonDraft] = field(default_factory=list)
    served_by_largest: int = 0


def add_grants(
    block: Block,
    employers: Sequence[EmployerDraft],
    people_of: dict[int, list[PersonDraft]],
    with_largest_agency: bool,
) -> None:
    """Give most of the employers delegates: their own people, or agencies."""
    agencies = Agencies([_invent(block) for _ in range(len(employers) // _EMPLOYERS_PER_AGENCY)])
    for employer in employers:
        if with_largest_agency and agencies.served_by_largest < LARGEST_AGENCY:
            agencies.served_by_largest += 1
            _add_random(block, employer, agencies.persons[0])
        elif block.rng.random() < _WITH_DELEGATES:
            for _ in range(block.rng.choices(_NUMBERS, _NUMBER_WEIGHTS)[0]):
                own = people_of.get(employer.id, [])
                _add_random(block, employer, _choose(block, own, agencies))


def _choose(block: Block, own: list[PersonDraft], agencies: Agencies) -> PersonDraft:
    rng = block.rng
    if agencies.persons[1:] and rng.random() < _BY_AGENCY:
        return rng.choice(agencies.persons[1:])
    return rng.choice(own) if own and rng.random() < 0.7 else _invent(block)


def _invent(block: Block) -> PersonDraft:
    male = block.rng.random() < 0.5
    return invent_person(block, male, birthday(block), block.world.start)


def _add_random(block: Block, employer: EmployerDraft, grantee: PersonDraft) -> None:
    is_own = any(grantee is person for _, person in employer.representatives)
    if is_own or grantee.id in employer.grantee_ids:
        return
    world, rng = block.world, block.rng
    state = rng.choices(_STATES, _STATE_WEIGHTS)[0]
    first, last = _term(world, rng, state)
    granted_on = max(world.start, min(first, world.yesterday) - timedelta(days=rng.randrange(4)))
    if granted_on >= employer.closed_on:
        return
    if grantee.row["created_at"].date() > granted_on:
        grantee = _invent(block)
    grant = add_grant(block, employer, grantee, Terms(_functions(rng), first, last, granted_on))
    _let_happen(block, employer, grant, state)


def _let_happen(
    block: Block, employer: EmployerDraft, grant: dict[str, object], state: str
) -> None:
    world, rng = block.world, block.rng
    if state == "disabled":
        disable(block, employer, grant, world.days_ago(rng.randrange(1, 25)))
    elif state == "live" and rng.random() < _EXTENDED:
        until = world.days_ago(-rng.randrange(731, 1000))
        extend(block, employer, grant, until, world.days_ago(rng.randrange(1, 25)))


def _term(world: World, rng: Random, state: str) -> tuple[date, date]:
    if state == "expired":
        last = world.days_ago(rng.randrange(1, 400))
        return last - timedelta(days=rng.randrange(90, 730)), last
    if state == "future":
        first = world.days_ago(-rng.randrange(1, 30))
        return first, first + timedelta(days=365)
    return world.days_ago(rng.randrange(30, 700)), world.days_ago(-rng.randrange(730))


def _functions(rng: Random) -> frozenset[GrantFunction]:
    shares = zip(GrantFunction, (0.95, 0.8, 0.15), strict=True)
    chosen = frozenset(function for function, share in shares if rng.random() < share)
    return chosen or frozenset({GrantFunction.EMPLOYMENT})
