"""The catalogue as forms and lists need it: items with their category."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from admin_app.errors import Refused
from admin_app.session_scope import AnySession
from models.catalogue import WorkCategory, WorkItem
from models.vocabulary import CatalogueVersion


@dataclass(frozen=True)
class Item:
    """One 作业项目 with its 作业种类."""

    id: int
    code: str
    name: str
    printed_code: str
    catalogue_version: str
    category_number: int
    category_name: str

    @property
    def label(self) -> str:
        """As shown: 叉车司机 N1; an item of the old catalogue says so (domain 3.2)."""
        return item_label(self.name, self.printed_code, self.catalogue_version)


def item_label(name: str, printed_code: str, catalogue_version: str) -> str:
    """叉车司机 N1, or 叉车司机 N2 (2011目录)."""
    label = f"{name} {printed_code}"
    if catalogue_version == CatalogueVersion.V2011:
        return f"{label} ({CatalogueVersion.V2011.label})"
    return label


def _items() -> Select[int, str, str, str, str, int, str]:
    return (
        select(
            WorkItem.id,
            WorkItem.code,
            WorkItem.name,
            WorkItem.printed_code,
            WorkItem.catalogue_version,
            WorkItem.category_number,
            WorkCategory.name,
        )
        .join(WorkCategory, WorkCategory.number == WorkItem.category_number)
        .order_by(WorkItem.catalogue_version.desc(), WorkItem.category_number, WorkItem.position)
    )


def all_items(session: AnySession) -> Sequence[Item]:
    """Both catalogues, the present one first, in the catalogue's order."""
    return [Item(*row) for row in session.execute(_items())]


def choose_item(session: AnySession, category: int | None, code: str) -> Item:
    """The item of this code; refused where it is unknown or of another category (R54)."""
    row = session.execute(_items().where(WorkItem.code == code)).first()
    if row is None:
        raise Refused("请选择作业项目", "item")
    item = Item(*row)
    if category != item.category_number:
        raise Refused(f"作业项目“{item.label}”属于“{item.category_name}”，请重新选择", "category")
    return item
