"""Employers (聘用单位 / 个人): organisations by credit code, or natural persons (A-17)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, Key


class Employer(Audited, Base):
    """An employer and the natural person who acts for it by right.

    ``representative_id`` is the legal representative (法定代表人) of an organisation, and the
    person in person where the employer is an individual.
    """

    __tablename__ = "employers"
    __table_args__ = (
        CheckConstraint("kind in ('organization', 'individual')", "kind"),
        CheckConstraint("(kind = 'organization') = (uscc is not null)", "uscc_of_organization"),
        CheckConstraint("(state = 'dissolved') = (dissolved_on is not null)", "dissolved"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(100), index=True, active_history=True)
    uscc: Mapped[str | None] = mapped_column(String(18), unique=True, active_history=True)
    representative_id: Mapped[int] = mapped_column(
        Key, ForeignKey("persons.id"), index=True, active_history=True
    )
    town: Mapped[str] = mapped_column(String(40), default="", active_history=True)
    state: Mapped[str] = mapped_column(String(20), default="active", active_history=True)
    dissolved_on: Mapped[date | None] = mapped_column(active_history=True)
    created_at: Mapped[datetime]
