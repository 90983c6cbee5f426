"""What stands beside a record today: the certificate and the employer as they are now (A-23)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from admin_app.rules.term import Term
from admin_app.services.catalogue import item_label
from admin_app.session_scope import AnySession, unscoped
from models.catalogue import WorkCategory, WorkItem
from models.certificates import Certificate
from models.employers import Employer
from models.employments import Employment
from models.issuers import Issuer
from models.vocabulary import Lifecycle


@dataclass(frozen=True)
class PresentState:
    """The record's own item and category in words, and the present state of what it names."""

    item: str
    category: str
    certificate_item: str
    validity: Term
    lifecycle: Lifecycle
    issuer: str
    is_local: bool
    employer_name: str


def present_state(session: AnySession, record: Employment) -> PresentState:
    """Read it past the scope: whoever sees the record may know what it rests on."""
    filed_item, present_item = aliased(WorkItem), aliased(WorkItem)
    query = (
        select(
            filed_item,
            present_item,
            WorkCategory.name,
            Certificate.valid_from,
            Certificate.valid_until,
            Certificate.lifecycle,
            Issuer.name,
            Issuer.is_local,
            Employer.name,
        )
        .select_from(Employment)
        .join(filed_item, filed_item.id == Employment.item_id)
        .join(WorkCategory, WorkCategory.number == Employment.category_number)
        .join(Certificate, Certificate.id == Employment.certificate_id)
        .join(present_item, present_item.id == Certificate.item_id)
        .join(Issuer, Issuer.id == Certificate.issuer_id)
        .join(Employer, Employer.id == Employment.employer_id)
        .where(Employment.id == record.id)
    )
    with unscoped(session, "present state of a record"):
        item, now_item, category, first, last, lifecycle, issuer, is_local, employer = (
            session.execute(query).one()
        )
    return PresentState(
        item_label(item.name, item.printed_code, item.catalogue_version),
        category,
        item_label(now_item.name, now_item.printed_code, now_item.catalogue_version),
        Term(first, last),
        Lifecycle(lifecycle),
        issuer,
        is_local,
        employer,
    )
