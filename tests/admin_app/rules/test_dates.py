"""Reading and writing days: domain 4.1; R32, R33; requirements 2.3, 2.4."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.errors import Refused
from admin_app.rules.dates import (
    EARLIEST_DAY,
    LATEST_DAY,
    add_months,
    chinese_date,
    from_serial,
    parse_date,
)

DAYS = st.dates(EARLIEST_DAY, LATEST_DAY)
DAY = date(2026, 2, 15)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-15",
        "2026/2/15",
        "2026/02/15",
        "2026.2.15",
        "20260215",
        "2026年2月15日",
        "2026年02月15日",
        "2026 年 2 月 15 日",
        "２０２６－０２－１５",
        "２０２６年２月１５日",
        "二〇二六年二月十五日",
        "二零二六年二月十五日",
        "二○二六年二月十五日",
        "二Ｏ二六年二月十五日",
        "二〇二六年〇二月十五日",
        "  2026-02-15\t",
        "\u00a02026-02-15\u3000",
        "2026/2/15 0:00",
        "2026-02-15 00:00:00",
        "2026-02-15T00:00:00",
    ],
)
def test_every_spelling_is_read(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二〇二六年十月卅一日", date(2026, 10, 31)),
        ("二〇二六年十一月廿日", date(2026, 11, 20)),
        ("二〇二六年十二月廿九日", date(2026, 12, 29)),
        ("二一〇〇年二月二十八日", date(2100, 2, 28)),
        ("二〇二六年〇一月〇九日", date(2026, 1, 9)),
        ("2026年十一月3日", date(2026, 11, 3)),
    ],
)
def test_chinese_numerals_are_read(text: str, expected: date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请填写日期"),
        (" \u3000", "请填写日期"),
        ("26-02-15", "年份请写满四位"),
        ("15/02/26", "年份请写满四位"),
        ("26年2月15日", "年份请写满四位"),
        ("二六年二月十五日", "年份请写满四位"),
        ("15-02-2026", "按年、月、日的顺序"),
        ("2/15/2026", "按年、月、日的顺序"),
        ("2026-02-30", "没有 2026-02-30 这一天"),
        ("20261301", "没有 2026-13-01 这一天"),
        ("2025年2月29日", "没有 2025-02-29 这一天"),
        ("0000-00-00", "检查年份"),
        ("15022026", "检查年份"),
        ("1899-12-31", "检查年份"),
        ("2200-01-01", "检查年份"),
        ("9999-12-31", "检查年份"),
        ("2026-2/15", "日期格式不正确"),
        ("2026/2/1 5", "日期格式不正确"),
        ("2026-02-15 08:30", "日期格式不正确"),
        ("2026-02", "日期格式不正确"),
        ("2026年2月十十日", "日期格式不正确"),
        ("十二二六年二月十五日", "日期格式不正确"),
        ("明天", "日期格式不正确"),
        ("442099199003071231", "日期格式不正确"),
        ("٢٠٢٦-٠٢-١٥", "日期格式不正确"),
        ("9" * 10_000, "日期格式不正确"),
    ],
)
def test_everything_else_is_refused_with_what_to_do(text: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_date(text, "starts_on")
    assert said in refused.value.sentence
    assert refused.value.field == "starts_on"


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        day = parse_date(text)
    except Refused:
        return
    assert EARLIEST_DAY <= day <= LATEST_DAY


@given(DAYS)
def test_what_is_written_is_read_again(day: date) -> None:
    spellings = (
        chinese_date(day),
        day.isoformat(),
        day.strftime("%Y%m%d"),
        f"{day.year}年{day.month}月{day.day}日",
    )
    assert {parse_date(text) for text in spellings} == {day}


@pytest.mark.parametrize(
    ("number", "date1904", "expected"),
    [
        (1, False, date(1900, 1, 1)),
        (59, False, date(1900, 2, 28)),
        (61, False, date(1900, 3, 1)),
        (60, True, date(1904, 3, 1)),
        (46068, False, date(2026, 2, 15)),
        (46068.75, False, date(2026, 2, 15)),
        (44606, True, date(2026, 2, 15)),
        (0, True, date(1904, 1, 1)),
        (109574, False, date(2199, 12, 31)),
        (20260215, False, date(2026, 2, 15)),
        (20260215.0, True, date(2026, 2, 15)),
    ],
)
def test_numbers_of_cells_are_read(number: float, date1904: bool, expected: date) -> None:
    assert from_serial(number, date1904) == expected


@pytest.mark.parametrize(
    "number", [0, 60, -1, 1e6, 1e300, 4.42e17, 20261301, float("nan"), float("inf")]
)
def test_numbers_of_no_day_are_refused(number: float) -> None:
    with pytest.raises(Refused) as refused:
        from_serial(number, field="ends_on")
    assert refused.value.field == "ends_on"


@given(DAYS.filter(lambda day: day > date(1900, 3, 1)))
def test_the_two_calendars_of_workbooks_are_1462_days_apart(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert from_serial(serial) == day
    if serial >= 1462:
        assert from_serial(serial - 1462, date1904=True) == day


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(9999, 12, 31), 1, date.max),
        (date(1, 1, 1), -1, date.min),
        (date(2, 3, 1), -12, date(1, 3, 1)),
        (date(9998, 3, 1), 12, date(9999, 3, 1)),
    ],
)
def test_months_are_added_and_clamped(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(DAYS, st.integers(-600, 600))
def test_adding_months_keeps_the_day_or_takes_the_last_of_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 10, 22), "二〇二五年十月二十二日"),
        (date(2030, 1, 10), "二〇三〇年一月十日"),
        (date(2010, 10, 20), "二〇一〇年十月二十日"),
        (date(2025, 10, 31), "二〇二五年十月三十一日"),
        (date(2100, 2, 28), "二一〇〇年二月二十八日"),
        (date(2026, 11, 11), "二〇二六年十一月十一日"),
    ],
)
def test_r33_chinese_dates(day: date, expected: str) -> None:
    assert chinese_date(day) == expected
