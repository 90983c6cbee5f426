"""Employment records (聘用记录): who worked for whom, in which item, from when until when."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, Key


class Employment(Audited, Base):
    """One record. Employer and certificate stand in it as they were at filing (A-23, A-35).

    ``effective_until`` is the last day that counts: the termination, else the end. No two records
    of one employer, person and item may overlap; the database itself sees to it
    (``models/safeguards.py``), voided ones (A-26) left out.
    """

    __tablename__ = "employments"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", "period"),
        CheckConstraint("terminated_on between starts_on and ends_on", "termination_in_period"),
        CheckConstraint("(terminated_on is null) = (termination_reason is null)", "termination"),
        CheckConstraint("(voided_at is null) = (void_reason is null)", "voided"),
        Index("ix_employments_employer", "employer_id", "starts_on", "id"),
        Index("ix_employments_person", "person_id", "starts_on", "id"),
        Index("ix_employments_item", "item_id", "starts_on", "id"),
        Index("ix_employments_category", "category_number", "starts_on", "id"),
        Index("ix_employments_start", "starts_on", "id"),
        Index("ix_employments_until", "effective_until", "id"),
        # Beyond what finds a record stands what A-7 asks of it, so that the index alone answers.
        Index(
            "ix_employments_same",
            "employer_id",
            "person_id",
            "item_id",
            "starts_on",
            "effective_until",
            "certificate_id",
            "voided_at",
        ),
    )

    employer_id: Mapped[int] = mapped_column(Key, ForeignKey("employers.id"))
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("persons.id"))
    certificate_id: Mapped[int] = mapped_column(Key, ForeignKey("certificates.id"), index=True)

    item_id: Mapped[int] = mapped_column(Key, ForeignKey("work_items.id"))
    category_number: Mapped[int] = mapped_column(ForeignKey("work_categories.number"))
    employer_name: Mapped[str] = mapped_column(String(100), index=True)
    employer_uscc: Mapped[str | None] = mapped_column(String(18), index=True)
    certificate_valid_from: Mapped[date]
    certificate_valid_until: Mapped[date]
    issuer_name: Mapped[str] = mapped_column(String(100))
    issuer_is_local: Mapped[bool]

    starts_on: Mapped[date] = mapped_column(active_history=True)
    ends_on: Mapped[date] = mapped_column(active_history=True)
    terminated_on: Mapped[date | None] = mapped_column(active_history=True)
    termination_reason: Mapped[str | None] = mapped_column(String(200), active_history=True)
    effective_until: Mapped[date] = mapped_column(
        Computed("coalesce(terminated_on, ends_on)", persisted=True)
    )

    filed_at: Mapped[datetime]
    filed_by_id: Mapped[int] = mapped_column(Key, ForeignKey("persons.id"))
    filed_by_name: Mapped[str] = mapped_column(String(50))
    filed_as: Mapped[str] = mapped_column(String(30))

    batch_id: Mapped[int | None] = mapped_column(Key, ForeignKey("batch_uploads.id"), index=True)
    certificate_differs: Mapped[bool] = mapped_column(default=False, active_history=True)
    voided_at: Mapped[datetime | None] = mapped_column(active_history=True)
    void_reason: Mapped[str | None] = mapped_column(String(200), active_history=True)
