"""Histories: every row has one, every link holds, and it tells how the row came to be."""

from itertools import pairwise
from typing import Any

import pytest

from admin_app.services.revisions import NOUNS, payload, stored
from models.people import Person
from models.sealed import link_mac
from tests.admin_app.demo.filled import Filled, changed_in


def _audited(made: Filled) -> list[tuple[str, Any]]:
    return [(noun, row) for model, noun in NOUNS.items() for row in made.rows(model)]


def test_every_chain_verifies(any_size: Filled) -> None:
    for noun, row in _audited(any_size):
        mac = b""
        for version, revision in enumerate(any_size.histories[noun, row["id"]], start=1):
            assert revision["version"] == version
            mac = link_mac(mac, payload(revision))
            assert revision["mac"] == mac
        assert (row["version"], row["head_mac"]) == (version, mac)


def test_no_history_is_left_over(any_size: Filled) -> None:
    assert set(any_size.histories) == {(noun, row["id"]) for noun, row in _audited(any_size)}


def test_histories_begin_with_the_creation_and_run_forward(any_size: Filled) -> None:
    for chain in any_size.histories.values():
        assert [one["kind"] for one in chain].index("create") == 0
        assert [one["kind"] for one in chain].count("create") == 1
        assert all(before["at"] <= after["at"] for before, after in pairwise(chain))


def test_changes_follow_from_one_another_to_what_stands_in_the_row(any_size: Filled) -> None:
    for noun, row in _audited(any_size):
        values: dict[str, Any] = {}
        for revision in any_size.histories[noun, row["id"]]:
            for name, (old, new) in changed_in(revision).items():
                if name in values and name != "status":
                    assert values[name] == old
                values[name] = new
        for name, value in values.items():
            if name in row:
                assert stored(row[name]) == value, (noun, row["id"], name)


def test_histories_hold_no_number(demo: Filled) -> None:
    told = str(
        [(one["changes"], one["reason"]) for chain in demo.histories.values() for one in chain]
    )
    assert [row["id"] for row in demo.rows(Person) if row["id_number"] in told] == []


@pytest.mark.parametrize("noun", ["employment", "grant", "certificate", "employer"])
def test_there_is_something_to_see_in_histories(demo: Filled, noun: str) -> None:
    kinds = {
        one["kind"] for key, chain in demo.histories.items() if key[0] == noun for one in chain
    }
    assert kinds > {"create"}
