"""导出: the present filter of a list, streamed as xlsx or csv, in the list's order (R127, B4)."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import Response, request, stream_with_context
from flask_admin import expose
from sqlalchemy import Select
from sqlalchemy.orm import Session

from admin_app import session_scope
from admin_app.actor import Actor
from admin_app.errors import NotFound, Refused
from admin_app.services.exports import (
    ExportOrder,
    capacity_of,
    new_serial,
    note_begun,
    record_export,
)
from admin_app.sheets.cells import CellValue
from admin_app.sheets.csv_writer import write_csv
from admin_app.sheets.export import Column, CoverLine, Export, Tally
from admin_app.sheets.xlsx_writer import write_xlsx
from admin_app.unit_of_work import unit_of_work
from models.base import db
from views.base.chips import Chip
from views.base.downloads import CSV, XLSX, attachment
from views.base.listing import Order, read_asked
from views.base.moments import moment_words
from views.base.reading_view import Answer, ReadingView
from views.base.request import actor, house, now, today
from views.base.search import Search, read_address

COVER = "导出说明"
FORMATS = {"xlsx": XLSX, "csv": CSV}
AT_ONCE = 500


class ExportingView(ReadingView):
    """A list that may be taken along. ``operations`` names the permission for ``export``."""

    @expose("/export/<export_type>/")
    def export(self, export_type: str) -> Answer | Response:
        """Exactly the rows of the list, in its order; the columns that were ticked."""
        if export_type not in FORMATS:
            raise NotFound("只能导出 xlsx 或 csv。")
        search = read_address(self.search_fields, request.args)
        if search.errors:
            return self._answer_list(search)
        names = self._export_columns_asked()
        order = ExportOrder(
            noun=self.noun,
            title=self.caption,
            columns=[self.column_labels[name] for name in names],
            filter_words=search.words or "全部",
            format=export_type,
        )
        with unit_of_work(self.session):
            note_begun(self.session, actor(), order, now())
        rows = self._stream_rows(self._whole_list(search), names, actor())
        chunks = self._xlsx(order, rows) if export_type == "xlsx" else self._csv(order, rows)
        name = f"{self.caption}-{today():%Y%m%d}.{export_type}"
        return attachment(stream_with_context(chunks), name, FORMATS[export_type])

    def _export_columns_asked(self) -> Sequence[str]:
        asked = set(request.args.getlist("columns"))
        known = [str(name) for name in self.column_list or ()]
        if not asked:
            return known
        if not asked <= set(known):
            raise Refused("请从列表中选择要导出的列")
        return [name for name in known if name in asked]

    def _whole_list(self, search: Search) -> Select[*tuple[Any, ...]]:
        """All rows of the list in its order; made before the first byte is out."""
        asked = read_asked(request.args, self.sortable, Order(*self.column_default_sort))
        by, key = self.sortable[asked.order.name], self.model.id
        order = (by.desc(), key.desc()) if asked.order.descending else (by, key)
        return search.narrow(self.rows().where(self.lens_criterion())).order_by(*order)

    def _stream_rows(
        self, query: Select[*tuple[Any, ...]], names: Sequence[str], who: Actor
    ) -> Iterator[Sequence[CellValue]]:
        """Read in a session of its own: the request's is gone once the answer streams.

        A client that goes away closes the generator, and with it the query.
        """
        session: Session = db.session.session_factory()
        try:
            session_scope.enter(session, who, today())
            for row in session.execute(query, execution_options={"yield_per": AT_ONCE}):
                cells = self.cells(row)
                yield [_plain(cells[name]) for name in names]
        finally:
            session.close()

    def _xlsx(self, order: ExportOrder, rows: Iterator[Sequence[CellValue]]) -> Iterator[bytes]:
        serial, who = new_serial(), actor()

        def cover(tally: Tally) -> Sequence[CoverLine]:
            _record(order, serial, tally, who)
            return _cover_lines(order, serial, tally, who)

        columns = [Column(title, _width(title)) for title in order.columns]
        return write_xlsx(Export(self.caption, columns, COVER, cover), rows)

    def _csv(self, order: ExportOrder, rows: Iterator[Sequence[CellValue]]) -> Iterator[bytes]:
        serial, who = new_serial(), actor()
        return write_csv(order.columns, rows, lambda tally: _record(order, serial, tally, who))


def _record(order: ExportOrder, serial: str, tally: Tally, who: Actor) -> None:
    session: Session = db.session.session_factory()
    try:
        session_scope.enter(session, who, today())
        with unit_of_work(session):
            record_export(session, who, order, serial, (tally.rows, tally.fingerprint), now())
    finally:
        session.close()


def _cover_lines(order: ExportOrder, serial: str, tally: Tally, who: Actor) -> Sequence[CoverLine]:
    return [
        ("系统", house().names.system),
        ("内容", order.title),
        ("导出人", who.full_name),
        ("身份", capacity_of(who).label),
        ("代表企业", who.acting.employer_name if who.acting else "-"),
        ("导出时间", moment_words(now())),
        ("筛选条件", order.filter_words),
        ("列", "、".join(order.columns)),
        ("数据行数", tally.rows),
        ("导出编号", serial),
        ("数据指纹", tally.fingerprint),
        ("说明", "身份证号已按规定隐去中间位数。本文件可由审计人员在“核验导出文件”中核验。"),
    ]


def _plain(value: Any) -> CellValue:
    """A cell of the list as a cell of a sheet: states as words, days as days."""
    if isinstance(value, list):
        return "、".join(chip.label for chip in value if isinstance(chip, Chip))
    plain: CellValue = value
    return plain


def _width(title: str) -> float:
    return 26 if title in ("作业种类", "作业项目", "授权功能", "授权期限", "证书有效期") else 18
