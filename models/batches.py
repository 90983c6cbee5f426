"""Batch uploads (批量填报): checked rows wait, encrypted, a day; a filed one can be withdrawn."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Key, Scoped
from models.sealed import Sealed

UPLOADED_ROWS = "batch:rows"  # the purpose under which the rows of a file are sealed


class BatchUpload(Identified, Scoped, Base):
    """One uploaded file of one account for one employer (R81 to R85, A-11).

    ``rows`` is the checked table as JSON, sealed, gone once it is filed or a day old. The same
    file (by its hash) is filed once per employer, unless that filing was withdrawn.
    """

    __tablename__ = "batch_uploads"
    __table_args__ = (
        CheckConstraint("state in ('checked', 'filed', 'withdrawn')", "state"),
        Index("ix_batch_uploads_employer", "employer_id", "uploaded_at", "id"),
        Index(
            "uq_batch_uploads_filed",
            "employer_id",
            "file_hash",
            unique=True,
            sqlite_where=text("state = 'filed'"),
            postgresql_where=text("state = 'filed'"),
        ),
    )

    employer_id: Mapped[int] = mapped_column(Key, ForeignKey("employers.id"))
    account_id: Mapped[int] = mapped_column(Key, ForeignKey("accounts.id"), index=True)
    uploaded_by_name: Mapped[str] = mapped_column(String(50))
    file_name: Mapped[str] = mapped_column(String(120))
    file_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    state: Mapped[str] = mapped_column(String(20))
    rows: Mapped[str | None] = mapped_column(Sealed(UPLOADED_ROWS), deferred=True)
    row_count: Mapped[int]
    good_count: Mapped[int]
    uploaded_at: Mapped[datetime]
    filed_at: Mapped[datetime | None]
    filed_count: Mapped[int] = mapped_column(default=0)
    withdrawn_at: Mapped[datetime | None]
