"""The two catalogues of work: categories (作业种类) and items (作业项目)."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified


class WorkCategory(Base):
    """作业种类, numbered 1..11 as in announcement 2019-3."""

    __tablename__ = "work_categories"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(50), unique=True)


class WorkItem(Identified, Base):
    """作业项目. The key is catalogue and code together: codes changed their meaning in 2019.

    ``code`` is unique over both catalogues (``N1``, ``Q2-桥式``, ``2011-N2``); ``printed_code`` is
    what the certificate shows; ``family_code`` finds limited items together with their whole.
    """

    __tablename__ = "work_items"
    __table_args__ = (UniqueConstraint("catalogue_version", "code"),)

    code: Mapped[str] = mapped_column(String(20), unique=True)
    catalogue_version: Mapped[str] = mapped_column(String(4))
    printed_code: Mapped[str] = mapped_column(String(10))
    family_code: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(80))
    category_number: Mapped[int] = mapped_column(ForeignKey("work_categories.number"))
    position: Mapped[int]
