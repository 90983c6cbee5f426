"""Before and after every request: who is it, may the request change anything, what headers."""

import secrets
from collections.abc import Iterator, Mapping

from flask import Flask, Response, abort, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from admin_app import session_scope
from admin_app.auth.presence import SEEN_EVERY, Limits, Presence, load_presence, note_seen
from admin_app.unit_of_work import begin_write, unit_of_work
from models.base import db
from views.base.request import house, now, presence, today
from views.destinations import without_number

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PUBLIC = frozenset(
    {
        "static",
        "portal.index",
        "portal.help_page",
        "portal.privacy",
        "sign_in.page",
        "sign_in.submit",
        "sign_in.sign_out",
        "verification.ask",
        "verification.show",
        "health.alive",
        "health.ready",
    }
)
# These hash a password or read a file first, and begin their transaction afterwards.
BEGINS_ITSELF = frozenset(
    {"sign_in.submit", "enterprise_batches.upload_view", "export_check.verify"}
)
# Whoever may send more than a form says so here, in bytes (T22).
MEBIBYTE = 1024 * 1024
UPLOADS = {"enterprise_batches.upload_view": 6 * MEBIBYTE, "export_check.verify": 40 * MEBIBYTE}

csrf = CSRFProtect()
login_manager = LoginManager()
login_manager.session_protection = None  # sessions live on the server


class SignedIn(UserMixin):  # type: ignore[misc]
    """Flask-Login's user: the secret id of an open session."""

    def __init__(self, secret: str) -> None:
        self.id = secret


def install(app: Flask) -> None:
    """Hang the gate into an application."""
    csrf.init_app(app)
    login_manager.init_app(app)
    app.before_request(_enter)
    app.after_request(_set_headers)
    app.teardown_request(_leave)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def _load_user(secret: str) -> SignedIn | None:
    limits = Limits(house().session_idle, house().session_absolute)
    is_write = request.method not in SAFE_METHODS
    found = load_presence(db.session, secret, now(), limits, for_write=is_write)
    if found is None:
        return None
    g.presence = found
    session_scope.enter(db.session, found.actor, today())
    return SignedIn(secret)


def _enter() -> AnyResponse | None:
    g.request_id = secrets.token_hex(6)
    if request.routing_exception is not None or request.endpoint == "static":
        return None
    request.max_content_length = UPLOADS.get(request.endpoint or "", MEBIBYTE)
    is_write = request.method not in SAFE_METHODS
    if is_write and request.endpoint not in BEGINS_ITSELF:
        begin_write(db.session)
    if not current_user.is_authenticated:
        session.pop("_user_id", None)
        if request.endpoint not in PUBLIC:
            return redirect(url_for("sign_in.page", next=_wanted()), 303)
    if is_write:
        _refuse_foreign_origin()
        csrf.protect()
    _refuse_nul()
    found = presence()
    if found is not None and not is_write and now() - found.seen_at >= SEEN_EVERY:
        _note_seen(found)
    return None


def _refuse_nul() -> None:
    """No honest form sends NUL, and PostgreSQL takes none in a text (T32)."""
    given = (request.args, request.form if request.method not in SAFE_METHODS else {})
    if any("\0" in value for values in given for value in _all_of(values)):
        abort(400)


def _all_of(values: Mapping[str, str]) -> Iterator[str]:
    for name in values:
        yield name
        yield from values.getlist(name) if isinstance(values, MultiDict) else (values[name],)


def _note_seen(found: Presence) -> None:
    """In a short transaction of its own, so that reading pages hold no write lock."""
    db.session.rollback()
    begin_write(db.session)
    with unit_of_work(db.session):
        note_seen(db.session, current_user.get_id(), now())


def _wanted() -> str | None:
    """The page to return to after signing in; a form that was posted is not repeated."""
    if request.method not in SAFE_METHODS:
        return None
    return without_number(request.full_path)


def _refuse_foreign_origin() -> None:
    """Beside the token: a browser that says the form is another site's is believed (T33)."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    if site not in ("same-origin", "none"):
        abort(400)
    if origin not in (None, "null") and origin.partition("://")[2] != request.host:
        abort(400)


def _set_headers(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    headers["X-Request-Id"] = g.get("request_id", "-")
    if request.endpoint != "static" or response.status_code >= 400:
        headers["Cache-Control"] = "no-store"
    if house().over_tls:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def _leave(fault: BaseException | None) -> None:
    db.session.rollback()
    session_scope.leave(db.session)
