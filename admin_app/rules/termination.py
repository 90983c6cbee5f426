"""终止聘用: the day and the reason for which an employment ended early (R90, A-20, A-21)."""

from datetime import date

from admin_app.errors import Refusal, Refused
from admin_app.rules.free_text import clean_words
from admin_app.rules.term import Term


def judge_termination_day(
    starts_on: date | None, ends_on: date | None, terminated_on: date | None
) -> list[Refusal]:
    """The day lies within the employment; it may be ahead, up to the end (A-20)."""
    if starts_on is None or ends_on is None or terminated_on is None or starts_on > ends_on:
        return []
    employment = Term(starts_on, ends_on)
    if employment.holds(terminated_on):
        return []
    sentence = f"终止聘用时间须在聘用时间之内（{employment.sentence}）"
    return [Refusal("terminated_on", sentence)]


def judge_termination_pair(terminated_on: date | None, reason: str) -> list[Refusal]:
    """Day and reason come together, and may be cleared together (A-21)."""
    has_day, has_reason = terminated_on is not None, bool(reason.strip())
    if has_reason and not has_day:
        return [Refusal("terminated_on", "填写了终止聘用原因，请同时填写终止聘用时间")]
    if has_day and not has_reason:
        return [Refusal("termination_reason", "填写了终止聘用时间，请同时填写终止聘用原因")]
    return []


def judge_termination_reason(reason: str, longest: int) -> list[Refusal]:
    """The reason is visible text of at most `longest` characters, without ID numbers (A-21)."""
    if len(reason.strip()) > longest:
        return [Refusal("termination_reason", f"终止聘用原因不能超过 {longest} 个字")]
    try:
        clean_words(reason, longest, "termination_reason")
    except Refused as refused:
        return list(refused.refusals)
    return []
