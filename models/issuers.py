"""Issuing bodies (发证机构) and the other names that they go by (A-3)."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Key


class Issuer(Identified, Base):
    """发证机构. ``is_local`` says whether its certificates are 本市 ones.

    ``is_listed`` marks the names that the office keeps; a name that a holder typed is known, but
    suggested to nobody. ``name_key`` is the name without spaces and width.
    """

    __tablename__ = "issuers"
    # The pair is what certificates refer to: a certificate cannot claim another origin.
    __table_args__ = (UniqueConstraint("id", "is_local"),)

    name: Mapped[str] = mapped_column(String(100), unique=True)
    name_key: Mapped[str] = mapped_column(String(100), unique=True)
    is_local: Mapped[bool]
    is_listed: Mapped[bool]


class IssuerAlias(Identified, Base):
    """A former or shorter name of an issuing body (中山市质量技术监督局 before 2019)."""

    __tablename__ = "issuer_aliases"

    issuer_id: Mapped[int] = mapped_column(Key, ForeignKey("issuers.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    name_key: Mapped[str] = mapped_column(String(100), unique=True)
