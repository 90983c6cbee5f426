"""SQL that the row guard cannot see stands in named places only (the guard's known holes)."""

import ast

import pytest

from tests.house.source import faults, python_files, tree_of

# Raw SQL text, and tables below the mapped classes, pass the loader criteria by.
RAW_NAMES = {"text", "literal_column", "TextClause", "TextualSelect"}
RAW_METHODS = {"exec_driver_sql", "raw_connection"}
TABLE_NAMES = {"Table", "TableClause", "table"}
TABLE_ATTRIBUTES = {"__table__", "local_table", "persist_selectable", "sorted_tables"}

# The places where it may stand, and why.
ALLOWED = {
    "admin_app/cli.py": "the installation's own row, which belongs to nobody",
    "admin_app/database.py": "pragmas and BEGIN, before there is anybody to read for",
    "admin_app/demo/fill.py": "fills an empty database in bulk, before there is anybody",
    "admin_app/guard.py": "it knows these forms to refuse them",
    "admin_app/policy/scopes.py": "it makes the criteria",
    "admin_app/reference.py": "rows that belong to nobody, before there is anybody",
}
GROUND = ("models/", "migrations/")


def unseen_sql(tree: ast.AST) -> list[str]:
    """What in a tree reaches rows past the guard, with its line."""
    return [
        f"{node.lineno}: {name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Attribute)
        for name in _unseen(node)
    ]


def _unseen(node: ast.AST) -> list[str]:
    match node:
        case ast.ImportFrom(module=str(module), names=names) if module.startswith("sqlalchemy"):
            return [alias.name for alias in names if alias.name in RAW_NAMES | TABLE_NAMES]
        case ast.Attribute(value=ast.Name(id="sqlalchemy" | "sa" | "db"), attr=name):
            return [name] if name in RAW_NAMES | TABLE_NAMES else []
        case ast.Attribute(attr=name):
            return [name] if name in RAW_METHODS | TABLE_ATTRIBUTES else []
    return []


def test_no_sql_past_the_guard() -> None:
    judged = [name for name in python_files() if not name.startswith(GROUND)]
    found = faults(judged, lambda name: unseen_sql(tree_of(name)))
    assert {name: lines for name, lines in found.items() if name not in ALLOWED} == {}
    assert ALLOWED.keys() <= found.keys(), "an exception has outlived its cause"


@pytest.mark.parametrize(
    "line",
    [
        "from sqlalchemy import select, text",
        "from sqlalchemy.sql import text as raw",
        "session.execute(db.text('DELETE FROM grants'))",
        "session.execute(sqlalchemy.text('DELETE FROM grants'))",
        "session.execute(select(Grant.__table__))",
        "session.execute(select(inspect(Grant).local_table))",
        "connection.exec_driver_sql('DELETE FROM grants')",
        "engine.raw_connection()",
        "from sqlalchemy import Table",
    ],
)
def test_it_is_seen_in_every_form(line: str) -> None:
    assert len(unseen_sql(ast.parse(line))) == 1


def test_mapped_queries_pass() -> None:
    harmless = "from sqlalchemy import select\nselect(page.c.id).where(Grant.text == form.text)"
    assert unseen_sql(ast.parse(harmless)) == []
