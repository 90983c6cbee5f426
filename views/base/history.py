"""History as a table that people read: who, when, in which capacity, which field, before, after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from admin_app.clock import SHANGHAI
from models.revisions import Revision
from models.vocabulary import Capacity, GrantFunction, RevisionKind

FIELD_LABELS: Mapping[str, str] = {
    "starts_on": "聘用开始时间",
    "ends_on": "聘用结束时间",
    "terminated_on": "终止聘用时间",
    "termination_reason": "终止聘用原因",
    "certificate_differs": "证书信息不一致",
    "category": "作业种类",
    "item": "作业项目",
    "item_note": "作业项目说明",
    "issuer": "发证机构",
    "archive_no": "档案编号",
    "lifecycle": "证件状态",
    "is_authorized": "是否授权",
    "functions": "授权功能",
    "status": "状态",
    "grantee": "被授权人账号",
}
_BY_NOUN: Mapping[tuple[str, str], str] = {
    ("certificate", "valid_from"): "证书有效期起",
    ("certificate", "valid_until"): "证书有效期止",
    ("grant", "valid_from"): "授权期限起",
    ("grant", "valid_until"): "授权期限止",
}


@dataclass(frozen=True)
class HistoryLine:
    """One changed field of one save; ``is_first`` opens a save, of ``span`` lines."""

    at: datetime
    actor_name: str
    capacity: str
    employer_name: str
    kind: str
    field: str
    old: str
    new: str
    reason: str
    is_first: bool
    span: int


def lines_of(revisions: Sequence[Revision], *, with_creation: bool) -> list[HistoryLine]:
    """The lines of these revisions, in their order."""
    return [
        line
        for revision in revisions
        if with_creation or revision.kind != RevisionKind.CREATE.value
        for line in _lines(revision)
    ]


def _lines(revision: Revision) -> list[HistoryLine]:
    changes = revision.changes or [{"field": "", "old": None, "new": None}]
    return [
        HistoryLine(
            at=revision.at.astimezone(SHANGHAI),
            actor_name=revision.actor_name,
            capacity=Capacity(revision.capacity).label,
            employer_name=revision.employer_name or "-",
            kind=RevisionKind(revision.kind).label,
            field=field_label(revision.noun, change["field"]),
            old=words_for(change["field"], change["old"]),
            new=words_for(change["field"], change["new"]),
            reason=revision.reason,
            is_first=position == 0,
            span=len(changes),
        )
        for position, change in enumerate(changes)
    ]


def field_label(noun: str, field: str) -> str:
    """The words of the form for a field of the history."""
    return _BY_NOUN.get((noun, field)) or FIELD_LABELS.get(field, field)


def words_for(field: str, value: Any) -> str:
    """A stored value as people read it."""
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return "是" if value else "否"
    if field == "functions":
        return "、".join(GrantFunction(word).label for word in value)
    return str(value)
