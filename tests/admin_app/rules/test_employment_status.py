"""Where a record stands on a day: 2.5, A-20, A-26."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.rules.employment_status import effective_end, employment_status
from models.vocabulary import EmploymentStatus

START, STOP, END = date(2025, 1, 1), date(2025, 6, 30), date(2025, 12, 31)
DAY = timedelta(days=1)
DAYS = st.dates(date(2024, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("terminated_on", "today", "expected"),
    [
        (None, START - DAY, EmploymentStatus.NOT_STARTED),
        (None, START, EmploymentStatus.CURRENT),
        (None, END, EmploymentStatus.CURRENT),
        (None, END + DAY, EmploymentStatus.ENDED),
        (STOP, START - DAY, EmploymentStatus.NOT_STARTED),
        (STOP, STOP, EmploymentStatus.CURRENT),
        (STOP, STOP + DAY, EmploymentStatus.TERMINATED),
        (END, END + DAY, EmploymentStatus.TERMINATED),
    ],
)
def test_status_by_day(terminated_on: date | None, today: date, expected: EmploymentStatus) -> None:
    assert employment_status(START, END, terminated_on, False, today) is expected


@given(DAYS, st.none() | st.just(STOP))
def test_a26_void_is_void_on_every_day(today: date, terminated_on: date | None) -> None:
    status = employment_status(START, END, terminated_on, True, today)
    assert status is EmploymentStatus.VOIDED


@given(DAYS, st.none() | DAYS)
def test_the_effective_end_is_the_earlier_one(ends_on: date, terminated_on: date | None) -> None:
    assert effective_end(ends_on, terminated_on) == min(ends_on, terminated_on or ends_on)
