"""Walks through everything that somebody can click: each link, and each button of each form."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from tests.forms import Form, PageParser
from tests.visitor import Page, Visitor

MOST_PAGES = 400


@dataclass(frozen=True)
class Step:
    """What was clicked, on which page, and what came of it."""

    where: str
    what: str
    page: Page


def crawl(who: Visitor, start: str = "/") -> Iterator[Step]:
    """Every page that links lead to; then every button on them, the way out last."""
    waiting, seen = [("", start)], {_kind_of(start)}
    forms: dict[str, tuple[str, Form]] = {}
    while waiting:
        where, address = waiting.pop(0)
        page = who.get(address)
        yield Step(where, address, page)
        parsed = PageParser(page.text)
        for form in parsed.forms:
            forms.setdefault(_form_key(form, address), (address, form))
        for link in parsed.links:
            if link.startswith("/") and _kind_of(link) not in seen:
                seen.add(_kind_of(link))
                waiting.append((address, link))
        assert len(seen) < MOST_PAGES, "the crawl runs away"
    yield from _press_all(who, sorted(forms.values(), key=_turn))


def _press_all(who: Visitor, forms: list[tuple[str, Form]]) -> Iterator[Step]:
    for where, form in forms:
        for button in form.buttons:
            target = form.action or where
            sent = form.sent(button)
            if form.method == "get":
                page = who.get(target, **{name: values[-1] for name, values in sent.items()})
            else:
                page = who.post(target, {**sent, "csrf_token": who.csrf})
            yield Step(where, f"{form.method} {target} {button}", page)


def _turn(found: tuple[str, Form]) -> int:
    """Switching the enterprise makes other forms stale; signing out ends everything."""
    action = found[1].action
    return 2 if "/logout" in action else 1 if "/employer/select" in action else 0


def _kind_of(address: str) -> tuple[str, ...]:
    """Lists are walked once for each parameter, not for each of its values."""
    parts = urlsplit(address)
    query = sorted(
        f"{name}={value}" if name in ("id", "renew") else name
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name != "desc"
    )
    return (parts.path, *query)


def _form_key(form: Form, address: str) -> str:
    """Two forms are one where they send the same to the same place."""
    kept = [(n, v) for n, v in form.fields if n not in ("csrf_token", "opened_for", "next")]
    return f"{form.method} {form.action or address} {kept} {form.buttons}"
