"""作业种类 and 作业项目 as options, the item's select following the category's."""

from collections.abc import Iterable, Sequence

from flask import g
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from admin_app.services.catalogue import Item, all_items
from models.base import db
from models.catalogue import WorkItem
from models.vocabulary import CatalogueVersion
from views.base.search_fields import Choice, ChoiceSearch

Criterion = ColumnElement[bool]


def items() -> Sequence[Item]:
    """The catalogue, read once per request."""
    if "catalogue" not in g:
        g.catalogue = all_items(db.session)
    found: Sequence[Item] = g.catalogue
    return found


def category_choices(among: Iterable[Item] | None = None) -> list[Choice]:
    """作业种类 in the catalogue's order."""
    pairs = {item.category_number: item.category_name for item in (among or items())}
    return [Choice(str(number), pairs[number]) for number in sorted(pairs)]


def item_choices() -> list[Choice]:
    """作业项目 grouped by category; the old catalogue last, under its own name."""
    return [
        Choice(item.code, item.label, _group(item), str(item.category_number)) for item in items()
    ]


def _group(item: Item) -> str:
    if item.catalogue_version == CatalogueVersion.V2011:
        return f"{item.category_name}（{CatalogueVersion.V2011.label}）"
    return item.category_name


def category_search(column: InstrumentedAttribute[int]) -> ChoiceSearch:
    """Search by 作业种类 (R21)."""

    def criterion(value: str) -> Criterion:
        of_category = select(WorkItem.id).where(WorkItem.category_number == int(value))
        return column.in_(of_category)

    return ChoiceSearch("category", "作业种类", column, criterion, category_choices)


def item_search(column: InstrumentedAttribute[int]) -> ChoiceSearch:
    """Search by 作业项目 (R20); limited items are found together with their whole."""

    def criterion(value: str) -> Criterion:
        family = select(WorkItem.id).where(
            (WorkItem.code == value) | (WorkItem.family_code == value)
        )
        return column.in_(family)

    return ChoiceSearch("item", "作业项目", column, criterion, item_choices)
