"""The fourteen who try every route, and what belongs to each of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask

from tests.visitor import Visitor
from tests.world import World


@dataclass(frozen=True)
class Who:
    """Somebody to try a route: how they sign in, whom they act for, and which functions.

    ``holds`` names the rights that the table asks (tests/policy/routes.py).
    """

    login: str | None
    employer: str = ""
    holds: frozenset[str] = frozenset()

    def come(self, app: Flask, world: World) -> Visitor:
        """A browser of theirs, with tokens for a form."""
        someone = Visitor(app)
        if self.login is not None:
            someone.sign_in(self.login)
        if self.employer:
            someone.choose(world.employers[self.employer])
        someone.get("/help" if self.login else "/login")
        return someone


def _who(login: str | None, employer: str = "", *functions: str) -> Who:
    rights = {"public"} | ({"person"} if login else set()) | ({"employer"} if employer else set())
    return Who(login, employer, frozenset(rights | set(functions)))


ALL = ("employment", "certificates", "grants")
ACTORS: Mapping[str, Who] = {
    "nobody": _who(None),
    "person": _who("p"),
    "another person": _who("q"),
    "legal representative": _who("l", "E1", *ALL),
    "delegate: employment": _who("d_employment", "E1", "employment"),
    "delegate: certificates": _who("d_certificates", "E1", "certificates"),
    "delegate: grants": _who("d_grants", "E1", "grants"),
    "delegate: all": _who("d", "E1", *ALL),
    "delegate: expired": _who("d_expired"),
    "delegate: disabled": _who("d_disabled"),
    "delegate: of another": _who("d_foreign", "E2", *ALL),
    "staff": _who("staff", "", "verification"),
    "auditor": _who("auditor", "", "verification"),
    "admin": _who("admin"),
}

# Who uploads the batch that is foreign to those who act for an employer.
UPLOADERS: Mapping[str, Who] = {"E1": _who("x", "E2", *ALL), "E2": _who("l", "E1", *ALL)}

# An object of each noun that belongs to the actor, by employer in hand or by login; and a foreign
# one. Grants: one that the actor may touch.
ENTERPRISE_ROWS: Mapping[str, Mapping[str, str]] = {
    "E1": {"employment": "P_E1", "certificate": "CL", "grant": "D_grants"},
    "E2": {"employment": "P_E2", "certificate": "CR", "grant": "D_foreign"},
}
FOREIGN_ROWS: Mapping[str, Mapping[str, str]] = {
    "E1": {"employment": "Q_E2", "certificate": "CQ", "grant": "D_foreign"},
    "E2": {"employment": "P_E1", "certificate": "CLL", "grant": "D"},
}
PERSONAL_ROWS: Mapping[str, Mapping[str, str]] = {
    "p": {"own employment": "P_E1", "own certificate": "CR"},
    "q": {"own employment": "Q_E2", "own certificate": "CQ"},
}
FOREIGN_PERSONAL: Mapping[str, Mapping[str, str]] = {
    "l": {"own employment": "P_E5", "own certificate": "CW"},
    "everybody else": {"own employment": "L_E3", "own certificate": "CW"},
}
