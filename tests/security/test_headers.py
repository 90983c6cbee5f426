"""T42, T43: what every answer carries, whatever kind of answer it is; and whose name it bears."""

import io
import re
from collections.abc import Callable, Mapping

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from tests.policy.actors import ACTORS
from tests.visitor import Come, Visitor
from tests.workbooks import row_for, workbook
from tests.world import World

LIST, BATCH = "/enterprise/employments/", "/enterprise/employments/batch/"
HSTS = "Strict-Transport-Security"
HOST = "register.test"
Ask = Callable[[Visitor], TestResponse]


def at(address: str, method: str = "GET", **more: str) -> Ask:
    """Ask for an address without a form."""
    return lambda who: who.client.open(address, method=method, headers=more, buffered=True)


def posted(address: str, **fields: object) -> Ask:
    """Send a form with its token."""
    return lambda who: who.post(address, fields).response


# kind -> status and how the legal representative comes to it
KINDS: Mapping[str, tuple[int, Ask]] = {
    "page": (200, at("/help")),
    "list": (200, at(LIST)),
    "head": (200, at(LIST, "HEAD")),
    "options": (200, at(LIST, "OPTIONS")),
    "health": (200, at("/healthz")),
    "nothing to say": (204, posted("/stay")),
    "redirect": (303, at("/enterprise/")),
    "redirect of the router": (308, at("/verify")),
    "no token": (400, at("/privacy", "POST")),
    "foreign form": (400, at("/privacy", "POST", Origin="https://evil.test")),
    "forbidden": (403, at("/office/exports/verify/")),
    "no such address": (404, at("/.git/config")),
    "no such object": (404, at(f"{LIST}details/?id=999999")),
    "no such static file": (404, at("/static/style.css.map")),
    "wrong method": (405, at("/logout")),
    "stale form": (409, posted(f"{LIST}edit/?id=1", opened_for="forged")),
    "too large": (413, posted(f"{LIST}new/", person_name="x" * 1_100_000)),
    "bad input": (422, at(f"{LIST}?hired_from=never")),
    "csv": (200, at(f"{LIST}export/csv/")),
    "xlsx": (200, at(f"{LIST}export/xlsx/")),
    "template": (200, at(f"{BATCH}template/")),
}


def faults_of(answer: TestResponse, *, is_static: bool = False) -> list[str]:
    """What an answer lacks."""
    has = answer.headers
    policy = has.get("Content-Security-Policy", "")
    demands = {
        "policy": policy.startswith("default-src 'none'; ") and "frame-ancestors 'none'" in policy,
        "no unsafe, no wildcard, no scheme": not re.search(r"unsafe|\*|data:|https?:", policy),
        "closed base and forms": "base-uri 'none'" in policy and "form-action 'self'" in policy,
        "nosniff": has.get("X-Content-Type-Options") == "nosniff",
        "frames": has.get("X-Frame-Options") == "DENY",
        "referrer": has.get("Referrer-Policy") in ("same-origin", "no-referrer"),
        "no-store": is_static or has.get("Cache-Control") == "no-store",
        "request id": re.fullmatch("[0-9a-f]{12}", has.get("X-Request-Id", "")) is not None,
        "no server's version": "werkzeug" not in has.get("Server", "").lower(),
    }
    return [demand for demand, is_met in demands.items() if not is_met]


@pytest.fixture
def legal(app: Flask, world: World) -> Visitor:
    """The legal representative, with E1 in hand and a token."""
    return ACTORS["legal representative"].come(app, world)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_is_guarded(legal: Visitor, kind: str) -> None:
    status, ask = KINDS[kind]
    answer = ask(legal)
    assert answer.status_code == status
    assert faults_of(answer) == []
    assert HSTS not in answer.headers


@pytest.mark.parametrize(("fault", "status"), [
    (ValueError("canary"), 500), (OperationalError("canary", {}, Exception("canary")), 503),
])  # fmt: skip
def test_faults_are_guarded_and_tell_nothing(
    app: Flask, legal: Visitor, fault: Exception, status: int
) -> None:
    def broken() -> str:
        raise fault

    app.view_functions["portal.privacy"] = broken
    answer = legal.client.get("/privacy")
    assert answer.status_code == status
    assert faults_of(answer) == []
    assert answer.headers["X-Request-Id"] in answer.text
    assert not re.search(r"canary|Traceback|\.py\b|werkzeug|flask", answer.text, re.IGNORECASE)


