"""The columns of a batch file: which there are, how they may be called, what is missing (R83)."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from admin_app.errors import Refused
from admin_app.sheets.cells import Table, column_name
from admin_app.sheets.template import TemplateColumn

SHEET = "聘用记录"
_HELP = {
    "person_name": "必填。与证书上的姓名一致。",
    "id_number": "必填。18 位身份证号；本列已设为文本格式，请勿改为数字。",
    "category": "可不填。填写时须与作业项目一致。",
    "item": "必填。从下拉列表中选择，或填写项目代号，例如 N1。",
    "starts_on": "必填。例如 2026-02-15；不能早于填报当天往前 1 年。",
    "ends_on": "必填。例如 2027-02-28；不能晚于该项目证书的有效期。",
}
TITLES: Mapping[str, str] = {
    "person_name": "作业人员姓名",
    "id_number": "身份证号",
    "category": "作业种类",
    "item": "作业项目",
    "starts_on": "聘用开始时间",
    "ends_on": "聘用结束时间",
}
_ALSO: Mapping[str, str] = {
    "姓名": "person_name",
    "人员姓名": "person_name",
    "作业人员身份证号": "id_number",
    "身份证号码": "id_number",
    "作业类型": "category",
    "聘用开始日期": "starts_on",
    "聘用结束日期": "ends_on",
}
REQUIRED = ("person_name", "id_number", "item", "starts_on", "ends_on")


@dataclass(frozen=True)
class Columns:
    """Where each field stands in the file (0-based), and the headings that nobody knows."""

    place: Mapping[str, int]
    unknown: Sequence[str]


class WrongColumns(Refused):
    """The file's headings do not fit: another page than wrong rows (interface.md, 9)."""


def locate(table: Table) -> Columns:
    """Find the fields by their headings; refused where one is missing or stands there twice."""
    place: dict[str, int] = {}
    doubled, unknown = [], []
    for index, title in enumerate(table.titles):
        field = _field_of(title)
        if field is None:
            unknown += [title] if title else []
        elif field in place:
            doubled.append(f"{title}（{column_name(place[field])} 列和 {column_name(index)} 列）")
        else:
            place[field] = index
    missing = [TITLES[field] for field in REQUIRED if field not in place]
    if missing or doubled:
        raise WrongColumns(_said(table, missing, doubled))
    return Columns(place, unknown)


def template_columns(categories: Sequence[str], items: Sequence[str]) -> list[TemplateColumn]:
    """The columns of the file to fill in (R84)."""
    return [
        TemplateColumn(TITLES["person_name"], 16, "text", help=_HELP["person_name"]),
        TemplateColumn(TITLES["id_number"], 24, "text", help=_HELP["id_number"]),
        TemplateColumn(TITLES["category"], 28, "choice", categories, _HELP["category"]),
        TemplateColumn(TITLES["item"], 30, "choice", items, _HELP["item"]),
        TemplateColumn(TITLES["starts_on"], 16, "date", help=_HELP["starts_on"]),
        TemplateColumn(TITLES["ends_on"], 16, "date", help=_HELP["ends_on"]),
    ]


def _field_of(title: str) -> str | None:
    plain = "".join(unicodedata.normalize("NFKC", title).replace("*", "").split())
    by_title = {words: field for field, words in TITLES.items()}
    return by_title.get(plain) or _ALSO.get(plain)


def _said(table: Table, missing: Sequence[str], doubled: Sequence[str]) -> str:
    has = "、".join(title for title in table.titles if title) or "没有列名"
    parts = [f"缺少列：{'、'.join(missing)}。"] if missing else []
    parts += [f"重复的列：{'、'.join(doubled)}。"] if doubled else []
    needs = "、".join(TITLES[field] for field in REQUIRED)
    return f"{''.join(parts)}文件第 {table.header.number} 行的列名是：{has}；需要的列是：{needs}。"
