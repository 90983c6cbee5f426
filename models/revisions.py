"""Revisions (修改记录): one saved change of one row, with old and new per field."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Key, Scoped


class Revision(Identified, Scoped, Base):
    """One link of a row's history. Written once, never changed (triggers), chained by MAC.

    ``changes`` is a list of ``{"field", "old", "new"}`` in stored values. Never an ID number: the
    actor stands here by name, and the mask where a number belongs.
    """

    __tablename__ = "revisions"
    __table_args__ = (
        UniqueConstraint("noun", "row_id", "version"),
        Index("ix_revisions_actor", "actor_person_id"),
        Index("ix_revisions_at", "at", "id"),
    )

    noun: Mapped[str] = mapped_column(String(20))
    row_id: Mapped[int] = mapped_column(Key)
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    actor_person_id: Mapped[int | None] = mapped_column(Key)
    actor_name: Mapped[str] = mapped_column(String(50))
    capacity: Mapped[str] = mapped_column(String(30))
    employer_id: Mapped[int | None] = mapped_column(Key)
    employer_name: Mapped[str] = mapped_column(String(100), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
