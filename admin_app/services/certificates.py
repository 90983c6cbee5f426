"""Certificates of other cities: added and amended by their holder alone (一/3.2.2, 一/3.2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from admin_app.actor import Actor
from admin_app.errors import Conflict, Forbidden, Refusal, Refused
from admin_app.policy.permissions import Permission, require
from admin_app.rules.free_text import clean_words
from admin_app.rules.rulebook import Rulebook
from admin_app.services.catalogue import all_items
from admin_app.services.certificate_entries import CertificateEntry, JudgedEntry, judge_entry
from admin_app.services.inconsistencies import flag_employments
from admin_app.services.issuers import find_or_add_remote_issuer
from admin_app.services.revisions import Spoken, own_author, record_creation, revise
from admin_app.session_scope import AnySession
from models.certificates import Certificate
from models.issuers import Issuer

# What the four editable things of the guide are as columns (rules/editable_fields.py).
_COLUMNS = ("item_id", "item_note", "issuer_id", "valid_from", "valid_until", "changed_at")


@dataclass(frozen=True)
class Kept:
    """The certificate, and what to tell without having refused it (A-22)."""

    certificate: Certificate
    warnings: Sequence[str]


def add_certificate(
    session: AnySession, actor: Actor, entry: CertificateEntry, now: datetime, rulebook: Rulebook
) -> Kept:
    """Add a remote certificate of the actor's own (R45 to R49)."""
    require(actor, Permission.ADD_OWN_CERTIFICATE)
    assert actor.person_id is not None
    judged = judge_entry(session, entry, rulebook)
    archive_no = clean_words(entry.archive_no, 40, "archive_no")
    issuer = find_or_add_remote_issuer(session, judged.issuer)
    _refuse_double(session, actor.person_id, judged, issuer.id)
    certificate = Certificate(
        person_id=actor.person_id,
        item_id=judged.item.id,
        item_note=judged.item_note,
        issuer_id=issuer.id,
        is_local=False,
        valid_from=judged.valid_from,
        valid_until=judged.valid_until,
        archive_no=archive_no,
        created_at=now,
        changed_at=now,
    )
    session.add(certificate)
    record_creation(session, own_author(actor, now), certificate, _first(judged, issuer))
    return Kept(certificate, judged.warnings)


def amend_certificate(
    session: AnySession,
    actor: Actor,
    certificate: Certificate,
    entry: CertificateEntry,
    now: datetime,
    rulebook: Rulebook,
    seen_version: int | None = None,
) -> Kept:
    """Change 作业项目, 作业种类, 发证机构, 证书有效期 of an own remote one (R51 to R54, A-23)."""
    refuse_unless_amendable(actor, certificate)
    if seen_version is not None and seen_version != certificate.version:
        raise Conflict("该证书已被修改，请核对后重新提交。")
    judged = judge_entry(session, entry, rulebook)
    issuer = find_or_add_remote_issuer(session, judged.issuer)
    _refuse_double(session, certificate.person_id, judged, issuer.id, certificate.id)
    values: dict[str, Any] = {
        "item_id": judged.item.id,
        "item_note": judged.item_note,
        "issuer_id": issuer.id,
        "valid_from": judged.valid_from,
        "valid_until": judged.valid_until,
    }
    if any(getattr(certificate, name) != new for name, new in values.items()):
        values["changed_at"] = now
    author, spoken = own_author(actor, now), _spoken(session, certificate, judged, issuer)
    if revise(session, author, certificate, _COLUMNS, values, spoken=spoken):
        flag_employments(session, author, certificate)
    return Kept(certificate, judged.warnings)


def refuse_unless_amendable(actor: Actor, certificate: Certificate) -> None:
    """Only the holder, only a remote one, only while nothing was withdrawn (R53)."""
    require(actor, Permission.AMEND_OWN_CERTIFICATE)
    if certificate.person_id != actor.person_id:
        raise Forbidden("只有持证人本人可以修改证书信息。")
    if certificate.is_local:
        raise Forbidden("本市发证的证书由发证机构登记，不能自行修改。")
    if certificate.lifecycle != "normal":
        raise Forbidden("该证书已被注销、撤销或吊销，不能修改。")


def _refuse_double(
    session: AnySession,
    person_id: int,
    judged: JudgedEntry,
    issuer_id: int,
    but_not: int | None = None,
) -> None:
    same = [
        Certificate.person_id == person_id,
        Certificate.item_id == judged.item.id,
        Certificate.item_note == judged.item_note,
        Certificate.issuer_id == issuer_id,
        Certificate.valid_from <= judged.valid_until,
        Certificate.valid_until >= judged.valid_from,
    ]
    if but_not is not None:
        same.append(Certificate.id != but_not)
    existing = session.scalars(select(Certificate.id).where(*same).limit(1)).first()
    if existing is not None:
        sentence = "您已有同一作业项目、同一发证机构且有效期重叠的证书，请勿重复填报。"
        raise Refused.many([Refusal(None, sentence, existing)])


def _first(judged: JudgedEntry, issuer: Issuer) -> dict[str, Any]:
    return {
        "category": judged.item.category_name,
        "item": judged.item.label,
        "issuer": issuer.name,
        "valid_from": judged.valid_from,
        "valid_until": judged.valid_until,
    }


def _spoken(
    session: AnySession, certificate: Certificate, judged: JudgedEntry, issuer: Issuer
) -> Spoken:
    before = next(item for item in all_items(session) if item.id == certificate.item_id)
    old_issuer = session.get_one(Issuer, certificate.issuer_id)
    return {
        "item_id": [
            ("category", before.category_name, judged.item.category_name),
            ("item", before.label, judged.item.label),
        ],
        "issuer_id": [("issuer", old_issuer.name, issuer.name)],
        "changed_at": [],
    }
