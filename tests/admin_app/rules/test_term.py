"""Stretches of days, both ends included."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from admin_app.rules.term import Term

DAYS = st.dates(date(2024, 1, 1), date(2024, 2, 15))
TERMS = st.builds(Term, DAYS, DAYS)


def days_of(term: Term) -> set[date]:
    return {date.fromordinal(n) for n in range(term.first.toordinal(), term.last.toordinal() + 1)}


@given(TERMS, DAYS)
def test_a_term_holds_its_days(term: Term, day: date) -> None:
    assert term.holds(day) == (day in days_of(term))
    assert term.days == len(days_of(term))


@given(TERMS, TERMS)
def test_terms_overlap_when_they_share_a_day(one: Term, other: Term) -> None:
    assert one.overlaps(other) == bool(days_of(one) & days_of(other))


@given(TERMS, TERMS)
def test_a_term_covers_what_lies_inside(one: Term, other: Term) -> None:
    if other.days:
        assert one.covers(other) == (days_of(other) <= days_of(one))
