"""Forms as this house speaks: Chinese words, dates in every spelling, errors from the services."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, DateInput, ListWidget

from admin_app.errors import Refusal, Refused
from admin_app.rules.dates import parse_date
from views.base.search_fields import Choice

TOO_LONG = 500


class HouseForm(Form):
    """A form whose rules live in the services; it only reads, and shows what they refuse."""

    class Meta:
        """Chinese messages of WTForms' own; CSRF is asked app-wide (platform-notes, fact 2)."""

        locales = ("zh_CN", "zh")
        csrf = False

    def __init__(self, formdata: MultiDict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.refusals: list[Refusal] = []

    def add(self, refusals: Iterable[Refusal]) -> None:
        """Put refusals beside the fields that they belong to, or above the form."""
        for refusal in refusals:
            self.refusals.append(refusal)
            one = self._fields.get(refusal.field or "")
            if one is not None:
                one.errors = [*one.errors, refusal.sentence]

    def refuse_unread(self) -> None:
        """Raise ``Refused`` for everything that could not even be read."""
        unread = [
            Refusal(name, str(error))
            for name, one in self._fields.items()
            for error in one.process_errors
        ]
        if unread:
            raise Refused.many(unread)


class TextField(StringField):
    """A line of text, never None, cut where no honest input reaches."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the line."""
        self.data = valuelist[0][:TOO_LONG].strip() if valuelist else ""


class DayField(Field):
    """A day: the browser's own picker, or typed in any spelling of domain 4.1."""

    widget = DateInput()
    data: date | None

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.least: date | None = None
        self.most: date | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; what cannot be read stays as typed, with the reason."""
        raw = valuelist[0].strip() if valuelist else ""
        self.data = None
        if raw:
            try:
                self.data = parse_date(raw, self.name)
            except Refused as refused:
                raise ValueError(refused.sentence) from refused

    def _value(self) -> str:
        if self.data is not None:
            return self.data.isoformat()
        return str(self.raw_data[0]) if self.raw_data else ""

    @property
    def is_native(self) -> bool:
        """A date input shows nothing that is no date: what was typed is shown as text."""
        return self.data is not None or not self._value()


class ChoiceField(SelectField):
    """A select whose options are given per request; the service judges the value."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, **kwargs)
        self.options: Sequence[Choice] = ()


class NumberChoiceField(ChoiceField):
    """A select of numbers, such as 作业种类."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, coerce=_number_or_none, **kwargs)


class TicksField(SelectMultipleField):
    """Checkboxes; also reads the comma list that the page for a stale form posts."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read all ticks."""
        self.data = [word for value in valuelist for word in value.split(",") if word]

    def pre_validate(self, form: Any) -> None:
        """The service judges the values."""


def _number_or_none(raw: Any) -> int | None:
    text = str(raw if raw is not None else "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def read_all(*readers: Callable[[], Any]) -> list[Any]:
    """What each reader reads; raises ``Refused`` with the refusals of all of them at once."""
    read: list[Any] = []
    refusals: list[Refusal] = []
    for reader in readers:
        try:
            read.append(reader())
        except Refused as refused:
            refusals += refused.refusals
    if refusals:
        raise Refused.many(refusals)
    return read
