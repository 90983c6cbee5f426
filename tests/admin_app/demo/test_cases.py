"""The nasty cases of domain 7.3 are there from the first day."""

from datetime import timedelta

import pytest

from admin_app.demo.turns import FORMER_REPRESENTATIVE
from admin_app.rules.dates import add_months
from admin_app.rules.employment_window import earliest_start
from admin_app.rules.identity_number import birth_date
from admin_app.rules.term import Term
from models.catalogue import WorkItem
from models.certificates import Certificate
from models.employers import Employer
from models.employments import Employment
from models.grants import Grant
from models.people import Person
from tests.admin_app.demo.filled import Filled, day_of


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_certificate_in_use_ends_around_today(demo: Filled, days: int) -> None:
    day = demo.today + timedelta(days=days)
    ending = {row["id"] for row in demo.rows(Certificate) if row["valid_until"] == day}
    assert [row for row in demo.rows(Employment) if row["certificate_id"] in ending]


@pytest.mark.parametrize("lifecycle", ["cancelled", "rescinded", "revoked"])
def test_a_withdrawn_certificate_is_in_use(demo: Filled, lifecycle: str) -> None:
    withdrawn = {row["id"] for row in demo.rows(Certificate) if row["lifecycle"] == lifecycle}
    running = [
        row
        for row in demo.rows(Employment)
        if row["certificate_id"] in withdrawn and row["effective_until"] > demo.today
    ]
    assert running
    assert all(row["certificate_differs"] for row in running)


def test_a_record_starts_on_the_earliest_day(demo: Filled) -> None:
    starts = [
        row["starts_on"] == earliest_start(day_of(row["filed_at"])) for row in demo.rows(Employment)
    ]
    assert any(starts)


def test_a_record_has_yet_to_begin(demo: Filled) -> None:
    assert any(row["starts_on"] > demo.today for row in demo.rows(Employment))


def test_grants_are_in_every_state(demo: Filled) -> None:
    grants = demo.rows(Grant)
    assert any(row["valid_until"] == demo.today and row["is_authorized"] for row in grants)
    assert any(row["valid_from"] > demo.today for row in grants)
    assert any(row["disabled_at"] for row in grants)
    assert any(not row["is_authorized"] and not row["disabled_at"] for row in grants)


def test_employers_were_dissolved_renamed_and_taken_over(demo: Filled) -> None:
    employers = demo.by_id(Employer)
    dissolved = [key for key, row in employers.items() if row["state"] == "dissolved"]
    renamed = {
        row["employer_id"]
        for row in demo.rows(Employment)
        if row["employer_name"] != employers[row["employer_id"]]["name"]
    }
    assert renamed
    assert any(row["employer_id"] in dissolved for row in demo.rows(Employment))


def test_a_representative_changed_yesterday_and_the_grants_ended(demo: Filled) -> None:
    yesterday = demo.today - timedelta(days=1)
    ended = [
        row
        for row in demo.rows(Grant)
        if demo.histories["grant", row["id"]][-1]["reason"] == FORMER_REPRESENTATIVE
    ]
    assert ended
    for grant in ended:
        change = demo.histories["employer", grant["employer_id"]][-1]
        assert day_of(change["at"]) == yesterday
        assert change["changes"][0]["field"] == "representative"
        assert day_of(grant["disabled_at"]) == yesterday
        assert not grant["is_authorized"]


def test_names_and_documents_are_of_every_kind(demo: Filled) -> None:
    persons = demo.rows(Person)
    names = [row["full_name"] for row in persons]
    for part in ("·", "𬭎", "㛃", "欧阳", "DEMO"):
        assert any(part in name for name in names), part
    assert names.count("陈伟强") >= 2
    assert any(row["id_number"].endswith("X") for row in persons)
    kinds = {row["id_type"] for row in persons}
    assert kinds == {"resident_id", "residence_permit", "permanent_residence"}


def test_two_hold_certificates_beyond_65(demo: Filled) -> None:
    limit = add_months(demo.today, -65 * 12)
    holders = {row["person_id"] for row in demo.rows(Certificate)}
    births = [birth_date(row["id_number"]) for row in demo.rows(Person) if row["id"] in holders]
    assert sum(born is not None and born < limit for born in births) == 2


def test_somebody_works_at_two_employers_at_once(demo: Filled) -> None:
    records = [
        (row["person_id"], row["item_id"], row["employer_id"],
         Term(row["starts_on"], row["effective_until"]))
        for row in demo.rows(Employment)
    ]  # fmt: skip
    assert any(
        one[:2] == other[:2] and one[2] != other[2] and one[3].overlaps(other[3])
        for one in records
        for other in records
    )


def test_somebody_paused_for_more_than_a_year(demo: Filled) -> None:
    by_start = sorted(demo.rows(Employment), key=lambda row: row["starts_on"])
    pauses = [
        (after["starts_on"] - before["effective_until"]).days
        for before in by_start
        for after in by_start
        if (before["person_id"], before["item_id"]) == (after["person_id"], after["item_id"])
    ]
    assert max(pauses) > 366


def test_records_were_amended_often_shortened_under_and_voided(demo: Filled) -> None:
    records = demo.rows(Employment)
    assert max(row["version"] for row in records) >= 5
    normal = {row["id"] for row in demo.rows(Certificate) if row["lifecycle"] == "normal"}
    assert any(row["certificate_differs"] and row["certificate_id"] in normal for row in records)
    assert any(row["voided_at"] for row in records)


def test_an_old_catalogue_certificate_is_history(demo: Filled) -> None:
    items = demo.by_id(WorkItem)
    old = [
        row
        for row in demo.rows(Certificate)
        if items[row["item_id"]]["catalogue_version"] == "2011"
    ]
    assert old
    assert all(row["valid_until"] < demo.today for row in old)
