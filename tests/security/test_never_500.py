"""T15, T30, T32, T44: whatever is sent, an answer below 500 comes; a fault is never the answer."""

import io
from collections.abc import Mapping, Sequence

import pytest
from flask import Flask

from tests.policy.actors import ACTORS
from tests.policy.routes import TABLE
from tests.security.addresses import LAST, addresses_of, endpoints_of, form_of, row_of
from tests.security.hostile_values import GROUPS, HEADERS, HUGE, PATHS, QUERIES, VALUES
from tests.visitor import Visitor
from tests.world import World

FEW = VALUES[1::6]  # in the sweeps over every page; the lists get the whole collection
WHO = ("legal representative", "nobody")
FAULT = '"error": "系统出现故障'.encode()
HEAVY = "/template/"  # takes no parameter and a while
STREAM = {"Accept": "application/x-ndjson"}
Sent = Mapping[str, object]


class Prober:
    """Sends things, and keeps what was answered with 500 or more, or not at all."""

    def __init__(self, app: Flask, world: World, actor: str) -> None:
        self.who: Visitor = ACTORS[actor].come(app, world)
        self.is_known = actor != "nobody"
        self.faults: list[str] = []
        self.count = 0

    def send(self, method: str, address: str, query: Sent | str = "", **more: object) -> None:
        """One request."""
        options: dict[str, object] = {"query_string": query, "buffered": True, **more}
        self.count += 1
        try:
            answer = self.who.client.open(address, method=method, **options)  # type: ignore[arg-type]
        except Exception as fault:
            self.faults.append(f"{method} {address} {str(query)[:80]} {str(more)[:120]}: {fault!r}")
            return
        if answer.status_code >= 500 or FAULT in answer.data:
            self.faults.append(
                f"{method} {address} {str(query)[:80]} {str(more)[:120]}: {answer.status}"
            )
        assert "X-Evil" not in answer.headers

    def post(self, address: str, form: Sent, query: Sent | str = "", **more: object) -> None:
        """One form, with its token."""
        self.send("POST", address, query, data={"csrf_token": self.who.csrf, **form}, **more)

    def verdict(self) -> Sequence[str]:
        """The faults, and whether the session lasted to the end, so that pages were tried."""
        if self.is_known and "退出登录" not in self.who.get("/help").words:
            self.faults.append("signed out on the way")
        return self.faults


@pytest.fixture(params=(WHO[0], WHO[-1]))
def prober(request: pytest.FixtureRequest, app: Flask, world: World) -> Prober:
    """Whoever gets furthest, and whoever should not get in."""
    return Prober(app, world, str(request.param))


@pytest.fixture
def legal(app: Flask, world: World) -> Prober:
    """The legal representative, who gets furthest."""
    return Prober(app, world, WHO[0])


def everything(value: str) -> Sent:
    """A query in which every name that is known has this value, of a length that servers take."""
    return dict.fromkeys(GROUPS["everything"], value[:100])


def test_every_page_withstands_every_value(app: Flask, prober: Prober) -> None:
    for address in addresses_of(app, "GET"):
        for value in FEW[:1] if HEAVY in address else FEW:
            prober.send("GET", address, everything(value))
    assert prober.verdict() == []
    assert prober.count > 30 * len(FEW)


@pytest.mark.parametrize("group", ["keys", "paging", "fields", "address words"])
def test_every_page_withstands_a_value_where_the_rest_is_right(
    app: Flask, legal: Prober, world: World, group: str
) -> None:
    """A value refused early would hide what the next one does."""
    for address, endpoint in endpoints_of(app, "GET").items():
        if (
            TABLE[endpoint].get != 200
            or HEAVY in address
            or (group == "fields" and "details" in address)
        ):
            continue
        for value in FEW:
            named = {} if group == "keys" else row_of(world, endpoint)
            legal.send("GET", address, {**dict.fromkeys(GROUPS[group], value[:300]), **named})
    assert legal.verdict() == []


