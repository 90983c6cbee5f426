"""One page of a list, at a cost that does not grow with the table (platform-notes, section 3).

The keys of the page come first, filtered and sorted on one table; then at most a page of rows is
joined. The count is exact up to a cap. The order has the key as its tie-breaker.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from admin_app.session_scope import AnySession
from views.base.search import Search

PAGE_SIZES = (10, 20, 30, 50)
DEFAULT_PAGE_SIZE = 20


@dataclass(frozen=True)
class Order:
    """By which column, in which direction."""

    name: str
    descending: bool


@dataclass(frozen=True)
class Asked:
    """Which page of the list is wanted; already clamped to what there can be."""

    page: int
    page_size: int
    order: Order


@dataclass(frozen=True)
class Page:
    """The rows of one page, and where it stands in the whole."""

    rows: Sequence[Row[*tuple[Any, ...]]]
    total: int
    is_capped: bool
    asked: Asked
    has_next: bool

    @property
    def first_number(self) -> int:
        """序号 of the first row; it runs on over pages (R16)."""
        return self.asked.page * self.asked.page_size + 1

    @property
    def pages(self) -> int:
        """How many pages can be jumped to."""
        return max(1, -(-self.total // self.asked.page_size))

    @property
    def count_words(self) -> str:
        """共有 N 条数据, or that there are more than were counted (R16)."""
        return f"共有超过 {self.total} 条数据" if self.is_capped else f"共有 {self.total} 条数据"


def read_asked(args: Mapping[str, str], sortable: Mapping[str, Any], default: Order) -> Asked:
    """Page, size and order from an address; whatever makes no sense falls back."""
    name = args.get("sort", "")
    order = Order(name, args.get("desc", "") == "1") if name in sortable else default
    size = _number(args.get("page_size", ""), DEFAULT_PAGE_SIZE)
    return Asked(
        page=_number(args.get("page", ""), 0),
        page_size=size if size in PAGE_SIZES else DEFAULT_PAGE_SIZE,
        order=order,
    )


def fetch_page(
    session: AnySession,
    keys: Select[tuple[int]],
    rows: Select[*tuple[Any, ...]],
    search: Search,
    asked: Asked,
    sortable: Mapping[str, InstrumentedAttribute[Any]],
    cap: int,
) -> Page:
    """The page asked for: ``keys`` selects the primary keys, ``rows`` the columns shown."""
    narrowed = search.narrow(keys)
    key = narrowed.selected_columns[0]
    counted = session.scalar(select(func.count()).select_from(narrowed.limit(cap + 1).subquery()))
    total = min(counted or 0, cap)
    is_capped = (counted or 0) > cap
    last = max(0, -(-total // asked.page_size) - 1)
    if asked.page > last and not is_capped:
        asked = Asked(last, asked.page_size, asked.order)
    by = sortable[asked.order.name]
    order = (by.desc(), key.desc()) if asked.order.descending else (by, key)
    window = narrowed.order_by(*order).limit(asked.page_size + 1)
    found = session.scalars(window.offset(asked.page * asked.page_size)).all()
    shown = found[: asked.page_size]
    by_key = {row[0]: row for row in session.execute(rows.where(key.in_(shown)))} if shown else {}
    ordered = [by_key[one] for one in shown if one in by_key]
    return Page(ordered, total, is_capped, asked, has_next=len(found) > asked.page_size)


def _number(raw: str, default: int) -> int:
    if not raw.isascii() or not raw.isdecimal() or len(raw) > 9:
        return default
    return int(raw)
