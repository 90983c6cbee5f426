"""证件状态, and which certificate carries an employment (2.5, R79, A-19)."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from admin_app.errors import Refusal
from admin_app.rules.employment_window import Window
from models.vocabulary import CertificateStatus, Lifecycle


class HeldCertificate(Protocol):
    """As much of a certificate as decides between several of the same item."""

    @property
    def lifecycle(self) -> Lifecycle: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date: ...


C = TypeVar("C", bound=HeldCertificate)


def certificate_status(
    lifecycle: Lifecycle, valid_from: date, valid_until: date, today: date
) -> CertificateStatus:
    """证件状态 on a day: what the authority did comes first, then the calendar (2.5)."""
    if lifecycle is not Lifecycle.NORMAL:
        return CertificateStatus(lifecycle.value)
    if today < valid_from:
        return CertificateStatus.NOT_YET_VALID
    return CertificateStatus.VALID if today <= valid_until else CertificateStatus.EXPIRED


def usable_for_filing(lifecycle: Lifecycle, window: Window) -> bool:
    """Whether a record may rest on it: not withdrawn (R79), some day left to file (A-19)."""
    return lifecycle is Lifecycle.NORMAL and not window.is_empty


def judge_usable(lifecycle: Lifecycle, window: Window) -> list[Refusal]:
    """Why no record may rest on the certificate; empty if one may (R79, A-19)."""
    if lifecycle is not Lifecycle.NORMAL:
        return [Refusal("item", f"该作业项目的证书已{lifecycle.label}，不能填报聘用记录")]
    if window.is_empty:
        return [Refusal("item", window.sentence)]
    return []


def deciding_certificate(candidates: Iterable[C]) -> C | None:
    """Of one person's certificates of one item, the one that decides (requirements, section 4).

    The latest end among those not withdrawn; a withdrawn one only if there is no other.
    """
    return max(
        candidates,
        key=lambda held: (held.lifecycle is Lifecycle.NORMAL, held.valid_until, held.valid_from),
        default=None,
    )
