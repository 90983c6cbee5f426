"""选择办事企业 and 切换企业 (R57 to R61)."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from admin_app.auth.sign_in import choose_employer
from admin_app.errors import Forbidden
from admin_app.unit_of_work import unit_of_work
from models.base import db
from models.vocabulary import GrantFunction
from views.base.request import actor, now

blueprint = Blueprint("employer", __name__)

_LISTS = (
    (GrantFunction.EMPLOYMENT, "enterprise_employments.index_view"),
    (GrantFunction.CERTIFICATES, "enterprise_certificates.index_view"),
    (GrantFunction.GRANTS, "enterprise_grants.index_view"),
)
NOT_YOURS = "您不能办理该企业的事项，请从列表中选择。"


@blueprint.get("/employer/select")
def select() -> str | Response:
    """Every employer that the person may act for; nobody sees an empty chooser (R63)."""
    if not actor().choices:
        return redirect(url_for("my_employments.index_view"), 303)
    return render_template("employer/select.html", choices=actor().choices)


@blueprint.post("/employer/select")
def choose() -> Response:
    """Take one in hand, under a new session id; the CSRF secret stays, so that forms that were
    opened for another employer meet 409 and not 400 (T38)."""
    raw = request.form.get("employer_id", "")
    if not raw.isascii() or not raw.isdecimal() or len(raw) > 15:
        raise Forbidden(NOT_YOURS)
    with unit_of_work(db.session):
        secret = choose_employer(db.session, actor(), current_user.get_id(), int(raw), now())
    session["_user_id"] = secret
    chosen = next(one for one in actor().choices if one.employer_id == int(raw))
    flash(f"当前办事企业：{chosen.employer_name}。检索条件已清空。", "success")
    return redirect(url_for(first_list(chosen.functions)), 303)


@blueprint.get("/enterprise/")
def entry() -> Response:
    """The first list that the functions in hand allow."""
    who = actor()
    if who.acting is None:
        if not who.choices:
            raise Forbidden("您没有可以办理的企业。")
        return redirect(url_for("employer.select"), 303)
    return redirect(url_for(first_list(who.functions)), 303)


@blueprint.get("/me/")
def personal_entry() -> Response:
    """个人列表."""
    return redirect(url_for("my_employments.index_view"), 303)


def first_list(functions: frozenset[GrantFunction]) -> str:
    """The endpoint of the first list among these functions."""
    return next(
        (endpoint for function, endpoint in _LISTS if function in functions),
        "my_employments.index_view",
    )
