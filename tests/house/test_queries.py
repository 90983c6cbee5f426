"""What a page costs in queries: known, the same for many rows as for few, and found by an index."""

import copy
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine

from benchmarks.pages import addresses
from benchmarks.plans import plans
from models.base import db
from tests.crowd import add_crowd
from tests.statements import statements
from tests.visitor import Come, Visitor
from tests.world import World

# Three of each page say who is there: the session, the employers represented, those granted.
OF_P: dict[str, int] = {
    "/": 5,
    "/me/employments/": 5,
    "/me/employments/details/": 7,
    "/me/employments/history/": 5,
    "/me/certificates/": 6,
    "/me/certificates/new/": 6,
    "/me/certificates/details/": 7,
    "/me/certificates/history/": 5,
    "/me/certificates/edit/": 11,
}
OF_L: dict[str, int] = {
    "/": 9,
    "/employer/select": 3,
    "/enterprise/employments/": 5,
    "/enterprise/employments/new/": 3,
    "/enterprise/employments/details/": 7,
    "/enterprise/employments/history/": 5,
    "/enterprise/employments/edit/": 7,
    "/enterprise/certificates/": 6,
    "/enterprise/certificates/details/": 6,
    "/enterprise/certificates/history/": 5,
    "/enterprise/grants/": 4,
    "/enterprise/grants/new/": 3,
    "/enterprise/grants/details/": 5,
    "/enterprise/grants/history/": 5,
    "/enterprise/grants/edit/": 4,
}
LISTS = {page for page in OF_P | OF_L if page.count("/") == 3}
COUNTS_AT_HOME = 6
"""One for each group of the work list that does not show all of its rows; a list has one."""

SCAN = re.compile(r"(?:SCAN|Seq Scan on) (\w+?)(?:_\d+)?\b")
GROWING = {"employments", "certificates", "persons", "employers", "grants", "revisions", "accounts"}


@pytest.fixture
def engine(app: Flask) -> Engine:
    """What the application asks."""
    with app.app_context():
        return db.engine


@pytest.fixture
def person(visitor: Come) -> Visitor:
    """P."""
    return visitor("p")


@pytest.fixture
def legal(visitor: Come, world: World) -> Visitor:
    """L with E1 in hand."""
    someone = visitor("l")
    someone.choose(world.employers["E1"])
    return someone


def costs(app: Flask, engine: Engine, visitor: Visitor) -> dict[str, set[int]]:
    """The queries of each page, with every search field and sort; those that count are apart."""
    found: dict[str, set[int]] = {}
    for address in addresses(app, visitor):
        with statements(engine) as heard:
            assert visitor.get(address.path).status == 200, address.name
        page = address.path.partition("?")[0]
        counts = sum(statement.startswith("SELECT count(") for statement, _ in heard.asked)
        assert counts <= (COUNTS_AT_HOME if page == "/" else page in LISTS), address.name
        found.setdefault(page, set()).add(len(heard.asked) - counts)
    return found


@pytest.mark.parametrize("people", [0, 60])
def test_a_page_costs_the_same_however_many_rows_there_are(
    app: Flask, engine: Engine, person: Visitor, legal: Visitor, world: World, people: int
) -> None:
    add_crowd(app, copy.deepcopy(world), people)
    assert costs(app, engine, person) == {page: {number} for page, number in OF_P.items()}
    of_legal = costs(app, engine, legal)
    assert {page: of_legal[page] for page in OF_L} == {page: {n} for page, n in OF_L.items()}
    assert of_legal.keys() <= OF_L.keys() | OF_P.keys(), "a page whose cost nobody has said"


def test_a_crowd_fills_a_page(app: Flask, person: Visitor, legal: Visitor, world: World) -> None:
    add_crowd(app, copy.deepcopy(world), 60)
    shown = {
        page: len((person if page in OF_P else legal).get(page, page_size=50).rows())
        for page in LISTS
    }
    assert shown == dict.fromkeys(LISTS, 50)


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection that takes an index wherever there is one, few as the rows of a test are."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET enable_seqscan = off")
        yield connection


def test_every_page_finds_its_rows_by_an_index(
    app: Flask, connection: Connection, person: Visitor, legal: Visitor
) -> None:
    scanned = [
        (address.name, line.strip())
        for visitor in (person, legal)
        for address in addresses(app, visitor)
        for _, lines in plans(visitor.client, connection, address.path)
        for line in lines
        if GROWING & set(SCAN.findall(line))
    ]
    assert scanned == []


@pytest.mark.parametrize(
    "line", ["SCAN grants", "SCAN persons_1 USING INDEX x", "-> Seq Scan on grants  (cost"]
)
def test_a_scan_is_seen(line: str) -> None:
    assert GROWING & set(SCAN.findall(line))
    assert not GROWING & set(SCAN.findall("SEARCH grants USING INDEX ix_grants_hash"))
