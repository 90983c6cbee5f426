"""The fingerprint: the same for the same content, another for any other."""

from datetime import date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from admin_app.sheets.cells import Cell, CellValue, Kind
from admin_app.sheets.fingerprint import Fingerprint, canonical, fingerprint

_VALUES: st.SearchStrategy[CellValue] = st.one_of(
    st.none(), st.text(), st.integers(), st.booleans(), st.dates(), st.floats(-1e9, 1e9)
)
_ROWS = st.lists(st.lists(_VALUES, max_size=4), max_size=4)


def test_canonical_texts() -> None:
    assert canonical(" e\u0301\r\n") == "é"
    assert canonical(3.0) == canonical(3) == canonical(Decimal("3.00")) == "3"
    assert canonical(0.1 + 0.2) == "0.3"
    assert canonical(True) == "TRUE"
    assert (
        canonical(date(2026, 2, 5))
        == canonical(datetime.fromisoformat("2026-02-05"))
        == "2026-02-05"
    )
    assert canonical(datetime.fromisoformat("2026-02-05 08:29:59.999999")) == "2026-02-05 08:30:00"
    assert canonical(None) == canonical("  ") == ""


def test_formula_does_not_read_like_its_result() -> None:
    assert canonical(Cell(Kind.FORMULA, "2", "A1")) != canonical(Cell(Kind.TEXT, "2", "A1"))


def test_cell_borders_count() -> None:
    assert fingerprint([["ab", "c"]]) != fingerprint([["a", "bc"]])
    assert fingerprint([["a"], ["b"]]) != fingerprint([["a", "b"]])
    assert fingerprint([["a", None, "b"]]) != fingerprint([["a", "b"]])


@given(_ROWS)
def test_empty_ends_and_empty_rows_do_not_count(rows: list[list[CellValue]]) -> None:
    padded = [[*row, None, ""] for row in rows]
    assert fingerprint([*padded, [None], []]) == fingerprint(rows)


@given(_ROWS)
def test_incremental_is_whole(rows: list[list[CellValue]]) -> None:
    whole = Fingerprint()
    for row in rows:
        whole.add(row)
    assert whole.hexdigest() == fingerprint(rows)


@given(_ROWS, st.data())
def test_any_changed_cell_shows(rows: list[list[CellValue]], data: st.DataObject) -> None:
    changed: list[list[CellValue]] = [["heading"], *map(list, rows), ["a", "b"]]
    before = fingerprint(changed)
    row = data.draw(st.sampled_from([row for row in changed if row]))
    column = data.draw(st.integers(0, len(row) - 1))
    old, row[column] = row[column], data.draw(_VALUES)
    assert (fingerprint(changed) == before) == (canonical(row[column]) == canonical(old))
