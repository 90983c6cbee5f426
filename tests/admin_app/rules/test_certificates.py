"""Certificates: status (2.5), use (R79, A-19), validity (R48, A-22), origin (R46, R54)."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.errors import Refusal
from admin_app.rules.certificate_origin import issuer_key, judge_remote_issuer
from admin_app.rules.certificate_status import (
    certificate_status,
    deciding_certificate,
    judge_usable,
    usable_for_filing,
)
from admin_app.rules.certificate_validity import judge_validity, validity_warnings
from admin_app.rules.employment_window import Window
from admin_app.rules.rulebook import Rulebook
from models.vocabulary import CertificateStatus, Lifecycle

FIRST, LAST = date(2023, 3, 1), date(2027, 2, 28)
RULES = Rulebook()
DAY = timedelta(days=1)
DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@dataclass(frozen=True)
class Held:
    lifecycle: Lifecycle
    valid_from: date
    valid_until: date


def fields(refusals: list[Refusal]) -> list[str | None]:
    return [refusal.field for refusal in refusals]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (FIRST - DAY, CertificateStatus.NOT_YET_VALID),
        (FIRST, CertificateStatus.VALID),
        (LAST, CertificateStatus.VALID),
        (LAST + DAY, CertificateStatus.EXPIRED),
    ],
)
def test_r42_the_calendar_decides_while_the_lifecycle_is_normal(
    today: date, expected: CertificateStatus
) -> None:
    assert certificate_status(Lifecycle.NORMAL, FIRST, LAST, today) is expected


@pytest.mark.parametrize("lifecycle", [word for word in Lifecycle if word != Lifecycle.NORMAL])
@pytest.mark.parametrize("today", [FIRST - DAY, FIRST, LAST + DAY])
def test_2_5_what_the_authority_did_comes_first(lifecycle: Lifecycle, today: date) -> None:
    status = certificate_status(lifecycle, FIRST, LAST, today)
    assert (status.value, status.label) == (lifecycle.value, lifecycle.label)


def test_r79_a_withdrawn_certificate_carries_no_record() -> None:
    window = Window(FIRST, LAST)
    for lifecycle in Lifecycle:
        refusals = judge_usable(lifecycle, window)
        assert usable_for_filing(lifecycle, window) == (refusals == [])
        assert fields(refusals) == ([] if lifecycle is Lifecycle.NORMAL else ["item"])
        assert lifecycle is Lifecycle.NORMAL or lifecycle.label in refusals[0].sentence


def test_a19_an_expired_one_does_while_a_day_is_left() -> None:
    assert usable_for_filing(Lifecycle.NORMAL, Window(LAST, LAST))
    assert not usable_for_filing(Lifecycle.NORMAL, Window(LAST + DAY, LAST))
    assert fields(judge_usable(Lifecycle.NORMAL, Window(LAST + DAY, LAST))) == ["item"]


def test_the_latest_certificate_not_withdrawn_decides() -> None:
    old = Held(Lifecycle.NORMAL, FIRST, LAST)
    renewed = Held(Lifecycle.NORMAL, LAST, LAST + 900 * DAY)
    revoked = Held(Lifecycle.REVOKED, LAST, LAST + 2000 * DAY)
    assert deciding_certificate([old, revoked, renewed]) == renewed
    assert deciding_certificate([renewed, old]) == renewed
    assert deciding_certificate([revoked]) == revoked
    assert deciding_certificate(list[Held]()) is None


def test_r48_both_days_are_required_and_in_order() -> None:
    assert fields(judge_validity(None, None, RULES)) == ["valid_from", "valid_until"]
    assert fields(judge_validity(FIRST, None, RULES)) == ["valid_until"]
    assert fields(judge_validity(FIRST, FIRST, RULES)) == ["valid_until"]
    assert fields(judge_validity(FIRST, FIRST - DAY, RULES)) == ["valid_until"]
    assert judge_validity(FIRST, FIRST + DAY, RULES) == []


@pytest.mark.parametrize(
    ("valid_until", "is_refused", "is_warned"),
    [
        (date(2027, 2, 28), False, False),
        (date(2027, 3, 1), False, False),
        (date(2027, 3, 2), False, True),
        (date(2027, 4, 1), False, True),
        (date(2027, 4, 2), True, True),
    ],
)
def test_a22_too_long_a_validity(valid_until: date, is_refused: bool, is_warned: bool) -> None:
    assert bool(judge_validity(FIRST, valid_until, RULES)) == is_refused
    assert bool(validity_warnings(FIRST, valid_until, RULES)) == is_warned


def test_a22_the_end_of_the_calendar_does_no_harm() -> None:
    assert judge_validity(date(9997, 1, 1), date.max, RULES) == []


@given(DAYS, DAYS)
def test_a22_whatever_is_refused_as_too_long_would_also_be_warned(one: date, other: date) -> None:
    refused = judge_validity(one, other, RULES)
    if other > one and refused:
        assert validity_warnings(one, other, RULES)


def test_r46_a_local_issuer_is_refused() -> None:
    assert fields(judge_remote_issuer(is_local=True)) == ["issuer"]
    assert judge_remote_issuer(is_local=False) == []


@pytest.mark.parametrize(
    "spelling",
    ["中山市 市场监督管理局", "中山市市场监督管理局。", "\u200b中山市·市场监督管理局\u3000"],
)
def test_r46_spelling_does_not_make_a_local_issuer_remote(spelling: str) -> None:
    assert issuer_key(spelling) == issuer_key("中山市市场监督管理局")
    assert issuer_key(spelling) != issuer_key("珠海市市场监督管理局")
