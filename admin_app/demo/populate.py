"""The crowd of a block: employers, operators with certificates, delegates, records."""

from dataclasses import dataclass

from admin_app.demo.block import Block, CertificateDraft, EmployerDraft, PersonDraft
from admin_app.demo.careers import live
from admin_app.demo.delegates import add_grants
from admin_app.demo.employers import add_employers
from admin_app.demo.holdings import (
    Plan,
    hold,
    plan_certificates,
    plan_items,
    plan_of_old_catalogue,
)
from admin_app.demo.people import birthday, invent_person
from admin_app.rules.identity_number import birth_date

_OWNER_OPERATORS, _MALE_IN_MANAGEMENT, _MALE = 0.05, 0.55, 0.88
_EMPLOYERS_IN_A_LIFE, _SMALL, _TO_SMALL = 6, 2, 0.15  # most move on to larger ones
_OLD_ENOUGH = 32  # 18 at the first of two certificates in a row


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything: ``employers`` and ``operators`` are per block."""

    blocks: int
    employers: int
    operators: int
    item_weights: tuple[int, ...]
    """Of one, two, three, ... items per operator."""
    with_giants: bool = False
    """Whether the first block has the largest employer and the largest agency."""


@dataclass(frozen=True, slots=True)
class _Operator:
    person: PersonDraft
    certificates: list[CertificateDraft]
    employers: list[EmployerDraft]


def populate(block: Block, size: Size, is_first: bool) -> None:
    """Fill a block; the employers that stand in it already get their share of people.

    Their representatives stay what they are.
    """
    with_giants = size.with_giants and is_first
    known = len(block.employers)
    add_employers(block, size.employers, with_giants)
    taken = {one.representatives[0][1].id for one in block.employers[:known]}
    operators = _add_operators(block, size, taken)
    people_of: dict[int, list[PersonDraft]] = {}
    for operator in operators:
        people_of.setdefault(operator.employers[0].id, []).append(operator.person)
    # Where the representative changed, the grants of the old one ended with him.
    granting = [one for one in block.employers if len(one.representatives) == 1]
    add_grants(block, granting, people_of, with_giants)
    for operator in operators:
        for certificate in operator.certificates:
            live(block, certificate, operator.employers)


def _add_operators(block: Block, size: Size, taken: set[int]) -> list[_Operator]:
    places = [employer for employer in block.employers for _ in range(employer.size)]
    block.rng.shuffle(places)
    operators: list[_Operator] = []
    place = 0
    numbers = range(1, len(size.item_weights) + 1)
    for _ in range(size.operators):
        items = block.rng.choices(numbers, size.item_weights)[0]
        employers = _employers(block, places, place)
        operators.append(_add_operator(block, items, employers, taken))
        place += items
    return operators


def _employers(block: Block, places: list[EmployerDraft], place: int) -> list[EmployerDraft]:
    found = [places[place % len(places)]]
    for employer in block.rng.choices(places, k=_EMPLOYERS_IN_A_LIFE - 1):
        is_likely = employer.size > _SMALL or block.rng.random() < _TO_SMALL
        if is_likely and employer not in found:
            found.append(employer)
    return found


def _add_operator(
    block: Block, items: int, employers: list[EmployerDraft], taken: set[int]
) -> _Operator:
    plans = [plan_certificates(block, code) for code in plan_items(block.rng, items)]
    old = plan_of_old_catalogue(block)
    history = [] if old is None else [old]
    person = _owner(block, employers[0], taken) or _newcomer(block, [*plans, history])
    certificates = [made for plan in plans for made in hold(block, person, plan)]
    hold(block, person, history)
    return _Operator(person, certificates, employers)


def _owner(block: Block, employer: EmployerDraft, taken: set[int]) -> PersonDraft | None:
    """Some representatives work with their own hands (A-16)."""
    owner = employer.representatives[0][1]
    born = birth_date(owner.number)
    is_old_enough = born is not None and born.year <= block.world.today.year - _OLD_ENOUGH
    if owner.id in taken or not is_old_enough or block.rng.random() >= _OWNER_OPERATORS:
        return None
    taken.add(owner.id)
    return owner


def _newcomer(block: Block, plans: list[list[Plan]]) -> PersonDraft:
    entries = [plan.entry for several in plans for plan in several]
    share = _MALE_IN_MANAGEMENT if entries[0].code == "A" else _MALE
    male = block.rng.random() < share
    born = birthday(block, min(entry.valid_from for entry in entries))
    return invent_person(block, male, born, min(entry.created_on for entry in entries))
