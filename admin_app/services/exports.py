"""Exports (导出): on record when they begin and when they end, and asked about later (R127, B4)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from admin_app.actor import Actor
from admin_app.policy.permissions import Permission, require
from admin_app.services.audit import EventKind, Subject, note
from admin_app.session_scope import AnySession
from models.exports import ExportedFile
from models.vocabulary import Capacity


@dataclass(frozen=True)
class ExportOrder:
    """What is exported: a noun's list, its columns, its filter in words, the format."""

    noun: str
    title: str
    columns: Sequence[str]
    filter_words: str
    format: str


@dataclass(frozen=True)
class Finding:
    """What is known of a file that an auditor brought: the export, and whether it is unaltered."""

    exported: ExportedFile
    is_unaltered: bool


def new_serial() -> str:
    """A number for the cover sheet that nobody can guess: 80 random bits."""
    return secrets.token_hex(10).upper()


def note_begun(session: AnySession, actor: Actor, order: ExportOrder, now: datetime) -> None:
    """Put an export on record before its first row leaves, in case it never ends."""
    note(
        session, actor, EventKind.EXPORT_BEGUN, now, noun_exported=order.noun,
        filter=order.filter_words, format=order.format,
    )  # fmt: skip


def record_export(
    session: AnySession,
    actor: Actor,
    order: ExportOrder,
    serial: str,
    tally: tuple[int, str],
    now: datetime,
) -> ExportedFile:
    """Put a finished export on record: its number of rows and its fingerprint."""
    acting = actor.acting
    assert actor.account_id is not None
    rows, fingerprint = tally
    exported = ExportedFile(
        serial=serial,
        fingerprint=fingerprint,
        noun=order.noun,
        title=order.title,
        format=order.format,
        filter_words=order.filter_words[:1000],
        columns="、".join(order.columns)[:500],
        row_count=rows,
        account_id=actor.account_id,
        actor_name=actor.full_name,
        capacity=capacity_of(actor).value,
        employer_id=acting.employer_id if acting else None,
        employer_name=acting.employer_name if acting else "",
        exported_at=now,
    )
    session.add(exported)
    session.flush()
    note(
        session, actor, EventKind.EXPORTED, now, Subject("export", exported.id), rows=rows,
        filter=order.filter_words, format=order.format, fingerprint=fingerprint,
    )  # fmt: skip
    return exported


def capacity_of(actor: Actor) -> Capacity:
    """In which capacity somebody exports."""
    return actor.acting.capacity if actor.acting else Capacity.PERSON


def find_export(session: AnySession, actor: Actor, serial: str, fingerprint: str) -> Finding | None:
    """The export that a file claims to be by its serial, or is by its fingerprint (B4)."""
    require(actor, Permission.VERIFY_EXPORT)
    found = session.scalars(
        select(ExportedFile)
        .where(
            or_(
                ExportedFile.fingerprint == fingerprint,
                (ExportedFile.serial == serial) if serial else ExportedFile.id.is_(None),
            )
        )
        .order_by((ExportedFile.serial == serial).desc(), ExportedFile.id.desc())
    ).first()
    if found is None:
        return None
    return Finding(found, found.fingerprint == fingerprint)
