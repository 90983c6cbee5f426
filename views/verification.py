"""核验: whoever holds a printed sheet may ask whether it still holds; no sign-in (T47)."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for

from admin_app.errors import Refused
from admin_app.rules.serial_number import group_serial, read_serial
from admin_app.services.printing import Verdict, verify_serial
from admin_app.services.throttle import Limit, count_failure, refuse_beyond
from admin_app.unit_of_work import unit_of_work
from models.base import db
from views.base.reading_view import Answer
from views.base.request import now, today

MISSES = Limit("sheet verification", failures=30, window=timedelta(minutes=15))
UNKNOWN = "没有查到这个编号的打印材料，请对照纸面核对编号。仍然查不到的，请不要采信该材料。"

blueprint = Blueprint("verification", __name__, url_prefix="/verify")


@blueprint.get("/")
def ask() -> Answer:
    """A field for the serial, for whoever cannot scan; the answer has an address of its own."""
    typed = request.args.get("serial", "").strip()
    if not typed:
        return _page()
    try:
        serial = read_serial(typed)
    except Refused as refused:
        return _page(typed=typed, error=refused.sentence), 422
    return redirect(url_for("verification.show", serial=group_serial(serial)), 303)


@blueprint.get("/<serial>")
def show(serial: str) -> Answer:
    """The verdict; one neutral answer for every serial that is none of ours."""
    subject = request.remote_addr or ""
    refuse_beyond(db.session, MISSES, subject, now())
    try:
        read = read_serial(serial)
    except Refused as refused:
        return _page(typed=serial, error=refused.sentence), 404
    verdict = verify_serial(db.session, read, today())
    if verdict is None:
        _count_miss(subject)
        return _page(typed=group_serial(read), error=UNKNOWN), 404
    return _page(typed=group_serial(read), verdict=verdict)


def _count_miss(subject: str) -> None:
    """In a short transaction of its own: the page was read without a write lock."""
    db.session.rollback()
    with unit_of_work(db.session):
        count_failure(db.session, MISSES, subject, now())


def _page(typed: str = "", error: str = "", verdict: Verdict | None = None) -> str:
    return render_template("verify.html", typed=typed[:60], error=error, verdict=verdict)
