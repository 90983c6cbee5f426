"""检查, 确认, 结果, and 撤销本批: what happens to an uploaded file (R82, R83, A-11)."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Response, flash, redirect, request
from flask_admin import expose
from werkzeug.wrappers import Response as AnyResponse

from admin_app.actor import Actor
from admin_app.errors import DomainError
from admin_app.services.batch_checks import Report, check_table
from admin_app.services.batch_columns import template_columns
from admin_app.services.batch_store import kept_table
from admin_app.services.batches import (
    batch_in_hand,
    file_batch,
    refuse_unless_withdrawable,
    withdraw_batch,
)
from admin_app.services.progress import Steps, run
from admin_app.session_scope import AnySession
from admin_app.sheets.annotation import write_annotated
from admin_app.sheets.cells import Table
from admin_app.sheets.template import TemplateColumn
from admin_app.unit_of_work import unit_of_work
from models.batches import BatchUpload
from models.vocabulary import CatalogueVersion
from views.base.downloads import XLSX, attachment
from views.base.reading_view import Answer
from views.base.request import actor, house, now, today
from views.base.scoped_view import ScopedView
from views.base.streaming import answer_work
from views.batch_rows import PER_PAGE, lines_of, messages_of
from views.catalogue_choices import category_choices, items


class BatchFilingView(ScopedView):
    """Steps 3 to 5 of 批量填报."""

    @expose("/check/")
    def check_view(self) -> Answer:
        """The user's own table with what is wrong in each cell, bad rows first."""
        upload = self.get_one(request.args.get("id"))
        table, report = self._judged(upload)
        page = _page(request.args.get("page", ""), len(report.rows))
        return self.render(
            "batch/check.html",
            view=self,
            upload=upload,
            table=table,
            report=report,
            lines=lines_of(table, report, page),
            page=page,
            pages=max(1, -(-len(report.rows) // PER_PAGE)),
        )

    @expose("/returned/")
    def returned_view(self) -> Response:
        """The uploaded table back, with a last column 结果 / 如何修改 and marked cells."""
        upload = self.get_one(request.args.get("id"))
        table, report = self._judged(upload)
        content = write_annotated(table, messages_of(report), batch_columns())
        stem = upload.file_name.rpartition(".")[0] or upload.file_name
        return attachment(content, f"{stem}-检查结果.xlsx", XLSX)

    @expose("/confirm/", methods=("POST",))
    def confirm_view(self) -> AnyResponse | Answer:
        """Step 4: 确认填报 N 条, in one transaction."""
        key = self.parse_key(request.form.get("id"))
        only_good = request.form.get("only_good") == "yes"
        moment, rulebook = now(), house().rulebook

        def work(session: AnySession, who: Actor) -> Steps[str]:
            upload = batch_in_hand(session, who, key)
            yield from file_batch(
                session, who, upload, only_good=only_good, now=moment, rulebook=rulebook
            )
            return self.address("result_view", id=key)

        return answer_work(work)

    @expose("/result/")
    def result_view(self) -> Answer:
        """Step 5: what was filed, and 撤销本批 while that is possible."""
        upload = self.get_one(request.args.get("id"))
        try:
            refuse_unless_withdrawable(actor(), upload, now(), self._withdraw_term())
            reason = ""
        except DomainError as refused:
            reason = refused.sentence
        return self.render("batch/result.html", view=self, upload=upload, reason=reason,
                           days=house().rulebook.batch_withdraw_days)  # fmt: skip

    @expose("/withdraw/", methods=("POST",))
    def withdraw_view(self) -> AnyResponse | Answer:
        """撤销本批, after one more page."""
        key = self.parse_key(request.form.get("id"))
        upload = batch_in_hand(self.session, actor(), key)
        if request.form.get("confirm") != "yes":
            refuse_unless_withdrawable(actor(), upload, now(), self._withdraw_term())
            return self.render("batch/withdraw.html", view=self, upload=upload)
        with unit_of_work(self.session):
            done = withdraw_batch(self.session, actor(), upload, now(), self._withdraw_term())
        flash(f"已撤销本批 {done.count} 条聘用记录", "success")
        if done.kept:
            names = "、".join(done.kept)
            flash(f"以下人员的记录填报后已被修改，予以保留：{names}", "warning")
        return redirect(self.address("result_view", id=key), 303)

    def _judged(self, upload: BatchUpload) -> tuple[Table, Report]:
        table = kept_table(self.session, actor(), upload, now())
        return table, run(check_table(self.session, actor(), table, today(), house().rulebook))

    def _withdraw_term(self) -> timedelta:
        return timedelta(days=house().rulebook.batch_withdraw_days)


def batch_columns() -> Sequence[TemplateColumn]:
    """The columns of the template, with the present catalogue to choose from."""
    present = [item.label for item in items() if item.catalogue_version == CatalogueVersion.V2019]
    return template_columns([choice.label for choice in category_choices()], present)


def _page(raw: str, rows: int) -> int:
    asked = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 7 else 0
    return min(asked, max(0, -(-rows // PER_PAGE) - 1))
