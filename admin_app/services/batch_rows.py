"""One row of a batch file, read cell by cell: what is not plain is refused by name (R83, R85)."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from admin_app.errors import Refusal, Refused
from admin_app.rules.dates import from_serial, parse_date
from admin_app.rules.free_text import clean_text
from admin_app.rules.identity_number import check_id
from admin_app.rules.names import check_name
from admin_app.services.catalogue import Item
from admin_app.services.filing import Filing
from admin_app.sheets.cells import Cell, Kind, Row
from models.vocabulary import CatalogueVersion, IdType

NUMBER_LOST = (
    "身份证号是数字格式，末几位已经丢失。请先把该列设为“文本”格式，再重新填写完整的 18 位号码"
)


@dataclass(frozen=True)
class Words:
    """The catalogue by everything that people call an item or a category."""

    items: Mapping[str, Item]
    categories: Mapping[str, int]

    @classmethod
    def of(cls, catalogue: Sequence[Item]) -> "Words":
        """Code, name, and both together; the present catalogue before the old one."""
        items: dict[str, Item] = {}
        for item in sorted(catalogue, key=lambda one: one.catalogue_version, reverse=True):
            names = [item.code, item.label, f"{item.printed_code} {item.name}"]
            names += [f"{item.name}({item.printed_code})"]
            if item.catalogue_version == CatalogueVersion.V2019:
                names.append(item.name)
            for name in names:
                items.setdefault(_plain(name), item)
        categories = {_plain(item.category_name): item.category_number for item in catalogue}
        categories |= {str(item.category_number): item.category_number for item in catalogue}
        return cls(items, categories)


def read_filing(
    row: Row, place: Mapping[str, int], words: Words, today: date, from_1904: bool
) -> Filing:
    """The filing that a row asks for; refused, field by field, for all that cannot be read.

    ``from_1904`` is how the workbook counts days where a bare number stands for a date.
    """
    cells = {field: row.cells[index] for field, index in place.items()}
    readers: Mapping[str, Callable[[Cell], Any]] = {
        "person_name": lambda cell: check_name(_text(cell, "person_name")),
        "id_number": lambda cell: check_id(_number(cell), IdType.RESIDENT_ID, today),
        "item": lambda cell: _item(cell, words),
        "starts_on": lambda cell: _day(cell, "starts_on", from_1904),
        "ends_on": lambda cell: _day(cell, "ends_on", from_1904),
    }
    read: dict[str, Any] = {}
    refusals: list[Refusal] = []
    for field, reader in readers.items():
        try:
            read[field] = reader(cells[field])
        except Refused as refused:
            refusals += [Refusal(field, one.sentence) for one in refused.refusals]
    category = None
    try:
        category = _category(cells.get("category"), words)
    except Refused as refused:
        refusals += refused.refusals
    if refusals:
        raise Refused.many(refusals)
    item: Item = read.pop("item")
    return Filing(category=category or item.category_number, item_code=item.code, **read)


def _text(cell: Cell, field: str) -> str:
    _refuse_odd(cell, field)
    if cell.kind is Kind.NUMBER and isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return clean_text("" if cell.value is None else str(cell.value), 200, field)


def _number(cell: Cell) -> str:
    if cell.kind is Kind.NUMBER:
        raise Refused(NUMBER_LOST, "id_number")
    return _text(cell, "id_number")


def _item(cell: Cell, words: Words) -> Item:
    typed = _text(cell, "item")
    if not typed:
        raise Refused("请填写作业项目", "item")
    item = words.items.get(_plain(typed))
    if item is None:
        raise Refused(f"没有“{typed}”这个作业项目，请从下拉列表中选择或填写项目代号", "item")
    return item


def _category(cell: Cell | None, words: Words) -> int | None:
    typed = _text(cell, "category") if cell is not None else ""
    if not typed:
        return None
    if _plain(typed) not in words.categories:
        raise Refused(f"没有“{typed}”这个作业种类，请从下拉列表中选择", "category")
    return words.categories[_plain(typed)]


def _day(cell: Cell, field: str, from_1904: bool) -> date:
    if cell.kind is Kind.DATE:
        return _date_cell(cell.value, field)
    if cell.kind is Kind.NUMBER and isinstance(cell.value, int | float):
        return from_serial(cell.value, from_1904, field)
    return parse_date(_text(cell, field), field)


def _date_cell(value: Any, field: str) -> date:
    if not isinstance(value, datetime):
        assert isinstance(value, date)
        return parse_date(value.isoformat(), field)
    if value.time() != datetime.min.time():
        raise Refused("日期中含有时刻，请只填写年月日", field)
    return parse_date(value.date().isoformat(), field)


def _refuse_odd(cell: Cell, field: str) -> None:
    if cell.kind is Kind.FORMULA:
        raise Refused("单元格是公式，请改为直接填写的内容", field)
    if cell.kind is Kind.ERROR:
        raise Refused(f"单元格是错误值 {cell.value}，请重新填写", field)
    if cell.kind is Kind.BOOL:
        raise Refused("单元格是真假值，请填写文字", field)
    if cell.kind is Kind.DATE and field not in ("starts_on", "ends_on"):
        raise Refused("单元格被设成了日期，请改为文本格式后重新填写", field)


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(folded.split())
