"""``python -m benchmarks.sheets``: check and file 5,000 rows, export 100,000 as xlsx and csv."""

import argparse
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin_app import session_scope
from admin_app.actor import Acting, Actor
from admin_app.clock import SHANGHAI
from admin_app.rules.rulebook import Rulebook
from admin_app.services.batch_checks import check_table
from admin_app.services.batch_store import keep_upload
from admin_app.services.batches import file_batch
from admin_app.services.progress import run
from admin_app.session_scope import unscoped
from admin_app.sheets.cells import CellValue, Table
from admin_app.sheets.csv_writer import write_csv
from admin_app.sheets.export import Column, Export
from admin_app.sheets.limits import Limits
from admin_app.sheets.reading import read_table
from admin_app.sheets.xlsx_writer import write_xlsx
from benchmarks.city import DAY, city
from models.accounts import Account
from models.base import db
from models.catalogue import WorkItem
from models.certificates import Certificate
from models.employers import Employer
from models.people import Person
from models.vocabulary import Capacity, GrantFunction
from tests.workbooks import Value, workbook
from views.employment_rows import listed

T = TypeVar("T")
ROWS, EXPORTED = 5_000, 100_000
NOW = datetime.combine(DAY, datetime.min.time(), SHANGHAI)
TITLES = ["单位", "代码", "姓名", "身份证号", "项目", "代号", "种类", "开始", "结束", "终止"]


def main() -> None:
    """Measure on one engine after the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sheets", description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--size", default="city")
    chosen = parser.parse_args()
    for engine in chosen.engine or ("sqlite", "postgresql"):
        with city(engine, chosen.size) as filled, filled.app.app_context():
            print(f"\n{engine}, size {chosen.size}, filled in {filled.filled}")
            _batch()
            _exports()


def _batch() -> None:
    """In a transaction that is rolled back: the city stays as it is for the next run."""
    actor = _somebody()
    content = workbook(_rows())
    table = _timed("read the workbook", lambda: read_table(content, Limits()))
    session_scope.enter(db.session, actor, DAY)
    report = _timed("check", lambda: run(check_table(db.session, actor, table, DAY, Rulebook())))
    print(f"{'':12}{len(report.good)} good rows of {len(report.rows)}")
    _timed("file (and check anew)", lambda: _file(actor, table))
    db.session.rollback()


def _file(actor: Actor, table: Table) -> None:
    upload = keep_upload(db.session, actor, "a.xlsx", b"0" * 32, table, (ROWS, ROWS), NOW)
    run(file_batch(db.session, actor, upload, only_good=True, now=NOW, rulebook=Rulebook()))


def _somebody() -> Actor:
    with unscoped(db.session, "benchmark"):
        employer = db.session.scalars(
            select(Employer).where(Employer.kind == "organization", Employer.state == "active")
        ).first()
        account = db.session.scalars(select(Account.id).where(Account.kind == "personal")).first()
    assert employer is not None
    acting = Acting(employer.id, employer.name, employer.uscc, False,
                    Capacity.LEGAL_REPRESENTATIVE, frozenset(GrantFunction))  # fmt: skip
    return Actor(account, employer.representative_id, "基准", acting=acting, choices=(acting,))


def _rows() -> list[list[Value]]:
    query = (
        select(Person.full_name, Person.id_number, WorkItem.code)
        .join(Certificate, Certificate.person_id == Person.id)
        .join(WorkItem, WorkItem.id == Certificate.item_id)
        .where(Certificate.lifecycle == "normal", Certificate.valid_until > DAY)
        .order_by(Certificate.id)
        .limit(ROWS)
    )
    with unscoped(db.session, "benchmark"):
        found = db.session.execute(query).all()
    return [[name, number, "", code, DAY, DAY + timedelta(days=1)] for name, number, code in found]


def _exports() -> None:
    columns = [Column(title) for title in TITLES]
    workbook_of = Export("聘用记录", columns, "导出说明", lambda tally: [("行数", tally.rows)])
    _drain("export xlsx", lambda rows: write_xlsx(workbook_of, rows))
    _drain("export csv", lambda rows: write_csv(TITLES, rows, lambda tally: None))


def _drain(name: str, write: Callable[[Iterable[Sequence[CellValue]]], Iterator[bytes]]) -> None:
    before, began, first, size = _peak(), time.perf_counter(), 0.0, 0
    for chunk in write(_city_rows()):
        first = first or time.perf_counter() - began
        size += len(chunk)
    took = time.perf_counter() - began
    print(f"{took:9.2f} s  {name}, first byte {first * 1000:.0f} ms, {size / 1e6:.1f} MB, "
          f"peak memory +{_peak() - before:.0f} MiB")  # fmt: skip


def _city_rows() -> Iterator[Sequence[CellValue]]:
    session: Session = db.session.session_factory()
    with unscoped(session, "benchmark"):
        rows = session.execute(listed().limit(EXPORTED), execution_options={"yield_per": 500})
        for row in rows:
            yield list(row[1 : len(TITLES) + 1])
    session.close()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(name: str, work: Callable[[], T]) -> T:
    began = time.perf_counter()
    result = work()
    print(f"{time.perf_counter() - began:9.2f} s  {name}, {ROWS} rows")
    return result


if __name__ == "__main__":
    main()
