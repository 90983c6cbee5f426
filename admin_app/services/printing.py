"""打印: issuing the sheet under a serial, and telling a stranger whether it still holds (T47)."""

import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from hmac import compare_digest

from sqlalchemy import select

from admin_app.actor import Actor
from admin_app.policy.permissions import Permission, require
from admin_app.rules.dates import chinese_date
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.serial_number import ENTROPY_BITS, group_serial, spell_serial
from admin_app.rules.sheet import (
    SheetState,
    masked_name,
    sheet_footer,
    sheet_state,
    sheet_valid_until,
)
from admin_app.services.audit import EventKind, Subject, note
from admin_app.services.sheet_content import SheetContent, content_of
from admin_app.session_scope import AnySession, unscoped
from models.printed_sheets import PrintedSheet
from models.sealed import link_mac

_PURPOSE = b"printed sheet\n"


@dataclass(frozen=True)
class Sheet:
    """The sheet of a day; ``serial`` is empty until it is issued."""

    content: SheetContent
    printed_on: date
    footer: str
    serial: str = ""

    @property
    def day_words(self) -> str:
        """The day below the footer, in Chinese numerals (R33)."""
        return chinese_date(self.printed_on)

    @property
    def serial_words(self) -> str:
        """The serial in groups."""
        return group_serial(self.serial)


@dataclass(frozen=True)
class Verdict:
    """What anybody may learn about a serial: nothing that is not on the paper, and less."""

    masked_name: str
    record_count: int
    printed_on: date
    valid_until: date
    state: SheetState


def preview_sheet(session: AnySession, actor: Actor, today: date, rulebook: Rulebook) -> Sheet:
    """The actor's own sheet, whatever is asked (R35); with its serial if it was issued today.

    Writes nothing. A serial of today is shown again only while the sheet says the same.
    """
    content = _own_content(session, actor)
    issued = _issued_today(session, content, today)
    return Sheet(
        content, today, sheet_footer(today, rulebook), serial=issued.serial if issued else ""
    )


def print_sheet(session: AnySession, actor: Actor, now: datetime, rulebook: Rulebook) -> Sheet:
    """Issue the actor's own sheet, on record; the same sheet of the same day keeps its serial."""
    content, today = _own_content(session, actor), now.date()
    issued = _issued_today(session, content, today)
    if issued is None:
        issued = _new_sheet(content, now, rulebook)
        session.add(issued)
        session.flush()
    note(
        session,
        actor,
        EventKind.SHEET_PRINTED,
        now,
        Subject("printed_sheet", issued.id),
        serial=issued.serial,
        record_count=issued.record_count,
        content=issued.content_mac.hex(),
    )
    return Sheet(content, today, sheet_footer(today, rulebook), issued.serial)


def verify_serial(session: AnySession, serial: str, today: date) -> Verdict | None:
    """What the register says today about the sheet with this serial; None where there is none."""
    with unscoped(session, "verify a printed sheet"):
        sheet = session.scalars(
            select(PrintedSheet).where(PrintedSheet.serial == serial)
        ).one_or_none()
        if sheet is None:
            return None
        content = content_of(session, sheet.person_id)
    return Verdict(
        masked_name(content.full_name),
        sheet.record_count,
        sheet.printed_on,
        sheet.valid_until,
        sheet_state(sheet.valid_until, today, is_unchanged=_says(sheet, content)),
    )


def _own_content(session: AnySession, actor: Actor) -> SheetContent:
    require(actor, Permission.PRINT_OWN_SHEET)
    assert actor.person_id is not None
    return content_of(session, actor.person_id)


def _issued_today(session: AnySession, content: SheetContent, today: date) -> PrintedSheet | None:
    latest = session.scalars(
        select(PrintedSheet)
        .where(PrintedSheet.person_id == content.person_id, PrintedSheet.printed_on == today)
        .order_by(PrintedSheet.printed_at.desc(), PrintedSheet.id.desc())
        .limit(1)
    ).first()
    return latest if latest is not None and _says(latest, content) else None


def _new_sheet(content: SheetContent, now: datetime, rulebook: Rulebook) -> PrintedSheet:
    sheet = PrintedSheet(
        serial=spell_serial(secrets.randbits(ENTROPY_BITS)),
        person_id=content.person_id,
        printed_on=now.date(),
        valid_until=sheet_valid_until(now.date(), rulebook),
        record_count=len(content.records),
        printed_at=now,
    )
    sheet.content_mac = _mac(sheet, content)
    return sheet


def _says(sheet: PrintedSheet, content: SheetContent) -> bool:
    """Whether the sheet said this, and nobody has touched its row since."""
    return compare_digest(sheet.content_mac, _mac(sheet, content))


def _mac(sheet: PrintedSheet, content: SheetContent) -> bytes:
    """Over serial, person and dates besides the content: none can be lent to another (T47)."""
    row = [
        sheet.serial,
        sheet.person_id,
        str(sheet.printed_on),
        str(sheet.valid_until),
        sheet.record_count,
    ]
    return link_mac(_PURPOSE + json.dumps(row).encode() + b"\n", content.payload)
