"""What a holder says of a certificate, read and judged as a whole (R46, R48, R54, A-22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from admin_app.errors import Refusal, Refused
from admin_app.rules.certificate_origin import judge_remote_issuer
from admin_app.rules.certificate_validity import judge_validity, validity_warnings
from admin_app.rules.free_text import clean_words
from admin_app.rules.rulebook import Rulebook
from admin_app.services.catalogue import Item, choose_item
from admin_app.services.issuers import find_issuer
from admin_app.session_scope import AnySession


@dataclass(frozen=True)
class CertificateEntry:
    """What the holder fills in; ``archive_no`` counts at adding only (R52)."""

    category: int | None
    item_code: str
    item_note: str
    issuer: str
    valid_from: date | None
    valid_until: date | None
    archive_no: str = ""


@dataclass(frozen=True)
class JudgedEntry:
    """The same, once every rule has agreed."""

    item: Item
    item_note: str
    issuer: str
    valid_from: date
    valid_until: date
    warnings: Sequence[str]


def judge_entry(session: AnySession, entry: CertificateEntry, rulebook: Rulebook) -> JudgedEntry:
    """Everything that is wrong is told at once, field by field."""
    refusals: list[Refusal] = judge_validity(entry.valid_from, entry.valid_until, rulebook)
    item = issuer = note = None
    try:
        item = choose_item(session, entry.category, entry.item_code)
    except Refused as refused:
        refusals += refused.refusals
    try:
        note = clean_words(entry.item_note, 100, "item_note")
        issuer = _judge_issuer(session, entry.issuer)
    except Refused as refused:
        refusals += refused.refusals
    if refusals:
        raise Refused.many(refusals)
    assert item is not None
    assert issuer is not None
    assert note is not None
    assert entry.valid_from is not None
    assert entry.valid_until is not None
    warnings = validity_warnings(entry.valid_from, entry.valid_until, rulebook)
    return JudgedEntry(item, note, issuer, entry.valid_from, entry.valid_until, warnings)


def _judge_issuer(session: AnySession, typed: str) -> str:
    name = clean_words(typed, 100, "issuer")
    if len(name) < 4:
        raise Refused("请填写发证机构全称，例如 珠海市市场监督管理局", "issuer")
    known = find_issuer(session, name)
    refusals = judge_remote_issuer(known is not None and known.is_local)
    if refusals:
        raise Refused.many(refusals)
    return name
