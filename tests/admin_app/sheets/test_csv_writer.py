"""CSV that reads back as it was and that no spreadsheet program runs (T27, R127)."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from admin_app.sheets.cells import CellValue
from admin_app.sheets.clean import clean, disarm
from admin_app.sheets.csv_writer import write_csv
from admin_app.sheets.export import Tally
from admin_app.sheets.fingerprint import fingerprint
from tests.admin_app.sheets.exports import ROWS

_SIGNS = "=+-@\t\r\n＝＋－＠﹢﹣﹦﹫"


def _written(titles: list[str], rows: list[list[CellValue]]) -> tuple[bytes, list[Tally]]:
    told: list[Tally] = []
    return b"".join(write_csv(titles, rows, told.append)), told


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_bom_quotes_and_line_ends() -> None:
    content, _ = _written(["甲", "乙"], [["一", 2]])
    assert content == '\ufeff"甲","乙"\r\n"一","2"\r\n'.encode()


@pytest.mark.parametrize("sign", _SIGNS)
def test_what_begins_like_a_formula_is_disarmed(sign: str) -> None:
    content, _ = _written(["a"], [[f"{sign}1+1"]])
    assert _read(content)[1][0].startswith("'")


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)))
@example([["=cmd|' /C calc'!A0", '"quoted"'], ["\ufeff=1", " =1"]])
def test_any_text_comes_back_disarmed(rows: list[list[str]]) -> None:
    content, told = _written(["a", "b"], [list(row) for row in rows])
    read = _read(content)[1:]
    assert read == [[disarm(clean(text)) for text in row] for row in rows]
    assert all(text[:1] not in _SIGNS for row in read for text in row if text)
    assert told[0].rows == len(rows)


@given(st.text())
def test_disarming_only_ever_adds_one_mark(text: str) -> None:
    assert disarm(text) in (text, "'" + text)


def test_negative_numbers_stay_numbers() -> None:
    content, _ = _written(["a"], [[-5], [-0.5]])
    assert _read(content)[1:] == [["-5"], ["-0.5"]]


def test_tally_is_the_workbooks() -> None:
    titles = [f"列{index}" for index in range(6)]
    _, told = _written(titles, [list(row) for row in ROWS])
    assert told == [Tally(len(ROWS), fingerprint([titles, *ROWS]))]
