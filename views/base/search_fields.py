"""The documented search fields, as the filters that Flask-Admin knows (``column_filters``)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import g
from flask_admin.contrib.sqla.filters import BaseSQLAFilter
from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from admin_app.errors import Refused
from admin_app.rules.dates import parse_date
from admin_app.rules.free_text import clean_text, clean_words, refuse_number
from admin_app.rules.identity_number import check_search_number, mask
from admin_app.rules.uscc import flaw_in_uscc, normalise_uscc
from admin_app.tokens import MARK
from models.sealed import keyed_hash
from views.base.request import house

Criterion = ColumnElement[bool]
LONGEST = 100
PLAIN_NUMBER = "身份证号不能出现在网址中，请在检索栏输入后点击“检索”。"


@dataclass(frozen=True)
class Choice:
    """One option of a select; ``group`` is its optgroup, ``within`` the category it belongs to."""

    value: str
    label: str
    group: str = ""
    within: str = ""


class SearchField(BaseSQLAFilter):
    """One documented search field: how it is called, read, and told to the database.

    ``criterion`` turns the read value into SQL. Flask-Admin calls ``apply``.
    """

    kind = "text"
    key_name: str

    def __init__(
        self,
        key: str,
        label: str,
        column: InstrumentedAttribute[Any],
        criterion: Callable[[Any], Criterion],
        hint: str = "",
    ) -> None:
        super().__init__(column, label)
        self.key_name = key  # the key that Flask-Admin shows in addresses
        self.label = label
        self.criterion = criterion
        self.hint = hint

    def apply(self, query: Any, value: Any, alias: Any = None) -> Any:
        """Flask-Admin's hook: narrow the query by a value that ``clean`` has read."""
        return query.where(self.criterion(value))

    def operation(self) -> str:
        """Flask-Admin's hook: the word between field and value."""
        return "匹配"

    def read(self, raw: str) -> Any:
        """The value behind what was typed; raises ``Refused`` with what to do."""
        return clean_words(raw, LONGEST, self.key_name)

    def in_address(self, raw: str) -> str:
        """How the value is written into the shareable address."""
        return raw.strip()

    def shown(self, raw: str) -> str:
        """How the value stands in the input after searching."""
        return raw

    def in_words(self, raw: str) -> str:
        """How the value reads on a cover sheet."""
        return self.shown(raw)

    def choices(self) -> Sequence[Choice]:
        """Options of a select; none for an input."""
        return ()


class TextSearch(SearchField):
    """Finds a part of a text."""


class CodeSearch(SearchField):
    """Finds a 统一社会信用代码, whatever its spacing and case (R19)."""

    def read(self, raw: str) -> str:
        """The code without spaces, upper case."""
        code = normalise_uscc(clean_text(raw, LONGEST, self.key_name))
        if flaw_in_uscc(code) is not None:
            refuse_number(code, self.key_name)
        return code


class DaySearch(SearchField):
    """One end of a range of days."""

    kind = "date"

    def read(self, raw: str) -> date:
        """A day in any spelling of the domain (4.1)."""
        return parse_date(raw, self.key_name)

    def in_address(self, raw: str) -> str:
        """ISO, so that the date input shows it again."""
        return self.read(raw).isoformat()


class ChoiceSearch(SearchField):
    """One of the offered options."""

    kind = "select"

    def __init__(
        self,
        key: str,
        label: str,
        column: InstrumentedAttribute[Any],
        criterion: Callable[[Any], Criterion],
        options: Callable[[], Sequence[Choice]],
    ) -> None:
        super().__init__(key, label, column, criterion)
        self._options = options

    def choices(self) -> Sequence[Choice]:
        """The options as of this request, asked for once."""
        known: dict[ChoiceSearch, Sequence[Choice]] = g.setdefault("choices", {})
        if self not in known:
            known[self] = self._options()
        return known[self]

    def in_words(self, raw: str) -> str:
        """The option's words."""
        return next((choice.label for choice in self.choices() if choice.value == raw), raw)

    def read(self, raw: str) -> str:
        """The value, if it is offered."""
        if raw not in {choice.value for choice in self.choices()}:
            raise Refused(f"请从列表中选择{self.label}", self.key_name)
        return raw


class NumberSearch(SearchField):
    """Finds a whole 身份证号 by its keyed hash; in the address stands a token (A-27, T16, T17)."""

    kind = "id_number"

    def read(self, raw: str) -> bytes:
        """The hash of the number behind a token; a plain number is refused, and not repeated."""
        number = house().tokens.read_number(raw)
        if number is None:
            raise Refused(PLAIN_NUMBER, self.key_name)
        return keyed_hash(number)

    def in_address(self, raw: str) -> str:
        """The token for a typed number; an incomplete number is refused."""
        if raw.startswith(MARK) and house().tokens.read_number(raw) is not None:
            return raw
        return house().tokens.hide_number(check_search_number(raw, self.key_name))

    def shown(self, raw: str) -> str:
        """The mask."""
        number = house().tokens.read_number(raw)
        return mask(number) if number is not None else ""