def test_every_list_withstands_the_whole_collection(app: Flask, legal: Prober) -> None:
    for address in ("/enterprise/employments/", "/enterprise/grants/", "/me/certificates/"):
        for value in VALUES:
            legal.send("GET", address, everything(value))
            legal.post(address, everything(value))
    assert legal.verdict() == []


def test_every_page_withstands_raw_queries(app: Flask, prober: Prober) -> None:
    for address in addresses_of(app, "GET"):
        for query in QUERIES[:1] if HEAVY in address else QUERIES:
            prober.send("GET", address, query)
    assert prober.verdict() == []


def test_raw_paths_are_answered(prober: Prober) -> None:
    for path in PATHS:
        for method in ("GET", "POST", "HEAD", "OPTIONS"):
            prober.send(method, path)
    assert prober.verdict() == []


def test_raw_headers_are_answered(prober: Prober) -> None:
    for name, value in HEADERS:
        for address in ("/", "/login", "/static/style.css", "/enterprise/employments/", "/verify/"):
            for method in ("GET", "POST"):
                key = name.upper().replace("-", "_")
                key = key if key.startswith("CONTENT") else f"HTTP_{key}"
                prober.send(method, address, environ_overrides={key: value})
    assert prober.faults == []


def test_every_form_withstands_every_value(app: Flask, prober: Prober, world: World) -> None:
    for address, endpoint in endpoints_of(app, "POST").items():
        for value in FEW if address not in LAST else ():
            asked = dict.fromkeys(form_of(world, endpoint), value)
            prober.post(address, {**everything(value), **asked}, row_of(world, endpoint))
    assert prober.verdict() == []


def test_every_field_withstands_every_value_where_the_rest_is_right(
    app: Flask, legal: Prober, world: World
) -> None:
    for address, endpoint in endpoints_of(app, "POST").items():
        named, form = row_of(world, endpoint), form_of(world, endpoint)
        in_query = {} if TABLE[endpoint].in_form else named
        whole = {**form, **(named if TABLE[endpoint].in_form else {})}
        for name in (*whole, "version", "opened_for") if address not in LAST else ():
            for value in FEW:
                legal.post(address, {**whole, name: value}, in_query)
    assert legal.verdict() == []


def test_doubled_missing_and_misplaced_fields(app: Flask, legal: Prober, world: World) -> None:
    for address, endpoint in endpoints_of(app, "POST").items():
        if address in LAST:
            continue
        for number in range(7):
            legal.post(address, odd_forms(world, endpoint)[number])
            odd = odd_forms(world, endpoint)[number]  # anew: a file is read to its end once
            legal.post(address, odd, row_of(world, endpoint), headers=STREAM)
    assert legal.verdict() == []


def odd_forms(world: World, endpoint: str) -> Sequence[Sent]:
    """Forms that no page sends."""
    form = {**form_of(world, endpoint), **row_of(world, endpoint)}
    return (
        {}, {name: [value, HUGE] for name, value in form.items()},
        {f"{name}[]": value for name, value in form.items()},
        {name: (io.BytesIO(b"\xff\0"), "a\0b.xlsx") for name in (*form, "file")},
        {"file": "not a file"}, {"file": (io.BytesIO(b""), "")}, {"rowid": [HUGE] * 2_000},
    )  # fmt: skip


BODIES = (
    b"\xff\xfe=\xed\xa0\x80", b"%ff=%ed%a0%80&person_name=%ff%00", b"{", b"--x\r\n", b"a=" * 5_000,
)  # fmt: skip
KINDS = (
    "application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x",
    "text/plain; charset=utf-16",
)  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
@pytest.mark.parametrize("kind", KINDS)
def test_bodies_that_are_no_forms(app: Flask, legal: Prober, kind: str, body: bytes) -> None:
    token = {"X-CSRFToken": legal.who.csrf}
    for address in addresses_of(app, "POST"):
        if address not in LAST:
            legal.send("POST", address, data=body, content_type=kind, headers=token)
    assert legal.verdict() == []
