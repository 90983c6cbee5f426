"""Every route of the running application, tried by fourteen, against the table (T1 to T8)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from tests.policy.actors import (
    ACTORS,
    ENTERPRISE_ROWS,
    FOREIGN_PERSONAL,
    FOREIGN_ROWS,
    PERSONAL_ROWS,
    UPLOADERS,
    Who,
)
from tests.policy.routes import EXCEPTIONS, TABLE, Route
from tests.records import register_of
from tests.visitor import Page, Visitor
from tests.world import World

BATCH = "/enterprise/employments/batch/"
MISSING_KEY = 999_999
FILLED_IN = {"<path:filename>": "style.css", "<export_type>": "xlsx", "<serial>": "ABCD"}
TABLES = {"employment": "employments", "certificate": "certificates", "grant": "grants"}


def ways_of(app: Flask) -> Mapping[str, Mapping[str, str]]:
    """Address -> method -> endpoint; the way out comes last."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: (one.rule == "/logout", one.rule)):
        address = rule.rule
        for variable, value in FILLED_IN.items():
            address = address.replace(variable, value)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            found[address][method] = rule.endpoint
    return found


def table_for(world: World, last_day: str) -> tuple[BytesIO, str]:
    """A file with one record of P."""
    titles = "作业人员姓名,身份证号,作业项目,聘用开始时间,聘用结束时间"
    row = f"{world.names['P']},{world.numbers['P']},N1,2026-02-15,{last_day}"
    return BytesIO(f"{titles}\n{row}\n".encode()), "table.csv"


def upload(who: Visitor, world: World, last_day: str) -> int:
    """The key of an uploaded batch, checked and not yet filed."""
    answer = who.submit(BATCH, file=table_for(world, last_day))
    return int(answer.location.partition("id=")[2])


@dataclass
class Trial:
    """One actor trying everything."""

    app: Flask
    world: World
    name: str
    batches: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        other = UPLOADERS[self.who.employer or "E1"].come(self.app, self.world)
        self.batches["foreign"] = upload(other, self.world, "2026-12-30")
        self.visitor = self.who.come(self.app, self.world)
        if "employment" in self.who.holds:
            self.batches["own"] = upload(self.visitor, self.world, "2026-12-31")
            self.visitor.get("/help")

    @property
    def who(self) -> Who:
        return ACTORS[self.name]

    def key(self, row: str, whose: str) -> int | None:
        """The key of an own, a foreign or a missing object; None where the actor owns none."""
        if whose == "missing":
            return MISSING_KEY
        if row == "batch":
            return self.batches.get(whose)
        if row.startswith("own "):
            foreign = FOREIGN_PERSONAL.get(self.who.login or "", FOREIGN_PERSONAL["everybody else"])
            rows = PERSONAL_ROWS.get(self.who.login or "", {}) if whose == "own" else foreign
        else:
            kept = ENTERPRISE_ROWS if whose == "own" else FOREIGN_ROWS
            rows = kept[self.who.employer or "E1"]
        keys: Mapping[str, int] = getattr(self.world, TABLES[row.removeprefix("own ")])
        return keys[rows[row]] if row in rows else None

    def objects(self, route: Route) -> Iterator[tuple[str, int | None]]:
        """Whose object, and its key; once without one where the route names none."""
        if not route.row:
            yield "own", None
        for whose in ("missing", "foreign", "own") if route.row else ():
            key = self.key(route.row, whose)
            if key is not None:
                yield whose, key

    def expected(self, endpoint: str, method: str, whose: str) -> int:
        """What the table says."""
        route = TABLE[endpoint]
        if route.needs not in self.who.holds:
            return 303 if self.who.login is None else 403
        if whose != "own":
            return 404
        usual = route.get if method == "GET" else route.post
        assert usual is not None, endpoint
        return EXCEPTIONS.get((self.name, endpoint), {}).get(method, usual)

    def form(self, route: Route) -> dict[str, Any]:
        """What is posted: the words of the table that stand for numbers and files, filled in."""
        form = dict(route.form)
        if "id_number" in form:
            form["id_number"] = self.world.numbers[str(form["id_number"])]
        if "employer_id" in form:
            form["employer_id"] = self.world.employers[self.who.employer or "E1"]
        if "file" in form:
            form["file"] = table_for(self.world, "2026-12-29")
        return form

    def ask(self, address: str, method: str, route: Route, key: int | None) -> int:
        """Send the request; the status."""
        named = {} if key is None else {route.key: str(key)}
        page: Page
        if method == "GET":
            page = self.visitor.get(address, **named)
        elif route.in_form:
            page = self.visitor.post(address, {**self.form(route), **named})
        else:
            query = "".join(f"?{name}={value}" for name, value in named.items())
            page = self.visitor.post(address + query, self.form(route))
        page.response.close()
        return page.status

    def attempt(self, address: str, method: str, endpoint: str) -> None:
        """Try one way with every object; what is denied must change nothing."""
        route = TABLE[endpoint]
        for whose, key in self.objects(route):
            wanted = self.expected(endpoint, method, whose)
            is_denied = wanted >= 400 or route.needs not in self.who.holds
            before = register_of(self.app) if method == "POST" and is_denied else None
            status = self.ask(address, method, route, key)
            if status != wanted:
                self.faults.append(f"{method} {address} ({whose}): {status}, wanted {wanted}")
            if before is not None and register_of(self.app) != before:
                self.faults.append(f"{method} {address} ({whose}): was denied, and changed a row")


def test_every_route_stands_in_the_table(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(TABLE)


@pytest.mark.parametrize("name", ACTORS)
def test_who_gets_in(app: Flask, world: World, name: str) -> None:
    trial = Trial(app, world, name)
    for address, ways in ways_of(app).items():
        for method in ("GET", "POST"):
            if method in ways:
                trial.attempt(address, method, ways[method])
            elif (status := trial.ask(address, method, Route("public"), None)) != 405:
                trial.faults.append(f"{method} {address}: {status}, wanted 405")
    assert trial.faults == []
