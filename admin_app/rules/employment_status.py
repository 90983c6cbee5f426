"""Where an employment record stands on a day (2.5, A-26)."""

from datetime import date

from models.vocabulary import EmploymentStatus


def effective_end(ends_on: date, terminated_on: date | None) -> date:
    """Last day of the employment: the earlier of end and termination (2.5)."""
    return ends_on if terminated_on is None else min(ends_on, terminated_on)


def employment_status(
    starts_on: date, ends_on: date, terminated_on: date | None, is_voided: bool, today: date
) -> EmploymentStatus:
    """状态 of a record; its last day still counts as 在聘."""
    if is_voided:
        return EmploymentStatus.VOIDED
    if today < starts_on:
        return EmploymentStatus.NOT_STARTED
    if today <= effective_end(ends_on, terminated_on):
        return EmploymentStatus.CURRENT
    return EmploymentStatus.ENDED if terminated_on is None else EmploymentStatus.TERMINATED
