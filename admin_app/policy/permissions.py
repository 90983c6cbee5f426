"""Who may do what: the page to read aloud (requirements, section 1).

A right comes from being a person, from an office role, or from a function held for the employer
in hand. The legal
representative holds every function; a delegate those of the grant, within its term (A-8, A-9).
"""

from collections.abc import Mapping
from enum import StrEnum

from admin_app.actor import Actor
from admin_app.errors import Forbidden
from models.vocabulary import GrantFunction, OfficeRole


class Permission(StrEnum):
    """One thing that can be allowed: ``noun:verb``, ``own_`` where it concerns the own person."""

    READ_OWN_EMPLOYMENTS = "own_employments:read"
    READ_OWN_CERTIFICATES = "own_certificates:read"
    ADD_OWN_CERTIFICATE = "own_certificates:add"
    AMEND_OWN_CERTIFICATE = "own_certificates:amend"

    PRINT_OWN_SHEET = "own_sheet:print"

    READ_EMPLOYMENTS = "employments:read"
    FILE_EMPLOYMENT = "employments:file"
    AMEND_EMPLOYMENT = "employments:amend"
    FILE_BATCH = "batches:file"
    WITHDRAW_BATCH = "batches:withdraw"
    EXPORT_EMPLOYMENTS = "employments:export"
    READ_CERTIFICATES = "certificates:read"
    EXPORT_CERTIFICATES = "certificates:export"
    READ_GRANTS = "grants:read"
    ISSUE_GRANT = "grants:issue"
    AMEND_GRANT = "grants:amend"
    DISABLE_GRANT = "grants:disable"
    EXPORT_GRANTS = "grants:export"

    VERIFY_EXPORT = "exports:verify"


OF_EVERY_PERSON: frozenset[Permission] = frozenset(
    {
        Permission.READ_OWN_EMPLOYMENTS,
        Permission.READ_OWN_CERTIFICATES,
        Permission.ADD_OWN_CERTIFICATE,
        Permission.AMEND_OWN_CERTIFICATE,
        Permission.PRINT_OWN_SHEET,
    }
)

OF_FUNCTION: Mapping[GrantFunction, frozenset[Permission]] = {
    GrantFunction.EMPLOYMENT: frozenset(
        {
            Permission.READ_EMPLOYMENTS,
            Permission.FILE_EMPLOYMENT,
            Permission.AMEND_EMPLOYMENT,
            Permission.FILE_BATCH,
            Permission.WITHDRAW_BATCH,
            Permission.EXPORT_EMPLOYMENTS,
        }
    ),
    GrantFunction.CERTIFICATES: frozenset(
        {Permission.READ_CERTIFICATES, Permission.EXPORT_CERTIFICATES}
    ),
    GrantFunction.GRANTS: frozenset(
        {
            Permission.READ_GRANTS,
            Permission.ISSUE_GRANT,
            Permission.AMEND_GRANT,
            Permission.DISABLE_GRANT,
            Permission.EXPORT_GRANTS,
        }
    ),
}

OF_OFFICE_ROLE: Mapping[OfficeRole, frozenset[Permission]] = {
    OfficeRole.STAFF: frozenset({Permission.VERIFY_EXPORT}),
    OfficeRole.AUDITOR: frozenset({Permission.VERIFY_EXPORT}),
    OfficeRole.ADMIN: frozenset(),
}


def permissions_of(actor: Actor) -> frozenset[Permission]:
    """Everything that the actor may do at this moment."""
    held = OF_EVERY_PERSON if actor.person_id is not None else frozenset[Permission]()
    if actor.office_role is not None:
        held |= OF_OFFICE_ROLE[actor.office_role]
    return held.union(*(OF_FUNCTION[function] for function in actor.functions))


def may(actor: Actor, permission: Permission) -> bool:
    """Whether the actor holds the permission."""
    return permission in permissions_of(actor)


def require(actor: Actor, permission: Permission) -> None:
    """Raise ``Forbidden`` with what is missing and who can give it (interface.md, rule 22)."""
    if not may(actor, permission):
        raise Forbidden(_missing(permission))


def _missing(permission: Permission) -> str:
    for function, permissions in OF_FUNCTION.items():
        if permission in permissions:
            return (
                f"您当前没有“{function.label}”功能。"
                "如需办理，请联系本企业法定代表人在“人员授权”中授予该功能。"
            )
    return "您的账号没有办理此项的权限。"
