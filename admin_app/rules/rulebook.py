"""The numbers and choices of the rules that an operator may set; defaults are the guide's."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One set of limits, built from the settings and handed to the rules that need it."""

    filing_months_back: int = 12
    """How far before the day of filling a start may lie (二/1.2.3, R74), in months."""

    start_before_certificate: Literal["warn", "refuse"] = "warn"
    """What happens when employment starts before the certificate does (A-5)."""

    certificate_years: int = 4
    """Usual validity of a certificate; beyond it a remote one gets a warning (A-22)."""

    certificate_grace_days: int = 31
    """Days beyond `certificate_years` after which a remote certificate is refused (A-22)."""

    sheet_months: int = 1
    """How long a printed sheet may be relied on (R34), in months."""

    renewal_gap_days: int = 365
    """Longest interruption that renewal forgives (domain 1.1), in days."""

    renewal_warning_days: int = 270
    """Days without work after which the person is warned (domain 5.1: nine months)."""

    renewal_lead_months: int = 1
    """How long before the end of validity renewal must be applied for (domain 2)."""

    batch_withdraw_days: int = 7
    """How long after filing a batch may be withdrawn by its filer (issue of 批量填报), in days."""

    termination_reason_max: int = 200
    """Longest 终止聘用原因 (A-21), in characters."""
