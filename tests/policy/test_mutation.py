"""Two locks on every row: with either of them off, no read goes beyond the actor's scope."""

import re
from collections.abc import Callable, Mapping, Set
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, true

from admin_app import guard
from admin_app.errors import NotFound
from admin_app.policy.scopes import SCOPES
from models.base import Scoped, db
from tests.policy.actors import ACTORS, Who
from tests.policy.oracle import ORACLE, Eyes, capacities
from tests.policy.test_scope_agrees import whole_register
from tests.visitor import Visitor
from tests.world import TODAY, World
from views.base.scoped_view import ScopedView

LISTS = {
    "/me/employments/": "employments",
    "/me/certificates/": "certificates",
    "/enterprise/employments/": "employments",
    "/enterprise/certificates/": "certificates",
    "/enterprise/grants/": "grants",
}
READERS = (
    "person", "legal representative", "delegate: employment", "delegate: certificates",
    "delegate: of another", "staff",
)  # fmt: skip
Patch = pytest.MonkeyPatch
Mutation = Callable[[Flask, Patch], None]


def _views(app: Flask) -> list[ScopedView]:
    return [view for view in app.extensions["admin"][0]._views if isinstance(view, ScopedView)]


def no_get_query(app: Flask, patch: Patch) -> None:
    patch.setattr(ScopedView, "get_query", lambda self: self.session.query(self.model))


def no_get_one(app: Flask, patch: Patch) -> None:
    def stock(self: ScopedView, key: Any) -> Any:
        row = self.session.get(self.model, self.parse_key(key))
        if row is None:
            raise NotFound("-")
        return row

    patch.setattr(ScopedView, "get_one", stock)


def no_get_several(app: Flask, patch: Patch) -> None:
    def stock(self: ScopedView, keys: list[str]) -> Any:
        wanted = [self.parse_key(key) for key in keys]
        found = self.session.query(self.model).filter(self.model.id.in_(wanted)).all()
        if not found:
            raise NotFound("-")
        return found

    patch.setattr(ScopedView, "get_several", stock)


def no_keys(app: Flask, patch: Patch) -> None:
    patch.setattr(ScopedView, "keys", lambda self: select(self.model.id))


def no_lens(app: Flask, patch: Patch) -> None:
    for view in _views(app):
        patch.setattr(type(view), "lens_criterion", lambda self: true())


def no_permission(app: Flask, patch: Patch) -> None:
    patch.setattr(ScopedView, "_handle_view", lambda self, name, **kwargs: None)


def nothing_of_the_views(app: Flask, patch: Patch) -> None:
    for mutate in (no_get_query, no_get_one, no_get_several, no_keys, no_lens, no_permission):
        mutate(app, patch)


def no_guard(app: Flask, patch: Patch) -> None:
    everything: Mapping[type[Scoped], Any] = {model: lambda who, day: true() for model in SCOPES}
    patch.setattr(guard, "SCOPES", everything)


def intact(app: Flask, patch: Patch) -> None:
    """Nothing is taken away."""


MUTATIONS: list[Mutation] = [
    intact, no_get_query, no_get_one, no_get_several, no_keys, no_lens, no_permission,
    nothing_of_the_views, no_guard,
]  # fmt: skip


def listed_keys(someone: Visitor, base: str) -> Set[int]:
    """Keys that the list gives away."""
    return {int(key) for key in re.findall(r'details/\?id=(\d+)"', someone.get(base).text)}


def is_shown(someone: Visitor, base: str, key: int) -> bool:
    """Whether any page shows the row."""
    pages = [someone.get(f"{base}{page}/", id=key) for page in ("details", "history", "edit")]
    pages += [
        someone.post(f"{base}{page}", id=key, rowid=key, reason="核对", action=action)
        for page, action in (("reveal/", ""), ("action/", "end"), ("action/", "disable"))
    ]
    return any(page.status == 200 for page in pages)


def names_exported(someone: Visitor, base: str, names: Set[str]) -> Set[str]:
    """Which of the names an export gives away."""
    page = someone.get(f"{base}export/csv/")
    return {name for name in names if page.status == 200 and name in page.text}


@pytest.mark.parametrize("mutate", MUTATIONS)
@pytest.mark.parametrize("name", READERS)
def test_no_row_is_given_away(
    app: Flask, world: World, monkeypatch: Patch, name: str, mutate: Mutation
) -> None:
    someone = ACTORS[name].come(app, world)
    with app.app_context():
        register, eyes = whole_register(), _eyes(world, ACTORS[name])
        db.session.rollback()
    mutate(app, monkeypatch)
    for base, table in LISTS.items():
        rows = {row["id"]: row for row in register[table]}
        seen = {k for k, row in rows.items() if ORACLE[table](eyes, row, register, TODAY)}
        listed, foreign = listed_keys(someone, base), sorted(rows.keys() - seen)
        assert listed <= seen, base
        assert [key for key in foreign[:1] + foreign[-1:] if is_shown(someone, base, key)] == [], (
            base
        )
        if mutate is intact and base.startswith("/me/"):
            own = {k for k, row in rows.items() if row["person_id"] == eyes.person_id}
            assert listed == own
    strangers = {
        row["full_name"] for row in register["persons"]
        if not ORACLE["persons"](eyes, row, register, TODAY)
    }  # fmt: skip
    for base in ("/enterprise/employments/", "/enterprise/certificates/"):
        assert names_exported(someone, base, strangers) == set()


def _eyes(world: World, who: Who) -> Eyes:
    person_id = world.persons[_key(world, who.login or "")]
    register = whole_register()
    account = next(one for one in register["accounts"] if one["person_id"] == person_id)
    employer_id = world.employers[who.employer] if who.employer else None
    rights = capacities(person_id, register, TODAY)
    functions = rights[employer_id] if employer_id else frozenset[str]()
    return Eyes(person_id, account["id"], account["office_role"], employer_id, functions)


def _key(world: World, login: str) -> str:
    return next(key for key in world.persons if key.lower() == login)
