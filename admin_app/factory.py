"""Joins the parts into an application. It is handed its rooms, and so knows no view."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import IO

from flask import Flask, Request
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from admin_app import guard
from admin_app.auth.identity import LocalAccounts
from admin_app.cli import register_commands
from admin_app.clock import demo_clock, wall_clock
from admin_app.database import ENGINE_OPTIONS, prepare
from admin_app.demo.notice import demo_notice
from admin_app.house import House
from admin_app.rules.rulebook import Rulebook
from admin_app.tokens import Tokens
from models import tables
from models.base import db
from models.sealed import Keyring, use_keys

MAX_UPLOAD_BYTES = 40 * 1024 * 1024  # views/gate.py sets less for all but uploads


class InMemoryRequest(Request):
    """Keeps uploads in memory: they hold ID numbers, and never touch a disk unsealed."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def create_app(settings: config.Settings, register_views: Callable[[Flask], None]) -> Flask:
    """An application ready to serve, with the views that the caller brings."""
    root = Path(config.ROOT)
    app = Flask(
        "special_equipment",
        root_path=str(root),
        template_folder="templates",
        static_folder="static",
        instance_path=str(root / "var"),
    )
    app.request_class = InMemoryRequest
    app.config.update(_flask_config(settings))
    use_keys(
        Keyring(
            sealing=settings.secrets.sealing,
            current=max(settings.secrets.sealing),
            index=settings.secrets.index,
            history=settings.secrets.history,
        )
    )
    _open_database(app)
    app.extensions["house"] = _house(settings)
    register_commands(app, settings.is_demo, settings.local_issuer, settings.local_issuer_aliases)
    register_views(app)
    if settings.proxy_count:
        count = settings.proxy_count
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    return app


def house_of(app: Flask) -> House:
    """The joined parts of an application."""
    found = app.extensions["house"]
    assert isinstance(found, House)
    return found


def _flask_config(settings: config.Settings) -> dict[str, object]:
    over_tls = settings.over_tls
    return {
        "SECRET_KEY": settings.secrets.cookie,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": ENGINE_OPTIONS,
        "SESSION_COOKIE_NAME": "__Host-session" if over_tls else "session",
        "SESSION_COOKIE_SECURE": over_tls,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": MAX_UPLOAD_BYTES,
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or None,
        "WTF_CSRF_CHECK_DEFAULT": False,  # asked by views/gate.py, after the sign-in
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: an hour would lose typed forms
        "WTF_CSRF_SSL_STRICT": False,  # the pages send no Referer; Sec-Fetch-Site is checked
        "BABEL_DEFAULT_LOCALE": "zh_Hans_CN",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
    }


def _open_database(app: Flask) -> None:
    assert tables.ALL
    Path(app.instance_path).mkdir(exist_ok=True)
    db.init_app(app)
    Migrate(app, db, directory=str(Path(app.root_path) / "migrations"), render_as_batch=True)
    with app.app_context():
        prepare(db.engine)
    if not getattr(db, "is_guarded", False):
        guard.install(db.session)
        db.is_guarded = True  # type: ignore[attr-defined]


def _house(settings: config.Settings) -> House:
    return House(
        names=settings.names,
        clock=demo_clock(settings.demo_today) if settings.demo_today else wall_clock,
        rulebook=Rulebook(
            filing_months_back=settings.filing_months_back,
            start_before_certificate="refuse"
            if settings.start_before_certificate == "refuse"
            else "warn",
            certificate_years=settings.certificate_years,
            certificate_grace_days=settings.certificate_grace_days,
            batch_withdraw_days=settings.batch_withdraw_days,
        ),
        identity_provider=LocalAccounts(db.session),
        tokens=Tokens(settings.secrets.cookie),
        count_cap=settings.count_cap,
        session_idle=settings.session_idle,
        session_absolute=settings.session_absolute,
        over_tls=settings.over_tls,
        demo=demo_notice() if settings.is_demo else None,
    )
