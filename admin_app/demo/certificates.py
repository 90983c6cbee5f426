"""Certificates: entering one, and what holder and authority do to it later (A-3, A-23)."""

from dataclasses import dataclass
from datetime import date

from admin_app.demo.block import Block, CertificateDraft, PersonDraft, by_holder, by_import
from admin_app.demo.world import DAY, IssuingBody
from admin_app.rules.dates import add_months
from admin_app.services.revisions import Author
from models.certificates import Certificate
from models.vocabulary import Lifecycle

_MONTHS = 48


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands on a certificate, and when the register came to know it."""

    code: str
    issuer: IssuingBody
    valid_from: date
    valid_until: date
    created_on: date
    note: str = ""


def end_of(valid_from: date) -> date:
    """Four years less one day."""
    return add_months(valid_from, _MONTHS) - DAY


def start_for(valid_until: date) -> date:
    """The start of a certificate that ends then."""
    return add_months(valid_until + DAY, -_MONTHS)


def add_certificate(block: Block, holder: PersonDraft, entry: Entry) -> CertificateDraft:
    """Enter a certificate: local ones come from the register, remote ones from their holder."""
    item, made_at = block.world.items[entry.code], block.moment(entry.created_on)
    author = by_import(made_at) if entry.issuer.is_local else by_holder(holder, made_at)
    row = _row(holder, entry, item.id) | {"created_at": made_at, "changed_at": made_at}
    first = {
        "category": item.category_name,
        "item": item.label,
        "issuer": entry.issuer.name,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
    }
    made = block.create(Certificate, author, row, first)
    made["archive_no"] = f"演示数据TS{made['id']:013d}"
    return CertificateDraft(
        made,
        item,
        entry.issuer,
        holder,
        entry.valid_until,
        entry.created_on + DAY,
        block.world.yesterday,
    )


def withdraw(
    block: Block, certificate: CertificateDraft, lifecycle: Lifecycle, day: date, reason: str
) -> None:
    """注销, 撤销 or 吊销 from a day on; nothing is filed on it any more (R79)."""
    row = certificate.row
    changes = [
        ("lifecycle", row["lifecycle"], lifecycle.value),
        ("lifecycle_on", None, day),
        ("lifecycle_reason", "", reason),
    ]
    author = block.by_office(block.moment(day))
    row |= {"lifecycle": lifecycle.value, "lifecycle_on": day, "lifecycle_reason": reason}
    row["changed_at"] = author.at
    block.revise(Certificate, author, row, changes)
    certificate.changed, certificate.file_until = author, day - DAY


def shorten(block: Block, certificate: CertificateDraft, valid_until: date, day: date) -> None:
    """The holder corrects the end after records were filed on it (A-23); remote ones only."""
    author = by_holder(certificate.holder, block.moment(day))
    _set_end(block, certificate, valid_until, author)
    certificate.changed, certificate.file_until = author, day - DAY


def correct_at_once(block: Block, certificate: CertificateDraft, right: date) -> None:
    """The holder typed a wrong end and corrects it the same day, before any record (R51)."""
    day = certificate.file_from - DAY
    at = block.moment(day, after=certificate.row["created_at"])
    _set_end(block, certificate, right, by_holder(certificate.holder, at))
    certificate.filed_until_end = right


def _set_end(
    block: Block, certificate: CertificateDraft, valid_until: date, author: Author
) -> None:
    change = ("valid_until", certificate.row["valid_until"], valid_until)
    certificate.row |= {"valid_until": valid_until, "changed_at": author.at}
    block.revise(Certificate, author, certificate.row, [change])


def _row(holder: PersonDraft, entry: Entry, item_id: int) -> dict[str, object]:
    return {
        "person_id": holder.id,
        "item_id": item_id,
        "item_note": entry.note,
        "issuer_id": entry.issuer.id,
        "is_local": entry.issuer.is_local,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
        "lifecycle": Lifecycle.NORMAL.value,
        "lifecycle_on": None,
        "lifecycle_reason": "",
    }
