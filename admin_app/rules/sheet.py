"""The dates and fixed words of the printed sheet (一/2.2.2, R32 to R34, requirements 2.4)."""

from datetime import date
from enum import StrEnum

from admin_app.rules.dates import add_months, chinese_date
from admin_app.rules.employment_status import effective_end
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term
from models.vocabulary import CatalogueVersion


class SheetState(StrEnum):
    """What the check of a printed sheet comes to."""

    HOLDS = "holds"
    CHANGED = "changed"
    RUN_OUT = "run_out"


def sheet_valid_until(printed_on: date, rulebook: Rulebook) -> date:
    """Last day on which a sheet printed on `printed_on` may be relied on (R34)."""
    return add_months(printed_on, rulebook.sheet_months)


def sheet_footer(printed_on: date, rulebook: Rulebook) -> str:
    """The sentence at the foot of the sheet (R32); below it stands `chinese_date` (R33)."""
    last_day = chinese_date(sheet_valid_until(printed_on, rulebook))
    return f"【以上材料仅供参考，有效期限止{last_day}】"


def hired_period(starts_on: date, ends_on: date, terminated_on: date | None) -> str:
    """聘用时间 as printed: up to the termination, if there was one (2.4)."""
    return Term(starts_on, effective_end(ends_on, terminated_on)).sentence


def sheet_item(name: str, printed_code: str, catalogue_version: str, note: str) -> str:
    """作业项目 as printed: 叉车司机(N1); the old catalogue and a limit say so behind it (2.4)."""
    label = f"{name}({printed_code})"
    if catalogue_version == CatalogueVersion.V2011:
        label = f"{label}（{CatalogueVersion.V2011.label}）"
    return f"{label}（{note}）" if note else label


def masked_name(full_name: str) -> str:
    """What a stranger with the paper may read: the first character, never the length (T47)."""
    return f"{full_name[:1]}＊＊"


def sheet_state(valid_until: date, today: date, *, is_unchanged: bool) -> SheetState:
    """Whether a printed sheet may be relied on; its last day counts in (R34)."""
    if today > valid_until:
        return SheetState.RUN_OUT
    return SheetState.HOLDS if is_unchanged else SheetState.CHANGED
