"""企业列表 and 个人列表: the two sides of one noun, where somebody has both (R62, R63)."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from admin_app.actor import Actor
from models.vocabulary import GrantFunction


@dataclass(frozen=True)
class Tab:
    """企业列表 or 个人列表."""

    label: str
    href: str
    is_current: bool


_LABELS = ("企业列表", "个人列表")
_SIDES = (
    (GrantFunction.EMPLOYMENT, ("enterprise_employments", "my_employments")),
    (GrantFunction.CERTIFICATES, ("enterprise_certificates", "my_certificates")),
)


def tabs_of(endpoint: str, who: Actor) -> Sequence[Tab]:
    """Both tabs for whoever may act for an enterprise in this noun; none for others (R125)."""
    for function, sides in _SIDES:
        may_choose = who.acting is None and bool(who.choices)
        if endpoint in sides and (may_choose or function in who.functions):
            return [
                Tab(label, url_for(f"{side}.index_view"), side == endpoint)
                for label, side in zip(_LABELS, sides, strict=True)
            ]
    return ()
