"""Grants: who may act for an employer besides its representative (domain 7.2; A-9, A-10, A-13)."""

from dataclasses import dataclass
from datetime import date

from admin_app.demo.block import Block, Delegation, EmployerDraft, PersonDraft, by_employer
from admin_app.demo.world import DAY
from admin_app.services.revisions import Author
from models.grants import Grant
from models.vocabulary import Capacity, GrantFunction, GrantStatus, RevisionKind

ALL = frozenset(GrantFunction)


@dataclass(frozen=True, slots=True)
class Terms:
    """A grant as it was made."""

    functions: frozenset[GrantFunction]
    valid_from: date
    valid_until: date
    granted_on: date
    by: Delegation | None = None
    """The delegate who passed it on; None: the representative (A-9)."""


def add_grant(
    block: Block, employer: EmployerDraft, grantee: PersonDraft, terms: Terms
) -> dict[str, object]:
    """Make a grant out to a known person."""
    author = _author(block, employer, terms)
    told = {
        "is_authorized": True,
        "functions": terms.functions,
        "valid_from": terms.valid_from,
        "valid_until": terms.valid_until,
    }
    row = (
        _grantee(grantee)
        | told
        | {
            "employer_id": employer.id,
            "granted_on": terms.granted_on,
            "granted_by_id": author.person_id,
            "granted_by_name": author.name,
            "granted_as": author.capacity.value,
            "disabled_at": None,
            "disabled_by_name": None,
        }
    )
    employer.grantee_ids.add(grantee.id)
    if GrantFunction.EMPLOYMENT in terms.functions:
        # Whoever was granted something during the day files from the next day on.
        first = max(terms.valid_from, terms.granted_on + DAY)
        employer.delegations.append(Delegation(grantee, first, terms.valid_until))
    return block.create(Grant, author, row, told)


def disable(
    block: Block, employer: EmployerDraft, grant: dict[str, object], day: date, reason: str = ""
) -> None:
    """禁用 on a day (A-10); ``reason`` where the system did it (A-13)."""
    own = employer.representative_on(day)
    author = by_employer(employer, own, employer.own_capacity, block.moment(day))
    grant |= {"is_authorized": False, "disabled_at": author.at, "disabled_by_name": author.name}
    changes = [
        ("is_authorized", True, False),
        ("status", GrantStatus.LIVE.label, GrantStatus.DISABLED.label),
    ]
    block.revise(Grant, author, grant, changes, kind=RevisionKind.DISABLE, reason=reason)
    _end_delegation(employer, grant["person_id"], day - DAY)


def withdraw_grant(
    block: Block, employer: EmployerDraft, grant: dict[str, object], day: date
) -> None:
    """授权 with 否 on a day (R117)."""
    own = employer.representative_on(day)
    author = by_employer(employer, own, employer.own_capacity, block.moment(day))
    grant["is_authorized"] = False
    block.revise(Grant, author, grant, [("is_authorized", True, False)])
    _end_delegation(employer, grant["person_id"], day - DAY)


def extend(
    block: Block, employer: EmployerDraft, grant: dict[str, object], valid_until: date, day: date
) -> None:
    """授权: a later end, on a day of its term (R114)."""
    own = employer.representative_on(day)
    author = by_employer(employer, own, employer.own_capacity, block.moment(day))
    change = ("valid_until", grant["valid_until"], valid_until)
    grant["valid_until"] = valid_until
    block.revise(Grant, author, grant, [change])
    _end_delegation(employer, grant["person_id"], valid_until)


def _author(block: Block, employer: EmployerDraft, terms: Terms) -> Author:
    at = block.moment(terms.granted_on)
    if terms.by is not None:
        return by_employer(employer, terms.by.person, Capacity.DELEGATE, at)
    own = employer.representative_on(terms.granted_on)
    return by_employer(employer, own, employer.own_capacity, at)


def _grantee(person: PersonDraft) -> dict[str, object]:
    return {
        "person_id": person.id,
        "person_name": person.name,
        "name_key": person.row["name_key"],
        "id_number": person.number,
        "id_number_hash": person.row["id_number_hash"],
        "id_number_masked": person.row["id_number_masked"],
        "phone": "",
    }


def _end_delegation(employer: EmployerDraft, person_id: object, last: date) -> None:
    employer.delegations = [
        Delegation(one.person, one.first, last) if one.person.id == person_id else one
        for one in employer.delegations
    ]
