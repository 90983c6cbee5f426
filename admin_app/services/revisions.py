"""History: the only way to change an audited row, and the chain that shows it untouched."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from admin_app.actor import Actor
from admin_app.session_scope import AnySession
from models.base import Audited
from models.certificates import Certificate
from models.employers import Employer
from models.employments import Employment
from models.grants import Grant
from models.people import Person
from models.revisions import Revision
from models.sealed import link_mac
from models.vocabulary import Capacity, GrantFunction, RevisionKind

NOUNS: Mapping[type[Audited], str] = {
    Certificate: "certificate",
    Employment: "employment",
    Grant: "grant",
    Person: "person",
    Employer: "employer",
}


# column -> the (field, old, new) that people read in its place; an empty list keeps it untold
Spoken = Mapping[str, Sequence[tuple[str, Any, Any]]]


@dataclass(frozen=True)
class Author:
    """Who makes a change, in which capacity, for which employer, and when (R124)."""

    person_id: int | None
    name: str
    capacity: Capacity
    at: datetime
    employer_id: int | None = None
    employer_name: str = ""


def acting_author(actor: Actor, at: datetime) -> Author:
    """The author of a change made for the employer in hand."""
    acting = actor.acting
    if acting is None:
        return own_author(actor, at)
    return Author(
        actor.person_id,
        actor.full_name,
        acting.capacity,
        at,
        acting.employer_id,
        acting.employer_name,
    )


def own_author(actor: Actor, at: datetime) -> Author:
    """The author of a change that a person makes about himself."""
    return Author(actor.person_id, actor.full_name, Capacity.PERSON, at)


def stored(value: Any) -> Any:
    """A value as history keeps it: JSON that reads the same in ten years."""
    if isinstance(value, frozenset):
        return [function.value for function in GrantFunction if function in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def payload(revision: Mapping[str, Any]) -> bytes:
    """The bytes of a revision that its MAC covers: every column but ``id`` and ``mac``."""
    kept = {name: stored(value) for name, value in revision.items() if name not in ("id", "mac")}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def link(
    author: Author,
    noun: str,
    row_id: int,
    version: int,
    previous: bytes,
    kind: RevisionKind,
    changes: list[dict[str, Any]],
    reason: str = "",
) -> dict[str, Any]:
    """One revision as a row, with its MAC over the link before it; also used in bulk fills."""
    row: dict[str, Any] = {
        "noun": noun,
        "row_id": row_id,
        "version": version,
        "kind": kind.value,
        "at": author.at,
        "actor_person_id": author.person_id,
        "actor_name": author.name,
        "capacity": author.capacity.value,
        "employer_id": author.employer_id,
        "employer_name": author.employer_name,
        "reason": reason,
        "changes": changes,
    }
    row["mac"] = link_mac(previous, payload(row))
    return row


def revise(
    session: AnySession,
    author: Author,
    row: Audited,
    allowed: Iterable[str],
    values: Mapping[str, Any],
    *,
    kind: RevisionKind = RevisionKind.AMEND,
    reason: str = "",
    spoken: Spoken | None = None,
) -> bool:
    """Change ``values`` on the row and write what changed; False where nothing did.

    ``allowed`` is the whitelist: a field outside it is a fault of the programme (ValueError).
    ``spoken`` gives, for columns that hold keys, the fields and words that people read instead.
    """
    strangers = set(values) - set(allowed)
    if strangers:
        raise ValueError(f"fields outside the whitelist: {sorted(strangers)}")
    changed = {name: new for name, new in values.items() if getattr(row, name) != new}
    if not changed:
        return False
    changes = _differences(row, changed, spoken or {})
    for name, new in changed.items():
        setattr(row, name, new)
    _link(session, author, row, kind, changes, reason)
    session.flush()
    return True


def record_creation(
    session: AnySession, author: Author, row: Audited, first: Mapping[str, Any]
) -> None:
    """Write the first revision of a new row, with the values that people will want to see."""
    record_creations(session, author, [(row, first)])


def record_creations(
    session: AnySession, author: Author, rows: Sequence[tuple[Audited, Mapping[str, Any]]]
) -> None:
    """The same for many rows, in two rounds to the database instead of two for each."""
    session.flush()
    for row, first in rows:
        changes = [
            {"field": name, "old": None, "new": stored(value)} for name, value in first.items()
        ]
        _link(session, author, row, RevisionKind.CREATE, changes, "")
    session.flush()


def history(session: AnySession, noun: str, row_id: int) -> Sequence[Revision]:
    """Every revision of a row, newest first."""
    found = select(Revision).where(Revision.noun == noun, Revision.row_id == row_id)
    return session.scalars(found.order_by(Revision.version.desc())).all()


def _differences(row: Audited, changed: Mapping[str, Any], spoken: Spoken) -> list[dict[str, Any]]:
    told: list[tuple[str, Any, Any]] = []
    for name, new in changed.items():
        told.extend(spoken.get(name, [(name, getattr(row, name), new)]))
    return [
        {"field": name, "old": stored(old), "new": stored(new)}
        for name, old, new in told
        if old != new
    ]


def _link(
    session: AnySession,
    author: Author,
    row: Audited,
    kind: RevisionKind,
    changes: list[dict[str, Any]],
    reason: str,
) -> None:
    noun = NOUNS[type(row)]
    version = row.version + 1
    made = link(author, noun, row.id, version, row.head_mac or b"", kind, changes, reason)
    session.add(Revision(**made))
    row.version, row.head_mac = version, made["mac"]
