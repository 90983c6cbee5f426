"""Filling: the same again for the same seed and day, sound for the database, all or nothing."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from sqlalchemy import Connection, Engine, func, insert, select, text

from admin_app.clock import SHANGHAI
from admin_app.demo.fill import SIZES, Summary, fill
from admin_app.rules.identity_number import check_id, mask
from admin_app.rules.names import check_name, name_key
from admin_app.rules.uscc import check_uscc
from models.accounts import Account
from models.certificates import Certificate
from models.employers import Employer
from models.employments import Employment
from models.grants import Grant
from models.people import Person
from models.revisions import Revision
from models.sealed import keyed_hash
from models.vocabulary import IdType
from tests.admin_app.demo.filled import TODAY, Filled, as_text

MODELS = (Person, Employer, Certificate, Employment, Grant, Revision, Account)


def _content(made: Filled) -> list[str]:
    return [as_text(made.rows(model), "id_number") for model in MODELS]


def test_same_seed_size_and_day_make_the_same_content(
    fill_anew: Callable[..., Filled], demo: Filled
) -> None:
    assert _content(fill_anew()) == _content(demo)


def test_another_seed_makes_other_people(fill_anew: Callable[..., Filled], demo: Filled) -> None:
    other = fill_anew(seed=7)
    assert as_text(other.rows(Person), "id_number") != as_text(demo.rows(Person), "id_number")


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2025, 1, 31), date(2031, 12, 31)])
def test_any_day_will_do(fill_anew: Callable[..., Filled], today: date) -> None:
    assert fill_anew(today=today).summary.employments > 100


def test_the_demo_is_as_large_as_it_says(demo: Filled) -> None:
    summary = demo.summary
    assert summary.employers == 12
    assert 55 <= summary.persons <= 75
    assert 80 <= summary.certificates <= 100
    assert 130 <= summary.employments <= 170
    assert 15 <= summary.grants <= 25
    assert summary.accounts == 12


def test_the_city_is_of_the_size_of_the_domain() -> None:
    city, province = SIZES["city"], SIZES["province"]
    assert city.blocks * city.employers == 12_000
    assert city.blocks * city.operators == pytest.approx(43_000, rel=0.001)
    assert province.blocks / city.blocks == 14.5


def test_the_summary_counts_what_is_there(any_size: Filled) -> None:
    counted = Summary(*(len(any_size.rows(model)) for model in MODELS))
    said = any_size.summary
    assert (counted.persons, counted.employers) == (said.persons, said.employers)
    assert (counted.certificates, counted.employments) == (said.certificates, said.employments)
    assert (counted.grants, counted.revisions) == (said.grants, said.revisions)
    assert any_size.told[-1].endswith(str(said))


def test_nothing_refers_to_nothing(any_size: Filled) -> None:
    """On PostgreSQL no insert could; SQLite is asked."""
    if any_size.engine.dialect.name == "sqlite":
        with any_size.engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"


def test_the_next_row_gets_the_next_key(fill_anew: Callable[..., Filled]) -> None:
    """PostgreSQL's sequences do not follow keys that were given."""
    made = fill_anew()
    person = {name: value for name, value in made.rows(Person)[0].items() if name != "id"}
    person |= {"id_number": "x", "id_number_hash": b"another" * 4}
    with made.engine.begin() as connection:
        connection.execute(insert(Person), person)
        assert connection.scalar(select(func.max(Person.id))) == made.summary.persons + 1


def test_on_a_connection_the_caller_commits(empty: Engine) -> None:
    with empty.connect() as connection:
        _fill(connection)
        assert _persons(connection)
        connection.rollback()
        assert not _persons(connection)


def test_without_reference_data_there_is_a_clear_word(empty: Engine) -> None:
    with empty.connect() as connection:
        connection.execute(text("DELETE FROM issuer_aliases"))
        connection.execute(text("DELETE FROM issuers"))
        with pytest.raises(LookupError, match="reference data"):
            _fill(connection)


def _fill(connection: Connection) -> None:
    fill(
        connection, size="demo", today=TODAY, seed=1, passwords_hash=str,
        progress=lambda words: None,
    )  # fmt: skip


def _persons(connection: Connection) -> int | None:
    return connection.scalar(select(func.count()).select_from(Person))


def test_nothing_happened_today_or_later(any_size: Filled) -> None:
    midnight = datetime.combine(any_size.today, time(0), SHANGHAI)
    for model, name in (
        (Person, "created_at"), (Employer, "created_at"), (Certificate, "changed_at"),
        (Employment, "filed_at"), (Revision, "at"), (Account, "created_at"),
    ):  # fmt: skip
        assert max(row[name] for row in any_size.rows(model)) < midnight
    assert max(row["granted_on"] for row in any_size.rows(Grant)) < any_size.today


def test_every_person_passes_the_validators(any_size: Filled) -> None:
    for person in any_size.rows(Person):
        number = person["id_number"]
        assert check_id(number, IdType(person["id_type"]), any_size.today) == number
        assert person["id_number_masked"] == mask(number)
        assert person["id_number_hash"] == keyed_hash(number)
        assert check_name(person["full_name"]) == person["full_name"]
        assert person["name_key"] == name_key(person["full_name"])


def test_every_employer_passes_the_validators_and_says_that_it_is_a_demo(any_size: Filled) -> None:
    persons = any_size.by_id(Person)
    for employer in any_size.rows(Employer):
        if employer["kind"] == "individual":
            assert employer["name"] == persons[employer["representative_id"]]["full_name"]
        else:
            assert check_uscc(employer["uscc"]) == employer["uscc"]
            assert "演示" in employer["name"]


def test_certificates_say_that_they_are_of_a_demo(any_size: Filled) -> None:
    assert all(row["archive_no"].startswith("演示数据") for row in any_size.rows(Certificate))
