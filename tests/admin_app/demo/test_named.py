"""The accounts' stories are true, on every size (requirements, section 5)."""

from datetime import date, timedelta
from typing import Any

import pytest

from admin_app.demo.accounts import (
    DEMO_ACCOUNTS,
    DEMO_PASSWORD,
    NEWCOMER_NAME,
    NEWCOMER_NUMBER,
    PERSONS,
)
from admin_app.demo.notice import demo_notice
from admin_app.rules.dates import add_months
from admin_app.rules.grant_term import is_effective
from admin_app.rules.identity_number import flaw_in_id
from admin_app.rules.term import Term
from models.accounts import Account
from models.certificates import Certificate
from models.employers import Employer
from models.employments import Employment
from models.grants import Grant
from models.people import Person
from models.vocabulary import GrantFunction
from tests.admin_app.demo.filled import Filled, Row

ALL = frozenset(GrantFunction)
GUIDE = ("worker", "legal", "delegate", "expired", "newcomer", "clerk", "owner",
         "staff", "auditor", "admin", "company", "corporate")  # fmt: skip


def _account(made: Filled, login: str) -> Row:
    return next(row for row in made.rows(Account) if row["login"] == login)


def _of(made: Filled, model: Any, login: str, column: str = "person_id") -> list[Row]:
    person_id = _account(made, login)["person_id"]
    return [row for row in made.rows(model) if row[column] == person_id]


def _employers_of_legal(made: Filled) -> list[int]:
    return [row["id"] for row in _of(made, Employer, "legal", "representative_id")]


def _live(made: Filled, grants: list[Row], day: date | None = None) -> list[Row]:
    return [
        row
        for row in grants
        if is_effective(
            row["is_authorized"],
            row["disabled_at"] is not None,
            Term(row["valid_from"], row["valid_until"]),
            day or made.today,
        )
    ]


def test_the_accounts_are_those_of_the_requirements(any_size: Filled) -> None:
    assert tuple(login for login, _ in DEMO_ACCOUNTS) == GUIDE
    assert sorted(row["login"] for row in any_size.rows(Account)) == sorted(GUIDE)
    assert {row["password_hash"] for row in any_size.rows(Account)} == {"hash of demo-2026-pass"}


def test_every_personal_account_is_of_the_person_of_its_name(any_size: Filled) -> None:
    persons = any_size.by_id(Person)
    for login, (name, number) in PERSONS.items():
        account = _account(any_size, login)
        person = persons[account["person_id"]]
        assert (person["full_name"], person["id_number"]) == (name, number)
        assert account["display_name"] == name
        assert account["kind"] == "personal"


def test_the_numbers_are_valid_and_one_ends_in_x() -> None:
    numbers = [number for _, number in PERSONS.values()]
    assert [number for number in numbers if flaw_in_id(number, date(2020, 1, 1))] == []
    assert any(number.endswith("X") for number in numbers)
    assert {number[:6] for number in numbers} == {"442099"}


@pytest.mark.parametrize("login", ["staff", "auditor", "admin"])
def test_the_back_office_has_its_roles(any_size: Filled, login: str) -> None:
    assert _account(any_size, login)["office_role"] == login


@pytest.mark.parametrize(
    ("login", "kind"), [("company", "enterprise"), ("corporate", "legal_entity")]
)
def test_two_accounts_are_no_persons(any_size: Filled, login: str, kind: str) -> None:
    account = _account(any_size, login)
    assert (account["kind"], account["person_id"]) == (kind, None)


def test_worker_has_two_certificates_and_two_employers(any_size: Filled) -> None:
    certificates = _of(any_size, Certificate, "worker")
    assert sorted(row["is_local"] for row in certificates) == [False, True]
    records = _of(any_size, Employment, "worker")
    assert len({row["employer_id"] for row in records}) == 2
    remote = next(row for row in certificates if not row["is_local"])
    assert remote["version"] > 1


def test_legal_has_two_enterprises_and_is_hired(any_size: Filled) -> None:
    assert len(_employers_of_legal(any_size)) == 2
    records = _of(any_size, Employment, "legal")
    assert {row["employer_id"] for row in records} - set(_employers_of_legal(any_size))
    assert any(row["filed_by_id"] == row["person_id"] for row in records)


def test_delegate_has_everything_here_and_certificates_there(any_size: Filled) -> None:
    first = _employers_of_legal(any_size)[0]
    grants = _live(any_size, _of(any_size, Grant, "delegate"))
    functions = {row["employer_id"]: row["functions"] for row in grants}
    assert functions.pop(first) == ALL
    assert list(functions.values()) == [{GrantFunction.CERTIFICATES}]
    assert set(functions).isdisjoint(_employers_of_legal(any_size))


def test_expired_ended_yesterday(any_size: Filled) -> None:
    grants = _of(any_size, Grant, "expired")
    yesterday = any_size.today - timedelta(days=1)
    assert [row["valid_until"] for row in grants] == [yesterday]
    assert _live(any_size, grants) == []
    assert _live(any_size, grants, yesterday) == grants


def test_clerk_files_at_the_first_enterprise_and_nothing_else(any_size: Filled) -> None:
    grants = _live(any_size, _of(any_size, Grant, "clerk"))
    assert [row["functions"] for row in grants] == [{GrantFunction.EMPLOYMENT}]
    assert grants[0]["employer_id"] == _employers_of_legal(any_size)[0]


def test_a_delegate_passed_a_grant_on(any_size: Filled) -> None:
    made = _of(any_size, Grant, "delegate", "granted_by_id")
    assert [row["granted_as"] for row in made] == ["delegate"]


def test_owner_employs_in_person(any_size: Filled) -> None:
    (employer,) = _of(any_size, Employer, "owner", "representative_id")
    assert employer["kind"] == "individual"
    records = [row for row in any_size.rows(Employment) if row["employer_id"] == employer["id"]]
    assert len(records) >= 2
    assert "individual_employer" in {row["filed_as"] for row in records}


def test_newcomer_can_be_filed_for(any_size: Filled) -> None:
    assert PERSONS["newcomer"] == (NEWCOMER_NAME, NEWCOMER_NUMBER)
    assert _of(any_size, Employment, "newcomer") == []
    certificates = _of(any_size, Certificate, "newcomer")
    assert sorted(row["is_local"] for row in certificates) == [False, True]
    for row in certificates:
        assert row["lifecycle"] == "normal"
        assert row["valid_from"] < add_months(any_size.today, -12)
        assert row["valid_until"] > add_months(any_size.today, 24)


def test_the_back_office_has_no_other_business(any_size: Filled) -> None:
    for login in ("staff", "auditor", "admin", "newcomer"):
        assert _of(any_size, Employer, login, "representative_id") == []
        assert _of(any_size, Grant, login) == []


def test_the_sign_in_page_is_told() -> None:
    notice = demo_notice()
    assert tuple(notice.accounts) == GUIDE
    assert notice.password == DEMO_PASSWORD == "demo-2026-pass"
    assert (notice.newcomer_name, notice.newcomer_number) == (NEWCOMER_NAME, NEWCOMER_NUMBER)
    assert NEWCOMER_NUMBER not in repr(notice)
