"""禁用: one or several delegates, after one more page that names each (R119)."""

from collections.abc import Sequence

from flask import flash, redirect, request
from flask_admin import expose
from flask_admin.actions import action

from admin_app.errors import Refused
from admin_app.services.disabling import (
    disable_grants,
    granted_by_delegates,
    refuse_any_untouchable,
)
from admin_app.unit_of_work import unit_of_work
from models.grants import Grant
from views.base.house_view import HouseView
from views.base.moments import moment_words
from views.base.reading_view import Answer
from views.base.request import acting, actor, now, today
from views.ending import NOTHING_SELECTED


class DisablingView(HouseView):
    """The action ``disable`` of 人员授权, and the same as a button on the row."""

    @expose("/disable/", methods=("POST",))
    def disable_view(self) -> Answer:
        """The row's button; the same as the action on a selection of one."""
        answer: Answer = self.action_disable(request.form.getlist("rowid"))
        return answer

    @action("disable", "禁用")
    def action_disable(self, ids: list[str]) -> Answer:
        """禁用: ask on a page of its own that names each person, then all or none (R119)."""
        if not ids:
            raise Refused(NOTHING_SELECTED)
        grants = self.get_several(ids)
        if request.form.get("confirm") != "yes":
            refuse_any_untouchable(actor(), grants)
            return self.render(
                "grants/disable.html", grants=grants, view=self, made=self._made_by(grants)
            )
        with unit_of_work(self.session):
            stopped = disable_grants(self.session, actor(), grants, now())
            made = self._made_by(grants)
        flash(f"已禁用 {stopped} 名被授权人，{moment_words(now())} 起立即生效", "success")
        if made:
            names = "、".join(grant.person_name for grant in made)
            flash(f"以下人员由被禁用的被授权人授权，请逐一复核：{names}", "warning")
        return redirect(self.address("index_view"), 303)

    def _made_by(self, grants: Sequence[Grant]) -> Sequence[Grant]:
        grantees = [grant.person_id for grant in grants if grant.person_id is not None]
        return granted_by_delegates(self.session, acting().employer_id, grantees, today())
