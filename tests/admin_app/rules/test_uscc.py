"""统一社会信用代码: domain 4.1, B2."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.errors import Refused
from admin_app.rules.uscc import check_uscc, flaw_in_uscc, normalise_uscc, uscc_check_character

VECTORS = Path(__file__).parents[2] / "vectors" / "uscc.csv"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LETTERS = st.text(ALPHABET, min_size=9, max_size=9)


def rows() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["uscc"] or "empty")
def test_codes_by_the_table(row: dict[str, str]) -> None:
    code = normalise_uscc(row["uscc"])
    assert (flaw_in_uscc(code) or "valid") == row["expected"]
    if row["expected"] == "valid":
        assert check_uscc(row["uscc"]) == code
    else:
        with pytest.raises(Refused) as refused:
            check_uscc(row["uscc"])
        assert refused.value.field == "uscc"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请填写"),
        ("440000123456789", "15 位的旧注册号"),
        ("91442099MA5A1B2C1", "现有 17 位"),
        ("440000123456", "现有 12 位"),
        ("91442I99MA5A1B2C13", "不含 I、O、S、V、Z"),
        ("914A2099MA5A1B2C13", "第 3 至 8 位为数字"),
        ("91442099MA5A1B2C10", "校验码"),
    ],
)
def test_the_sentence_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        check_uscc(text)


def test_full_width_and_invisible_characters_are_normalised() -> None:
    assert check_uscc("９１４４２０９９\u200bma5a1b2c-13\t") == "91442099MA5A1B2C13"


@given(LETTERS)
def test_the_check_character_is_that_of_the_standard(organisation: str) -> None:
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    body = f"N2442099{organisation}"
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(body, weights, strict=True))
    assert ALPHABET.index(uscc_check_character(body)) == (31 - total % 31) % 31


@given(LETTERS, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(organisation: str, place: int, other: str) -> None:
    body = f"91442099{organisation}"
    code = body + uscc_check_character(body)
    changed = code[:place] + other + code[place + 1 :]
    assert (flaw_in_uscc(changed) is None) == (changed == code)


@given(st.text())
def test_no_text_breaks_the_check(text: str) -> None:
    try:
        code = check_uscc(text)
    except Refused:
        return
    assert flaw_in_uscc(code) is None
