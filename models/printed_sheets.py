"""Printed sheets (打印): what was on the paper, so that its serial can be asked (R25 to R36)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Key, Scoped


class PrintedSheet(Identified, Scoped, Base):
    """One printing of one person's records. Append-only.

    ``serial`` is random and stands on the paper; ``content_mac`` is over everything that the
    sheet said, so that a change since can be told without keeping the sheet.
    """

    __tablename__ = "printed_sheets"
    __table_args__ = (Index("ix_printed_sheets_person", "person_id", "printed_at"),)

    serial: Mapped[str] = mapped_column(String(24), unique=True)
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("persons.id"))
    printed_on: Mapped[date]
    valid_until: Mapped[date]
    record_count: Mapped[int]
    content_mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    printed_at: Mapped[datetime]
