"""Persons: everybody the system knows as a natural person (作业人员, 法定代表人, 被授权人)."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base
from models.sealed import Sealed

ID_NUMBER = "id_number"  # the purpose under which numbers are sealed, wherever they stand


class Person(Audited, Base):
    """A natural person. The number is sealed; ``id_number_masked`` is what lists show (A-27)."""

    __tablename__ = "persons"
    __table_args__ = (
        UniqueConstraint("id_type", "id_number_hash"),
        Index("ix_persons_id_number_hash", "id_number_hash"),
    )

    full_name: Mapped[str] = mapped_column(String(50), active_history=True)
    name_key: Mapped[str] = mapped_column(String(50), index=True)
    id_type: Mapped[str] = mapped_column(String(20), active_history=True)
    id_number: Mapped[str] = mapped_column(Sealed(ID_NUMBER), deferred=True)
    id_number_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    id_number_masked: Mapped[str] = mapped_column(String(40), active_history=True)
    created_at: Mapped[datetime]
