"""How the database finds the rows of a page: the plans of its queries."""

from collections.abc import Iterator

from flask.testing import FlaskClient
from sqlalchemy import Connection

from tests.statements import statements

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN (ANALYZE, BUFFERS) "}


def plans(
    client: FlaskClient, connection: Connection, path: str
) -> Iterator[tuple[str, list[str]]]:
    """Each query of a page with the lines of its plan."""
    with statements(connection.engine) as heard:
        client.get(path)
    for statement, parameters in heard.asked:
        yield statement, plan(connection, statement, parameters)


def plan(connection: Connection, statement: str, parameters: object) -> list[str]:
    """The lines of one query's plan."""
    explained = EXPLAIN[connection.dialect.name] + statement
    rows = connection.exec_driver_sql(explained, parameters)  # type: ignore[arg-type]
    return [str(row[-1]) for row in rows]
