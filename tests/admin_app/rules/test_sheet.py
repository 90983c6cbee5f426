"""The printed sheet's dates (一/2.2.2): R32 to R34."""

import csv
from datetime import date
from pathlib import Path

import pytest

from admin_app.rules.dates import chinese_date
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.sheet import hired_period, sheet_footer, sheet_valid_until

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
