"""Whom a database session reads for. The guard looks here; views and commands say it here."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session, scoped_session

from admin_app.actor import Actor

log = logging.getLogger(__name__)

AnySession = Session | scoped_session[Any]


@dataclass(frozen=True)
class Standing:
    """The actor for whom a session works, and the day on which rights are judged."""

    actor: Actor
    today: date


def enter(session: AnySession, actor: Actor, today: date) -> None:
    """From here on, the session sees what this actor may see, and nothing else."""
    session.info["standing"] = Standing(actor, today)


def leave(session: AnySession) -> None:
    """From here on, the session sees no row that belongs to anybody."""
    session.info.pop("standing", None)


def standing(session: AnySession) -> Standing | None:
    """For whom the session works, if for anybody."""
    found: Standing | None = session.info.get("standing")
    return found


def is_unscoped(session: AnySession) -> bool:
    """Whether an exemption is open at this moment."""
    return bool(session.info.get("exemptions"))


@contextmanager
def unscoped(session: AnySession, reason: str) -> Iterator[None]:
    """Read or write past the scope for a named reason; the only way to do so, and logged.

    Changes that wait in the session are flushed before and after, so that none of them slips
    through the open door, and none of the exempt ones is judged behind it.
    """
    session.flush()
    log.debug("unscoped: %s", reason)
    exemptions = session.info.setdefault("exemptions", [])
    exemptions.append(reason)
    try:
        yield
        session.flush()
    finally:
        exemptions.pop()
