"""Accounts, their open sessions, and the counters that slow down guessing."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Key, Scoped


class Account(Identified, Scoped, Base):
    """A sign-in. Personal accounts belong to a person; the other kinds are refused (R8, R9)."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("kind in ('personal', 'enterprise', 'legal_entity')", "kind"),
        CheckConstraint("(kind = 'personal') = (person_id is not null)", "personal_has_person"),
        CheckConstraint("office_role in ('staff', 'auditor', 'admin')", "office_role"),
    )

    login: Mapped[str] = mapped_column(String(50), unique=True)
    password_hash: Mapped[str]
    kind: Mapped[str] = mapped_column(String(20))
    display_name: Mapped[str] = mapped_column(String(100))
    person_id: Mapped[int | None] = mapped_column(Key, ForeignKey("persons.id"), index=True)
    office_role: Mapped[str | None] = mapped_column(String(20))
    disabled_at: Mapped[datetime | None]
    notice_accepted_at: Mapped[datetime | None]
    signed_in_at: Mapped[datetime | None]
    signed_in_before_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class SignInSession(Scoped, Base):
    """An open session. The cookie holds a random id, this table only its hash (threat T39)."""

    __tablename__ = "sessions"

    id_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(Key, ForeignKey("accounts.id"), index=True)
    employer_id: Mapped[int | None] = mapped_column(Key, ForeignKey("employers.id"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(String(200), default="")


class FailedAttempt(Identified, Base):
    """One failed sign-in or person look-up, counted per subject within a window of time."""

    __tablename__ = "failed_attempts"
    __table_args__ = (Index("ix_failed_attempts_subject", "subject", "at"),)

    subject: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime]
