"""姓名: domain 4.1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.errors import Refused
from admin_app.rules.names import check_name, name_key, normalise_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张三", "张三"),
        ("张 三", "张三"),
        (" 张\u3000三\u00a0", "张三"),
        ("阿依•买买提", "阿依·买买提"),
        ("阿依・买买提", "阿依·买买提"),
        ("阿依．买买提", "阿依·买买提"),
        ("阿依･买买提", "阿依·买买提"),
        ("阿依.买买提", "阿依·买买提"),
        ("阿依 · 买买提", "阿依·买买提"),
        ("欧阳𬭎㛃", "欧阳𬭎㛃"),
        ("王〇", "王〇"),
        ("John  A. Smith", "John A. Smith"),
        ("Ｊｏｈｎ Smith", "John Smith"),
        ("O’Neill-García", "O'Neill-García"),
    ],
)
def test_spellings_are_brought_together(text: str, expected: str) -> None:
    assert normalise_name(text) == expected
    assert check_name(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("张 三", "张三"), ("JOHN SMITH", "John Smith"), ("阿依•买买提", "阿依·买买提")],
)
def test_keys_of_one_name_agree(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_keys_of_two_names_differ() -> None:
    assert name_key("张三") != name_key("张三丰")
    assert name_key("阿依·买买提") != name_key("阿依买买提")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请填写姓名"),
        ("\u3000", "请填写姓名"),
        ("张" * 51, "不能超过 50 个字"),
        ("张三1", "只能使用"),
        ("<b>张三</b>", "只能使用"),
        ("张三\u202e", "只能使用"),
        ("张\u200b三", "只能使用"),
        ("张\x00三", "只能使用"),
        ("=张三", "只能使用"),
        ("Иван", "只能使用"),
        ("·", "没有文字"),
        ("- -", "没有文字"),
    ],
)
def test_what_is_no_name_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        check_name(text, "person_name")
    assert said in refused.value.sentence
    assert refused.value.field == "person_name"


def test_fifty_characters_are_a_name() -> None:
    assert check_name("张" * 50) == "张" * 50


@given(st.text(alphabet="张三阿𬭎 .·•・．-'aBÉé\u3000\t", max_size=20) | st.text(max_size=20))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise_name(text)
    assert normalise_name(once) == once
    assert name_key(once) == name_key(text)
