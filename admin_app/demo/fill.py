"""The door of the generator: fills an empty, prepared database (requirements, section 5; B10)."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from random import Random

from sqlalchemy import Connection, Engine, insert, inspect, text

from admin_app.demo.accounts import add_accounts
from admin_app.demo.block import Block, PersonDraft
from admin_app.demo.cases import add_cases
from admin_app.demo.named import People, add_named, add_persons
from admin_app.demo.populate import Size, populate
from admin_app.demo.turns import add_turns
from admin_app.demo.world import AUDITED, World, read_world
from admin_app.services.revisions import NOUNS
from models.revisions import Revision

SIZES: Mapping[str, Size] = {
    "demo": Size(blocks=1, employers=5, operators=19, item_weights=(5, 25, 40, 30)),
    "city": Size(12, 1000, 3583, (76, 18, 5, 1), with_giants=True),
    "province": Size(174, 1000, 3583, (76, 18, 5, 1), with_giants=True),
}


@dataclass
class Summary:
    """How many rows were made."""

    persons: int = 0
    employers: int = 0
    certificates: int = 0
    employments: int = 0
    grants: int = 0
    revisions: int = 0
    accounts: int = 0

    def __str__(self) -> str:
        return (
            f"人员 {self.persons}，用人单位 {self.employers}，证书 {self.certificates}，"
            f"聘用记录 {self.employments}，授权 {self.grants}，修改记录 {self.revisions}，"
            f"账号 {self.accounts}"
        )


def fill(
    engine_or_connection: Engine | Connection,
    *,
    size: str,
    today: date,
    seed: int,
    passwords_hash: Callable[[str], str],
    progress: Callable[[str], None],
) -> Summary:
    """Invent persons, employers, certificates, records, grants, their histories, and accounts.

    ``size`` is one of SIZES (KeyError else). The schema and the reference data have to be there,
    and the keys handed in; the tables have to be empty of accounts. Equal seed, size and day make
    equal data, but for nonces and password hashes. On an Engine every block is a transaction of
    its own; on a Connection everything belongs to the caller's, who commits.
    """
    chosen, summary = SIZES[size], Summary()
    with _transaction(engine_or_connection) as connection:
        world = read_world(connection, today)
    with _without_collector():
        staff: PersonDraft | None = None
        for number in range(chosen.blocks):
            rng = Random(f"{seed}/{size}/{number}")
            block, people = _make(world, chosen, number, rng, staff)
            staff = block.staff
            with _transaction(engine_or_connection) as connection:
                _write(connection, block, summary)
                if people is not None:
                    summary.accounts = add_accounts(connection, world, people, passwords_hash)
            progress(f"已生成演示数据 {number + 1}/{chosen.blocks}：{summary}")
    with _transaction(engine_or_connection) as connection:
        _catch_up_sequences(connection)
    return summary


def _make(
    world: World, size: Size, number: int, rng: Random, staff: PersonDraft | None
) -> tuple[Block, People | None]:
    world.mint.open_block(number)
    block = Block(world, rng, staff)
    people = None if number else _tell(block)
    populate(block, size, is_first=people is not None)
    return block, people


def _tell(block: Block) -> People:
    """The head of the first block: the named accounts' stories and the nasty cases."""
    people = add_persons(block)
    block.staff = people["staff"]
    stage = add_named(block, people)
    colleagues = add_cases(block, stage)
    add_turns(block, stage, colleagues)
    return people


@contextmanager
def _without_collector() -> Iterator[None]:
    """A block is a million small objects without a circle: looking for circles takes a third."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _transaction(target: Engine | Connection) -> Iterator[Connection]:
    if isinstance(target, Connection):
        yield target
        return
    with target.execution_options(writes=True).begin() as connection:
        yield connection


def _write(connection: Connection, block: Block, summary: Summary) -> None:
    for model in AUDITED:
        rows = block.rows[model]
        if rows:
            connection.execute(insert(model), rows)
        name = f"{NOUNS[model]}s"
        setattr(summary, name, getattr(summary, name) + len(rows))
    connection.execute(insert(Revision), block.revisions)
    summary.revisions += len(block.revisions)


def _catch_up_sequences(connection: Connection) -> None:
    """PostgreSQL does not notice keys that were given; its sequences have to follow."""
    if connection.dialect.name != "postgresql":
        return
    for model in AUDITED:
        table = inspect(model).local_table.name
        connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "  # noqa: S608 - own names
                f"(SELECT coalesce(max(id), 1) FROM {table}))"
            )
        )
