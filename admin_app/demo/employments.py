"""Employment records: filing one with everything that was changed on it later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from admin_app.demo.block import (
    Block,
    CertificateDraft,
    Change,
    EmployerDraft,
    PersonDraft,
    Row,
    by_employer,
)
from admin_app.services.inconsistencies import REASON
from admin_app.services.revisions import Author
from models.employments import Employment
from models.vocabulary import Capacity, Lifecycle, RevisionKind

_BY_DELEGATE = 0.75


@dataclass(frozen=True, slots=True)
class Edit:
    """One saved change of a record, on a day, by the employer."""

    day: date
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Filing:
    """A record as it stands in the end, and how it came to that."""

    starts_on: date
    ends_on: date
    filed_on: date
    terminated_on: date | None = None
    reason: str | None = None
    edits: Sequence[Edit] = ()
    void_reason: str | None = None

    @property
    def effective_until(self) -> date:
        """The last day that counts."""
        return self.terminated_on or self.ends_on

    def first(self, name: str) -> Any:
        """The value of a field as it was filed."""
        changed = (old for edit in self.edits for field, old, _ in edit.changes if field == name)
        return next(changed, getattr(self, name))


def terminate(day: date, terminated_on: date, reason: str) -> Edit:
    """The edit that ends a record early."""
    told = (("terminated_on", None, terminated_on), ("termination_reason", None, reason))
    return Edit(day, told)


def file_record(
    block: Block,
    employer: EmployerDraft,
    certificate: CertificateDraft,
    filing: Filing,
    filer: PersonDraft | None = None,
) -> Row:
    """File a record on a certificate, by ``filer`` or whoever may act on the day.

    The caller keeps to the rules: between ``file_from`` and ``file_until`` of the certificate,
    within the window, edits in the order of their days.
    """
    author = _author(block, employer, filing.filed_on, block.moment(filing.filed_on), filer)
    row = _snapshot(employer, certificate, filing, author)
    first = {name: filing.first(name) for name in ("starts_on", "ends_on")}
    made = block.create(Employment, author, row, first)
    _amend(block, employer, certificate, filing, made)
    return made


def _amend(
    block: Block, employer: EmployerDraft, certificate: CertificateDraft, filing: Filing, row: Row
) -> None:
    flagged = certificate.changed if _is_flagged(certificate, filing) else None
    at = row["filed_at"]
    for edit in filing.edits:
        if flagged is not None and flagged.at.date() <= edit.day:
            _flag(block, row, flagged)
            at, flagged = flagged.at, None
        at = block.moment(edit.day, after=at)
        author = _author(block, employer, edit.day, at)
        block.revise(Employment, author, row, edit.changes)
    if flagged is not None:
        _flag(block, row, flagged)
    if filing.void_reason is not None:
        _void(block, row, block.moment(block.world.yesterday, after=at), filing.void_reason)


def _is_flagged(certificate: CertificateDraft, filing: Filing) -> bool:
    """A-23, as services/inconsistencies judges it."""
    if certificate.changed is None:
        return False
    is_withdrawn = certificate.row["lifecycle"] != Lifecycle.NORMAL
    return bool(is_withdrawn or filing.effective_until > certificate.row["valid_until"])


def _flag(block: Block, row: Row, author: Author) -> None:
    row["certificate_differs"] = True
    changes = [("certificate_differs", False, True)]
    block.revise(Employment, author, row, changes, kind=RevisionKind.FLAG, reason=REASON)


def _void(block: Block, row: Row, at: datetime, reason: str) -> None:
    row |= {"voided_at": at, "void_reason": reason}
    changes = [("voided_at", None, at), ("void_reason", None, reason)]
    author = block.by_office(at)
    block.revise(Employment, author, row, changes, kind=RevisionKind.VOID, reason=reason)


def _author(
    block: Block,
    employer: EmployerDraft,
    day: date,
    at: datetime,
    person: PersonDraft | None = None,
) -> Author:
    """A delegate of that day, or the representative of that day."""
    delegates = [d.person for d in employer.delegations if d.first <= day <= d.last]
    if person is None and delegates and block.rng.random() < _BY_DELEGATE:
        person = block.rng.choice(delegates)
    if person is None or person is employer.representative_on(day):
        own = employer.representative_on(day)
        return by_employer(employer, own, employer.own_capacity, at)
    return by_employer(employer, person, Capacity.DELEGATE, at)


def _snapshot(
    employer: EmployerDraft, certificate: CertificateDraft, filing: Filing, author: Author
) -> Row:
    return {
        "employer_id": employer.id,
        "person_id": certificate.holder.id,
        "certificate_id": certificate.row["id"],
        "item_id": certificate.item.id,
        "category_number": certificate.item.category_number,
        "employer_name": author.employer_name,
        "employer_uscc": employer.row["uscc"],
        "certificate_valid_from": certificate.row["valid_from"],
        "certificate_valid_until": certificate.filed_until_end,
        "issuer_name": certificate.issuer.name,
        "issuer_is_local": certificate.issuer.is_local,
        "starts_on": filing.starts_on,
        "ends_on": filing.ends_on,
        "terminated_on": filing.terminated_on,
        "termination_reason": filing.reason,
        "filed_at": author.at,
        "filed_by_id": author.person_id,
        "filed_by_name": author.name,
        "filed_as": author.capacity.value,
        "certificate_differs": False,
        "voided_at": None,
        "void_reason": None,
    }
