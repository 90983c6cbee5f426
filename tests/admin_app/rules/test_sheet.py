"""The printed sheet's dates (一/2.2.2): R32 to R34."""

import csv
from datetime import date
from pathlib import Path

import pytest

from admin_app.rules.dates import chinese_date
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.sheet import (
    SheetState,
    hired_period,
    masked_name,
    sheet_footer,
    sheet_item,
    sheet_state,
    sheet_valid_until,
)

VECTORS = Path(__file__).parents[2] / "vectors" / "sheet_dates.csv"


def rows() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["printed_on"])
def test_r34_dates_by_the_table(row: dict[str, str]) -> None:
    printed_on = date.fromisoformat(row["printed_on"])
    valid_until = sheet_valid_until(printed_on, Rulebook())
    assert valid_until.isoformat() == row["valid_until"]
    assert chinese_date(printed_on) == row["printed_on_zh"]
    assert chinese_date(valid_until) == row["valid_until_zh"]


def test_r32_the_guides_footer() -> None:
    expected = "【以上材料仅供参考，有效期限止二〇二五年十一月二十二日】"
    assert sheet_footer(date(2025, 10, 22), Rulebook()) == expected


def test_the_months_follow_the_rulebook() -> None:
    assert sheet_valid_until(date(2025, 10, 22), Rulebook(sheet_months=3)) == date(2026, 1, 22)


def test_the_period_ends_with_the_termination() -> None:
    start, end = date(2025, 1, 1), date(2025, 12, 31)
    assert hired_period(start, end, None) == "2025-01-01 至 2025-12-31"
    assert hired_period(start, end, date(2025, 6, 30)) == "2025-01-01 至 2025-06-30"


@pytest.mark.parametrize(
    ("item", "printed"),
    [
        (("叉车司机", "N1", "2019", ""), "叉车司机(N1)"),
        (("叉车司机", "N2", "2011", ""), "叉车司机(N2)（2011目录）"),
        (("金属焊接操作", "H1", "2019", "SMAW-FeII-6G"), "金属焊接操作(H1)（SMAW-FeII-6G）"),
    ],
)
def test_r29_items_as_printed(item: tuple[str, str, str, str], printed: str) -> None:
    assert sheet_item(*item) == printed


@pytest.mark.parametrize(("name", "shown"), [("李建国", "李＊＊"), ("古丽·买买提", "古＊＊")])
def test_a_masked_name_does_not_tell_its_length(name: str, shown: str) -> None:
    assert masked_name(name) == shown


def test_a_sheet_holds_to_its_last_day_unless_something_changed() -> None:
    last = date(2025, 11, 22)
    assert sheet_state(last, last, is_unchanged=True) is SheetState.HOLDS
    assert sheet_state(last, last, is_unchanged=False) is SheetState.CHANGED
    for is_unchanged in (True, False):
        late = sheet_state(last, date(2025, 11, 23), is_unchanged=is_unchanged)
        assert late is SheetState.RUN_OUT
