"""导出 and its check: R127, B4, through the pages and with real readers of workbooks."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from admin_app.session_scope import unscoped
from models.audit import AuditEvent
from models.base import db
from tests.visitor import Page, Visitor
from tests.world import World

LIST = "/enterprise/employments/"
CHECK = "/office/exports/verify/"
LISTS = (LIST, "/enterprise/certificates/", "/enterprise/grants/")


@pytest.fixture
def legal(visitor: Callable[..., Visitor], world: World) -> Visitor:
    """The legal representative, with E1 in hand."""
    someone = visitor("l")
    someone.choose(world.employers["E1"])
    return someone


def taken(someone: Visitor, address: str) -> bytes:
    """The bytes of an export."""
    answer = someone.client.get(address, buffered=True)
    assert answer.status_code == 200
    return bytes(answer.data)


def data_rows(content: bytes) -> list[tuple[Any, ...]]:
    """The rows of the data sheet of a workbook, without its headings."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[1]
    return list(sheet.iter_rows(min_row=2, values_only=True))


def cover(content: bytes) -> dict[str, Any]:
    """The lines of the cover sheet."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return {str(label): value for label, value in sheet.iter_rows(values_only=True)}


def brought(someone: Visitor, content: bytes, name: str) -> Page:
    """An auditor drops a file."""
    someone.get(CHECK)
    return someone.post(CHECK, file=(io.BytesIO(content), name))


@pytest.mark.parametrize("address", LISTS)
def test_r127_an_export_has_exactly_the_rows_of_the_list(legal: Visitor, address: str) -> None:
    listed = [list(row.values())[1:-2] for row in legal.get(address).rows()]
    exported = data_rows(taken(legal, f"{address}export/xlsx/"))
    assert [[_words(value) for value in row[:-1]] for row in exported] == listed != []


def _words(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "-" if value is None else str(value)


def test_r127_the_filter_and_the_order_of_the_list_hold(legal: Visitor) -> None:
    query = "?hired_from=2025-01-01&sort=starts_on"
    rows = data_rows(taken(legal, f"{LIST}export/xlsx/{query}"))
    assert len(rows) == len(legal.get(f"{LIST}{query}").rows()) == 1
    both = data_rows(taken(legal, f"{LIST}export/xlsx/?sort=starts_on"))
    assert [row[4] for row in both] == sorted(row[4] for row in both)


def test_r127_numbers_are_masked_text_and_dates_are_dates(legal: Visitor, world: World) -> None:
    row = data_rows(taken(legal, f"{LIST}export/xlsx/"))[0]
    assert row[1] == "442***********1012"
    assert isinstance(row[4], datetime | date)
    assert world.numbers["P"].encode() not in taken(legal, f"{LIST}export/csv/")


def test_r127_columns_can_be_chosen(legal: Visitor) -> None:
    content = taken(legal, f"{LIST}export/csv/?columns=item&columns=person_name")
    first = content.decode("utf-8-sig").splitlines()[0]
    assert first == '"作业人员姓名","作业项目"'


def test_r127_an_unknown_column_or_format_is_refused(legal: Visitor) -> None:
    assert legal.get(f"{LIST}export/csv/?columns=id_number_hash").status == 422
    assert legal.get(f"{LIST}export/pdf/").status == 404
    assert legal.get(f"{LIST}export/xlsx/?hired_from=never").status == 422


def test_r127_csv_has_a_bom_and_a_chinese_name(legal: Visitor) -> None:
    answer = legal.client.get(f"{LIST}export/csv/", buffered=True)
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "filename*=UTF-8''%E4%BC%81%E4%B8%9A" in answer.headers["Content-Disposition"]


def test_b4_the_cover_says_who_when_what_and_how_many(legal: Visitor, world: World) -> None:
    said = cover(taken(legal, f"{LIST}export/xlsx/?hired_from=2025-01-01"))
    assert said["导出人"] == world.names["L"]
    assert said["身份"] == "法定代表人"
    assert said["筛选条件"] == "聘用时间起：2025-01-01"
    assert said["数据行数"] == 1
    assert len(said["数据指纹"]) == 64


def test_b4_every_export_is_in_the_audit_log(legal: Visitor) -> None:
    taken(legal, f"{LIST}export/csv/?hired_from=2025-01-01")
    with legal.client.application.app_context(), unscoped(db.session, "test"):
        found = db.session.scalars(
            select(AuditEvent).where(AuditEvent.kind.in_(("export_begun", "exported")))
        ).all()
        kinds = [(one.kind, one.details["filter"], one.details.get("rows")) for one in found]
    assert kinds == [
        ("export_begun", "聘用时间起：2025-01-01", None),
        ("exported", "聘用时间起：2025-01-01", 1),
    ]


@pytest.mark.parametrize(
    ("login", "allowed"),
    [("d_employment", {LISTS[0]}), ("d_certificates", {LISTS[1]}), ("d_grants", {LISTS[2]})],
)
def test_r127_a_delegate_exports_what_is_granted(
    visitor: Callable[..., Visitor], login: str, allowed: set[str]
) -> None:
    someone = visitor(login)
    for address in LISTS:
        expected = 200 if address in allowed else 403
        answer = someone.client.get(f"{address}export/xlsx/", buffered=True)
        assert answer.status_code == expected


def test_b4_an_auditor_has_a_file_verified(
    legal: Visitor, visitor: Callable[..., Visitor], world: World
) -> None:
    auditor = visitor("auditor")
    for kind in ("xlsx", "csv"):
        page = brought(auditor, taken(legal, f"{LIST}export/{kind}/"), f"a.{kind}")
        assert "数据未被改动" in page.words
        assert world.names["L"] in page.words


def test_b4_a_file_saved_again_still_verifies(
    legal: Visitor, visitor: Callable[..., Visitor]
) -> None:
    content = _saved_again(taken(legal, f"{LIST}export/xlsx/"), lambda book: None)
    assert "数据未被改动" in brought(visitor("auditor"), content, "a.xlsx").words


def test_b4_one_altered_cell_is_told(legal: Visitor, visitor: Callable[..., Visitor]) -> None:
    def alter(book: Any) -> None:
        book.worksheets[1]["A2"] = "李建军"

    content = _saved_again(taken(legal, f"{LIST}export/xlsx/"), alter)
    assert "数据已被改动" in brought(visitor("auditor"), content, "a.xlsx").words


def test_b4_a_foreign_file_is_unknown(visitor: Callable[..., Visitor]) -> None:
    page = brought(visitor("auditor"), "姓名,项目\r\n李,N1\r\n".encode(), "a.csv")
    assert "没有找到对应的导出记录" in page.words


def test_b4_only_auditors_and_staff_verify(visitor: Callable[..., Visitor]) -> None:
    assert [visitor(one).get(CHECK).status for one in ("auditor", "staff", "admin", "p")] == [
        200, 200, 403, 403,
    ]  # fmt: skip


def _saved_again(content: bytes, change: Callable[[Any], None]) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
