"""The dates and fixed words of the printed sheet (一/2.2.2, R32 to R34, requirements 2.4)."""

from datetime import date

from admin_app.rules.dates import add_months, chinese_date
from admin_app.rules.employment_status import effective_end
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term


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
