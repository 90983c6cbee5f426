"""终止聘用 of several people at once: one day, one reason, one more page (U3)."""

from collections.abc import Sequence

from flask import flash, redirect, request
from flask_admin.actions import action

from admin_app.errors import Refused
from admin_app.services.employments import end_employments
from admin_app.unit_of_work import unit_of_work
from models.employments import Employment
from models.vocabulary import TERMINATION_REASONS
from views.base.forms import DayField, HouseForm, TextField
from views.base.house_view import HouseView
from views.base.reading_view import Answer
from views.base.request import actor, house, now, today

NOTHING_SELECTED = "请先在列表中勾选要办理的行。"


class EndingForm(HouseForm):
    """Day and reason for all selected records."""

    terminated_on = DayField("终止聘用时间")
    termination_reason = TextField("终止聘用原因")


class EndingView(HouseView):
    """The action ``end`` of 聘用记录."""

    @action("end", "终止聘用")
    def action_end(self, ids: list[str]) -> Answer:
        """Ask on a page of its own that names each record, then end all or none."""
        if not ids:
            raise Refused(NOTHING_SELECTED)
        records = self.get_several(ids)
        is_confirmed = request.form.get("confirm") == "yes"
        form = EndingForm(request.form if is_confirmed else None)
        if not is_confirmed:
            form.terminated_on.data = today()
            return self._ask(form, records)
        try:
            form.refuse_unread()
            with unit_of_work(self.session):
                reason = form.termination_reason.data or ""
                ended = end_employments(
                    self.session,
                    actor(),
                    records,
                    form.terminated_on.data,
                    reason,
                    now(),
                    house().rulebook,
                )
        except Refused as refused:
            form.add(refused.refusals)
            return self._ask(form, records), 422
        flash(f"已终止 {ended} 条聘用记录", "success")
        return redirect(self.address("index_view"), 303)

    def _ask(self, form: EndingForm, records: Sequence[Employment]) -> str:
        rows = self.session.execute(
            self.rows().where(Employment.id.in_([record.id for record in records]))
        ).all()
        return self.render(
            "employments/end.html", form=form, rows=rows, view=self, reasons=TERMINATION_REASONS
        )
