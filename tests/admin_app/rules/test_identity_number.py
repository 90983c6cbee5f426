"""Identity numbers: domain 4.1, A-27, B2."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.errors import Refused
from admin_app.rules.identity_number import (
    birth_date,
    check_id,
    flaw_in_id,
    id_check_character,
    id_type_of,
    mask,
    normalise_id,
    sex,
)
from models.vocabulary import IdType

VECTORS = Path(__file__).parents[2] / "vectors" / "id_numbers.csv"
TODAY = date(2026, 11, 24)
GOOD = "442099199003071231"
PERMIT = "810000198506150119"
CARD = "911440198001010011"
CARD_OF_2017 = "USA442080010101"
GOOD_NUMBERS = st.builds(
    lambda born, sequence: with_check(f"442099{born:%Y%m%d}{sequence:03d}"),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)


def with_check(body: str) -> str:
    return body + id_check_character(body)


def rows() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def refusal(text: str, id_type: IdType = IdType.RESIDENT_ID) -> str:
    with pytest.raises(Refused) as refused:
        check_id(text, id_type, TODAY)
    assert refused.value.field == "id_number"
    return refused.value.sentence


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id_number"] or "empty")
def test_numbers_by_the_table(row: dict[str, str]) -> None:
    flaw = flaw_in_id(normalise_id(row["id_number"]), TODAY)
    assert (flaw or "valid") == row["expected"]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id_number"] or "empty")
def test_valid_numbers_are_returned_and_others_refused(row: dict[str, str]) -> None:
    if row["expected"] == "valid":
        number = check_id(row["id_number"], IdType.RESIDENT_ID, TODAY)
        assert number == normalise_id(row["id_number"])
    else:
        refusal(row["id_number"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请填写身份证号"),
        ("442099900307123", "请填写 18 位身份证号"),
        ("4.42099199003E+17", "应为 18 位"),
        ("4420991990A3071231", "文本格式"),
        ("002099199003070018", "地区代码"),
        ("442099199003071230", "校验码"),
        ("442099199003071000", "末几位可能被表格软件改成了 0"),
    ],
)
def test_the_sentence_says_what_is_wrong_without_the_number(text: str, said: str) -> None:
    sentence = refusal(text)
    assert said in sentence
    assert not text or text not in sentence


def test_a_number_that_happens_to_end_in_zeros_is_good() -> None:
    number = next(
        with_check(f"44209919900101{sequence:03d}")
        for sequence in range(0, 1000, 100)
        if id_check_character(f"44209919900101{sequence:03d}") == "0"
    )
    assert number.endswith("000")
    assert check_id(number, IdType.RESIDENT_ID, TODAY) == number


@given(GOOD_NUMBERS)
def test_every_number_with_its_check_character_is_good(number: str) -> None:
    assert flaw_in_id(number, TODAY) is None
    assert check_id(number.lower(), IdType.RESIDENT_ID, TODAY) == number


@given(GOOD_NUMBERS)
def test_the_check_character_is_that_of_iso_7064(number: str) -> None:
    values = [10 if character == "X" else int(character) for character in number]
    assert sum(value * 2 ** (17 - place) for place, value in enumerate(values)) % 11 == 1


@given(GOOD_NUMBERS, st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_noticed(number: str, place: int, digit: str) -> None:
    changed = number[:place] + digit + number[place + 1 :]
    assert (flaw_in_id(changed, TODAY) is None) == (changed == number)


@given(st.text(), st.sampled_from(IdType))
def test_no_text_breaks_the_check(text: str, id_type: IdType) -> None:
    try:
        number = check_id(text, id_type, TODAY)
    except Refused:
        return
    assert number == normalise_id(number)


@pytest.mark.parametrize(
    ("born", "is_good"),
    [("19000101", True), ("18991231", False), ("20261124", True), ("20261125", False)],
)
def test_births_are_between_1900_and_today(born: str, is_good: bool) -> None:
    assert (flaw_in_id(with_check(f"442099{born}001"), TODAY) is None) == is_good


@pytest.mark.parametrize("id_type", list(IdType))
def test_the_type_narrows_what_is_accepted(id_type: IdType) -> None:
    accepted = {
        IdType.RESIDENT_ID: {GOOD, PERMIT, CARD},
        IdType.RESIDENCE_PERMIT: {PERMIT},
        IdType.PERMANENT_RESIDENCE: {CARD, CARD_OF_2017},
        IdType.OTHER: {GOOD, PERMIT, CARD, CARD_OF_2017, "H12345678"},
    }[id_type]
    for number in (GOOD, PERMIT, CARD, CARD_OF_2017, "H12345678"):
        if number in accepted:
            assert check_id(number, id_type, TODAY) == number
        else:
            refusal(number, id_type)


def test_other_documents_are_bounded() -> None:
    assert check_id(" h-123 456 ", IdType.OTHER, TODAY) == "H123456"
    assert check_id("A" * 30, IdType.OTHER, TODAY) == "A" * 30
    assert "30 位" in refusal("A" * 31, IdType.OTHER)
    assert "请填写" in refusal(" ", IdType.OTHER)
    assert "不可见" in refusal("A\ue000B", IdType.OTHER)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (GOOD, IdType.RESIDENT_ID),
        (PERMIT, IdType.RESIDENCE_PERMIT),
        (CARD, IdType.PERMANENT_RESIDENCE),
        (CARD_OF_2017, IdType.PERMANENT_RESIDENCE),
    ],
)
def test_the_likely_type(number: str, expected: IdType) -> None:
    assert id_type_of(number) is expected


def test_birth_and_sex_are_read_from_the_number() -> None:
    assert birth_date(GOOD) == date(1990, 3, 7)
    assert birth_date(CARD_OF_2017) is None
    assert birth_date("442099+9900307+231") is None
    assert birth_date("442099١٩٩٠٠٣٠٧1231") is None
    assert sex(GOOD) == "男"
    assert sex("442099195003120023") == "女"
    assert sex(CARD_OF_2017) is None


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (GOOD, "442***********1231"),
        (CARD_OF_2017, "USA********0101"),
        ("E12345678", "E******78"),
        ("A1234567", "A*****67"),
        ("A123456", "*******"),
        ("", ""),
    ],
)
def test_a27_masks(number: str, expected: str) -> None:
    assert mask(number) == expected


@given(st.text(max_size=40))
def test_a27_a_mask_keeps_the_length(number: str) -> None:
    assert len(mask(number)) == len(number)
