"""检查: judge every row of a batch file by the rules of the page, and write nothing (R83)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from admin_app.actor import Actor
from admin_app.errors import Refusal, Refused
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term
from admin_app.services.batch_columns import Columns, locate
from admin_app.services.batch_rows import Words, read_filing
from admin_app.services.catalogue import all_items
from admin_app.services.filing import Filing, filing_employer, judge_filing
from admin_app.services.operators import HeldItem, Operator, find_operators, match_name
from admin_app.services.overlaps import Period, Taken, read_taken
from admin_app.services.progress import EVERY, Progress, Steps
from admin_app.session_scope import AnySession
from admin_app.sheets.cells import Row, Table

READING, JUDGING = "读取", "检查"


@dataclass(frozen=True)
class JudgedRow:
    """One row and what became of it: a filing that may be made, or what is wrong, by field."""

    row: Row
    filing: Filing | None
    operator: Operator | None
    held: HeldItem | None
    refusals: Sequence[Refusal]

    @property
    def is_good(self) -> bool:
        """Whether it may be filed."""
        return not self.refusals


@dataclass(frozen=True)
class Report:
    """The whole file, judged."""

    columns: Columns
    rows: Sequence[JudgedRow]
    problems: Sequence[str]

    @property
    def good(self) -> Sequence[JudgedRow]:
        """Rows that may be filed."""
        return [row for row in self.rows if row.is_good]

    @property
    def bad(self) -> Sequence[JudgedRow]:
        """Rows that may not."""
        return [row for row in self.rows if not row.is_good]


def check_table(
    session: AnySession, actor: Actor, table: Table, today: date, rulebook: Rulebook
) -> Steps[Report]:
    """Judge every row; raises ``WrongColumns`` before any row is looked at."""
    acting = filing_employer(actor)
    columns = locate(table)
    problems = {problem.address: problem.sentence for problem in table.problems()}
    read = yield from _read_rows(session, table, columns, today)
    numbers = {filing.id_number for _, filing, _ in read if filing is not None}
    operators = find_operators(session, numbers, today, rulebook)
    persons = [operator.person_id for operator in operators.values()]
    taken = read_taken(session, acting.employer_id, persons)
    rows: list[JudgedRow] = []
    for row, filing, refusals in read:
        if len(rows) % EVERY == 0:
            yield Progress(JUDGING, len(rows), len(read))
        if filing is None:
            rows.append(JudgedRow(row, None, None, None, refusals))
            continue
        operator = match_name(operators.get(filing.id_number), filing.person_name)
        rows.append(_judge_row(row, filing, operator, taken, today, rulebook))
    yield Progress(JUDGING, len(rows), len(read))
    return Report(columns, rows, list(_of_the_file(problems, table)))


def _judge_row(
    row: Row,
    filing: Filing,
    operator: Operator | None,
    taken: Taken,
    today: date,
    rulebook: Rulebook,
) -> JudgedRow:
    """Judge one row, and let a good one stand in the way of those below it."""
    try:
        held = judge_filing(filing, operator, taken, today, rulebook)
    except Refused as refused:
        return JudgedRow(row, filing, operator, None, refused.refusals)
    assert operator is not None
    assert filing.starts_on is not None
    assert filing.ends_on is not None
    term = Term(filing.starts_on, filing.ends_on)
    taken.add(operator.person_id, held.item_id, Period(term, row=row.number))
    return JudgedRow(row, filing, operator, held, ())


def _read_rows(
    session: AnySession, table: Table, columns: Columns, today: date
) -> Steps[list[tuple[Row, Filing | None, Sequence[Refusal]]]]:
    words = Words.of(all_items(session))
    read: list[tuple[Row, Filing | None, Sequence[Refusal]]] = []
    for row in table.rows:
        if len(read) % EVERY == 0:
            yield Progress(READING, len(read), len(table.rows))
        try:
            if row.hidden:
                raise Refused("该行被隐藏，请取消隐藏或删除后再上传")
            read.append((row, read_filing(row, columns.place, words, today, table.from_1904), ()))
        except Refused as refused:
            read.append((row, None, refused.refusals))
    return read


def _of_the_file(problems: dict[str, str], table: Table) -> Sequence[str]:
    """What concerns the whole file: merged cells and hidden columns."""
    return [
        sentence
        for address, sentence in problems.items()
        if address in table.merged or address in table.hidden_columns
    ]
