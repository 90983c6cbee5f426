"""Every refusal becomes a page with a sentence that says what to do; nothing answers 500."""

import logging

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError

from admin_app.errors import (
    Conflict,
    DomainError,
    Forbidden,
    NotFound,
    Refusal,
    Refused,
    Throttled,
)
from admin_app.services.audit import EventKind, note
from admin_app.unit_of_work import unit_of_work
from models.base import db
from views.base.request import now, presence

log = logging.getLogger(__name__)

Answer = tuple[str, int]
STATUS: dict[type[DomainError], int] = {
    Refused: 422,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Throttled: 429,
}
TITLES = {
    400: "请求无效",
    403: "没有权限",
    404: "没有找到",
    405: "不支持的操作",
    409: "内容已变化",
    413: "文件过大",
    422: "请检查填写内容",
    429: "操作过于频繁",
    500: "系统出现故障",
    503: "系统暂时不可用",
}
SENTENCES = {
    400: "请求无法识别，请返回上一页刷新后重试。",
    403: "您没有办理此项的权限。",
    404: "没有找到该页面或数据，或您无权查看。",
    405: "该地址不支持这种操作，请从页面上的按钮进入。",
    413: "提交的内容过大，请缩小后重试。",
    500: "系统出现故障，您刚才的操作没有保存，请稍后重试。",
    503: "数据库暂时不可用，您刚才的操作没有保存，请稍后重试。",
}
FOREIGN_HOST = "请求的网址不属于本系统，请从正确的网址进入。\n"
EXPIRED_PAGE = "页面已过期或缺少安全令牌，请返回上一页刷新后重新提交。"


def install(app: Flask) -> None:
    """One handler per kind of fault."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(CSRFError, _no_token)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(SecurityError, _foreign_host)
    for unreachable in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(unreachable, _database)
    app.register_error_handler(Exception, _fault)


def _domain(error: DomainError) -> Answer | tuple[str, int, dict[str, str]]:
    db.session.rollback()
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    if isinstance(error, Forbidden):
        _note_refusal()
    page = _page(status, error.sentence, error.refusals)
    if isinstance(error, Throttled):
        return page, status, {"Retry-After": str(error.retry_after)}
    return page, status


def _note_refusal() -> None:
    """A refusal is on record in a transaction of its own (platform-notes, 5)."""
    found = presence()
    if found is None:
        return
    with unit_of_work(db.session):
        note(db.session, found.actor, EventKind.REFUSED, now(), endpoint=request.endpoint or "")


def _no_token(error: CSRFError) -> Answer:
    db.session.rollback()
    return _page(400, EXPIRED_PAGE), 400


def _http(error: HTTPException) -> Answer | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    db.session.rollback()
    return _page(status, SENTENCES.get(status, SENTENCES[400])), status


def _foreign_host(error: SecurityError) -> tuple[str, int, dict[str, str]]:
    """Without a trusted host no address can be made, and so no page (T43)."""
    return FOREIGN_HOST, 400, {"Content-Type": "text/plain; charset=utf-8"}


def _unstorable(error: DataError) -> Answer:
    """A value that the database cannot even hold: not ours to guess what was meant."""
    db.session.rollback()
    return _page(400, SENTENCES[400]), 400


def _database(error: SQLAlchemyError) -> Answer:
    db.session.rollback()
    cause = getattr(error, "orig", None) or error
    log.error("database: %s [%s]", type(cause).__name__, g.get("request_id"))
    return _page(503, SENTENCES[503]), 503


def _fault(error: Exception) -> Answer:
    db.session.rollback()
    log.error("fault [%s]", g.get("request_id"), exc_info=error)
    return _page(500, SENTENCES[500]), 500


def _page(status: int, sentence: str, refusals: tuple[Refusal, ...] = ()) -> str:
    return render_template(
        "error.html",
        status=status,
        title=TITLES.get(status, TITLES[400]),
        sentence=sentence,
        refusals=refusals,
        request_id=g.get("request_id", "-"),
    )
