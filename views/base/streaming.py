"""Long work with its progress in real numbers: one JSON line per step, to a page that asks for it.

A plain form gets the ordinary answer. A stream has sent 200 before the verdict, so its last line
carries it: ``next`` is the address to go on to, ``error`` what to tell.
"""

import json
import logging
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict

from flask import Response, g, redirect, request, stream_with_context
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from admin_app import session_scope
from admin_app.actor import Actor
from admin_app.auth.presence import Limits, load_presence
from admin_app.errors import Conflict, DomainError
from admin_app.services.progress import Steps, run
from admin_app.session_scope import AnySession
from admin_app.unit_of_work import begin_write, unit_of_work
from models.base import db
from views.base.request import actor, house, now, today

log = logging.getLogger(__name__)

NDJSON = "application/x-ndjson"
Work = Callable[[AnySession, Actor], Steps[str]]
CHANGED = "您的权限或办事企业在办理过程中发生了变化，没有保存任何内容，请重新登录后再试。"
FAULT = "系统出现故障，没有保存任何内容，请稍后重试。"


def answer_work(work: Work) -> AnyResponse:
    """Do the work in one transaction and lead on to the address that it comes to."""
    if NDJSON in request.headers.get("Accept", ""):
        return _stream(work)
    with unit_of_work(db.session):
        target = run(work(db.session, actor()))
    return redirect(target, 303)


def _stream(work: Work) -> AnyResponse:
    db.session.rollback()
    lines = _lines(work, actor(), current_user.get_id())
    return Response(stream_with_context(lines), mimetype=NDJSON)


def _lines(work: Work, asked_by: Actor, secret: str) -> Iterator[str]:
    """In a session of its own: the request's is gone before the first line is out."""
    session: Session = db.session.session_factory()
    try:
        with unit_of_work(session):
            who = _enter(session, asked_by, secret)
            target = yield from _told(work(session, who))
        yield json.dumps({"next": target}) + "\n"
    except DomainError as refused:
        yield json.dumps({"error": refused.sentence}, ensure_ascii=False) + "\n"
    except Exception:
        log.exception("fault in a stream [%s]", g.get("request_id"))
        yield json.dumps({"error": FAULT}, ensure_ascii=False) + "\n"
    finally:
        session.close()


def _told(steps: Steps[str]) -> Generator[str, None, str]:
    """Each step as a line; the address at the end."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return str(end.value)
        yield json.dumps(asdict(step), ensure_ascii=False) + "\n"


def _enter(session: Session, asked_by: Actor, secret: str) -> Actor:
    """Read the actor anew inside the transaction that writes (T10, T50)."""
    begin_write(session)
    limits = Limits(house().session_idle, house().session_absolute)
    found = load_presence(session, secret, now(), limits, for_write=True)
    if found is None or found.actor.acting != asked_by.acting:
        raise Conflict(CHANGED)
    session_scope.enter(session, found.actor, today())
    return found.actor
