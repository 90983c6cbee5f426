"""批量填报: 下载模板 -> 上传 -> 检查 -> 确认 -> 结果 (二/1.2.4; R81 to R85)."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from flask import Response, flash, redirect, request
from flask_admin import expose
from sqlalchemy import ColumnElement, select
from werkzeug.wrappers import Response as AnyResponse

from admin_app.actor import Actor
from admin_app.errors import DomainError, Refused
from admin_app.policy.permissions import Permission
from admin_app.rules.employment_window import earliest_start
from admin_app.services.audit import EventKind, Subject, note
from admin_app.services.batch_checks import Report, check_table
from admin_app.services.batch_columns import SHEET, WrongColumns, template_columns
from admin_app.services.batch_store import keep_upload, kept_table, refuse_filed_before
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
from admin_app.sheets.limits import Limits
from admin_app.sheets.reading import read_table
from admin_app.sheets.template import Instructions, TemplateColumn, write_template
from admin_app.unit_of_work import unit_of_work
from models.batches import BatchUpload
from models.vocabulary import CatalogueVersion
from views.base.downloads import XLSX, attachment
from views.base.reading_view import Answer
from views.base.request import acting, actor, house, now, today
from views.base.scoped_view import ScopedView
from views.base.streaming import Work, answer_work
from views.batch_rows import PER_PAGE, lines_of, messages_of
from views.catalogue_choices import category_choices, items

TEMPLATE_ROWS = 5000


class Batches(ScopedView):
    """The pages of 批量填报, over the uploads of the employer in hand."""

    noun = "batch"
    lens = "enterprise"
    title = "批量填报"
    operations = {
        "index_view": Permission.FILE_BATCH,
        "upload_view": Permission.FILE_BATCH,
        "template_view": Permission.FILE_BATCH,
        "check_view": Permission.FILE_BATCH,
        "returned_view": Permission.FILE_BATCH,
        "confirm_view": Permission.FILE_BATCH,
        "result_view": Permission.FILE_BATCH,
        "withdraw_view": Permission.WITHDRAW_BATCH,
    }

    def lens_criterion(self) -> ColumnElement[bool]:
        """Uploads for the employer in hand."""
        return BatchUpload.employer_id == acting().employer_id

    @expose("/")
    def index_view(self) -> Answer:
        """Steps 1 and 2: the template and the upload; earlier batches below."""
        return self._answer_index()

    @expose("/", methods=("POST",))
    def upload_view(self) -> AnyResponse | Answer:
        """Step 3: read and check; nothing is filed."""
        sent = request.files.get("file")
        name, content = (sent.filename or "", sent.read()) if sent else ("", b"")
        self.session.rollback()  # reading takes its time: no lock is held meanwhile
        try:
            if not content:
                raise Refused("请选择要上传的文件（xlsx 或 csv）", "file")
            table = read_table(content, Limits())
            return answer_work(self._checking(name, hashlib.sha256(content).digest(), table))
        except WrongColumns as wrong:
            return self.render("batch/columns.html", view=self, sentence=wrong.sentence), 422
        except Refused as refused:
            return self._answer_index(refused), 422

    def _checking(self, name: str, file_hash: bytes, table: Table) -> Work:
        day, moment, rulebook = today(), now(), house().rulebook

        def work(session: AnySession, who: Actor) -> Steps[str]:
            refuse_filed_before(session, who, file_hash)
            report = yield from check_table(session, who, table, day, rulebook)
            counts = (len(report.rows), len(report.good))
            kept = keep_upload(session, who, name, file_hash, table, counts, moment)
            subject = Subject(self.noun, kept.id)
            note(session, who, EventKind.BATCH_CHECKED, moment, subject, rows=counts[0])
            return self.address("check_view", id=kept.id)

        return work

    @expose("/template/")
    def template_view(self) -> Response:
        """Step 1: 下载模板 (R84)."""
        lines = (
            f"本模板用于“{acting().employer_name}”批量填报特种设备作业人员聘用记录。",
            f"每行填写一条聘用记录，一次最多 {TEMPLATE_ROWS} 行。",
            f"今天填报，聘用开始时间最早为 {earliest_start(today())}；"
            "聘用结束时间最晚为该作业项目证书的有效期。",
            "日期可写作 2026-02-15、2026/2/15、20260215 或 2026年2月15日。",
            "请勿合并单元格、隐藏行列或使用公式。",
        )
        content = write_template(SHEET, _columns(), Instructions("填写说明", lines), TEMPLATE_ROWS)
        return attachment(content, "聘用记录批量填报模板.xlsx", XLSX)

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
        content = write_annotated(table, messages_of(report), _columns())
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

    def _answer_index(self, refused: Refused | None = None) -> str:
        earlier = self.session.scalars(
            select(BatchUpload)
            .where(self.lens_criterion())
            .order_by(BatchUpload.uploaded_at.desc(), BatchUpload.id.desc())
            .limit(20)
        ).all()
        return self.render("batch/index.html", view=self, earlier=earlier, refused=refused,
                           limits=Limits(), rows=TEMPLATE_ROWS)  # fmt: skip


def _columns() -> Sequence[TemplateColumn]:
    present = [item.label for item in items() if item.catalogue_version == CatalogueVersion.V2019]
    return template_columns([choice.label for choice in category_choices()], present)


def _page(raw: str, rows: int) -> int:
    asked = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 7 else 0
    return min(asked, max(0, -(-rows // PER_PAGE) - 1))
