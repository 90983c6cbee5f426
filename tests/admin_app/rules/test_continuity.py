"""复审连续性: domain 1.1, 5.1, 5.2."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.rules.continuity import gaps_in, judge_continuity, merge, renewal_deadline
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term
from models.vocabulary import ContinuityState

VALIDITY = Term(date(2023, 3, 1), date(2027, 2, 28))
TODAY = date(2026, 2, 15)
RULES = Rulebook()
DAY = timedelta(days=1)
DAYS = st.dates(date(2024, 1, 1), date(2024, 3, 31))
PERIODS = st.lists(st.builds(Term, DAYS, DAYS), max_size=6)


def days_of(periods: list[Term]) -> set[date]:
    return {period.first + offset * DAY for period in periods for offset in range(period.days)}


@given(PERIODS)
def test_merging_keeps_the_days_and_leaves_days_between(periods: list[Term]) -> None:
    merged = merge(periods)
    assert days_of(merged) == days_of(periods)
    assert all(later.first - earlier.last > DAY for earlier, later in pairwise(merged))


def test_neighbours_are_joined() -> None:
    day = date(2024, 1, 31)
    assert merge([Term(day, day), Term(day + DAY, day + DAY)]) == [Term(day, day + DAY)]


@given(st.builds(Term, DAYS, DAYS), PERIODS)
def test_gaps_are_exactly_the_days_not_covered(span: Term, periods: list[Term]) -> None:
    gaps = list(gaps_in(span, periods))
    assert days_of(gaps) == days_of([span]) - days_of(periods)
    assert gaps == merge(gaps)


def test_work_without_a_break_is_green() -> None:
    periods = [
        Term(date(2024, 1, 1), date(2027, 2, 28)),
        Term(date(2020, 1, 1), date(2023, 12, 31)),
    ]
    found = judge_continuity(periods, VALIDITY, TODAY, RULES)
    assert (found.state, found.gaps) == (ContinuityState.GREEN, ())
    assert (found.longest_gap, found.open_gap, found.is_near_limit) == (0, 0, False)


@pytest.mark.parametrize(
    ("gap_days", "expected"),
    [(1, ContinuityState.GAP), (365, ContinuityState.GAP), (366, ContinuityState.INTERRUPTED)],
)
def test_a_gap_of_more_than_a_year_interrupts(gap_days: int, expected: ContinuityState) -> None:
    first_end = date(2023, 12, 31)
    periods = [Term(VALIDITY.first, first_end), Term(first_end + (gap_days + 1) * DAY, TODAY)]
    found = judge_continuity(periods, VALIDITY, TODAY, RULES)
    assert (found.state, found.longest_gap, found.open_gap) == (expected, gap_days, 0)


@pytest.mark.parametrize(
    ("open_days", "is_near"), [(269, False), (270, True), (365, True), (366, False)]
)
def test_the_warning_comes_nine_months_after_the_last_period(open_days: int, is_near: bool) -> None:
    worked = [Term(VALIDITY.first, TODAY - open_days * DAY)]
    found = judge_continuity(worked, VALIDITY, TODAY, RULES)
    assert (found.open_gap, found.is_near_limit) == (open_days, is_near)


def test_days_outside_the_validity_and_after_today_do_not_count() -> None:
    ahead = [Term(TODAY + DAY, VALIDITY.last)]
    found = judge_continuity(ahead, VALIDITY, TODAY, RULES)
    assert found.gaps == (Term(VALIDITY.first, TODAY),)
    assert found.state is ContinuityState.INTERRUPTED
    long_after = judge_continuity([VALIDITY], VALIDITY, VALIDITY.last + 900 * DAY, RULES)
    assert long_after.state is ContinuityState.GREEN
    not_yet = judge_continuity([], VALIDITY, VALIDITY.first - DAY, RULES)
    assert not_yet.state is ContinuityState.GREEN


@pytest.mark.parametrize(
    ("valid_until", "expected"),
    [
        (date(2027, 2, 28), date(2027, 1, 28)),
        (date(2027, 3, 31), date(2027, 2, 28)),
        (date(2028, 3, 31), date(2028, 2, 29)),
    ],
)
def test_the_deadline_is_a_month_before_the_end(valid_until: date, expected: date) -> None:
    assert renewal_deadline(valid_until, RULES) == expected
