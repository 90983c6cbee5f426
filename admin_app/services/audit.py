"""The audit log: what happened without changing a row. One chain, appended last before commit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from admin_app.actor import Actor
from admin_app.services.revisions import stored
from admin_app.session_scope import AnySession, unscoped
from models.audit import AuditEvent, AuditHead
from models.sealed import link_mac


class EventKind(StrEnum):
    """The closed list of what is logged (B6, threats T14, T36, T46)."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    EMPLOYER_CHOSEN = "employer_chosen"
    REFUSED = "refused"
    OPERATOR_LOOKED_UP = "operator_looked_up"
    NUMBER_REVEALED = "number_revealed"
    SHEET_PRINTED = "sheet_printed"
    EXPORT_BEGUN = "export_begun"
    EXPORTED = "exported"
    EXPORT_VERIFIED = "export_verified"
    BATCH_CHECKED = "batch_checked"
    BATCH_FILED = "batch_filed"
    BATCH_WITHDRAWN = "batch_withdrawn"


@dataclass(frozen=True)
class Subject:
    """The row that an event is about."""

    noun: str
    row_id: int


def note(
    session: AnySession,
    actor: Actor,
    kind: EventKind,
    now: datetime,
    subject: Subject | None = None,
    **details: Any,
) -> None:
    """Put an event on the list of this transaction. ``details`` never hold an ID number."""
    acting = actor.acting
    row = {
        "kind": kind.value,
        "at": now,
        "account_id": actor.account_id,
        "actor_name": actor.full_name,
        "capacity": acting.capacity.value if acting else "",
        "employer_id": acting.employer_id if acting else None,
        "noun": subject.noun if subject else "",
        "row_id": subject.row_id if subject else None,
        "details": details,
    }
    session.info.setdefault("events", []).append(row)


def append_noted(session: AnySession) -> None:
    """Write the noted events to the end of the chain; the unit of work calls it before commit.

    The head is locked, so that two transactions append one after the other.
    """
    events = session.info.pop("events", [])
    if not events:
        return
    with unscoped(session, "append to the audit chain"):
        head = session.scalars(select(AuditHead).with_for_update()).one()
        for event in events:
            row = {**event, "position": head.position + 1}
            row["mac"] = link_mac(head.mac, payload(row))
            session.add(AuditEvent(**row))
            head.position, head.mac = row["position"], row["mac"]


def forget_noted(session: AnySession) -> None:
    """Drop what was noted in a transaction that is rolled back."""
    session.info.pop("events", None)


def payload(event: Mapping[str, Any]) -> bytes:
    """The bytes of an event that its MAC covers: every column but ``id`` and ``mac``."""
    kept = {name: stored(value) for name, value in event.items() if name not in ("id", "mac")}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
