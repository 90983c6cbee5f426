"""The records keep every rule of the house, judged as of the day on which they were filed."""

from collections import defaultdict
from datetime import date
from typing import Any

from admin_app.rules.dates import add_months
from admin_app.rules.employment_window import EmploymentDates, judge_amendment, judge_new
from admin_app.rules.identity_number import birth_date
from admin_app.rules.rulebook import Rulebook
from admin_app.rules.term import Term
from models.catalogue import WorkItem
from models.certificates import Certificate
from models.employers import Employer
from models.employments import Employment
from models.grants import Grant
from models.issuers import Issuer
from models.people import Person
from models.vocabulary import GrantFunction
from tests.admin_app.demo.filled import Filled, Row, changed_in, day_of

RULES = Rulebook()
FIELDS = ("starts_on", "ends_on", "terminated_on", "termination_reason")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _dates(values: dict[str, Any]) -> EmploymentDates:
    first, last, ended, reason = (values.get(name) for name in FIELDS)
    return EmploymentDates(_day(first), _day(last), _day(ended), reason)


def test_every_record_was_acceptable_on_the_day_of_filing(any_size: Filled) -> None:
    for record in any_size.rows(Employment):
        filed = changed_in(any_size.histories["employment", record["id"]][0])
        validity = Term(record["certificate_valid_from"], record["certificate_valid_until"])
        first, last = _day(filed["starts_on"][1]), _day(filed["ends_on"][1])
        assert judge_new(first, last, validity, day_of(record["filed_at"]), RULES) == []


def test_every_amendment_was_acceptable_on_its_day(any_size: Filled) -> None:
    certificates = any_size.by_id(Certificate)
    for record in any_size.rows(Employment):
        certificate = certificates[record["certificate_id"]]
        values: dict[str, Any] = {}
        for revision in any_size.histories["employment", record["id"]]:
            before = _dates(values)
            values |= {name: new for name, (_, new) in changed_in(revision).items()}
            if revision["kind"] != "amend":
                continue
            until = any_size.value_at("certificate", certificate, "valid_until", revision["at"])
            validity = Term(certificate["valid_from"], date.fromisoformat(until))
            day = day_of(revision["at"])
            assert judge_amendment(before, _dates(values), validity, day, RULES) == []


def test_no_two_records_of_one_employer_person_and_item_overlap(any_size: Filled) -> None:
    same: dict[tuple[int, ...], list[Term]] = defaultdict(list)
    for row in any_size.rows(Employment):
        if row["voided_at"] is None:
            term = Term(row["starts_on"], row["effective_until"])
            key = (row["employer_id"], row["person_id"], row["item_id"])
            assert not any(term.overlaps(other) for other in same[key])
            same[key].append(term)


def test_records_quote_the_certificate_as_it_was_at_filing(any_size: Filled) -> None:
    certificates = any_size.by_id(Certificate)
    items, issuers = any_size.by_id(WorkItem), any_size.by_id(Issuer)
    for record in any_size.rows(Employment):
        certificate = certificates[record["certificate_id"]]
        then = record["filed_at"]
        until = any_size.value_at("certificate", certificate, "valid_until", then)
        issuer = issuers[certificate["issuer_id"]]
        assert record["person_id"] == certificate["person_id"]
        assert record["item_id"] == certificate["item_id"]
        assert record["category_number"] == items[record["item_id"]]["category_number"]
        assert record["certificate_valid_from"] == certificate["valid_from"]
        assert record["certificate_valid_until"].isoformat() == until
        assert record["issuer_name"] == issuer["name"]
        assert record["issuer_is_local"] == issuer["is_local"] == certificate["is_local"]


def test_certificates_were_known_and_not_withdrawn_at_filing(any_size: Filled) -> None:
    certificates = any_size.by_id(Certificate)
    for record in any_size.rows(Employment):
        certificate = certificates[record["certificate_id"]]
        assert certificate["created_at"] < record["filed_at"]
        then = any_size.value_at("certificate", certificate, "lifecycle", record["filed_at"])
        assert then == "normal"


