"""A checked file between 检查 and 确认: kept sealed for a day, bound to account and enterprise."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from admin_app.actor import Actor
from admin_app.errors import NotFound, Refusal, Refused
from admin_app.rules.identity_number import hide_numbers
from admin_app.services.standing import employer_in_hand
from admin_app.session_scope import AnySession, unscoped
from admin_app.sheets.cells import Cell, Kind, Row, Table
from models.batches import BatchUpload
from models.vocabulary import BatchState

KEPT = timedelta(days=1)
NAME_LENGTH = 120


def keep_upload(
    session: AnySession,
    actor: Actor,
    file_name: str,
    file_hash: bytes,
    table: Table,
    counts: tuple[int, int],
    now: datetime,
) -> BatchUpload:
    """Keep a checked table; ``counts`` are all rows and the good ones."""
    forget_old_rows(session, now)
    assert actor.account_id is not None
    upload = BatchUpload(
        employer_id=employer_in_hand(actor).employer_id,
        account_id=actor.account_id,
        uploaded_by_name=actor.full_name,
        file_name=_shown_name(file_name),
        file_hash=file_hash,
        state=BatchState.CHECKED.value,
        rows=_dump(table),
        row_count=counts[0],
        good_count=counts[1],
        uploaded_at=now,
    )
    session.add(upload)
    session.flush()
    return upload


def kept_table(session: AnySession, actor: Actor, upload: BatchUpload, now: datetime) -> Table:
    """The table of a checked upload; another account's is not found, an old one is refused."""
    if upload.account_id != actor.account_id:
        raise NotFound("没有找到该文件，或您无权查看。")
    rows = session.scalars(select(BatchUpload.rows).where(BatchUpload.id == upload.id)).one()
    if rows is None or now - upload.uploaded_at > KEPT:
        raise Refused("检查结果已超过一天，请重新上传文件。")
    return _load(rows)


def refuse_filed_before(session: AnySession, actor: Actor, file_hash: bytes) -> None:
    """The same file again is refused with the first filing, unless that was withdrawn (R85)."""
    first = session.scalars(
        select(BatchUpload.id).where(
            BatchUpload.employer_id == employer_in_hand(actor).employer_id,
            BatchUpload.file_hash == file_hash,
            BatchUpload.state == BatchState.FILED.value,
        )
    ).first()
    if first is not None:
        sentence = "该文件已经填报过，请勿重复上传。如需重新填报，请先撤销原批次。"
        raise Refused.many([Refusal("file", sentence, first)])


def forget_old_rows(session: AnySession, now: datetime) -> None:
    """Drop the rows of every upload that has waited for a day, whoever made it."""
    with unscoped(session, "forget old uploads"):
        session.execute(
            update(BatchUpload)
            .where(BatchUpload.rows.is_not(None), BatchUpload.uploaded_at < now - KEPT)
            .values(rows=None)
            .execution_options(synchronize_session=False)
        )


def _shown_name(name: str) -> str:
    """Never a path, never longer than it can be shown (T26), no ID number in full (T45)."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(character for character in last if character.isprintable())
    return hide_numbers(printable)[:NAME_LENGTH] or "未命名"


def _dump(table: Table) -> str:
    return json.dumps(
        {
            "sheet": table.sheet,
            "rows": [_dump_row(row) for row in (table.header, *table.rows)],
            "merged": table.merged,
            "hidden_columns": table.hidden_columns,
            "other_sheets": table.other_sheets,
            "from_1904": table.from_1904,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _dump_row(row: Row) -> list[Any]:
    cells = [[cell.kind.value, _dump_value(cell.value), cell.address] for cell in row.cells]
    return [row.number, row.hidden, cells]


def _dump_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _load(raw: str) -> Table:
    kept = json.loads(raw)
    header, *rows = (_load_row(*row) for row in kept["rows"])
    return Table(
        sheet=kept["sheet"],
        header=header,
        rows=tuple(rows),
        merged=tuple(kept["merged"]),
        hidden_columns=tuple(kept["hidden_columns"]),
        other_sheets=tuple(kept["other_sheets"]),
        from_1904=kept["from_1904"],
    )


def _load_row(number: int, hidden: bool, cells: Sequence[tuple[str, Any, str]]) -> Row:
    return Row(
        number,
        tuple(
            Cell(Kind(kind), _load_value(kind, value), address) for kind, value, address in cells
        ),
        hidden,
    )


def _load_value(kind: str, value: Any) -> Any:
    if kind == Kind.DATE.value:
        return datetime.fromisoformat(value) if " " in value else date.fromisoformat(value)
    return value
