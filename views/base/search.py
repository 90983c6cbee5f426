"""The search bar: one visible, labelled input per documented field, driving ``column_filters``.

Requirements, section 4: stable ASCII names; posted, then redirected to a shareable address in
which an ID number is replaced by a token.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select

from admin_app.errors import Refused
from views.base.search_fields import SearchField


@dataclass
class Search:
    """What was asked, field by field, with what was wrong with it."""

    fields: Sequence[SearchField]
    raw: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_active(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.raw)

    @property
    def words(self) -> str:
        """The search as people read it: 作业项目：叉车司机 N1；聘用时间起：2026-01-01."""
        return "；".join(
            f"{one.label}：{one.in_words(self.raw[one.key_name])}"
            for one in self.fields
            if one.key_name in self.values
        )

    def narrow(self, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """The query with every field applied, together (R23)."""
        for one in self.fields:
            if one.key_name in self.values:
                query = one.apply(query, self.values[one.key_name])
        return query

    def refuse(self, refused: Refused) -> None:
        """Remember what was wrong, beside the field that it belongs to."""
        for refusal in refused.refusals:
            self.errors[refusal.field or ""] = refusal.sentence


def read_address(fields: Sequence[SearchField], args: Mapping[str, str]) -> Search:
    """The search that a GET address asks for; parameters that no field knows are ignored."""
    search = Search(fields, _filled(fields, args))
    for one in _asked(fields, search.raw):
        try:
            search.values[one.key_name] = one.read(search.raw[one.key_name])
        except Refused as refused:
            search.refuse(refused)
            if one.kind == "id_number":
                del search.raw[one.key_name]
    _judge_ranges(search)
    return search


def read_form(fields: Sequence[SearchField], form: Mapping[str, str]) -> Search:
    """The search that was posted: ``raw`` becomes what the address may hold."""
    search = Search(fields, _filled(fields, form))
    for one in _asked(fields, search.raw):
        kept_token = form.get(f"{one.key_name}_token", "")
        typed = search.raw[one.key_name]
        if kept_token and typed == one.shown(kept_token):
            typed = kept_token
        try:
            search.raw[one.key_name] = one.in_address(typed)
            search.values[one.key_name] = one.read(search.raw[one.key_name])
        except Refused as refused:
            search.refuse(refused)
    _judge_ranges(search)
    return search


def _filled(fields: Iterable[SearchField], given: Mapping[str, str]) -> dict[str, str]:
    asked = {one.key_name: given.get(one.key_name, "").strip() for one in fields}
    return {key: raw for key, raw in asked.items() if raw}


def _asked(fields: Iterable[SearchField], raw: Mapping[str, str]) -> list[SearchField]:
    return [one for one in fields if one.key_name in raw]


def _judge_ranges(search: Search) -> None:
    """From must not come after until (R22)."""
    for one in search.fields:
        stem, _, end = one.key_name.rpartition("_")
        first, last = search.values.get(f"{stem}_from"), search.values.get(f"{stem}_until")
        if end == "until" and first is not None and last is not None and first > last:
            search.errors[one.key_name] = (
                f"{one.label.removesuffix('止')}的起始日期不能晚于截止日期"
            )
