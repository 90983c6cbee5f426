"""``python -m benchmarks``: fill a city, open every page, print what it took."""

import argparse
import re
import sys
from collections.abc import Sequence

from flask import Flask
from sqlalchemy import Engine

from admin_app.demo.fill import SIZES
from benchmarks.city import DAY, City, city
from benchmarks.measuring import measure
from benchmarks.pages import Address, addresses
from benchmarks.people import come, lookers
from benchmarks.plans import plans
from models.base import db
from tests.visitor import Visitor

HEAD = "median ms  p95 ms  cpu ms   db ms  queries    KiB  page"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments, measure one engine after the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--size", choices=sorted(SIZES), default="city")
    parser.add_argument("--runs", type=int, default=20, help="answers per page (20)")
    parser.add_argument("--only", default="", help="pages whose name matches this expression")
    parser.add_argument("--plans", action="store_true", help="print the plans instead of times")
    chosen = parser.parse_args(arguments)
    for engine in chosen.engine or ("sqlite", "postgresql"):
        with city(engine, chosen.size) as filled:
            _print_city(filled, chosen)


def _print_city(filled: City, chosen: argparse.Namespace) -> None:
    print(f"\n{filled.engine}, size {chosen.size}, filled in {filled.filled}")
    with filled.app.app_context():
        engine = db.engine
    for looker in lookers(filled.app, DAY):
        visitor = come(filled.app, looker)
        pages = _pages(filled.app, visitor, chosen.only)
        print(f"\n{filled.engine}, {looker.role}")
        if chosen.plans:
            _print_plans(visitor, engine, pages)
        else:
            _print_times(visitor, engine, pages, chosen.runs)


def _pages(app: Flask, visitor: Visitor, only: str) -> list[Address]:
    return [page for page in addresses(app, visitor) if re.search(only, page.name)]


def _print_times(visitor: Visitor, engine: Engine, pages: list[Address], runs: int) -> None:
    print(HEAD)
    for page in pages:
        it = measure(visitor.client, engine, page.path, runs)
        print(
            f"{it.median:9.1f}{it.p95:8.1f}{it.processor:8.1f}{it.database:8.1f}"
            f"{it.queries:9d}{it.kilobytes:7.1f}  {page.name}"
        )
        sys.stdout.flush()


def _print_plans(visitor: Visitor, engine: Engine, pages: list[Address]) -> None:
    with engine.connect() as connection:
        for page in pages:
            print(f"\n== {page.name}")
            for statement, lines in plans(visitor.client, connection, page.path):
                print("--", " ".join(statement.split()))
                print(*(f"   {line}" for line in lines), sep="\n")


if __name__ == "__main__":
    main()
