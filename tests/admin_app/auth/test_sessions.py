"""Sessions live on the server: when they begin anew, and when they are over (T38, T39)."""

import pytest
from flask import Flask
from sqlalchemy import update

from models.accounts import Account, SignInSession
from models.base import db
from tests.admin_app.auth.conftest import START, SetClock
from tests.records import rows_of
from tests.visitor import Come, Visitor
from tests.world import World

PAGE = "/me/employments/"


def cookie_of(someone: Visitor) -> str:
    cookie = someone.client.get_cookie("session")
    assert cookie is not None
    return cookie.value


def with_cookie(app: Flask, cookie: str) -> Visitor:
    """Another browser that was given the cookie."""
    thief = Visitor(app)
    thief.client.set_cookie("session", cookie)
    return thief


def is_in(someone: Visitor) -> bool:
    return someone.get(PAGE).status == 200


def test_a_cookie_is_dead_after_signing_out(app: Flask, visitor: Come) -> None:
    someone = visitor("p")
    kept = cookie_of(someone)
    assert is_in(with_cookie(app, kept))
    someone.post("/logout")
    assert not is_in(someone)
    assert not is_in(with_cookie(app, kept))


def test_signing_in_begins_anew(app: Flask, visitor: Come) -> None:
    """Neither a cookie nor a token from before is worth anything afterwards (fixation)."""
    someone = visitor()
    someone.get("/login")
    before, token = cookie_of(someone), someone.csrf
    someone.sign_in("p")
    assert cookie_of(someone) != before
    assert not is_in(with_cookie(app, before))
    assert someone.csrf != token
    someone.csrf = token
    assert someone.post("/stay").status == 400


def test_two_sessions_do_not_know_each_other(app: Flask, visitor: Come) -> None:
    first, second = visitor("p"), visitor("p")
    first.post("/logout")
    assert not is_in(first)
    assert is_in(second)


def test_switching_changes_the_id_and_keeps_the_token(
    app: Flask, visitor: Come, world: World
) -> None:
    someone = visitor("l")
    before, token = cookie_of(someone), someone.csrf
    someone.choose(world.employers["E1"])
    assert not is_in(with_cookie(app, before))
    assert is_in(someone)
    someone.csrf = token
    assert someone.post("/stay").status == 204


def test_the_database_holds_only_the_hash(app: Flask, visitor: Come) -> None:
    someone = visitor("p")
    with app.test_request_context(headers={"Cookie": f"session={cookie_of(someone)}"}) as context:
        secret = context.session["_user_id"]
    (row,) = rows_of(app, SignInSession)
    assert len(row["id_hash"]) == 32
    assert secret.encode() not in row["id_hash"]
    assert secret not in repr(row)


def test_thirty_idle_minutes_end_it(visitor: Come, after: SetClock) -> None:
    someone = visitor("p")
    after(minutes=29)
    assert is_in(someone)
    after(minutes=58)
    assert is_in(someone)
    after(minutes=89)
    assert not is_in(someone)


def test_staying_pushes_the_idle_limit_back(visitor: Come, after: SetClock) -> None:
    someone = visitor("p")
    after(minutes=29)
    assert someone.post("/stay").status == 204
    after(minutes=58)
    assert is_in(someone)


def test_eight_hours_end_it_however_busy(visitor: Come, after: SetClock) -> None:
    someone = visitor("p")
    for quarter in range(1, 33):
        after(minutes=15 * quarter)
        assert is_in(someone)
    after(minutes=8 * 60 + 1)
    assert not is_in(someone)


def test_switching_does_not_prolong_it(visitor: Come, after: SetClock, world: World) -> None:
    someone = visitor("l")
    for quarter in range(1, 32):
        after(minutes=15 * quarter)
        assert is_in(someone)
    someone.choose(world.employers["E1"])
    after(minutes=8 * 60 + 1)
    assert not is_in(someone)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_disabled_account_is_out_at_once(app: Flask, visitor: Come, method: str) -> None:
    someone = visitor("p")
    with app.app_context(), db.engine.connect().execution_options(writes=True) as connection:
        disabled = update(Account).where(Account.login == "p").values(disabled_at=START)
        connection.execute(disabled)
        connection.commit()
    page = someone.get(PAGE) if method == "get" else someone.post("/me/certificates/new/")
    assert page.status == 303
    assert page.location.startswith("/login")
    assert visitor().sign_in("p").status == 422


def test_a_made_up_cookie_is_nobody(app: Flask) -> None:
    for cookie in ("", "x", "eyJfdXNlcl9pZCI6IngifQ.aaaa.bbbb", "中"):
        assert not is_in(with_cookie(app, cookie))
