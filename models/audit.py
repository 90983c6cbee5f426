"""The audit log: sign-ins, refusals, look-ups, reveals; one chain for the whole house."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Key, Scoped


class AuditEvent(Identified, Scoped, Base):
    """Something that happened and changed no row of the register. Append-only, chained.

    ``position`` counts from 1 without gaps. ``details`` holds plain facts, never an ID number.
    """

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_kind", "kind", "at"),)

    position: Mapped[int] = mapped_column(Key, unique=True)
    kind: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(Key, index=True)
    actor_name: Mapped[str] = mapped_column(String(50), default="")
    capacity: Mapped[str] = mapped_column(String(30), default="")
    employer_id: Mapped[int | None] = mapped_column(Key)
    noun: Mapped[str] = mapped_column(String(20), default="")
    row_id: Mapped[int | None] = mapped_column(Key)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditHead(Base):
    """The one row that knows where the audit chain ends; locked while an event is appended."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", "single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(Key)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
