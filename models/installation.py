"""What this database is: a demo says so itself, and the demo touches no other."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Installation(Base):
    """The single row that tells a demo database from a real one."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", "single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    is_demo: Mapped[bool]
    size: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime]
