"""Finding an operator (作业人员) to employ: name and number together, one answer for every miss."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from admin_app.actor import Actor
from admin_app.errors import Refused
from admin_app.policy.permissions import Permission, require
from admin_app.rules.certificate_status import deciding_certificate, usable_for_filing
from admin_app.rules.employment_window import Window, window_on
from admin_app.rules.names import name_key
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term
from admin_app.services.audit import EventKind, Subject, note
from admin_app.services.catalogue import item_label
from admin_app.services.throttle import Limit, count_failure, refuse_beyond
from admin_app.session_scope import AnySession, unscoped
from models.catalogue import WorkCategory, WorkItem
from models.certificates import Certificate
from models.employments import Employment
from models.issuers import Issuer
from models.people import Person
from models.sealed import keyed_hash
from models.vocabulary import Lifecycle

NOT_FOUND = (
    "未找到与所填姓名、身份证号和作业项目相符的证书，请核对后重试。"
    "异地发证的证书须由持证人本人登录后在“证书管理”中新增。"
)
LOOK_UPS = Limit("operator look-up", failures=30, window=timedelta(minutes=15))


@dataclass(frozen=True)
class HeldItem:
    """An item that the operator holds, with the certificate that decides (requirements, 4)."""

    certificate_id: int
    item_id: int
    item_code: str
    item_label: str
    category_number: int
    category_name: str
    valid_from: date
    valid_until: date
    issuer_name: str
    is_local: bool
    lifecycle: Lifecycle
    window: Window
    others: int = 0
    """How many further certificates of the same item the operator has."""

    @property
    def validity(self) -> Term:
        """证书有效期."""
        return Term(self.valid_from, self.valid_until)

    @property
    def is_usable(self) -> bool:
        """Whether a record may rest on it today (R79, A-19)."""
        return usable_for_filing(self.lifecycle, self.window)


@dataclass(frozen=True)
class Operator:
    """A person found by name and number, with the items held."""

    person_id: int
    full_name: str
    id_number_masked: str
    items: Sequence[HeldItem]

    def item(self, code: str) -> HeldItem | None:
        """The held item of this code."""
        return next((held for held in self.items if held.item_code == code), None)


@dataclass(frozen=True)
class _Held:
    lifecycle: Lifecycle
    valid_from: date
    valid_until: date


class OperatorNotFound(Refused):
    """No such person, another name, or nothing held: one answer for all (R78)."""


def find_for_filing(
    session: AnySession,
    actor: Actor,
    full_name: str,
    id_number: str,
    now: datetime,
    rulebook: Rulebook,
) -> Operator:
    """Find an operator for 记录填报; limited and audited (threat T14).

    Raises ``OperatorNotFound`` for every kind of miss: the caller then notes it (``note_miss``)
    in a transaction of its own. ``id_number`` is normalised and checked.
    """
    require(actor, Permission.FILE_EMPLOYMENT)
    refuse_beyond(session, LOOK_UPS, str(actor.account_id), now)
    found = find_operator(session, full_name, id_number, now.date(), rulebook)
    if found is None:
        raise OperatorNotFound(NOT_FOUND)
    note(session, actor, EventKind.OPERATOR_LOOKED_UP, now, Subject("person", found.person_id))
    return found


def note_miss(session: AnySession, actor: Actor, now: datetime) -> None:
    """Count and log a look-up that found nothing; what was typed is not kept."""
    count_failure(session, LOOK_UPS, str(actor.account_id), now)
    note(session, actor, EventKind.OPERATOR_LOOKED_UP, now, found=False)


def find_operator(
    session: AnySession, full_name: str, id_number: str, today: date, rulebook: Rulebook
) -> Operator | None:
    """The person with this name and number and the items held; None unless all of it is there."""
    with unscoped(session, "person look-up by name and number"):
        person = session.execute(
            select(Person.id, Person.full_name, Person.name_key, Person.id_number_masked).where(
                Person.id_number_hash == keyed_hash(id_number)
            )
        ).first()
        if person is None or person.name_key != name_key(full_name):
            return None
        items = _held_items(session, person.id, today, rulebook)
    if not items:
        return None
    return Operator(person.id, person.full_name, person.id_number_masked, items)


def present_validity(session: AnySession, employment: Employment) -> Term:
    """证书有效期 that an edit is judged by: of the certificate that decides today (A-4)."""
    held = select(Certificate.lifecycle, Certificate.valid_from, Certificate.valid_until).where(
        Certificate.person_id == employment.person_id,
        or_(
            Certificate.item_id == employment.item_id,
            Certificate.id == employment.certificate_id,
        ),
    )
    with unscoped(session, "validity of the record's certificate"):
        candidates = [_Held(Lifecycle(row[0]), row[1], row[2]) for row in session.execute(held)]
    chosen = deciding_certificate(candidates)
    assert chosen is not None
    return Term(chosen.valid_from, chosen.valid_until)


def _held_items(
    session: AnySession, person_id: int, today: date, rulebook: Rulebook
) -> Sequence[HeldItem]:
    rows = session.execute(
        select(
            Certificate.id,
            Certificate.valid_from,
            Certificate.valid_until,
            Certificate.lifecycle,
            WorkItem,
            WorkCategory.name,
            Issuer.name,
            Issuer.is_local,
        )
        .join(WorkItem, WorkItem.id == Certificate.item_id)
        .join(WorkCategory, WorkCategory.number == WorkItem.category_number)
        .join(Issuer, Issuer.id == Certificate.issuer_id)
        .where(Certificate.person_id == person_id)
        .order_by(WorkItem.category_number, WorkItem.position, Certificate.id)
    )
    held: dict[str, list[HeldItem]] = {}
    for key, first, last, lifecycle, item, category, issuer, is_local in rows:
        label = item_label(item.name, item.printed_code, item.catalogue_version)
        held.setdefault(item.code, []).append(
            HeldItem(
                key,
                item.id,
                item.code,
                label,
                item.category_number,
                category,
                first,
                last,
                issuer,
                is_local,
                Lifecycle(lifecycle),
                window_on(today, last, rulebook),
            )
        )
    return [_deciding(several) for several in held.values()]


def _deciding(several: Iterable[HeldItem]) -> HeldItem:
    candidates = list(several)
    chosen = deciding_certificate(candidates)
    assert chosen is not None
    return HeldItem(**{**vars(chosen), "others": len(candidates) - 1})
