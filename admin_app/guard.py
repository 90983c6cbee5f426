"""The second lock on every row: whatever a view forgets, the session itself remembers.

Reads of a scoped table get the actor's criterion; without an actor they raise. Writes are judged
after each flush. Audited rows change only together with their Revision. Nothing is deleted, and
bulk changes of scoped tables are refused. Exemptions: ``session_scope.unscoped``.
"""

from typing import Any

from sqlalchemy import ColumnClause, TableClause, TextClause, event, inspect
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql import visitors

from admin_app.policy.scopes import SCOPES
from admin_app.policy.writes import may_write
from admin_app.services.revisions import NOUNS
from admin_app.session_scope import Standing, is_unscoped, standing
from models.base import Audited, Scoped
from models.revisions import Revision

_MODEL_OF = {inspect(model).local_table.name: model for model in SCOPES}
_BOOKKEEPING = frozenset({"version", "head_mac"})


class OutOfScope(Exception):
    """A read without an actor, or a write outside the actor's rows: a fault of the programme."""


class Unrevised(Exception):
    """An audited row changed without a Revision: a fault of the programme."""


def install(factory: Any) -> None:
    """Guard every session that the factory makes; called once per application."""
    event.listen(factory, "do_orm_execute", _scope_statement)
    event.listen(factory, "before_flush", _refuse_deletion)
    event.listen(factory, "after_flush", _judge_written)
    event.listen(factory, "before_commit", _require_revisions)
    event.listen(factory, "after_soft_rollback", _forget_changes)


def _scope_statement(state: ORMExecuteState) -> None:
    if state.is_column_load or is_unscoped(state.session):
        return
    models = _scoped_models(state.statement)
    if not models:
        return
    present = standing(state.session)
    if present is None or not state.is_select or not state.is_orm_statement:
        raise OutOfScope(", ".join(sorted(model.__name__ for model in models)))
    for model in models:
        state.statement = state.statement.options(_criterion(state.session, present, model))


def _criterion(session: Session, present: Standing, model: type[Scoped]) -> Any:
    """Built once per session and actor: a page asks for the same few tables again and again."""
    key = ("criterion", present, model)
    if key not in session.info:
        criterion = SCOPES[model](present.actor, present.today)
        session.info[key] = with_loader_criteria(model, criterion, include_aliases=True)
    return session.info[key]


def _scoped_models(statement: Any) -> set[type[Scoped]]:
    tables = set()
    for element in visitors.iterate(statement):
        if isinstance(element, TextClause):
            raise OutOfScope("textual SQL")
        tables.add(_table_name(element))
    return {_MODEL_OF[name] for name in tables if name in _MODEL_OF}


def _table_name(element: Any) -> str | None:
    """The name of the table behind a table, a column of it, or an alias."""
    source = element.table if isinstance(element, ColumnClause) else element
    while source is not None and not isinstance(source, TableClause):
        source = getattr(source, "element", None)
    return source.name if source is not None else None


def _refuse_deletion(session: Session, context: Any, instances: Any) -> None:
    if any(isinstance(row, Scoped) for row in session.deleted) and not is_unscoped(session):
        raise OutOfScope("nothing is ever deleted")


def _judge_written(session: Session, context: Any) -> None:
    new = [row for row in session.new if isinstance(row, Scoped)]
    changed = [row for row in session.dirty if isinstance(row, Scoped)]
    for row in new:
        if isinstance(row, Audited):
            _await_revision(session, row)
        elif isinstance(row, Revision):
            _note_revision(session, row)
    for row in changed:
        if isinstance(row, Audited):
            _note_change(session, row)
    written = [*new, *changed]
    if is_unscoped(session) or not written:
        return
    present = standing(session)
    if present is None or not all(may_write(present.actor, row) for row in written):
        raise OutOfScope("write outside the scope")


def _note_change(session: Session, row: Audited) -> None:
    """Fields and version change together, or not at all."""
    changed = {a.key for a in inspect(row).attrs if a.history.has_changes()}
    if "version" in changed:
        _await_revision(session, row)
    elif changed - _BOOKKEEPING:
        raise Unrevised(f"{type(row).__name__}: {sorted(changed)}")


def _await_revision(session: Session, row: Audited) -> None:
    """From here to the commit, a Revision of the row's version has to come; of a new row the 1."""
    _awaited(session).add((NOUNS[type(row)], row.id, row.version or 1))


def _note_revision(session: Session, row: Revision) -> None:
    session.info.setdefault("revised", set()).add((row.noun, row.row_id, row.version))


def _awaited(session: Session) -> set[tuple[str, int, int]]:
    found: set[tuple[str, int, int]] = session.info.setdefault("awaited", set())
    return found


def _require_revisions(session: Session) -> None:
    session.flush()
    revised = session.info.get("revised", set())
    missing = _awaited(session) - revised
    if missing:
        raise Unrevised(str(sorted(missing)))
    _forget_changes(session)


def _forget_changes(session: Session, *_: Any) -> None:
    for name in ("awaited", "revised"):
        session.info.pop(name, None)
