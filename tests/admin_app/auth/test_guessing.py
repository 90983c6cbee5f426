"""Guessing gets slow, for all workers together, and tells nothing (T35 to T37)."""

import pytest
from flask import Flask

from admin_app.auth import sign_in
from admin_app.auth.passwords import hash_password, matches
from models.accounts import FailedAttempt
from models.base import db
from tests.admin_app.auth.conftest import SetClock
from tests.conftest import new_app
from tests.records import events_of, rows_of
from tests.visitor import Come, Page, Visitor
from tests.world import PASSWORD

WRONG = "wrong"
ATTEMPTS = sign_in.PAIR.failures


def guess(someone: Visitor, login: str, password: str = WRONG, address: str = "10.0.0.1") -> Page:
    someone.get("/login")
    form = {"account": login, "password": password, "csrf_token": someone.csrf}
    return Page(
        someone.client.post("/login", data=form, environ_overrides={"REMOTE_ADDR": address})
    )


def use_up(someone: Visitor, login: str) -> None:
    for _ in range(ATTEMPTS):
        assert guess(someone, login).status == 422


@pytest.mark.parametrize("login", ["p", "nobody-of-that-name"])
def test_ten_failures_slow_down_whether_the_account_exists_or_not(
    visitor: Come, after: SetClock, login: str
) -> None:
    someone = visitor()
    use_up(someone, login)
    page = guess(someone, login, PASSWORD)
    assert page.status == 429
    assert 0 < int(page.response.headers["Retry-After"]) <= 15 * 60
    assert "15 分钟后再试" in page.words


def test_another_address_is_not_locked_out(visitor: Come, after: SetClock) -> None:
    """Else anybody could lock anybody out (T36)."""
    someone = visitor()
    use_up(someone, "p")
    assert guess(someone, "p", PASSWORD, "10.0.0.2").status == 303


def test_it_ends_by_itself(visitor: Come, after: SetClock) -> None:
    someone = visitor()
    use_up(someone, "p")
    after(minutes=16)
    assert guess(someone, "p", PASSWORD).status == 303


def test_a_success_starts_the_count_anew(visitor: Come, after: SetClock) -> None:
    for _ in range(2):
        someone = visitor()
        for _ in range(ATTEMPTS - 1):
            guess(someone, "p")
        assert guess(someone, "p", PASSWORD).status == 303


def test_all_workers_count_together(app: Flask, after: SetClock) -> None:
    other = new_app(app.config["SQLALCHEMY_DATABASE_URI"])
    after(other)
    use_up(Visitor(app), "p")
    assert guess(Visitor(other), "p", PASSWORD).status == 429
    with other.app_context():
        db.engine.dispose()


def test_the_counters_hold_neither_account_nor_address(app: Flask, after: SetClock) -> None:
    guess(Visitor(app), "p")
    rows = rows_of(app, FailedAttempt)
    assert len(rows) == 4
    assert all(len(row["subject"]) == 32 for row in rows)
    (event,) = events_of(app, "sign_in_refused")
    assert event["details"] == {"cause": "credentials"}


def test_every_miss_has_the_same_answer(visitor: Come, app: Flask) -> None:
    answers = {
        guess(visitor(), login, password).words
        for login, password in (
            ("p", "wrong"), ("nobody", "wrong"), ("nobody", PASSWORD), ("company", "wrong"),
            ("p", ""), ("p", PASSWORD + " "),
        )
    }  # fmt: skip
    assert len(answers) == 1


def test_the_login_is_taken_however_it_is_written(visitor: Come) -> None:
    assert guess(visitor(), "  P ", PASSWORD).status == 303


def test_argon2_costs_what_was_measured() -> None:
    assert hash_password("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_password_belongs_to_its_hash_only() -> None:
    stored = hash_password(PASSWORD)
    assert matches(stored, PASSWORD)
    assert not matches(stored, PASSWORD.upper())
    assert not matches(None, "the password of nobody")
    assert not matches("", "")
    assert not matches("not a hash", PASSWORD)
