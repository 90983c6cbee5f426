"""The crowd looks like a city: the shares of domain 7.2, roughly."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from admin_app.demo import names
from admin_app.rules.identity_number import sex
from models.catalogue import WorkItem
from models.certificates import Certificate
from models.employers import Employer
from models.employments import Employment
from models.grants import Grant
from models.people import Person
from tests.admin_app.demo.filled import Filled, Row, day_of


def _share(rows: Iterable[Row], holds: Callable[[Row], object]) -> float:
    judged = [bool(holds(row)) for row in rows]
    return sum(judged) / len(judged)


@pytest.mark.parametrize(
    ("family", "share"), [("N1", 0.46), ("A", 0.18), ("Q2", 0.11), ("T", 0.07), ("Q1", 0.04)]
)
def test_items(crowd: Filled, family: str, share: float) -> None:
    items = crowd.by_id(WorkItem)
    found = _share(
        crowd.rows(Certificate), lambda row: items[row["item_id"]]["family_code"] == family
    )
    assert found == pytest.approx(share, abs=0.04)


def test_cranes_are_mostly_bridges(crowd: Filled) -> None:
    items = crowd.by_id(WorkItem)
    held = [items[row["item_id"]] for row in crowd.rows(Certificate)]
    cranes = [item for item in held if item["family_code"] == "Q2"]
    assert _share(cranes, lambda item: item["code"] == "Q2-桥式") == pytest.approx(0.6, abs=0.2)


def test_items_per_person(crowd: Filled) -> None:
    held = Counter({(row["person_id"], row["item_id"]) for row in crowd.rows(Certificate)})
    per_person = Counter(Counter(person for person, _ in held).values())
    total = sum(per_person.values())
    assert per_person[1] / total == pytest.approx(0.76, abs=0.05)
    assert per_person[2] / total == pytest.approx(0.18, abs=0.05)


def test_a_fifth_was_issued_elsewhere(crowd: Filled) -> None:
    found = _share(crowd.rows(Certificate), lambda row: not row["is_local"])
    assert found == pytest.approx(0.22, abs=0.05)


def test_states_of_certificates(crowd: Filled) -> None:
    rows, today = crowd.rows(Certificate), crowd.today
    normal = [row for row in rows if row["lifecycle"] == "normal"]
    withdrawn = 1 - len(normal) / len(rows)
    assert withdrawn == pytest.approx(0.02, abs=0.015)
    assert _share(normal, lambda row: row["valid_until"] < today) == pytest.approx(0.15, abs=0.05)


def test_records_per_certificate(crowd: Filled) -> None:
    found = len(crowd.rows(Employment)) / len(crowd.rows(Certificate))
    assert found == pytest.approx(1.95, abs=0.25)


def test_a_good_third_ended_early(crowd: Filled) -> None:
    records = crowd.rows(Employment)
    ended = [row for row in records if row["terminated_on"]]
    assert len(ended) / len(records) == pytest.approx(0.38, abs=0.06)
    resigned = _share(ended, lambda row: row["termination_reason"] == "本人辞职")
    assert resigned == pytest.approx(0.6, abs=0.08)


def test_edits_per_record(crowd: Filled) -> None:
    edits = [
        one
        for (noun, _), chain in crowd.histories.items()
        for one in chain
        if (noun, one["kind"]) == ("employment", "amend")
    ]
    assert len(edits) / len(crowd.rows(Employment)) == pytest.approx(0.4, abs=0.1)


def test_most_is_filed_soon_and_some_at_the_last_moment(crowd: Filled) -> None:
    delays = [(day_of(row["filed_at"]) - row["starts_on"]).days for row in crowd.rows(Employment)]
    assert sum(delay < 14 for delay in delays) / len(delays) == pytest.approx(0.6, abs=0.08)
    assert max(delays) in (364, 365)


def test_some_work_at_two_employers(crowd: Filled) -> None:
    by_holder: dict[tuple[int, int], list[Row]] = {}
    for row in crowd.rows(Employment):
        by_holder.setdefault((row["person_id"], row["item_id"]), []).append(row)
    several = [row for rows in by_holder.values() for row in rows if _overlaps(row, rows)]
    assert 0.01 < len(several) / len(crowd.rows(Employment)) < 0.09


def _overlaps(row: Row, others: list[Row]) -> bool:
    return any(
        row["employer_id"] != other["employer_id"]
        and row["starts_on"] <= other["effective_until"]
        and other["starts_on"] <= row["effective_until"]
        for other in others
    )


def test_people(crowd: Filled) -> None:
    holders = {row["person_id"] for row in crowd.rows(Certificate)}
    persons = [row for row in crowd.rows(Person) if row["id"] in holders]
    assert _share(persons, lambda row: sex(row["id_number"]) == "男") > 0.75
    ages = [crowd.today.year - int(row["id_number"][6:10]) for row in persons]
    assert statistics.median(ages) == pytest.approx(40, abs=3)
    assert sum(age > 66 for age in ages) <= 4
    same_name = Counter(row["full_name"] for row in persons).most_common(1)[0][1]
    assert same_name > 1


def test_employers(crowd: Filled) -> None:
    rows = crowd.rows(Employer)
    assert _share(rows, lambda row: (row["uscc"] or "").startswith("91")) > 0.8
    assert {row["town"] for row in rows} == set(names.TOWNS)
    representatives = Counter(row["representative_id"] for row in rows)
    several = sum(held > 1 for held in representatives.values()) / len(representatives)
    assert several == pytest.approx(0.04, abs=0.03)
    people = Counter(row["employer_id"] for row in crowd.rows(Employment))
    small = sum(number <= 5 for number in people.values()) / len(people)
    assert 0.3 < small < 0.8
    assert max(people.values()) > 40


def test_grants(crowd: Filled) -> None:
    grants, today = crowd.rows(Grant), crowd.today
    with_delegates = {row["employer_id"] for row in grants}
    assert len(with_delegates) / len(crowd.rows(Employer)) == pytest.approx(0.6, abs=0.1)
    live = _share(
        grants,
        lambda row: row["is_authorized"] and row["valid_from"] <= today <= row["valid_until"],
    )
    assert live == pytest.approx(0.7, abs=0.1)
    assert _share(grants, lambda row: row["disabled_at"]) == pytest.approx(0.1, abs=0.06)
    assert _share(grants, lambda row: "employment" in row["functions"]) > 0.85
    assert _share(grants, lambda row: "grants" in row["functions"]) < 0.3
