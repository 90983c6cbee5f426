"""Grants: whether one is in force, and what a delegate may pass on (2.5, A-9, A-10, A-12)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from admin_app.errors import Refusal
from admin_app.rules.term import Term
from models.vocabulary import GrantFunction, GrantStatus


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a grant goes: 授权功能 and 授权期限."""

    functions: frozenset[GrantFunction]
    term: Term


def grant_status(is_authorized: bool, is_disabled: bool, term: Term, today: date) -> GrantStatus:
    """状态 of a grant on a day; the last day of the term still counts (A-12, R116)."""
    if is_disabled:
        return GrantStatus.DISABLED
    if not is_authorized:
        return GrantStatus.WITHDRAWN
    if today < term.first:
        return GrantStatus.NOT_STARTED
    return GrantStatus.LIVE if today <= term.last else GrantStatus.EXPIRED


def is_effective(is_authorized: bool, is_disabled: bool, term: Term, today: date) -> bool:
    """Whether the delegate may act on `today` (2.5, R61)."""
    return grant_status(is_authorized, is_disabled, term, today) is GrantStatus.LIVE


def judge_new_grant(
    functions: Collection[GrantFunction], valid_from: date | None, valid_until: date | None
) -> list[Refusal]:
    """What is wrong with functions and term, of a new grant and of an edited one (R112)."""
    found = []
    if not functions:
        found.append(Refusal("functions", "请至少选择一项授权功能"))
    if valid_from is None:
        found.append(Refusal("valid_from", "请填写授权期限的开始日期"))
    if valid_until is None:
        found.append(Refusal("valid_until", "请填写授权期限的结束日期"))
    if valid_from is not None and valid_until is not None and valid_until < valid_from:
        found.append(Refusal("valid_until", f"授权期限的结束日期不能早于开始日期 {valid_from}"))
    return found


def within(own: Reach, asked: Reach) -> bool:
    """Whether `asked` goes beyond a delegate's `own` grant neither in functions nor in time (A-9).

    Asked both of what the delegate wants to grant and of what stands in the grant to be edited
    or disabled.
    """
    return asked.functions <= own.functions and own.term.covers(asked.term)


def judge_reach(own: Reach, asked: Reach) -> list[Refusal]:
    """Why a delegate may not grant `asked`; empty if it is within the `own` grant (A-9)."""
    found = []
    lacking = [word.label for word in GrantFunction if word in asked.functions - own.functions]
    if lacking:
        found.append(Refusal("functions", f"不能授予本人没有的功能：{'、'.join(lacking)}"))
    beyond = f"授权期限不能超出本人的授权期限（{own.term.sentence}）"
    if asked.term.first < own.term.first:
        found.append(Refusal("valid_from", beyond))
    if asked.term.last > own.term.last:
        found.append(Refusal("valid_until", beyond))
    return found
