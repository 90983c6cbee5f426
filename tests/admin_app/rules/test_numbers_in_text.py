"""ID numbers do not get into free text: reasons, notes, file names, search fields (T17, T45)."""

import pytest

from admin_app.errors import Refused
from admin_app.rules.free_text import clean_text, clean_words, refuse_number
from admin_app.rules.identity_number import hide_numbers, holds_number
from admin_app.rules.termination import judge_termination_reason
from tests.world import number

NUMBER = number(977, "19771107")
OTHER = NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1")


@pytest.mark.parametrize(
    "text",
    [NUMBER, f"核对{NUMBER}的合同", NUMBER.lower(), f"号码:{NUMBER}。", f"{OTHER} {NUMBER}",
     "".join(chr(ord(one) + 0xFEE0) for one in NUMBER)],
)  # fmt: skip
def test_a_number_is_found_wherever_it_stands(text: str) -> None:
    assert holds_number(text)
    with pytest.raises(Refused, match="请勿填写身份证号") as refused:
        clean_words(text, 200, "reason")
    assert refused.value.field == "reason"
    assert NUMBER not in refused.value.sentence


@pytest.mark.parametrize(
    "text",
    ["", "核对合同", OTHER, NUMBER[:17], f"1{NUMBER}", f"{NUMBER[:17]}12",
     "13800138000 13900139000", "91442099MA5000001X", "TS6442000202600123"],
)  # fmt: skip
def test_other_digits_pass(text: str) -> None:
    assert not holds_number(text)
    refuse_number(text)
    assert clean_words(text, 200) == clean_text(text, 200)


def test_the_name_of_a_file_shows_the_mask() -> None:
    hidden = hide_numbers(f"李建国{NUMBER}-{OTHER}.xlsx")
    assert hidden == f"李建国{NUMBER[:3]}{'*' * 11}{NUMBER[-4:]}-{OTHER}.xlsx"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("离\u202e职", "不可见的控制字符"),
        (f"与{NUMBER}同", "请勿填写身份证号"),
        ("长" * 201, "200"),
    ],
)
def test_a_reason_for_ending_is_visible_and_names_no_number(reason: str, words: str) -> None:
    (refusal,) = judge_termination_reason(reason, 200)
    assert refusal.field == "termination_reason"
    assert words in refusal.sentence
    assert judge_termination_reason("本人辞职", 200) == []
