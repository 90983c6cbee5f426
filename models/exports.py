"""Exports (导出): every file that left the house, by the fingerprint of its rows (R127, B4)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Key, Scoped


class ExportedFile(Identified, Scoped, Base):
    """One exported file: who, in which capacity, when, of what, narrowed how. Append-only.

    ``fingerprint`` is over canonical cell values (``admin_app/sheets/fingerprint.py``), so that a
    file merely saved again still answers to it. Never an ID number in ``filter_words``.
    """

    __tablename__ = "exported_files"
    __table_args__ = (
        CheckConstraint("format in ('xlsx', 'csv')", "format"),
        Index("ix_exported_files_fingerprint", "fingerprint"),
        Index("ix_exported_files_at", "exported_at", "id"),
    )

    serial: Mapped[str] = mapped_column(String(24), unique=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    noun: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(50))
    format: Mapped[str] = mapped_column(String(4))
    filter_words: Mapped[str] = mapped_column(String(1000))
    columns: Mapped[str] = mapped_column(String(500))
    row_count: Mapped[int]
    account_id: Mapped[int] = mapped_column(Key, index=True)
    actor_name: Mapped[str] = mapped_column(String(50))
    capacity: Mapped[str] = mapped_column(String(30))
    employer_id: Mapped[int | None] = mapped_column(Key)
    employer_name: Mapped[str] = mapped_column(String(100), default="")
    exported_at: Mapped[datetime]
