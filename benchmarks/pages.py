"""Which pages are looked at: every list with every search field and sort, and what hangs on it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask

from admin_app.house import House
from admin_app.tokens import MARK
from tests.visitor import Page, Visitor
from tests.world import number
from views.base.reading_view import ReadingView

# key of a search field -> what is asked of it: what many rows answer to, then what few do
ASKED: Mapping[str, tuple[str, ...]] = {
    "employer_name": ("有限公司", "机电"),
    "uscc": ("{uscc}",),
    "person_name": ("陈", "{person_name}"),
    "id_number": ("{id_number}",),
    "item": ("N1", "H2"),
    "category": ("9", "1"),
    "status": ("valid", "expired", "revoked"),
    "issuer": ("{issuer}",),
    "hired_from": ("2000-01-01", "2026-06-01", "2040-01-01"),
    "hired_until": ("2040-01-01", "2024-06-01", "2000-01-01"),
    "granted_from": ("2000-01-01", "2026-06-01"),
    "granted_until": ("2040-01-01", "2024-06-01"),
}
NUMBER = number(1)  # nobody has it


@dataclass(frozen=True)
class Address:
    """One page to open: what the table calls it, and where it is."""

    name: str
    path: str


def addresses(app: Flask, visitor: Visitor) -> Iterator[Address]:
    """Every page that this visitor may read."""
    yield Address("home /", "/")
    if visitor.get("/employer/select").status == 200:
        yield Address("/employer/select", "/employer/select")
    for view in app.extensions["admin"][0]._views:
        if isinstance(view, ReadingView):
            first = visitor.get(f"{view.url}/")
            if first.status == 200:
                yield from _of_list(app, view, first, visitor)


def _of_list(app: Flask, view: ReadingView, first: Page, visitor: Visitor) -> Iterator[Address]:
    def at(**query: object) -> Address:
        words = " ".join(f"{name}={_shown(value)}" for name, value in query.items())
        return Address(f"{view.url}/ {words}".rstrip(), f"{view.url}/?{urlencode(query)}")

    last = _last_page(first)
    yield at()
    yield at(page_size=50)
    yield from (at(page=page) for page in sorted({min(1, last), last} - {0}))
    for name in view.sortable:
        yield at(sort=name)
        yield at(sort=name, desc=1)
        if last:
            yield at(sort=name, page=last)
    yield from (at(**{key: value}) for key, value in _searches(app, view, first))
    yield from _of_row(view, first, visitor)


def _shown(value: object) -> str:
    """A token is another one in each run."""
    return "(token)" if str(value).startswith(MARK) else str(value)


def _last_page(first: Page) -> int:
    found = re.search(r"共有(?:超过)? (\d+) 条", first.words)
    return max(0, (int(found[1]) - 1) // 20) if found else 0


def _searches(app: Flask, view: ReadingView, first: Page) -> Iterator[tuple[str, str]]:
    house = app.extensions["house"]
    assert isinstance(house, House)
    row = first.rows()[0] if first.rows() else {}
    names = {name: row.get(label, "") for name, label in view.column_labels.items()}
    fitting = {
        "uscc": names.get("uscc", ""),
        "person_name": names.get("person_name", ""),
        "issuer": names.get("issuer", "").partition("（")[0],
        "id_number": house.tokens.hide_number(NUMBER),
    }
    for one in view.search_fields:
        for value in ASKED[one.key_name]:
            filled = value.format(**fitting)
            if filled:
                yield one.key_name, filled


def _of_row(view: ReadingView, first: Page, visitor: Visitor) -> Iterator[Address]:
    if visitor.get(f"{view.url}/new/").status == 200:
        yield Address(f"{view.url}/new/", f"{view.url}/new/")
    for method in ("details", "history", "edit"):
        path = _path(view, first, "details" if method == "history" else method)
        if path is not None:
            path = path.replace("/details/", f"/{method}/")
            yield Address(f"{view.url}/{method}/", path)


def _path(view: ReadingView, first: Page, method: str) -> str | None:
    url = re.escape(str(view.url))
    found = re.search(rf'href="({url}/{method}/\?id=\d+)"', first.text)
    return found[1] if found else None
