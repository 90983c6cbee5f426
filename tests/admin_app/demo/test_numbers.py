"""Invented numbers: right by the validators, nobody's in fact, given out once."""

from datetime import date
from random import Random

import pytest

from admin_app.demo.numbers import (
    MAX_BLOCKS,
    NumberMint,
    id_number,
    id_number_ending_in_x,
    uscc,
)
from admin_app.rules.identity_number import check_id, flaw_in_id, id_type_of, sex
from admin_app.rules.uscc import flaw_in_uscc
from models.vocabulary import IdType

TODAY = date(2026, 3, 1)
BORN = date(1988, 2, 29)


def test_residents_are_valid_male_or_female_and_of_no_county() -> None:
    mint, rng = NumberMint(), Random(1)
    mint.open_block(0)
    for male, word in ((True, "男"), (False, "女")):
        for _ in range(50):
            number = mint.resident(rng, male, BORN)
            assert flaw_in_id(number, TODAY) is None
            assert sex(number) == word
            assert number[2:4] in ("98", "99")


@pytest.mark.parametrize(
    ("kind", "id_type"),
    [("permit", IdType.RESIDENCE_PERMIT), ("card", IdType.PERMANENT_RESIDENCE)],
)
def test_other_documents_are_of_their_type(kind: str, id_type: IdType) -> None:
    number = getattr(NumberMint(), kind)(Random(1), True, BORN)
    assert id_type_of(number) is id_type
    assert check_id(number, id_type, TODAY) == number


def test_no_number_is_given_out_twice() -> None:
    mint, rng = NumberMint(), Random(1)
    mint.open_block(3)
    assert len({mint.resident(rng, True, BORN) for _ in range(600)}) == 600


def test_a_day_without_a_free_number_is_told() -> None:
    mint, rng = NumberMint(), Random(1)
    for _ in range(500):
        mint.card(rng, True, BORN)
    with pytest.raises(OverflowError):
        mint.card(rng, True, BORN)


def test_blocks_do_not_meet() -> None:
    seen: set[str] = set()
    for block in range(MAX_BLOCKS):
        mint = NumberMint()
        mint.open_block(block)
        number = mint.resident(Random(1), True, BORN)
        assert number not in seen
        seen.add(number)
    with pytest.raises(ValueError, match="200"):
        NumberMint().open_block(MAX_BLOCKS)


def test_a_number_can_be_asked_to_end_in_x() -> None:
    number = id_number_ending_in_x("442099", BORN, male=False)
    assert number.endswith("X")
    assert flaw_in_id(number, TODAY) is None
    assert sex(number) == "女"


def test_the_number_of_a_sequence_is_always_the_same() -> None:
    assert id_number("442099", date(1990, 3, 7), 1) == "44209919900307001X"


def test_credit_codes_are_valid_and_different() -> None:
    codes = [uscc(kind, index) for kind in ("91", "92", "N1", "12") for index in range(1, 500)]
    assert [code for code in codes if flaw_in_uscc(code)] == []
    assert len(set(codes)) == len(codes)


def test_the_organisation_code_inside_checks_too() -> None:
    """GB 11714: the ninth character over the eight before it (weights 3 7 9 10 5 8 4 2)."""
    organisation = uscc("91", 12345)[8:17]
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c, 36) * weight for c, weight in zip(organisation, weights, strict=False))
    check = 10 if organisation[8] == "X" else int(organisation[8])
    assert (total + check) % 11 == 0
