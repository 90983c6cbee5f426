"""Records that no longer fit their certificate: kept as filed, and flagged (A-23)."""

from sqlalchemy import select

from admin_app.services.revisions import Author, revise
from admin_app.session_scope import AnySession, unscoped
from models.certificates import Certificate
from models.employments import Employment
from models.vocabulary import Lifecycle, RevisionKind

REASON = "证书信息变更"


def flag_employments(session: AnySession, author: Author, certificate: Certificate) -> None:
    """Mark, or clear, 证书信息不一致 on every record that rests on the certificate.

    They belong to any employer, so this is an exempt write of one field.
    """
    with unscoped(session, "flag records of a changed certificate"):
        resting = select(Employment).where(
            Employment.certificate_id == certificate.id, Employment.voided_at.is_(None)
        )
        for employment in session.scalars(resting.with_for_update()):
            values = {"certificate_differs": _differs(employment, certificate)}
            revise(
                session, author, employment, values, values, kind=RevisionKind.FLAG, reason=REASON
            )


def _differs(employment: Employment, certificate: Certificate) -> bool:
    return (
        employment.item_id != certificate.item_id
        or employment.effective_until > certificate.valid_until
        or certificate.lifecycle != Lifecycle.NORMAL
    )
