"""Employers (domain 7.2): sizes, kinds, representatives, and what becomes of some of them."""

from datetime import date

from admin_app.demo import names
from admin_app.demo.block import Block, EmployerDraft, PersonDraft, by_import
from admin_app.demo.numbers import uscc
from admin_app.demo.people import birthday, invent_person
from models.employers import Employer
from models.vocabulary import EmployerKind, EmployerState

INDIVIDUAL = "individual"
_KINDS = ("91", "92", "N1", "N2", "12", "52", INDIVIDUAL)
_KIND_WEIGHTS = (88, 6, 1, 1, 1.5, 1.5, 1)
_HOLDINGS, _HOLDING_WEIGHTS = (2, 3, 4, 5, 6), (50, 25, 13, 7, 5)
_WITH_SEVERAL, _DISSOLVED, _RENAMED = 0.04, 0.01, 0.02
LARGEST = 400


def add_employers(block: Block, number: int, with_largest: bool) -> None:
    """Invent this many employers; some representatives hold several (4 %)."""
    left = number
    while left:
        several = block.rng.random() < _WITH_SEVERAL
        held = block.rng.choices(_HOLDINGS, _HOLDING_WEIGHTS)[0] if several else 1
        held = min(held, left)
        _invent_held_by_one(block, held)
        left -= held
    if with_largest:
        block.employers[-1].size = LARGEST


def add_employer(
    block: Block, kind: str, name: str, representative: PersonDraft, size: int = 1
) -> EmployerDraft:
    """Enter an employer; ``kind`` is the head of its credit code, or INDIVIDUAL."""
    world = block.world
    index, made_at = next(world.employer_index), block.moment(world.start)
    is_individual = kind == INDIVIDUAL
    stored_kind = EmployerKind.INDIVIDUAL if is_individual else EmployerKind.ORGANIZATION
    row = {
        "kind": stored_kind.value,
        "name": name,
        "uscc": None if is_individual else uscc(kind, index),
        "representative_id": representative.id,
        "town": block.rng.choice(names.TOWNS),
        "state": EmployerState.ACTIVE.value,
        "dissolved_on": None,
        "created_at": made_at,
    }
    first = {"name": name, "uscc": row["uscc"], "representative": representative.name}
    made = block.create(Employer, by_import(made_at), row, first | {"town": row["town"]})
    draft = EmployerDraft(made, size, [(date.min, name)], [(date.min, representative)])
    block.employers.append(draft)
    return draft


def rename(block: Block, employer: EmployerDraft, name: str, day: date) -> None:
    """Give it a new name from a day on (A-35)."""
    change = ("name", employer.row["name"], name)
    employer.row["name"] = name
    employer.names.append((day, name))
    block.revise(Employer, block.by_office(block.morning(day)), employer.row, [change])


def dissolve(block: Block, employer: EmployerDraft, day: date) -> None:
    """Let it end on a day (U5)."""
    active, gone = EmployerState.ACTIVE, EmployerState.DISSOLVED
    changes = [("state", active.value, gone.value), ("dissolved_on", None, day)]
    employer.row |= {"state": gone.value, "dissolved_on": day}
    block.revise(Employer, block.by_office(block.morning(day)), employer.row, changes)


def change_representative(
    block: Block, employer: EmployerDraft, person: PersonDraft, day: date
) -> None:
    """Give it a new legal representative from a day on (A-13)."""
    before = employer.representatives[-1][1]
    employer.row["representative_id"] = person.id
    employer.representatives.append((day, person))
    change = ("representative", before.name, person.name)
    block.revise(Employer, block.by_office(block.morning(day)), employer.row, [change])


def _invent_held_by_one(block: Block, number: int) -> None:
    rng = block.rng
    male = rng.random() < 0.74
    person = invent_person(block, male, birthday(block), block.world.start)
    for _ in range(number):
        kind = rng.choices(_KINDS, _KIND_WEIGHTS)[0]
        is_individual = kind == INDIVIDUAL
        name = person.name if is_individual else names.employer_name(rng, kind)
        size = rng.randint(1, 2) if is_individual else _size(block)
        employer = add_employer(block, kind, name, person, size)
        _let_happen(block, employer, kind)


def _let_happen(block: Block, employer: EmployerDraft, kind: str) -> None:
    if kind == INDIVIDUAL:
        return
    roll, day = block.rng.random(), block.world.days_ago(block.rng.randrange(20, 1000))
    if roll < _DISSOLVED:
        dissolve(block, employer, day)
    elif roll < _DISSOLVED + _RENAMED:
        rename(block, employer, names.employer_name(block.rng, kind), day)


def _size(block: Block) -> int:
    """Number of certificates at work there: 55 % 1-2, 30 % 3-8, 12 % 9-30, 3 % 31-400."""
    rng = block.rng
    roll = rng.random()
    if roll < 0.55:
        return 1 if rng.random() < 0.7 else 2
    if roll < 0.85:
        return 3 + min(5, int(rng.expovariate(1 / 1.7)))
    if roll < 0.97:
        return 9 + min(21, int(rng.expovariate(1 / 5)))
    return 31 + min(LARGEST - 31, int(rng.expovariate(1 / 20)))
