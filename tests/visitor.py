"""Somebody with a browser: reads pages, fills forms as a page offers them, follows redirects."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.world import PASSWORD

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_OPENED_FOR = re.compile(r'name="opened_for"[^>]*value="([^"]+)"')
_VERSION = re.compile(r'name="version"[^>]*value="([^"]+)"')


@dataclass
class Page:
    """An answer, with what tests ask of it."""

    response: TestResponse

    @property
    def status(self) -> int:
        """HTTP status."""
        return self.response.status_code

    @property
    def text(self) -> str:
        """The body; nothing where a file came."""
        is_text = (self.response.mimetype or "").startswith("text/html")
        return self.response.get_data(as_text=True) if is_text else ""

    @property
    def location(self) -> str:
        """Where a redirect leads: path and query."""
        parts = urlsplit(self.response.headers.get("Location", ""))
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @property
    def words(self) -> str:
        """The text that people see, without markup."""
        body = re.sub(r"<(script|style)\b.*?</\1>", " ", self.text, flags=re.DOTALL)
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).strip()

    def rows(self) -> list[dict[str, str]]:
        """The rows of the list, by column heading."""
        found = []
        for row in re.findall(r"<tr\b[^>]*>(.*?)</tr>", self._grid(), flags=re.DOTALL):
            cells = re.findall(r'<td\b[^>]*data-label="([^"]*)"[^>]*>(.*?)</td>', row, re.DOTALL)
            if cells:
                found.append({label: _plain(cell) for label, cell in cells})
        return found

    def headings(self) -> list[str]:
        """The column headings of the list."""
        head = re.search(r"<thead.*?</thead>", self._grid(), flags=re.DOTALL)
        cells = re.findall(r"<th\b[^>]*>(.*?)</th>", head[0] if head else "", flags=re.DOTALL)
        return [_plain(cell) for cell in cells]

    def facts(self) -> dict[str, str]:
        """Label and value of a details page."""
        pairs = re.findall(
            r"<th\b[^>]*>(.*?)</th>\s*<td\b[^>]*>(.*?)</td>", self.text, flags=re.DOTALL
        )
        return {_plain(label): _plain(value) for label, value in pairs}

    def links(self, within: str = "") -> list[tuple[str, str]]:
        """Words and address of every link, in order; ``within`` a part of the page."""
        markup = within or self.text
        found = re.findall(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', markup, flags=re.DOTALL)
        return [(_plain(words), unescape(address)) for address, words in found]

    def link(self, words: str) -> str:
        """Where the first link with these words leads."""
        found = [address for said, address in self.links() if said == words]
        assert found, f"no link {words} among {self.links()}"
        return found[0]

    def offers(self, words: str) -> bool:
        """Whether there is a link or a button with these words that can be used."""
        buttons = re.findall(r"<button\b([^>]*)>(.*?)</button>", self.text, flags=re.DOTALL)
        usable = {_plain(said) for marks, said in buttons if "aria-disabled" not in marks}
        return words in usable | {said for said, _ in self.links()}

    def menu(self) -> dict[str, str]:
        """The modules and their addresses."""
        found = re.search(r'<ul class="module">.*?</ul>', self.text, flags=re.DOTALL)
        return dict(self.links(found[0]) if found else [])

    def inputs(self, form: str = "form") -> set[str]:
        """Names of everything that a form asks (``search``: the search bar), hidden ones not."""
        found = re.search(rf'<form class="{form}\b.*?</form>', self.text, flags=re.DOTALL)
        asked = re.findall(r"<(?:input|select|textarea)\b([^>]*)>", found[0] if found else "")
        names = [re.search(r'\bname="([^"]+)"', one) for one in asked if '"hidden"' not in one]
        return {name[1] for name in names if name}

    def hidden(self, name: str) -> str:
        """The value of a hidden input."""
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', self.text)
        assert found is not None, f"no hidden {name}"
        return found[1]

    def _grid(self) -> str:
        found = re.search(r'<table class="grid.*?</table>', self.text, flags=re.DOTALL)
        return found[0] if found else ""


def _plain(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)).strip()


class Visitor:
    """One browser with its cookies."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.csrf = ""
        self.opened_for = ""

    def get(self, address: str, **query: Any) -> Page:
        """Open a page; its tokens are remembered for the next form."""
        page = Page(self.client.get(address, query_string=query or None, buffered=True))
        self._remember(page)
        return page

    def post(self, address: str, data: Mapping[str, Any] | None = None, **fields: Any) -> Page:
        """Send a form, with the tokens of the page that was opened last."""
        form = {"csrf_token": self.csrf, **dict(data or {}), **fields}
        if self.opened_for:
            form.setdefault("opened_for", self.opened_for)
        page = Page(self.client.post(address, data=form, buffered=True))
        self._remember(page)
        return page

    def submit(self, address: str, data: Mapping[str, Any] | None = None, **fields: Any) -> Page:
        """Open the page of a form, then send it with everything hidden in it."""
        page = self.get(address)
        version = _VERSION.search(page.text)
        if version:
            fields.setdefault("version", version[1])
        return self.post(address, data, **fields)

    def follow(self, page: Page) -> Page:
        """Go where a redirect leads."""
        assert page.status in (302, 303), (page.status, page.words[:300])
        return self.get(page.location)

    def search(self, address: str, **fields: str) -> Page:
        """Fill the search bar of a list, and go where 检索 leads."""
        self.get(address)
        return self.follow(self.post(address, fields))

    def sign_in(self, login: str, password: str = PASSWORD, **fields: Any) -> Page:
        """Sign in, as from the identity page."""
        self.get("/login")
        page = self.post("/login", account=login, password=password, **fields)
        self.get("/help")
        return page

    def choose(self, employer_id: int) -> Page:
        """Take an employer in hand."""
        self.get("/employer/select")
        page = self.post("/employer/select", employer_id=employer_id)
        self.get("/help")
        return page

    def _remember(self, page: Page) -> None:
        token, opened_for = _TOKEN.search(page.text), _OPENED_FOR.search(page.text)
        self.csrf = token[1] if token else self.csrf
        self.opened_for = opened_for[1] if opened_for else ""


Come = Callable[..., Visitor]
"""What the fixture ``visitor`` is."""