def test_of_several_certificates_the_latest_known_decided(any_size: Filled) -> None:
    held: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for certificate in any_size.rows(Certificate):
        held[certificate["person_id"], certificate["item_id"]].append(certificate)
    for record in any_size.rows(Employment):
        known = [
            one
            for one in held[record["person_id"], record["item_id"]]
            if one["created_at"] <= record["filed_at"]
        ]
        assert max(known, key=lambda one: one["valid_until"])["id"] == record["certificate_id"]


def test_records_quote_the_employer_as_it_was_at_filing(any_size: Filled) -> None:
    employers = any_size.by_id(Employer)
    for record in any_size.rows(Employment):
        employer = employers[record["employer_id"]]
        then = record["filed_at"]
        assert record["employer_name"] == any_size.value_at("employer", employer, "name", then)
        assert record["employer_uscc"] == employer["uscc"]
        dissolved_on = employer["dissolved_on"]
        assert dissolved_on is None or day_of(then) < dissolved_on


def test_only_who_might_file_has_filed(any_size: Filled) -> None:
    grants = {(row["employer_id"], row["person_id"]): row for row in any_size.rows(Grant)}
    employers, persons = any_size.by_id(Employer), any_size.by_id(Person)
    for record in any_size.rows(Employment):
        filer = persons[record["filed_by_id"]]
        assert record["filed_by_name"] == filer["full_name"]
        assert filer["created_at"] < record["filed_at"]
        employer = employers[record["employer_id"]]
        if record["filed_as"] == "delegate":
            assert _may_file(any_size, grants[employer["id"], filer["id"]], record)
        else:
            assert filer["full_name"] == _representative(any_size, employer, record)
            is_individual = record["filed_as"] == "individual_employer"
            assert is_individual == (employer["kind"] == "individual")


def _representative(made: Filled, employer: Row, record: Row) -> str:
    name: str = ""
    for revision in made.histories["employer", employer["id"]]:
        told = changed_in(revision)
        if revision["at"] <= record["filed_at"] and "representative" in told:
            name = told["representative"][1]
    return name


def _may_file(made: Filled, grant: Row, record: Row) -> bool:
    then, day = record["filed_at"], day_of(record["filed_at"])
    first, last = (
        made.value_at("grant", grant, name, then) for name in ("valid_from", "valid_until")
    )
    is_live = made.value_at("grant", grant, "is_authorized", then)
    is_made = made.histories["grant", grant["id"]][0]["at"] < then
    in_term = first <= day.isoformat() <= last
    return bool(is_live and is_made and in_term and GrantFunction.EMPLOYMENT in grant["functions"])


def test_flags_stand_where_certificate_and_record_part(any_size: Filled) -> None:
    certificates = any_size.by_id(Certificate)
    flagged = 0
    for record in any_size.rows(Employment):
        if record["voided_at"] is None:
            certificate = certificates[record["certificate_id"]]
            parts = record["effective_until"] > certificate["valid_until"]
            assert record["certificate_differs"] == (parts or certificate["lifecycle"] != "normal")
            flagged += record["certificate_differs"]
    assert flagged


def test_holders_were_of_age(any_size: Filled) -> None:
    persons = any_size.by_id(Person)
    for certificate in any_size.rows(Certificate):
        born = birth_date(persons[certificate["person_id"]]["id_number"])
        assert born is not None
        assert add_months(born, 18 * 12) <= certificate["valid_from"]


def test_validity_is_four_years_less_a_day(crowd: Filled) -> None:
    usual = [
        row
        for row in crowd.rows(Certificate)
        if (row["valid_until"] - row["valid_from"]).days in (1459, 1460)
    ]
    assert len(usual) / len(crowd.rows(Certificate)) > 0.95


def test_nobody_is_granted_what_he_has_by_right_and_nobody_twice(any_size: Filled) -> None:
    employers = any_size.by_id(Employer)
    pairs = [(row["employer_id"], row["person_id"]) for row in any_size.rows(Grant)]
    assert len(pairs) == len(set(pairs))
    own = {(key, row["representative_id"]) for key, row in employers.items()}
    assert not own & set(pairs)


def test_grants_name_their_grantee(any_size: Filled) -> None:
    persons = any_size.by_id(Person)
    for grant in any_size.rows(Grant):
        person = persons[grant["person_id"]]
        assert grant["person_name"] == person["full_name"]
        for name in ("name_key", "id_number", "id_number_hash", "id_number_masked"):
            assert grant[name] == person[name]
