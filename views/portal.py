"""The portal, the home page of the signed-in, help and privacy notice (R1, R3, R4, R10 to R14)."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from admin_app.auth.presence import accept_notice, note_seen
from admin_app.services.worklist import work_of
from admin_app.unit_of_work import unit_of_work
from models.base import db
from views.base.request import actor, house, now, presence, today
from views.destinations import safe_path

blueprint = Blueprint("portal", __name__)


@blueprint.get("/")
def index() -> str:
    """企业服务平台; for the signed-in the work list of their roles."""
    found = presence()
    if found is None:
        return render_template("portal/index.html")
    work = work_of(db.session, found.actor, found.signed_in_before_at, today(), house().rulebook)
    return render_template("portal/home.html", work=work)


@blueprint.get("/module")
def module() -> Response:
    """The tile: into the module, where whoever may act for several chooses first (R4, R57)."""
    who = actor()
    if not who.choices:
        return redirect(url_for("my_employments.index_view"), 303)
    return redirect(url_for("employer.entry"), 303)


@blueprint.get("/help")
def help_page() -> str:
    """使用帮助 (R12, R13)."""
    return render_template("portal/help.html")


@blueprint.get("/privacy")
def privacy() -> str:
    """What is held, why, and who sees it (U4)."""
    return render_template("portal/privacy.html")


@blueprint.post("/privacy")
def accept_privacy() -> Response:
    """我已知悉."""
    account_id = actor().account_id
    assert account_id is not None
    with unit_of_work(db.session):
        accept_notice(db.session, account_id, now())
    return redirect(safe_path(request.form.get("next")) or url_for("portal.index"), 303)


@blueprint.post("/stay")
def stay() -> tuple[str, int]:
    """继续使用: the session's idle limit starts anew."""
    with unit_of_work(db.session):
        note_seen(db.session, current_user.get_id(), now())
    return "", 204
