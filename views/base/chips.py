"""States as text and colour, never colour alone (interface.md, 18)."""

from dataclasses import dataclass
from typing import Literal

from models.vocabulary import CertificateStatus, EmploymentStatus, GrantStatus

Tone = Literal["ok", "warn", "bad", "off"]


@dataclass(frozen=True)
class Chip:
    """One state in its colour."""

    label: str
    tone: Tone


_EMPLOYMENT: dict[EmploymentStatus, Tone] = {
    EmploymentStatus.CURRENT: "ok",
    EmploymentStatus.NOT_STARTED: "warn",
    EmploymentStatus.ENDED: "off",
    EmploymentStatus.TERMINATED: "off",
    EmploymentStatus.VOIDED: "bad",
}
_CERTIFICATE: dict[CertificateStatus, Tone] = {
    CertificateStatus.VALID: "ok",
    CertificateStatus.NOT_YET_VALID: "warn",
    CertificateStatus.EXPIRED: "bad",
    CertificateStatus.CANCELLED: "bad",
    CertificateStatus.RESCINDED: "bad",
    CertificateStatus.REVOKED: "bad",
}
_GRANT: dict[GrantStatus, Tone] = {
    GrantStatus.LIVE: "ok",
    GrantStatus.NOT_STARTED: "warn",
    GrantStatus.EXPIRED: "off",
    GrantStatus.WITHDRAWN: "off",
    GrantStatus.DISABLED: "bad",
}


def employment_chip(status: EmploymentStatus) -> Chip:
    """状态 of a record."""
    return Chip(status.label, _EMPLOYMENT[status])


def certificate_chip(status: CertificateStatus) -> Chip:
    """证件状态."""
    return Chip(status.label, _CERTIFICATE[status])


def grant_chip(status: GrantStatus) -> Chip:
    """状态 of a grant."""
    return Chip(status.label, _GRANT[status])
