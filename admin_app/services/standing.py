"""The employer that an actor works for at this moment."""

from admin_app.actor import Acting, Actor
from admin_app.errors import Forbidden


def employer_in_hand(actor: Actor) -> Acting:
    """办事企业; refused where none was chosen."""
    if actor.acting is None:
        raise Forbidden("请先选择办事企业。")
    return actor.acting
