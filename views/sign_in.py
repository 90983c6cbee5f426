"""身份验证: signing in with a personal account, and out again (R2 to R9, R11)."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from admin_app.auth.sign_in import (
    WRONG,
    Attempt,
    close_session,
    note_failure,
    open_session,
    refuse_guessing,
    refuse_other_kinds,
)
from admin_app.errors import Refused
from admin_app.unit_of_work import unit_of_work
from models.base import db
from views.base.request import house, now, presence
from views.destinations import safe_path
from views.gate import SignedIn

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/login")
def page() -> str | Response:
    """The identity page; whoever is signed in goes on."""
    if current_user.is_authenticated:
        return redirect(safe_path(request.args.get("next")) or url_for("portal.index"), 303)
    return _answer(request.args.get("next", ""))


@blueprint.post("/login")
def submit() -> str | Response | tuple[str, int]:
    """Verify, then open a session under a new id; one neutral answer for every miss (T35)."""
    attempt = Attempt(
        login=request.form.get("account", "")[:100],
        address=request.remote_addr or "",
        browser=request.headers.get("User-Agent", "")[:200],
    )
    refuse_guessing(db.session, attempt, now())
    identity = house().identity_provider.verify(attempt.login, request.form.get("password", ""))
    db.session.rollback()
    wanted = request.form.get("next", "")
    if identity is None:
        with unit_of_work(db.session):
            note_failure(db.session, attempt, now())
        return _answer(wanted, WRONG), 422
    try:
        refuse_other_kinds(identity)
        with unit_of_work(db.session):
            secret = open_session(db.session, identity, attempt, now())
    except Refused as refused:
        return _answer(wanted, refused.sentence), 422
    start_browser_session(secret)
    return redirect(safe_path(wanted) or url_for("portal.index"), 303)


@blueprint.post("/logout")
def sign_out() -> Response:
    """退出登录: the session is over on the server, whatever becomes of the cookie (T39)."""
    found = presence()
    if found is not None:
        with unit_of_work(db.session):
            close_session(db.session, found.actor, current_user.get_id(), now())
    logout_user()
    session.clear()
    return redirect(url_for("portal.index"), 303)


def start_browser_session(secret: str) -> None:
    """A new cookie content throughout: neither id nor CSRF secret survive the sign-in (T38)."""
    session.clear()
    login_user(SignedIn(secret))


def _answer(wanted: str, error: str = "") -> str:
    return render_template(
        "sign_in.html",
        next=safe_path(wanted) or "",
        error=error,
        account=request.form.get("account", "")[:100],
    )
