"""Free text, phone numbers and the three field lists of the guide."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.errors import Refused
from admin_app.rules.editable_fields import CERTIFICATE_FIELDS, EMPLOYMENT_FIELDS, GRANT_FIELDS
from admin_app.rules.free_text import clean_text
from admin_app.rules.phone import check_phone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  本人辞职 ", "本人辞职"),
        ("合同\r\n期满\t了", "合同 期满 了"),
        ("\u3000", ""),
        ("e\u0301", "é"),
        ("𬭎㛃", "𬭎㛃"),
    ],
)
def test_text_is_put_on_one_line(text: str, expected: str) -> None:
    assert clean_text(text, 20) == expected


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x1b", "\x0b", "\x1c", "\x85", "\u200b", "\u200e", "\u202e", "\u2066", "\ufeff"],
)
def test_invisible_characters_are_refused(character: str) -> None:
    with pytest.raises(Refused) as refused:
        clean_text(f"退{character}休", 20, "termination_reason")
    assert refused.value.field == "termination_reason"
    assert character not in refused.value.sentence


def test_lone_surrogates_are_refused() -> None:
    with pytest.raises(Refused):
        clean_text("退\ud800休", 20)


def test_the_length_counts_after_cleaning() -> None:
    assert clean_text(f" {'长' * 200} ", 200) == "长" * 200
    with pytest.raises(Refused, match="不能超过 200 个字，现有 201 个字"):
        clean_text("长" * 201, 200)


@given(st.text(max_size=40))
def test_what_is_kept_is_visible_and_stable(text: str) -> None:
    try:
        kept = clean_text(text, 40)
    except Refused:
        return
    assert clean_text(kept, 40) == kept
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in kept)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        (" ", None),
        ("13800000000", "13800000000"),
        ("１９９ 0000-0000", "19900000000"),
        ("+86 138 0000 0000", "13800000000"),
    ],
)
def test_mobile_numbers_are_normalised(text: str | None, expected: str | None) -> None:
    assert check_phone(text) == expected


@pytest.mark.parametrize("text", ["12800000000", "1380000000", "138000000001", "0760-88888888"])
def test_other_numbers_are_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        check_phone(text)
    assert refused.value.field == "phone"


def test_r52_r89_r114_the_three_edits_of_the_guide() -> None:
    assert set(EMPLOYMENT_FIELDS) == {
        "starts_on",
        "ends_on",
        "terminated_on",
        "termination_reason",
    }
    assert set(CERTIFICATE_FIELDS) == {
        "category",
        "item",
        "item_note",
        "issuer",
        "valid_from",
        "valid_until",
    }
    assert set(GRANT_FIELDS) == {"is_authorized", "functions", "valid_from", "valid_until"}
