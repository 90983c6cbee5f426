"""Finding an operator (作业人员) to employ: name and number together, one answer for every miss."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select

from admin_app.errors import Refused
from admin_app.rules.certificate_status import deciding_certificate, usable_for_filing
from admin_app.rules.employment_window import Window, window_on
from admin_app.rules.names import name_key
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term
from admin_app.services.catalogue import item_label
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


def find_operator(
    session: AnySession, full_name: str, id_number: str, today: date, rulebook: Rulebook
) -> Operator | None:
    """The person with this name and number and the items held; None unless all of it is there."""
    found = find_operators(session, [id_number], today, rulebook)
    return match_name(found.get(id_number), full_name)


def match_name(operator: Operator | None, full_name: str) -> Operator | None:
    """The operator, if the name is that of the number."""
    if operator is None or name_key(operator.full_name) != name_key(full_name):
        return None
    return operator


def find_operators(
    session: AnySession, id_numbers: Collection[str], today: date, rulebook: Rulebook
) -> dict[str, Operator]:
    """Number -> the person and the items held; numbers without either are left out."""
    number_of = {keyed_hash(number): number for number in id_numbers}
    with unscoped(session, "person look-up by name and number"):
        persons = session.execute(
            select(
                Person.id, Person.full_name, Person.id_number_masked, Person.id_number_hash
            ).where(Person.id_number_hash.in_(number_of))
        ).all()
        items = _held_items(session, [person.id for person in persons], today, rulebook)
    return {
        number_of[person.id_number_hash]: Operator(
            person.id, person.full_name, person.id_number_masked, items[person.id]
        )
        for person in persons
        if person.id in items
    }


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
    session: AnySession, person_ids: Collection[int], today: date, rulebook: Rulebook
) -> dict[int, Sequence[HeldItem]]:
    held: dict[int, dict[str, list[HeldItem]]] = {}
    for person_id, key, first, last, lifecycle, item, category, issuer, is_local in session.execute(
        _certificates_of(person_ids)
    ):
        label = item_label(item.name, item.printed_code, item.catalogue_version)
        one = HeldItem(
            certificate_id=key,
            item_id=item.id,
            item_code=item.code,
            item_label=label,
            category_number=item.category_number,
            category_name=category,
            valid_from=first,
            valid_until=last,
            issuer_name=issuer,
            is_local=is_local,
            lifecycle=Lifecycle(lifecycle),
            window=window_on(today, last, rulebook),
        )
        held.setdefault(person_id, {}).setdefault(item.code, []).append(one)
    return {
        person_id: [_deciding(several) for several in by_item.values()]
        for person_id, by_item in held.items()
    }


def _certificates_of(person_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Certificate.person_id,
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
        .where(Certificate.person_id.in_(person_ids))
        .order_by(WorkItem.category_number, WorkItem.position, Certificate.id)
    )


def _deciding(several: Iterable[HeldItem]) -> HeldItem:
    candidates = list(several)
    chosen = deciding_certificate(candidates)
    assert chosen is not None
    return HeldItem(**{**vars(chosen), "others": len(candidates) - 1})
