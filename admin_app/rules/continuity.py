"""复审连续性: was work in an item interrupted for too long to renew it (domain 1.1, 5.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from admin_app.rules.dates import add_months
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term
from models.vocabulary import ContinuityState

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Continuity:
    """What one person's records of one item say about renewal, on a day."""

    state: ContinuityState
    gaps: tuple[Term, ...]
    """Stretches without work, in order of time."""
    longest_gap: int
    """In days; 0 if there is no gap."""
    open_gap: int
    """Days without work up to today (or the end of validity); 0 while employed."""
    is_near_limit: bool
    """The open gap is long enough to warn, and not yet too long."""
    renewal_deadline: date
    """Last day to apply for renewal."""


def renewal_deadline(valid_until: date, rulebook: Rulebook) -> date:
    """Last day to apply for renewal: a month before the end of validity (domain 2, 5.2)."""
    return add_months(valid_until, -rulebook.renewal_lead_months)


def judge_continuity(
    periods: Iterable[Term], validity: Term, today: date, rulebook: Rulebook
) -> Continuity:
    """Judge the effective periods (start to effective end, voided ones left out) of one item.

    Days before the certificate's validity, after it and after `today` do not count.
    """
    span = Term(validity.first, min(validity.last, today))
    gaps = gaps_in(span, periods)
    longest = max((gap.days for gap in gaps), default=0)
    open_gap = gaps[-1].days if gaps and gaps[-1].last == span.last else 0
    return Continuity(
        state=_state(longest, rulebook.renewal_gap_days),
        gaps=gaps,
        longest_gap=longest,
        open_gap=open_gap,
        is_near_limit=rulebook.renewal_warning_days <= open_gap <= rulebook.renewal_gap_days,
        renewal_deadline=renewal_deadline(validity.last, rulebook),
    )


def merge(periods: Iterable[Term]) -> list[Term]:
    """The same days as few terms in order of time; neighbours without a day between are joined."""
    merged: list[Term] = []
    for period in sorted(periods, key=lambda term: (term.first, term.last)):
        if period.days == 0:
            continue
        if merged and (period.first - merged[-1].last) <= _DAY:
            merged[-1] = Term(merged[-1].first, max(merged[-1].last, period.last))
        else:
            merged.append(period)
    return merged


def gaps_in(span: Term, periods: Iterable[Term]) -> tuple[Term, ...]:
    """The stretches of `span` that no period touches, in order of time."""
    gaps: list[Term] = []
    last_covered = span.first - _DAY
    for period in merge(_clip(period, span) for period in periods):
        gaps.append(Term(last_covered + _DAY, period.first - _DAY))
        last_covered = period.last
    gaps.append(Term(last_covered + _DAY, span.last))
    return tuple(gap for gap in gaps if gap.days)


def _clip(period: Term, span: Term) -> Term:
    return Term(max(period.first, span.first), min(period.last, span.last))


def _state(longest: int, forgiven: int) -> ContinuityState:
    if longest > forgiven:
        return ContinuityState.INTERRUPTED
    return ContinuityState.GAP if longest else ContinuityState.GREEN
