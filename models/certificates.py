"""Certificates (证书): one row is one item of one certificate, with a validity of its own (A-2)."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, Key


class Certificate(Audited, Base):
    """作业人员证 of a holder (持证人) for one item.

    ``is_local`` is copied from the issuer and held equal to it by the database: the pair
    (issuer, is_local) is a foreign key. ``lifecycle`` is the stored part of 证件状态; the rest
    follows from the day (requirements 2.5).
    """

    __tablename__ = "certificates"
    __table_args__ = (
        ForeignKeyConstraint(["issuer_id", "is_local"], ["issuers.id", "issuers.is_local"]),
        UniqueConstraint("person_id", "item_id", "item_note", "issuer_id", "valid_from"),
        CheckConstraint("valid_from < valid_until", "validity"),
        CheckConstraint(
            "lifecycle in ('normal', 'cancelled', 'rescinded', 'revoked')", "lifecycle"
        ),
        CheckConstraint("(lifecycle = 'normal') = (lifecycle_on is null)", "lifecycle_on"),
        Index("ix_certificates_item_valid", "item_id", "valid_until", "id"),
        Index("ix_certificates_issuer_valid", "issuer_id", "valid_until", "id"),
        Index("ix_certificates_valid", "valid_until", "id"),
        Index("ix_certificates_person", "person_id", "valid_until", "id"),
        # Of withdrawn ones only: nearly all are normal, and SQLite would take it for choosy.
        Index(
            "ix_certificates_withdrawn",
            "lifecycle",
            "valid_until",
            "id",
            sqlite_where=text("lifecycle_on is not null"),
            postgresql_where=text("lifecycle_on is not null"),
        ),
    )

    person_id: Mapped[int] = mapped_column(Key, ForeignKey("persons.id"))
    item_id: Mapped[int] = mapped_column(Key, ForeignKey("work_items.id"), active_history=True)
    item_note: Mapped[str] = mapped_column(String(100), default="", active_history=True)
    issuer_id: Mapped[int] = mapped_column(Key, active_history=True)
    is_local: Mapped[bool] = mapped_column(active_history=True)
    valid_from: Mapped[date] = mapped_column(active_history=True)
    valid_until: Mapped[date] = mapped_column(active_history=True)
    archive_no: Mapped[str] = mapped_column(String(40), default="", active_history=True)
    lifecycle: Mapped[str] = mapped_column(String(20), default="normal", active_history=True)
    lifecycle_on: Mapped[date | None] = mapped_column(active_history=True)
    lifecycle_reason: Mapped[str] = mapped_column(String(200), default="", active_history=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
