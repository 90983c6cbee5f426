"""批量填报: 下载模板 -> 上传 -> 检查 -> 确认 -> 结果 (二/1.2.4; R81 to R85)."""

import hashlib

from flask import Response, request
from flask_admin import expose
from sqlalchemy import ColumnElement, select
from werkzeug.wrappers import Response as AnyResponse

from admin_app.actor import Actor
from admin_app.errors import Refused
from admin_app.policy.permissions import Permission
from admin_app.rules.employment_window import earliest_start
from admin_app.services.audit import EventKind, Subject, note
from admin_app.services.batch_checks import check_table
from admin_app.services.batch_columns import SHEET, WrongColumns
from admin_app.services.batch_store import keep_upload, refuse_filed_before
from admin_app.services.progress import Steps
from admin_app.session_scope import AnySession
from admin_app.sheets.cells import Table
from admin_app.sheets.limits import Limits
from admin_app.sheets.reading import read_table
from admin_app.sheets.template import Instructions, write_template
from models.batches import BatchUpload
from views.base.downloads import XLSX, attachment
from views.base.reading_view import Answer
from views.base.request import acting, house, now, today
from views.base.streaming import Work, answer_work
from views.batch_filing import BatchFilingView, batch_columns

TEMPLATE_ROWS = 5000


class Batches(BatchFilingView):
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
        first = earliest_start(today(), house().rulebook.filing_months_back)
        lines = (
            f"本模板用于“{acting().employer_name}”批量填报特种设备作业人员聘用记录。",
            f"每行填写一条聘用记录，一次最多 {TEMPLATE_ROWS} 行。",
            f"今天填报，聘用开始时间最早为 {first}；聘用结束时间最晚为该作业项目证书的有效期。",
            "日期可写作 2026-02-15、2026/2/15、20260215 或 2026年2月15日。",
            "请勿合并单元格、隐藏行列或使用公式。",
        )
        content = write_template(
            SHEET, batch_columns(), Instructions("填写说明", lines), TEMPLATE_ROWS
        )
        return attachment(content, "聘用记录批量填报模板.xlsx", XLSX)

    def _answer_index(self, refused: Refused | None = None) -> str:
        earlier = self.session.scalars(
            select(BatchUpload)
            .where(self.lens_criterion())
            .order_by(BatchUpload.uploaded_at.desc(), BatchUpload.id.desc())
            .limit(20)
        ).all()
        return self.render("batch/index.html", view=self, earlier=earlier, refused=refused,
                           limits=Limits(), rows=TEMPLATE_ROWS)  # fmt: skip
