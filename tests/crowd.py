"""More of everything for the people of the tests: to see that a page costs the same with more."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from flask import Flask

from admin_app.rules.identity_number import mask
from admin_app.rules.names import name_key
from admin_app.session_scope import unscoped
from models.base import db
from models.people import Person
from models.sealed import keyed_hash
from tests.world import ALL, LOCAL, REMOTE, World, _Maker, number

_DAY = timedelta(days=1)
_FIRST = date(2025, 6, 1)


def add_crowd(app: Flask, world: World, people: int) -> None:
    """So many people hired by E1, with a certificate and a grant each; as many rows of P's own."""
    with _making(app, world) as make:
        for place in range(people):
            key = f"crowd-{place}"
            _hire(make, key, place)
            _add_to_p(make, key, place)


@contextmanager
def _making(app: Flask, world: World) -> Iterator[_Maker]:
    with app.app_context(), unscoped(db.session, "test crowd"):
        make = _Maker(db.session, password_hash="")
        make.world = world
        yield make
        db.session.commit()


def _hire(make: _Maker, key: str, place: int) -> None:
    born, name = f"1980{1 + place // 28:02d}{1 + place % 28:02d}", f"众{place}"
    id_number = number(500 + place, born)
    person = Person(
        full_name=name, name_key=name_key(name), id_type="resident_id", id_number=id_number,
        id_number_hash=keyed_hash(id_number), id_number_masked=mask(id_number), created_at=make.at,
    )  # fmt: skip
    make.world.persons[key] = make.add(person, full_name=name)
    make.world.names[key], make.world.numbers[key] = name, id_number
    make.certificate(key, key, "N1", LOCAL, date(2024, 1, 1), date(2027, 12, 31))
    make.employment(key, "E1", key, _FIRST + place * _DAY, date(2026, 12, 31))
    make.grant(key, "E1", ALL)


def _add_to_p(make: _Maker, key: str, place: int) -> None:
    first = date(2022, 1, 1) + place * _DAY
    make.certificate(f"own {key}", "P", "T", REMOTE, first, first + 1000 * _DAY)
    make.employment(f"own {key}", "E3", f"own {key}", first, first)
