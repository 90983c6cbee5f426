"""证书有效期 of a certificate that its holder reports (R48, A-22)."""

from datetime import date, timedelta

from admin_app.errors import Refusal
from admin_app.rules.dates import add_months
from admin_app.rules.rulebook import Rulebook


def judge_validity(
    valid_from: date | None, valid_until: date | None, rulebook: Rulebook
) -> list[Refusal]:
    """What is wrong with the two days: missing, out of order, or far too long."""
    found = []
    if valid_from is None:
        found.append(Refusal("valid_from", "请填写证书有效期的开始日期"))
    if valid_until is None:
        found.append(Refusal("valid_until", "请填写证书有效期的结束日期"))
    if valid_from is None or valid_until is None:
        return found
    if valid_until <= valid_from:
        return [Refusal("valid_until", f"证书有效期的结束日期须晚于开始日期 {valid_from}")]
    latest = _latest_end(valid_from, rulebook)
    if valid_until > latest:
        return [Refusal("valid_until", f"证书有效期过长，结束日期不能晚于 {latest}，请核对证书")]
    return []


def validity_warnings(valid_from: date, valid_until: date, rulebook: Rulebook) -> list[str]:
    """A validity beyond the usual years is told, not blocked (A-22)."""
    if valid_until > add_months(valid_from, 12 * rulebook.certificate_years):
        return [f"证书有效期超过 {rulebook.certificate_years} 年，请核对证书"]
    return []


def _latest_end(valid_from: date, rulebook: Rulebook) -> date:
    usual_end = add_months(valid_from, 12 * rulebook.certificate_years)
    # Beside the end of the calendar there is no day to add to.
    return usual_end + min(timedelta(days=rulebook.certificate_grace_days), date.max - usual_end)
