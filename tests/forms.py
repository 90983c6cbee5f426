"""Pages as a browser knows them: the links, and the forms with what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

Pairs = list[tuple[str, str]]
SENT_TYPES = ("radio", "checkbox")


@dataclass
class Form:
    """One form: where it goes, what it sends, and the buttons that send it."""

    action: str
    method: str
    fields: Pairs = field(default_factory=list)
    buttons: Pairs = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def sent(self, button: tuple[str, str]) -> dict[str, list[str]]:
        """The fields as they are posted by this button."""
        sent: dict[str, list[str]] = {}
        for name, value in [*self.fields, button]:
            if name:
                sent.setdefault(name, []).append(value)
        return sent


class PageParser(HTMLParser):
    """Collects links, forms, and the words that stand in attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.attribute_words: list[str] = []
        self._open: Form | None = None
        self._select = ""
        self._options: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """One tag."""
        has = {name: value or "" for name, value in attrs}
        self.attribute_words += [
            has[name] for name in ("title", "aria-label", "placeholder", "alt") if name in has
        ]
        match tag:
            case "a" if "href" in has:
                self.links.append(has["href"])
            case "form":
                self._open = Form(has.get("action", ""), has.get("method", "get").lower())
                self.forms.append(self._open)
            case "input" | "textarea":
                self._input(has)
            case "select":
                self._select, self._options = has.get("name", ""), []
            case "option":
                self._options.append((has.get("value", ""), "selected" in has))
            case "button":
                self._button(has)

    def handle_endtag(self, tag: str) -> None:
        """The end of one."""
        if tag == "form":
            self._open = None
        elif tag == "select" and self._open is not None and self._options:
            chosen = [value for value, is_chosen in self._options if is_chosen]
            self._open.fields.append((self._select, (chosen or [self._options[0][0]])[0]))

    def _input(self, has: dict[str, str]) -> None:
        if self._open is None or "name" not in has or "disabled" in has:
            return
        if has.get("type") in SENT_TYPES and "checked" not in has:
            return
        self._open.fields.append((has["name"], has.get("value", "")))

    def _button(self, has: dict[str, str]) -> None:
        if self._open is not None and has.get("type", "submit") == "submit":
            self._open.buttons.append((has.get("name", ""), has.get("value", "")))
