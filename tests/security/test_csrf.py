"""T33, T34: nothing changes by a forged form, by a foreign site, or by looking."""

from collections.abc import Mapping

import pytest
from flask import Flask

from tests.policy.actors import ACTORS
from tests.policy.routes import TABLE
from tests.records import register_of
from tests.security.addresses import addresses_of, endpoints_of, form_of, row_of
from tests.visitor import Visitor
from tests.world import World

FOREIGN: Mapping[str, Mapping[str, str]] = {
    "origin": {"Origin": "https://evil.test"},
    "origin with our name before": {"Origin": "http://localhost.evil.test"},
    "origin with our name as a user": {"Origin": "http://localhost@evil.test"},
    "origin with another port": {"Origin": "http://localhost:8443"},
    "origin that is no address": {"Origin": "http://["},
    "empty origin": {"Origin": ""},
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
    "same-site": {"Sec-Fetch-Site": "same-site"},
    "cross-site with our origin": {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
}
# A file taken along is on record (B4), and that is the one row that looking may add.
BY_LOOKING = "exported_files"
OVERRIDES = {"_method": "POST", "action": "disable", "confirm": "yes", "X-HTTP-Method": "POST"}


@pytest.fixture
def legal(app: Flask, world: World) -> Visitor:
    """The legal representative, with E1 in hand."""
    return ACTORS["legal representative"].come(app, world)


def send(
    who: Visitor, world: World, endpoint: str, address: str, headers: Mapping[str, str],
    **token: str,
) -> int:  # fmt: skip
    """Post the form that would succeed; the status."""
    named = row_of(world, endpoint)
    form = {**form_of(world, endpoint), **named, **token}
    return who.client.post(address, query_string=named, data=form, headers=headers).status_code


def everywhere(
    app: Flask, who: Visitor, world: World, headers: Mapping[str, str], **token: str
) -> dict[str, int]:
    """Every way of posting; address -> status where it was not refused with 400."""
    ways = endpoints_of(app, "POST")
    tried = {to: send(who, world, name, to, headers, **token) for to, name in ways.items()}
    assert len(tried) > 20
    return {address: status for address, status in tried.items() if status != 400}


@pytest.mark.parametrize("token", ["none", "empty", "invented", "another's", "half"])
def test_no_form_is_taken_without_its_token(
    app: Flask, legal: Visitor, world: World, token: str
) -> None:
    another = ACTORS["delegate: all"].come(app, world).csrf
    tokens: Mapping[str, Mapping[str, str]] = {
        "none": {}, "empty": {"csrf_token": ""}, "invented": {"csrf_token": "x" * 91},
        "another's": {"csrf_token": another}, "half": {"csrf_token": legal.csrf[:40]},
    }  # fmt: skip
    before = register_of(app)
    assert everywhere(app, legal, world, {}, **tokens[token]) == {}
    assert register_of(app) == before
    assert "退出登录" in legal.get("/help").words


@pytest.mark.parametrize("kind", FOREIGN)
def test_no_form_of_another_site_is_taken(
    app: Flask, legal: Visitor, world: World, kind: str
) -> None:
    before = register_of(app)
    assert everywhere(app, legal, world, FOREIGN[kind], csrf_token=legal.csrf) == {}
    assert register_of(app) == before


def test_a_visitor_cannot_be_signed_in_by_another_site(app: Flask, world: World) -> None:
    nobody = Visitor(app)
    nobody.get("/login")
    form = {"account": "p", "password": "test-2026-pass"}
    assert nobody.client.post("/login", data=form).status_code == 400
    with_token = {**form, "csrf_token": nobody.csrf}
    for headers in FOREIGN.values():
        answer = nobody.client.post("/login", data=with_token, headers=headers)
        assert answer.status_code == 400
    assert nobody.client.post("/login", data=with_token).status_code == 303


@pytest.mark.parametrize("endpoint", ["enterprise_employments.edit_view", "portal.stay"])
def test_the_same_form_of_the_own_page_is_taken(
    app: Flask, legal: Visitor, world: World, endpoint: str
) -> None:
    """Else the tests above would pass for some other reason."""
    address = next(to for to, name in endpoints_of(app, "POST").items() if name == endpoint)
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    wanted = TABLE[endpoint].post
    assert send(legal, world, endpoint, address, own, csrf_token=legal.csrf) == wanted


@pytest.mark.parametrize("actor", ["legal representative", "nobody"])
def test_what_changes_something_has_no_other_way(app: Flask, world: World, actor: str) -> None:
    who = ACTORS[actor].come(app, world)
    only_posted = set(addresses_of(app, "POST")) - set(addresses_of(app, "GET"))
    assert {"/logout", "/stay", "/enterprise/grants/disable/"} <= only_posted
    tried = {
        (method, address): who.client.open(address, method=method).status_code
        for address in only_posted
        for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH")
    }
    assert set(tried.values()) == {405}, tried


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_no_address_knows_other_methods(app: Flask, legal: Visitor, method: str) -> None:
    tried = {
        address: legal.client.open(address, method=method).status_code
        for address in {*addresses_of(app, "GET"), *addresses_of(app, "POST")}
    }
    assert set(tried.values()) == {405}, tried


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_changes_nothing(app: Flask, legal: Visitor, world: World, method: str) -> None:
    before = dict(register_of(app))
    for address, endpoint in endpoints_of(app, "GET").items():
        named = row_of(world, endpoint)
        disguised = {**OVERRIDES, "rowid": "1", "csrf_token": legal.csrf, **named}
        for query in (named, {**form_of(world, endpoint), **disguised}):
            answer = legal.client.open(
                address, method=method, query_string=query, buffered=True,
                headers={"X-HTTP-Method-Override": "POST"},
            )  # fmt: skip
            assert answer.status_code < 500, address
    after = dict(register_of(app))
    assert len(after.pop(BY_LOOKING)) >= len(before.pop(BY_LOOKING))
    assert after == before
    assert "退出登录" in legal.get("/help").words
