"""Which rows an actor sees, as SQL: the same truth as ``permissions``, told to the database.

The criteria name tables, not classes: the guard adds them to every query on a class, and must not
find another class of its own inside.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, exists, false, or_, select, true

from admin_app.actor import Actor
from admin_app.policy.permissions import Permission, may
from models.accounts import Account, SignInSession
from models.audit import AuditEvent
from models.base import Scoped
from models.batches import BatchUpload
from models.certificates import Certificate
from models.employers import Employer
from models.employments import Employment
from models.exports import ExportedFile
from models.grants import Grant
from models.people import Person
from models.printed_sheets import PrintedSheet
from models.revisions import Revision

Criterion = ColumnElement[bool]


def _table(model: type[Any]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


_employments, _certificates = _table(Employment), _table(Certificate)
_grants, _persons = _table(Grant), _table(Person)


def employments_of(actor: Actor, today: date) -> Criterion:
    """Own records, and those of the employer in hand (R17, R64)."""
    own = _own(_employments.c.person_id, actor, Permission.READ_OWN_EMPLOYMENTS)
    return or_(own, _in_hand(_employments.c.employer_id, actor, Permission.READ_EMPLOYMENTS))


def certificates_of(actor: Actor, today: date) -> Criterion:
    """Own certificates, and those of the employer's people (R39, R94)."""
    own = _own(_certificates.c.person_id, actor, Permission.READ_OWN_CERTIFICATES)
    return or_(own, certificates_of_employer(actor, today))


def certificates_of_employer(actor: Actor, today: date) -> Criterion:
    """A-7: of people in employment all certificates, of former ones the items on record.

    The look-up of people says nothing that ``exists`` does not: it lets the database start from
    the employer's few people instead of trying every certificate of the city.
    """
    if not _holds(actor, Permission.READ_CERTIFICATES):
        return false()
    record = _employments.c
    in_hand = _in_hand(record.employer_id, actor, Permission.READ_CERTIFICATES)
    people = select(record.person_id).where(in_hand)
    in_force = and_(record.starts_on <= today, record.effective_until >= today)
    named = or_(
        record.certificate_id == _certificates.c.id, record.item_id == _certificates.c.item_id
    )
    on_record = select(record.id).where(
        in_hand,
        record.person_id == _certificates.c.person_id,
        record.voided_at.is_(None),
        or_(in_force, named),
    )
    return and_(_certificates.c.person_id.in_(people), exists(on_record.correlate(_certificates)))


def grants_of(actor: Actor, today: date) -> Criterion:
    """Grants of the employer in hand (R106)."""
    return _in_hand(_grants.c.employer_id, actor, Permission.READ_GRANTS)


def persons_of(actor: Actor, today: date) -> Criterion:
    """Oneself, and whoever stands in a record of the employer in hand."""
    oneself = _persons.c.id == actor.person_id
    reading = (Permission.READ_EMPLOYMENTS, Permission.READ_CERTIFICATES)
    if not _holds(actor, *reading):
        return oneself
    record = _employments.c
    employed = select(record.person_id).where(_in_hand(record.employer_id, actor, *reading))
    return or_(oneself, _persons.c.id.in_(employed))


def employers_of(actor: Actor, today: date) -> Criterion:
    """The employers of one's own records, and the one in hand."""
    table = _table(Employer)
    own = select(_employments.c.employer_id).where(_employments.c.person_id == actor.person_id)
    in_hand = actor.acting.employer_id if actor.acting else None
    return or_(table.c.id == in_hand, table.c.id.in_(own))


def revisions_of(actor: Actor, today: date) -> Criterion:
    """The history of every row that is seen itself (threat T2)."""
    table = _table(Revision)
    parents = (
        ("employment", _employments, employments_of),
        ("certificate", _certificates, certificates_of),
        ("grant", _grants, grants_of),
    )
    return or_(
        *(
            and_(
                table.c.noun == noun,
                exists(
                    select(parent.c.id)
                    .where(parent.c.id == table.c.row_id, scope(actor, today))
                    .correlate(table)
                ),
            )
            for noun, parent, scope in parents
        )
    )


def batches_of(actor: Actor, today: date) -> Criterion:
    """Uploaded files of the employer in hand (R82)."""
    return _in_hand(_table(BatchUpload).c.employer_id, actor, Permission.FILE_BATCH)


def sheets_of(actor: Actor, today: date) -> Criterion:
    """Own printed sheets (R35)."""
    return _own(_table(PrintedSheet).c.person_id, actor, Permission.PRINT_OWN_SHEET)


def exports_of(actor: Actor, today: date) -> Criterion:
    """Every exported file for whoever verifies them (B4); nobody else asks."""
    return true() if may(actor, Permission.VERIFY_EXPORT) else false()


def accounts_of(actor: Actor, today: date) -> Criterion:
    """One's own account."""
    return _table(Account).c.id == actor.account_id


def sessions_of(actor: Actor, today: date) -> Criterion:
    """One's own sessions."""
    return _table(SignInSession).c.account_id == actor.account_id


def nothing(actor: Actor, today: date) -> Criterion:
    """No row at all."""
    return false()


SCOPES: Mapping[type[Scoped], Callable[[Actor, date], Criterion]] = {
    Employment: employments_of,
    Certificate: certificates_of,
    Grant: grants_of,
    Person: persons_of,
    Employer: employers_of,
    Revision: revisions_of,
    Account: accounts_of,
    SignInSession: sessions_of,
    AuditEvent: nothing,
    BatchUpload: batches_of,
    PrintedSheet: sheets_of,
    ExportedFile: exports_of,
}


def _own(person_id: ColumnElement[int], actor: Actor, permission: Permission) -> Criterion:
    return person_id == actor.person_id if may(actor, permission) else false()


def _in_hand(employer_id: ColumnElement[int], actor: Actor, *any_of: Permission) -> Criterion:
    if actor.acting is None or not _holds(actor, *any_of):
        return false()
    return employer_id == actor.acting.employer_id


def _holds(actor: Actor, *any_of: Permission) -> bool:
    return any(may(actor, permission) for permission in any_of)
