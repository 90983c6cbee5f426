"""The date rule of the guide (二/1.2.3): R74 to R77, A-5."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.errors import Refusal
from admin_app.rules.dates import add_months
from admin_app.rules.employment_window import earliest_start, judge_new, warnings, window_on
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term

VECTORS = Path(__file__).parents[2] / "vectors" / "earliest_start.csv"
GUIDE_DAY = date(2026, 2, 15)
GUIDE_CERTIFICATE = Term(date(2023, 3, 1), date(2027, 2, 28))
RULES = Rulebook()
DAY = timedelta(days=1)
DAYS = st.dates(date(1999, 1, 1), date(2100, 12, 31))


def rows() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def judged(starts_on: date | None, ends_on: date | None) -> list[Refusal]:
    return judge_new(starts_on, ends_on, GUIDE_CERTIFICATE, GUIDE_DAY, RULES)


def fields(refusals: list[Refusal]) -> list[str | None]:
    return [refusal.field for refusal in refusals]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["filed_on"])
def test_r74_earliest_start_by_the_table(row: dict[str, str]) -> None:
    expected = date.fromisoformat(row["earliest_start"])
    assert earliest_start(date.fromisoformat(row["filed_on"])) == expected


def test_r74_every_day_from_1999_to_2100() -> None:
    day, before = date(1999, 1, 1), date.min
    while day <= date(2100, 12, 31):
        earliest = earliest_start(day)
        assert before <= earliest
        assert earliest > add_months(day, -12)
        assert (day - earliest + DAY).days in (365, 366)
        day, before = day + DAY, earliest


@given(DAYS)
def test_r74_the_earliest_day_is_accepted_and_the_day_before_refused(filed_on: date) -> None:
    first = earliest_start(filed_on)
    certificate = Term(first - DAY, first + 700 * DAY)
    assert judge_new(first, first, certificate, filed_on, RULES) == []
    refusals = judge_new(first - DAY, first, certificate, filed_on, RULES)
    assert fields(refusals) == ["starts_on"]


@given(DAYS, DAYS, DAYS, DAYS)
def test_r74_r75_accepts_exactly_the_periods_inside(
    filed_on: date, starts_on: date, ends_on: date, valid_until: date
) -> None:
    certificate = Term(date(1998, 1, 1), valid_until)
    inside = earliest_start(filed_on) <= starts_on <= ends_on <= valid_until
    assert (judge_new(starts_on, ends_on, certificate, filed_on, RULES) == []) == inside


def test_r74_the_guides_example_names_both_limits() -> None:
    assert judged(date(2025, 2, 16), date(2027, 2, 28)) == []
    assert judged(date(2025, 2, 15), date(2027, 2, 28)) == [
        Refusal(
            "starts_on",
            "聘用开始时间不能早于 2025-02-16（可填范围：2025-02-16 至 2027-02-28）",
        )
    ]


def test_r75_not_after_the_end_of_validity() -> None:
    refusals = judged(date(2025, 2, 16), date(2027, 3, 1))
    assert fields(refusals) == ["ends_on"]
    assert "可填范围：2025-02-16 至 2027-02-28" in refusals[0].sentence
    assert fields(judged(date(2027, 3, 1), date(2027, 3, 2))) == ["starts_on", "ends_on"]


def test_r77_both_days_are_required_and_in_order() -> None:
    assert fields(judged(None, None)) == ["starts_on", "ends_on"]
    assert fields(judged(date(2026, 1, 2), None)) == ["ends_on"]
    assert judged(date(2026, 1, 2), date(2026, 1, 1)) == [
        Refusal("ends_on", "聘用结束时间不能早于聘用开始时间 2026-01-02")
    ]


def test_a19_no_day_is_left_once_the_certificate_ended_a_year_ago() -> None:
    last_chance = window_on(GUIDE_DAY, date(2025, 2, 16), RULES)
    too_late = window_on(GUIDE_DAY, date(2025, 2, 15), RULES)
    assert not last_chance.is_empty
    assert last_chance.sentence == "可填范围：2025-02-16 至 2025-02-16"
    assert too_late.is_empty
    expired = Term(date(2021, 2, 16), date(2025, 2, 15))
    refusals = judge_new(date(2025, 2, 10), date(2025, 2, 15), expired, GUIDE_DAY, RULES)
    assert refusals == [Refusal("starts_on", too_late.sentence)]
    assert "没有可填的日期" in too_late.sentence


def test_the_window_follows_the_rulebook() -> None:
    assert window_on(GUIDE_DAY, date(2027, 2, 28), Rulebook(filing_months_back=6)).earliest == date(
        2025, 8, 16
    )


def test_a5_a_start_before_the_certificate_warns_or_refuses() -> None:
    certificate = Term(date(2026, 1, 1), date(2029, 12, 31))
    strict = Rulebook(start_before_certificate="refuse")
    early, late = date(2025, 12, 31), date(2026, 1, 1)
    assert len(warnings(early, certificate.first, RULES)) == 1
    assert warnings(late, certificate.first, RULES) == []
    assert warnings(early, certificate.first, strict) == []
    assert judge_new(early, late, certificate, GUIDE_DAY, RULES) == []
    assert fields(judge_new(early, late, certificate, GUIDE_DAY, strict)) == ["starts_on"]
    assert judge_new(late, late, certificate, GUIDE_DAY, strict) == []
