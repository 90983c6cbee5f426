"""Issuing bodies by any of their names (A-3)."""

from sqlalchemy import select, union_all

from admin_app.rules.certificate_origin import issuer_key
from admin_app.session_scope import AnySession
from models.issuers import Issuer, IssuerAlias


def find_issuer(session: AnySession, name: str) -> Issuer | None:
    """The issuer known under this name or an alias of it, however it is spaced."""
    key = issuer_key(name)
    by_name = select(Issuer.id).where(Issuer.name_key == key)
    by_alias = select(IssuerAlias.issuer_id).where(IssuerAlias.name_key == key)
    found = union_all(by_name, by_alias).subquery()
    return session.scalars(select(Issuer).where(Issuer.id.in_(select(found.c[0])))).first()


def find_or_add_remote_issuer(session: AnySession, name: str) -> Issuer:
    """The issuer of this name; an unknown one is kept as typed, remote and unlisted."""
    found = find_issuer(session, name)
    if found is not None:
        return found
    added = Issuer(name=name, name_key=issuer_key(name), is_local=False, is_listed=False)
    session.add(added)
    session.flush()
    return added
