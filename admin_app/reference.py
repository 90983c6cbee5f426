"""Reference data: what every installation holds before its first user comes (domain 3; A-3)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from admin_app.reference_data import (
    CATEGORIES,
    ITEMS_2011,
    ITEMS_2019,
    LISTED_ISSUERS,
    LOCAL_ALIASES,
    LOCAL_ISSUER,
)
from admin_app.rules.certificate_origin import issuer_key
from models.audit import AuditHead
from models.catalogue import WorkCategory, WorkItem
from models.issuers import Issuer, IssuerAlias
from models.vocabulary import CatalogueVersion

Row = Mapping[str, Any]


def load_reference(
    connection: Connection,
    local_issuer: str = LOCAL_ISSUER,
    aliases: tuple[str, ...] = LOCAL_ALIASES,
) -> None:
    """Bring categories, items, issuers and the head of the audit chain up to date.

    Harmless where they stand already: adds what is missing, corrects names and order, and takes
    nothing away. ``local_issuer`` is the body whose certificates are 本市 ones, ``aliases`` its
    other names. Does not commit.
    """
    _bring(connection, WorkCategory, "number", _categories())
    _bring(connection, WorkItem, "code", _items())
    _bring(connection, Issuer, "name_key", _issuers(local_issuer))
    _bring(connection, IssuerAlias, "name_key", _aliases(connection, local_issuer, aliases))
    if connection.scalar(select(AuditHead.id)) is None:
        connection.execute(insert(AuditHead), {"id": 1, "position": 0, "mac": b""})


def _categories() -> list[Row]:
    return [{"number": number, "name": name} for number, name in CATEGORIES]


def _items() -> list[Row]:
    catalogues = ((CatalogueVersion.V2019, ITEMS_2019), (CatalogueVersion.V2011, ITEMS_2011))
    return [
        {
            "code": code,
            "catalogue_version": version.value,
            "printed_code": printed,
            "family_code": family,
            "name": name,
            "category_number": category,
            "position": position,
        }
        for version, items in catalogues
        for position, (code, printed, family, name, category) in enumerate(items, start=1)
    ]


def _issuers(local_issuer: str) -> list[Row]:
    remote = [name for name in LISTED_ISSUERS if issuer_key(name) != issuer_key(local_issuer)]
    return [_issuer(local_issuer, True), *(_issuer(name, False) for name in remote)]


def _issuer(name: str, is_local: bool) -> Row:
    key = issuer_key(name)
    return {"name": name, "name_key": key, "is_local": is_local, "is_listed": True}


def _aliases(connection: Connection, local_issuer: str, aliases: Iterable[str]) -> list[Row]:
    key = issuer_key(local_issuer)
    issuer_id = connection.scalar(select(Issuer.id).where(Issuer.name_key == key))
    return [
        {"issuer_id": issuer_id, "name": alias, "name_key": issuer_key(alias)} for alias in aliases
    ]


def _bring(connection: Connection, model: type[Any], key: str, rows: Sequence[Row]) -> None:
    table: Table = model.__table__
    known = {row[key]: row for row in connection.execute(select(table)).mappings()}
    missing = [dict(row) for row in rows if row[key] not in known]
    if missing:
        connection.execute(insert(table), missing)
    for row in rows:
        if row[key] in known and any(known[row[key]][name] != row[name] for name in row):
            connection.execute(update(table).where(table.c[key] == row[key]).values(dict(row)))
