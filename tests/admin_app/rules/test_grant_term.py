"""Grants: 2.5, R61, R112, R116, R117; A-9, A-10, A-12."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.rules.grant_term import (
    Reach,
    grant_status,
    is_effective,
    judge_new_grant,
    judge_reach,
    within,
)
from admin_app.rules.term import Term
from models.vocabulary import GrantFunction, GrantStatus

TERM = Term(date(2026, 1, 1), date(2026, 12, 31))
DAY = timedelta(days=1)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
REACHES = st.builds(
    Reach, st.frozensets(st.sampled_from(GrantFunction)), st.builds(Term, DAYS, DAYS)
)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (TERM.first - DAY, GrantStatus.NOT_STARTED),
        (TERM.first, GrantStatus.LIVE),
        (TERM.last, GrantStatus.LIVE),
        (TERM.last + DAY, GrantStatus.EXPIRED),
    ],
)
def test_r116_the_term_counts_both_ends(today: date, expected: GrantStatus) -> None:
    assert grant_status(True, False, TERM, today) is expected
    assert grant_status(False, False, TERM, today) is GrantStatus.WITHDRAWN
    assert grant_status(False, True, TERM, today) is GrantStatus.DISABLED


@given(st.booleans(), st.booleans(), DAYS)
def test_r61_effective_exactly_while_live(
    is_authorized: bool, is_disabled: bool, today: date
) -> None:
    expected = is_authorized and not is_disabled and TERM.first <= today <= TERM.last
    assert is_effective(is_authorized, is_disabled, TERM, today) == expected


def test_r112_functions_and_term_are_required() -> None:
    some = [GrantFunction.EMPLOYMENT]
    assert judge_new_grant(some, TERM.first, TERM.first) == []
    missing = [refusal.field for refusal in judge_new_grant([], None, None)]
    assert missing == ["functions", "valid_from", "valid_until"]
    turned = judge_new_grant(some, TERM.last, TERM.first)
    assert [refusal.field for refusal in turned] == ["valid_until"]


@given(REACHES, REACHES)
def test_a9_the_sentences_agree_with_the_answer(own: Reach, asked: Reach) -> None:
    assert within(own, asked) == (judge_reach(own, asked) == [])


@given(REACHES)
def test_a9_everything_is_within_itself(own: Reach) -> None:
    assert within(own, own)


def test_a9_each_excess_is_named_at_its_field() -> None:
    own = Reach(frozenset({GrantFunction.EMPLOYMENT, GrantFunction.GRANTS}), TERM)
    asked = Reach(frozenset(GrantFunction), Term(TERM.first - DAY, TERM.last + DAY))
    refusals = judge_reach(own, asked)
    assert [refusal.field for refusal in refusals] == ["functions", "valid_from", "valid_until"]
    assert refusals[0].sentence == "不能授予本人没有的功能：证书管理"
    assert "2026-01-01 至 2026-12-31" in refusals[1].sentence
    assert within(own, Reach(frozenset({GrantFunction.GRANTS}), TERM))
