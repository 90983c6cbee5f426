"""Later edits of an employment and its termination (二/1.2.6): R90, A-4, A-20, A-21."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.errors import Refusal
from admin_app.rules.employment_window import EmploymentDates, earliest_start, judge_amendment
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term

TODAY = date(2026, 2, 15)
CERTIFICATE = Term(date(2023, 3, 1), date(2027, 2, 28))
OLD = EmploymentDates(date(2023, 3, 1), date(2026, 12, 31))
RULES = Rulebook()
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
REASONS = st.sampled_from([None, "", "退休", "长" * 201])


def judged(
    before: EmploymentDates, after: EmploymentDates, rulebook: Rulebook = RULES
) -> list[Refusal]:
    return judge_amendment(before, after, CERTIFICATE, TODAY, rulebook)


def fields(refusals: list[Refusal]) -> list[str | None]:
    return [refusal.field for refusal in refusals]


@given(DAYS, DAYS, st.none() | DAYS, REASONS)
def test_a4_what_stays_as_it_was_is_never_judged_again(
    starts_on: date, ends_on: date, terminated_on: date | None, reason: str | None
) -> None:
    dates = EmploymentDates(starts_on, ends_on, terminated_on, reason)
    assert judged(dates, dates) == []


@given(DAYS.filter(lambda day: day != OLD.starts_on))
def test_a4_a_changed_start_keeps_to_the_window_of_the_day_of_the_edit(starts_on: date) -> None:
    accepted = earliest_start(TODAY) <= starts_on <= date(2026, 12, 31)
    refusals = judged(OLD, replace(OLD, starts_on=starts_on))
    assert (refusals == []) == accepted
    assert set(fields(refusals)) <= {"starts_on"}


@given(DAYS.filter(lambda day: day != OLD.ends_on))
def test_a4_a_changed_end_lies_between_start_and_validity(ends_on: date) -> None:
    accepted = date(2023, 3, 1) <= ends_on <= CERTIFICATE.last
    refusals = judged(OLD, replace(OLD, ends_on=ends_on))
    assert (refusals == []) == accepted
    assert set(fields(refusals)) <= {"ends_on"}


@given(DAYS)
def test_r90_an_old_record_is_terminated_on_any_of_its_days(terminated_on: date) -> None:
    after = replace(OLD, terminated_on=terminated_on, termination_reason="退休")
    accepted = date(2023, 3, 1) <= terminated_on <= date(2026, 12, 31)
    refusals = judged(OLD, after)
    assert (refusals == []) == accepted
    assert set(fields(refusals)) <= {"terminated_on"}


def test_a4_an_end_follows_the_renewal_of_an_expired_certificate() -> None:
    before = EmploymentDates(date(2020, 1, 1), date(2023, 12, 31))
    renewed = Term(date(2024, 1, 1), date(2027, 12, 31))
    after = replace(before, ends_on=date(2027, 12, 31))
    assert judge_amendment(before, after, renewed, TODAY, RULES) == []


def test_a4_a_late_correction_of_the_end_needs_no_window() -> None:
    long_expired = Term(date(2020, 1, 1), date(2023, 12, 31))
    before = EmploymentDates(date(2020, 1, 1), date(2023, 12, 31))
    shorter, longer = date(2022, 5, 1), date(2024, 1, 1)
    accepted = judge_amendment(before, replace(before, ends_on=shorter), long_expired, TODAY, RULES)
    refused = judge_amendment(before, replace(before, ends_on=longer), long_expired, TODAY, RULES)
    moved = judge_amendment(
        before, replace(before, starts_on=date(2020, 1, 2)), long_expired, TODAY, RULES
    )
    assert accepted == []
    assert refused == [Refusal("ends_on", "聘用结束时间不能晚于证书有效期 2023-12-31")]
    assert fields(moved) == ["starts_on"]
    assert "没有可填的日期" in moved[0].sentence


def test_r90_start_and_end_are_required() -> None:
    emptied = EmploymentDates(None, None, TODAY, "退休")
    assert fields(judged(OLD, emptied)) == ["starts_on", "ends_on"]


@pytest.mark.parametrize(
    ("terminated_on", "reason", "expected"),
    [
        (TODAY, "退休", []),
        (TODAY, None, ["termination_reason"]),
        (TODAY, "  ", ["termination_reason"]),
        (None, "退休", ["terminated_on"]),
        (TODAY, "由" * 200, []),
        (TODAY, "由" * 201, ["termination_reason"]),
    ],
)
def test_a21_day_and_reason_come_together(
    terminated_on: date | None, reason: str | None, expected: list[str]
) -> None:
    after = replace(OLD, terminated_on=terminated_on, termination_reason=reason)
    assert fields(judged(OLD, after)) == expected


def test_a21_both_may_be_cleared_but_not_one() -> None:
    before = replace(OLD, terminated_on=TODAY, termination_reason="退休")
    assert judged(before, OLD) == []
    assert fields(judged(before, replace(before, terminated_on=None))) == ["terminated_on"]
    assert fields(judged(before, replace(before, termination_reason=""))) == ["termination_reason"]


def test_a20_a_new_end_may_not_leave_the_termination_outside() -> None:
    before = replace(OLD, terminated_on=TODAY, termination_reason="退休")
    after = replace(before, ends_on=date(2026, 2, 14))
    assert judged(before, after) == [
        Refusal("terminated_on", "终止聘用时间须在聘用时间之内（2023-03-01 至 2026-02-14）")
    ]


def test_a20_an_employment_of_one_day_is_terminated_on_that_day() -> None:
    before = EmploymentDates(TODAY, TODAY)
    for day, expected in ((TODAY, []), (date(2026, 2, 16), ["terminated_on"])):
        after = replace(before, terminated_on=day, termination_reason="退休")
        assert fields(judged(before, after)) == expected


def test_a5_a_changed_start_before_the_certificate_is_refused_where_so_set() -> None:
    certificate = Term(date(2026, 1, 1), date(2029, 12, 31))
    after = replace(OLD, starts_on=date(2025, 12, 31))
    strict = Rulebook(start_before_certificate="refuse")
    assert judge_amendment(OLD, after, certificate, TODAY, RULES) == []
    assert fields(judge_amendment(OLD, after, certificate, TODAY, strict)) == ["starts_on"]
