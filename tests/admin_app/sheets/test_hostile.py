"""Whatever is uploaded is answered: by a sentence or by a table within bounds (R85, T22-T26)."""

import re

import pytest

from admin_app.sheets.limits import Limits
from admin_app.sheets.reading import read_table
from admin_app.sheets.refusal import SheetRefused
from tests.admin_app.sheets.hostile_markup import DEADLINE, MARKUP, SANE
from tests.admin_app.sheets.hostile_packages import PACKAGES
from tests.admin_app.sheets.hostile_text import TEXTS

# The time a busy machine takes is no matter here: only the last test has the true deadline.
PATIENT = Limits(seconds=30, patience=120)
REFUSED = PACKAGES | MARKUP | TEXTS


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence_that_says_why(name: str) -> None:
    make, reason = REFUSED[name]
    with pytest.raises(SheetRefused) as refusal:
        read_table(make(), PATIENT)
    assert re.search(reason, refusal.value.sentence), refusal.value.sentence
    assert refusal.value.sentence.endswith("。")


@pytest.mark.parametrize("name", DEADLINE)
def test_what_costs_too_much_is_given_up(name: str) -> None:
    answers = []
    try:
        answers.append(read_table(DEADLINE[name](), Limits()).titles)
    except SheetRefused as refusal:
        answers.append((refusal.sentence[-1],))
    assert answers in ([("姓名",)], [("。",)])


@pytest.mark.parametrize("name", SANE)
def test_odd_but_honest_workbooks_are_read(name: str) -> None:
    table = read_table(SANE[name](), PATIENT)
    assert len(table.header.cells) == 1
    assert len(table.rows) == 1


def test_corpus_is_large() -> None:
    assert len(REFUSED) + len(DEADLINE) >= 90
