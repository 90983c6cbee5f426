"""核验导出文件: did this system make the file, when, for whom, and was a cell altered (B4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from admin_app.errors import Refused
from admin_app.policy.permissions import Permission, require
from admin_app.services.audit import EventKind, note
from admin_app.services.exports import Finding, find_export
from admin_app.sheets.clean import rearm
from admin_app.sheets.fingerprint import fingerprint
from admin_app.sheets.reading import SEAL_LIMITS, read_seal, read_table
from admin_app.unit_of_work import unit_of_work
from models.base import db
from views.base.exporting import COVER
from views.base.request import actor, now

blueprint = Blueprint("export_check", __name__)


@dataclass(frozen=True)
class Brought:
    """What a file says of itself: its serial, if it has a cover, and its fingerprint now."""

    serial: str
    fingerprint: str
    rows: int


@blueprint.get("/office/exports/verify/")
def page() -> str:
    """The form."""
    require(actor(), Permission.VERIFY_EXPORT)
    return _answer()


@blueprint.post("/office/exports/verify/")
def verify() -> str | tuple[str, int]:
    """The verdict; the file itself is not kept."""
    require(actor(), Permission.VERIFY_EXPORT)
    sent = request.files.get("file")
    content = sent.read() if sent else b""
    db.session.rollback()  # reading takes its time: no lock is held meanwhile
    try:
        if not content:
            raise Refused("请选择要核验的文件（xlsx 或 csv）", "file")
        brought = _read(content)
    except Refused as refused:
        return _answer(error=refused.sentence), 422
    with unit_of_work(db.session):
        finding = find_export(db.session, actor(), brought.serial, brought.fingerprint)
        known = finding.exported.serial if finding else ""
        is_whole = finding is not None and finding.is_unaltered
        note(db.session, actor(), EventKind.EXPORT_VERIFIED, now(), serial=known, whole=is_whole)
    return _answer(brought=brought, finding=finding)


def _read(content: bytes) -> Brought:
    if content.startswith(b"PK"):
        sealed = read_seal(content, SEAL_LIMITS, COVER)
        pairs = [[str(cell.value) for cell in row.cells[:2]] for row in
                 (sealed.cover.header, *sealed.cover.rows)]  # fmt: skip
        said = dict(pair for pair in pairs if len(pair) == 2)
        return Brought(said.get("导出编号", "")[:24], sealed.fingerprint, sealed.rows)
    table = read_table(content, SEAL_LIMITS)
    rows: list[Sequence[str]] = [
        [rearm(str(cell.value or "")) for cell in row.cells] for row in (table.header, *table.rows)
    ]
    return Brought("", fingerprint(rows), len(table.rows))


def _answer(error: str = "", brought: Brought | None = None, finding: Finding | None = None) -> str:
    return render_template("exports/verify.html", error=error, brought=brought, finding=finding)
