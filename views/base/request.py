"""What a view knows of the request it answers: the house, the moment, the person behind it."""

from datetime import date, datetime

from flask import current_app, g

from admin_app.actor import Acting, Actor
from admin_app.auth.presence import Presence
from admin_app.errors import Forbidden
from admin_app.house import House


def house() -> House:
    """The joined parts of this application."""
    found = current_app.extensions["house"]
    assert isinstance(found, House)
    return found


def now() -> datetime:
    """The moment of this request: one for all that happens in it."""
    if "now" not in g:
        g.now = house().now()
    moment: datetime = g.now
    return moment


def today() -> date:
    """The day of this request, in China."""
    return now().date()


def presence() -> Presence | None:
    """The open session behind the request; None for a visitor."""
    found: Presence | None = g.get("presence")
    return found


def actor() -> Actor:
    """The signed-in person; the gate has seen to it that there is one."""
    found = presence()
    if found is None:
        raise Forbidden("请先登录。")
    return found.actor


def acting() -> Acting:
    """The employer in hand; only asked on enterprise pages, where there is one."""
    found = actor().acting
    if found is None:
        raise Forbidden("请先选择办事企业。")
    return found
