"""Grants (人员授权): an employer lets a person act for it, in some functions, for a term."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from models.base import Audited, Base, Key
from models.people import ID_NUMBER
from models.sealed import Sealed
from models.vocabulary import GrantFunction


class FunctionSet(TypeDecorator[frozenset[GrantFunction]]):
    """授权功能 as a set; on disk a comma list in the order of the vocabulary."""

    impl = String(60)
    cache_ok = True

    def process_bind_param(
        self, value: Iterable[GrantFunction] | None, dialect: Dialect
    ) -> str | None:
        """Write in the vocabulary's order, so that equal sets are equal texts."""
        if value is None:
            return None
        held = frozenset(value)
        return ",".join(function.value for function in GrantFunction if function in held)

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> frozenset[GrantFunction] | None:
        """Read the comma list back."""
        if value is None:
            return None
        return frozenset(GrantFunction(word) for word in value.split(",") if word)


class Grant(Audited, Base):
    """被授权人 of an employer; one row per employer and person (R112).

    The grantee is named by name and number before any account exists (A-30): ``person_id`` is set
    once a verified identity with the same name and number is known, and only then does it work.
    """

    __tablename__ = "grants"
    __table_args__ = (
        UniqueConstraint("employer_id", "id_number_hash"),
        CheckConstraint("valid_from <= valid_until", "term"),
        CheckConstraint("functions <> ''", "functions"),
        CheckConstraint("disabled_at is null or not is_authorized", "disabled_is_unauthorized"),
        CheckConstraint(
            "(disabled_at is null) = (disabled_by_name is null)", "disabled_by_somebody"
        ),
        Index("ix_grants_employer_granted", "employer_id", "granted_on", "id"),
        Index("ix_grants_granted", "granted_on", "id"),
        Index("ix_grants_hash", "id_number_hash"),
    )

    employer_id: Mapped[int] = mapped_column(Key, ForeignKey("employers.id"))
    person_id: Mapped[int | None] = mapped_column(Key, ForeignKey("persons.id"), index=True)
    person_name: Mapped[str] = mapped_column(String(50), index=True)
    name_key: Mapped[str] = mapped_column(String(50))
    id_number: Mapped[str] = mapped_column(Sealed(ID_NUMBER), deferred=True)
    id_number_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    id_number_masked: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str] = mapped_column(String(20), default="")

    is_authorized: Mapped[bool] = mapped_column(active_history=True)
    functions: Mapped[frozenset[GrantFunction]] = mapped_column(FunctionSet, active_history=True)
    valid_from: Mapped[date] = mapped_column(active_history=True)
    valid_until: Mapped[date] = mapped_column(active_history=True)

    granted_on: Mapped[date]
    granted_by_id: Mapped[int] = mapped_column(Key, ForeignKey("persons.id"), index=True)
    granted_by_name: Mapped[str] = mapped_column(String(50))
    granted_as: Mapped[str] = mapped_column(String(30))

    disabled_at: Mapped[datetime | None] = mapped_column(active_history=True)
    disabled_by_name: Mapped[str | None] = mapped_column(String(50))