def test_a_stream_is_guarded(legal: Visitor, world: World) -> None:
    legal.get(BATCH)
    answer = legal.client.post(
        BATCH, headers={"Accept": "application/x-ndjson"}, buffered=True,
        data={"csrf_token": legal.csrf, "opened_for": legal.opened_for,
              "file": (io.BytesIO(workbook([row_for(world, "P")])), "a.xlsx")},
    )  # fmt: skip
    assert (answer.status_code, answer.mimetype) == (200, "application/x-ndjson")
    assert faults_of(answer) == []


@pytest.mark.parametrize("name", ["style.css", "app.js", "progress.js", "favicon.svg"])
def test_static_files_may_be_kept(visitor: Come, name: str) -> None:
    answer = visitor().client.get(f"/static/{name}", buffered=True)
    assert answer.status_code == 200
    assert faults_of(answer, is_static=True) == []
    assert "no-store" not in answer.headers["Cache-Control"]
    known = {"If-None-Match": answer.headers["ETag"]}
    again = visitor().client.get(f"/static/{name}", headers=known, buffered=True)
    assert again.status_code == 304
    assert faults_of(again, is_static=True) == []


def test_over_tls_every_answer_says_so(
    app_of: Callable[..., Flask], world_template: tuple[str, World]
) -> None:
    client = app_of(world_template[0], over_tls=True).test_client()
    for address in ("/", "/nothing", "/static/style.css", LIST, "/logout"):
        answer = client.get(address, base_url="https://localhost", buffered=True)
        seconds = re.match(r"max-age=(\d+)", answer.headers[HSTS])
        assert seconds is not None
        assert int(seconds[1]) >= 31_536_000
    cookie = client.get("/login", base_url="https://localhost").headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    for mark in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert mark in cookie


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
@pytest.mark.parametrize(
    "host", ["evil.test", "register.test.evil.test", "evil.test:80", "register.test@evil.test",
             "register.test evil", "re\u0161ister.test", "[", "127.0.0.1", "x" * 300],
)  # fmt: skip
def test_a_foreign_host_is_refused_in_plain_words(
    app_of: Callable[..., Flask], world_template: tuple[str, World], host: str, method: str
) -> None:
    client = app_of(world_template[0], trusted_hosts=(HOST,)).test_client()
    name = host.encode().decode("latin-1")
    for address in ("/", "/login", LIST, "/nothing", "/static/style.css"):
        answer = client.open(address, method=method, environ_overrides={"HTTP_HOST": name})
        assert (answer.status_code, answer.mimetype) == (400, "text/plain"), address
        assert faults_of(answer, is_static=True) == []
        assert "evil" not in answer.text
        assert "Location" not in answer.headers


def test_the_own_host_is_served_and_a_forwarded_one_is_not_believed(
    app_of: Callable[..., Flask], world_template: tuple[str, World]
) -> None:
    client = app_of(world_template[0], trusted_hosts=(HOST,)).test_client()
    own = {"HTTP_HOST": HOST, "HTTP_X_FORWARDED_HOST": "evil.test"}
    answer = client.get("/", environ_overrides=own)
    assert answer.status_code == 200
    assert "evil.test" not in answer.text


def test_behind_a_proxy_the_forwarded_host_is_judged(
    app_of: Callable[..., Flask], world_template: tuple[str, World]
) -> None:
    client = app_of(world_template[0], trusted_hosts=(HOST,), proxy_count=1).test_client()
    for forwarded, status in ((HOST, 200), ("evil.test", 400), (f"{HOST}, evil.test", 400)):
        named = {"HTTP_HOST": "inner.test", "HTTP_X_FORWARDED_HOST": forwarded}
        assert client.get("/", environ_overrides=named).status_code == status, forwarded
