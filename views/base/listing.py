"""One page of a list, at a cost that does not grow with the table (platform-notes, section 3).

The keys of the page are found first, filtered and sorted on one table; only they are joined with
the rest. The count is exact up to a cap. The order has the key as its tie-breaker.
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
    """The page asked for: ``keys`` selects the primary keys, ``rows`` the columns shown.

    Two queries: the page, and the count unless the page tells it. A page behind all others is
    answered by the last one that can be jumped to.
    """
    narrowed = search.narrow(keys)
    found = _fetch(session, narrowed, rows, asked, sortable)
    counted = _told_by(found, asked)
    if counted is None:
        counted = _count(session, narrowed, cap)
    total = min(counted, cap)
    if asked.page and not found:
        last = max(0, -(-total // asked.page_size) - 1)
        asked = Asked(last, asked.page_size, asked.order)
        found = _fetch(session, narrowed, rows, asked, sortable)
    has_next = len(found) > asked.page_size
    return Page(found[: asked.page_size], total, counted > cap, asked, has_next)


def _fetch(
    session: AnySession,
    narrowed: Select[tuple[int]],
    rows: Select[*tuple[Any, ...]],
    asked: Asked,
    sortable: Mapping[str, InstrumentedAttribute[Any]],
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of a page, and one more if there is a next page."""
    key, by = narrowed.selected_columns[0], sortable[asked.order.name]
    order = (by.desc(), key.desc()) if asked.order.descending else (by, key)
    window = narrowed.order_by(*order).limit(asked.page_size + 1)
    chosen = window.offset(asked.page * asked.page_size).subquery()
    return session.execute(rows.join(chosen, chosen.c[0] == key).order_by(*order)).all()


def _told_by(found: Sequence[Any], asked: Asked) -> int | None:
    """The number of all rows, where this is the last page; else it has to be counted."""
    if len(found) > asked.page_size or (asked.page and not found):
        return None
    return asked.page * asked.page_size + len(found)


def _count(session: AnySession, narrowed: Select[tuple[int]], cap: int) -> int:
    """How many rows there are; no further than one beyond the cap."""
    return session.scalar(select(func.count()).select_from(narrowed.limit(cap + 1).subquery())) or 0


def _number(raw: str, default: int) -> int:
    if not raw.isascii() or not raw.isdecimal() or len(raw) > 9:
        return default
    return int(raw)
