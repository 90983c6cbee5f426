"""When an employment may begin and end: the date rule of the guide (二/1.2.3, 二/1.2.6).

Requirements 2.3; R74 to R77, R89, R90; A-4, A-5.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from admin_app.errors import Refusal
from admin_app.rules.dates import add_months
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term
from admin_app.rules.termination import (
    judge_termination_day,
    judge_termination_pair,
    judge_termination_reason,
)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that an employment may span, both ends included (R74, R75)."""

    earliest: date
    latest: date

    @property
    def is_empty(self) -> bool:
        """No day is allowed: the certificate ended before the earliest start."""
        return self.earliest > self.latest

    @property
    def sentence(self) -> str:
        """The range in words, for the form and for every refusal."""
        if self.is_empty:
            return (
                f"没有可填的日期：证书有效期至 {self.latest}，"
                f"而聘用开始时间最早只能填 {self.earliest}"
            )
        return f"可填范围：{self.earliest} 至 {self.latest}"

    def starting_after(self, day: date) -> date:
        """The first allowed day after `day`, for a record that follows another (U3)."""
        return min(max(self.earliest, day + timedelta(days=1)), self.latest)


@dataclass(frozen=True, slots=True)
class EmploymentDates:
    """The three things of an employment that may be amended (R89); None where left empty."""

    starts_on: date | None
    ends_on: date | None
    terminated_on: date | None = None
    termination_reason: str | None = None


def earliest_start(filed_on: date, months_back: int = 12) -> date:
    """First day that may be filed on `filed_on`: the day after the same day a year ago (R74)."""
    return add_months(filed_on, -months_back) + timedelta(days=1)


def window_on(filed_on: date, valid_until: date, rulebook: Rulebook) -> Window:
    """The window of the day of filling, up to the end of the certificate (R74, R75, R76)."""
    return Window(earliest_start(filed_on, rulebook.filing_months_back), valid_until)


def judge_new(
    starts_on: date | None,
    ends_on: date | None,
    certificate: Term,
    filed_on: date,
    rulebook: Rulebook,
) -> list[Refusal]:
    """What is wrong with the period of a new record, field by field; empty if nothing is."""
    window = window_on(filed_on, certificate.last, rulebook)
    if window.is_empty:
        return [Refusal("starts_on", window.sentence)]
    return [
        *judge_presence(starts_on, ends_on),
        *judge_start(starts_on, window, certificate.first, rulebook),
        *judge_end(starts_on, ends_on, window),
    ]


def judge_amendment(
    before: EmploymentDates,
    after: EmploymentDates,
    certificate: Term,
    today: date,
    rulebook: Rulebook,
) -> list[Refusal]:
    """What is wrong with an edit; a value that stays as it was is not judged again (A-4, R90).

    `certificate` is the certificate's present validity, so that an end can follow a renewal.
    """
    window = window_on(today, certificate.last, rulebook)
    start_changed = before.starts_on != after.starts_on
    end_changed = before.ends_on != after.ends_on
    found = judge_presence(after.starts_on, after.ends_on)
    if start_changed:
        found += judge_start(after.starts_on, window, certificate.first, rulebook)
    if end_changed:
        found += judge_end(after.starts_on, after.ends_on, window)
    elif start_changed:
        found += judge_order("starts_on", after.starts_on, after.ends_on)
    return found + _judge_termination(before, after, rulebook)


def warnings(starts_on: date, certificate_from: date, rulebook: Rulebook) -> list[str]:
    """What to tell without blocking: a start before the certificate's own (A-5)."""
    if rulebook.start_before_certificate == "warn" and starts_on < certificate_from:
        return [f"{_before_certificate(certificate_from)}，请核对"]
    return []


def _before_certificate(certificate_from: date) -> str:
    return f"聘用开始时间早于证书有效期的开始日期 {certificate_from}"


def judge_presence(starts_on: date | None, ends_on: date | None) -> list[Refusal]:
    """Both days are required (R77)."""
    found = []
    if starts_on is None:
        found.append(Refusal("starts_on", "请填写聘用开始时间"))
    if ends_on is None:
        found.append(Refusal("ends_on", "请填写聘用结束时间"))
    return found


def judge_start(
    starts_on: date | None, window: Window, certificate_from: date, rulebook: Rulebook
) -> list[Refusal]:
    """A start that was entered: within the window (R74), and A-5 where it is set to refuse."""
    if starts_on is None:
        return []
    if window.is_empty:
        return [Refusal("starts_on", window.sentence)]
    found = []
    if starts_on < window.earliest:
        sentence = f"聘用开始时间不能早于 {window.earliest}（{window.sentence}）"
        found.append(Refusal("starts_on", sentence))
    if starts_on > window.latest:
        sentence = f"聘用开始时间不能晚于证书有效期 {window.latest}（{window.sentence}）"
        found.append(Refusal("starts_on", sentence))
    if rulebook.start_before_certificate == "refuse" and starts_on < certificate_from:
        found.append(Refusal("starts_on", _before_certificate(certificate_from)))
    return found


def judge_end(starts_on: date | None, ends_on: date | None, window: Window) -> list[Refusal]:
    """An end that was entered: not before the start, not after the certificate (R75, R77)."""
    if ends_on is None:
        return []
    found = judge_order("ends_on", starts_on, ends_on)
    if ends_on > window.latest:
        limits = "" if window.is_empty else f"（{window.sentence}）"
        sentence = f"聘用结束时间不能晚于证书有效期 {window.latest}{limits}"
        found.append(Refusal("ends_on", sentence))
    return found


def judge_order(field: str, starts_on: date | None, ends_on: date | None) -> list[Refusal]:
    """Start and end the right way round; `field` is the one that was entered (R77)."""
    if starts_on is None or ends_on is None or starts_on <= ends_on:
        return []
    if field == "starts_on":
        return [Refusal(field, f"聘用开始时间不能晚于聘用结束时间 {ends_on}")]
    return [Refusal(field, f"聘用结束时间不能早于聘用开始时间 {starts_on}")]


def _judge_termination(
    before: EmploymentDates, after: EmploymentDates, rulebook: Rulebook
) -> list[Refusal]:
    day, reason = after.terminated_on, after.termination_reason or ""
    day_changed = day != before.terminated_on
    reason_changed = reason != (before.termination_reason or "")
    period_changed = (before.starts_on, before.ends_on) != (after.starts_on, after.ends_on)
    found = []
    if day_changed or period_changed:
        found += judge_termination_day(after.starts_on, after.ends_on, day)
    if day_changed or reason_changed:
        found += judge_termination_pair(day, reason)
    if reason_changed:
        found += judge_termination_reason(reason, rulebook.termination_reason_max)
    return found
