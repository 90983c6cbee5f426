"""The addresses of the running application, with something in the place of each variable."""

from collections.abc import Mapping, Sequence

from flask import Flask

from tests.policy.routes import TABLE, Route
from tests.world import World

FILLED_IN = {"<path:filename>": "style.css", "<export_type>": "csv", "<serial>": "ABCD"}
LAST = ("/employer/select", "/logout")
OWN_ROWS = {
    "employment": "P_E1", "certificate": "CL", "grant": "D_grants", "own employment": "L_E3",
    "own certificate": "CLL",
}  # fmt: skip


def endpoints_of(app: Flask, method: str) -> Mapping[str, str]:
    """Address -> endpoint for a method; what ends or changes a session comes last."""
    rules = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    found = {_filled_in(rule.rule): rule.endpoint for rule in rules}
    return dict(sorted(found.items(), key=lambda one: (one[0] in LAST, one[0])))


def addresses_of(app: Flask, method: str) -> Sequence[str]:
    """The addresses alone."""
    return list(endpoints_of(app, method))


def row_of(world: World, endpoint: str) -> Mapping[str, str]:
    """How the address or the form names an object that the legal representative may open."""
    route = TABLE[endpoint]
    if not route.row:
        return {}
    return {route.key: str(_key(world, route))}


def form_of(world: World, endpoint: str) -> dict[str, str]:
    """A form that would succeed, were it sent with a token (uploads: nothing to upload)."""
    form = {name: str(value) for name, value in TABLE[endpoint].form.items() if name != "file"}
    if "id_number" in form:
        form["id_number"] = world.numbers[form["id_number"]]
    if "employer_id" in form:
        form["employer_id"] = str(world.employers["E1"])
    return form


def _key(world: World, route: Route) -> int:
    keys = {
        "employment": world.employments,
        "certificate": world.certificates,
        "grant": world.grants,
    }
    noun = route.row.removeprefix("own ")
    return keys[noun][OWN_ROWS[route.row]] if noun in keys else 1


def _filled_in(rule: str) -> str:
    for variable, value in FILLED_IN.items():
        rule = rule.replace(variable, value)
    return rule
