"""What every page shows around its content: names, person, employer in hand, menu."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for

from admin_app.actor import Actor
from admin_app.policy.permissions import Permission, may
from models.vocabulary import TERMINATION_REASONS, GrantFunction
from views.base.moments import moment_words
from views.base.request import house, presence, today
from views.destinations import without_number


@dataclass(frozen=True)
class MenuEntry:
    """One module of the menu."""

    label: str
    href: str
    is_current: bool


# label, the function that opens 企业列表, that list, and the personal list where it is not granted
_MODULES = (
    ("聘用记录", GrantFunction.EMPLOYMENT, "enterprise_employments", "my_employments"),
    ("证书管理", GrantFunction.CERTIFICATES, "enterprise_certificates", "my_certificates"),
    ("人员授权", GrantFunction.GRANTS, "enterprise_grants", None),
)

# Rooms that belong to a module without being its list.
_BELOW = {"enterprise_batches": "enterprise_employments"}


def install(app: Flask) -> None:
    """Give every template what the layout needs."""
    app.context_processor(_context)


def menu_of(actor: Actor, current: str) -> Sequence[MenuEntry]:
    """聘用记录 and 证书管理 always; 人员授权 where granted (R15)."""
    entries = []
    for label, function, enterprise, personal in _MODULES:
        target = enterprise if function in actor.functions else personal
        if target is not None:
            is_current = current in (enterprise, personal)
            entries.append(MenuEntry(label, url_for(f"{target}.index_view"), is_current))
    if may(actor, Permission.VERIFY_EXPORT):
        address = url_for("export_check.page")
        entries.append(MenuEntry("核验导出文件", address, current == "export_check"))
    return entries


def _context() -> dict[str, Any]:
    found = presence()
    room = (request.endpoint or "").partition(".")[0]
    here = _BELOW.get(room, room)
    return {
        "names": house().names,
        "demo": house().demo,
        "presence": found,
        "menu": menu_of(found.actor, here) if found else (),
        "opened_for": opened_for,
        "today": today(),
        "way_back": without_number(request.full_path) if request.method == "GET" else "",
        "moment_words": moment_words,
        "idle_seconds": int(house().session_idle.total_seconds()),
        "termination_reasons": TERMINATION_REASONS,
    }


def opened_for() -> str:
    """The signed employer in hand, for every form of an enterprise page; '' without one."""
    found = presence()
    if found is None or found.actor.acting is None:
        return ""
    if "opened_for" not in g:  # a list has a form in every row
        g.opened_for = house().tokens.sign_employer(found.actor.acting.employer_id)
    token: str = g.opened_for
    return token
