"""记录填报 (R72 to R80): who, within which days, and what is refused."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from flask import Flask

from tests.visitor import Come, Page, Visitor
from tests.world import World, number

LIST, NEW = "/enterprise/employments/", "/enterprise/employments/new/"
NOT_FOUND = "未找到与所填姓名、身份证号和作业项目相符的证书"
WINDOW = "可填范围：2025-02-16 至 2027-02-28"
N1, A = {"category": "9", "item": "N1"}, {"category": "1", "item": "A"}
AppOf = Callable[..., Flask]


def filing(
    world: World, who: str, item: Mapping[str, str], first: str, last: str
) -> dict[str, str]:
    """What the form of 记录填报 asks."""
    person = {"person_name": world.names[who], "id_number": world.numbers[who]}
    return {**person, **item, "starts_on": first, "ends_on": last}


def count(someone: Visitor) -> int:
    return len(someone.get(LIST).rows())


def refused(page: Page, field: str) -> str:
    """The sentence beside a field of a refused form."""
    assert page.status == 422
    return page.text.partition(f'id="{field}-error">')[2].partition("<")[0]


@pytest.mark.parametrize("login", ["l", "d", "d_employment"])
def test_r072_the_button_opens_the_form(visitor: Come, world: World, login: str) -> None:
    someone = visitor(login)
    someone.choose(world.employers["E1"])
    page = someone.get(someone.get(LIST).link("记录填报"))
    assert (page.status, "记录填报" in page.words) == (200, True)


@pytest.mark.parametrize("login", ["d_certificates", "d_grants"])
def test_r072_not_without_the_function(visitor: Come, world: World, login: str) -> None:
    someone = visitor(login)
    assert someone.get(NEW).status == 403
    someone.get("/help")
    page = someone.post(NEW, filing(world, "Q", N1, "2026-01-01", "2026-06-30"))
    assert page.status == 403


def test_r073_find_shows_what_the_person_holds(legal: Visitor, world: World) -> None:
    person = {"person_name": "李建国", "id_number": world.numbers["P"]}
    page = legal.submit(NEW, person, find="1")
    assert page.status == 200
    said = {row: dict(cells) for row, cells in _items(page).items()}
    assert said["叉车司机 N1"]["证书有效期"] == "2023-03-01 至 2027-02-28"
    assert said["叉车司机 N1"]["发证机构"] == "中山市市场监督管理局（本市）"
    assert said["叉车司机 N1"]["可填范围"] == "2025-02-16 至 2027-02-28"
    assert said["特种设备安全管理 A"]["可填范围"] == "2025-02-16 至 2028-04-30"


def _items(page: Page) -> dict[str, dict[str, str]]:
    return {row["作业项目"]: row for row in page.rows()}


def test_r073_a_submitted_record_appears(legal: Visitor, world: World) -> None:
    page = legal.follow(legal.submit(NEW, filing(world, "Q", N1, "2026-01-01", "2026-06-30")))
    assert "提交成功" in page.words
    assert page.facts()["填报时间"].startswith("2026-02-15 ")
    assert page.facts()["填报人"] == "陈志远（法定代表人）"
    row = legal.search(LIST, person_name="王秀芳").rows()[0]
    assert (row["聘用开始日期"], row["聘用结束日期"]) == ("2026-01-01", "2026-06-30")


def test_r073_time_and_filer_cannot_be_posted(legal: Visitor, world: World) -> None:
    posing = {"filed_at": "2020-01-01", "filed_by_name": "别人", "filed_by_id": "1"}
    asked = filing(world, "Q", N1, "2026-01-01", "2026-06-30")
    facts = legal.follow(legal.submit(NEW, {**asked, **posing})).facts()
    assert facts["填报时间"].startswith("2026-02-15 ")
    assert facts["填报人"] == "陈志远（法定代表人）"


def test_r074_the_earliest_start_is_accepted(legal: Visitor, world: World) -> None:
    page = legal.submit(NEW, filing(world, "P", N1, "2025-02-16", "2025-05-31"))
    assert page.status == 303


def test_r074_a_day_earlier_is_refused_with_the_range(legal: Visitor, world: World) -> None:
    page = legal.submit(NEW, filing(world, "P", N1, "2025-02-15", "2025-05-31"))
    assert WINDOW in refused(page, "starts_on")
    assert count(legal) == 2


@pytest.mark.parametrize(
    ("filed_on", "earliest", "too_early"),
    [
        (date(2024, 2, 29), "2023-03-01", "2023-02-28"),
        (date(2024, 3, 1), "2023-03-02", "2023-03-01"),
        (date(2025, 2, 28), "2024-02-29", "2024-02-28"),
    ],
)
def test_r074_the_day_of_filling_decides(
    app_of: AppOf, world_template: tuple[str, World], filed_on: date, earliest: str, too_early: str
) -> None:
    url, world = world_template
    owner = Visitor(app_of(url, filed_on))
    owner.sign_in("owner")
    early = owner.submit(NEW, filing(world, "P", A, too_early, "2025-12-31"))
    assert earliest in refused(early, "starts_on")
    assert owner.submit(NEW, filing(world, "P", A, earliest, "2025-12-31")).status == 303


def test_r075_the_latest_end_is_that_of_the_certificate(legal: Visitor, world: World) -> None:
    late = legal.submit(NEW, filing(world, "P", N1, "2026-02-15", "2027-03-01"))
    assert WINDOW in refused(late, "ends_on")
    last = legal.submit(NEW, filing(world, "P", N1, "2026-02-15", "2027-02-28"))
    assert (last.status, count(legal)) == (303, 3)


def test_r076_the_form_carries_the_limits(legal: Visitor, world: World) -> None:
    person = {"person_name": "李建国", "id_number": world.numbers["P"], **N1}
    page = legal.submit(NEW, person, find="1")
    assert page.text.count('min="2025-02-16" max="2027-02-28"') == 2


def test_r076_each_item_has_its_own_limit(legal: Visitor, world: World) -> None:
    other = legal.submit(NEW, filing(world, "P", N1, "2026-02-15", "2028-04-30"))
    own = legal.submit(NEW, filing(world, "P", A, "2026-02-15", "2028-04-30"))
    assert (other.status, own.status) == (422, 303)
    beyond = legal.submit(NEW, filing(world, "P", A, "2026-02-15", "2028-05-01"))
    assert "2028-04-30" in refused(beyond, "ends_on")


@pytest.mark.parametrize(
    ("first", "last", "field", "sentence"),
    [
        ("", "2026-06-30", "starts_on", "请填写聘用开始时间"),
        ("2026-01-01", "", "ends_on", "请填写聘用结束时间"),
        ("2026-06-30", "2026-06-29", "ends_on", "不能早于聘用开始时间"),
        ("2026-02-30", "2026-06-30", "starts_on", "没有 2026-02-30 这一天"),
    ],
)
def test_r077_both_days_in_order(
    legal: Visitor, world: World, first: str, last: str, field: str, sentence: str
) -> None:
    page = legal.submit(NEW, filing(world, "Q", N1, first, last))
    assert sentence in refused(page, field)
    assert count(legal) == 2


def test_r077_a_single_day_is_a_period(legal: Visitor, world: World) -> None:
    page = legal.submit(NEW, filing(world, "Q", N1, "2026-02-15", "2026-02-15"))
    assert page.status == 303


def test_r078_one_answer_for_every_miss(legal: Visitor, world: World) -> None:
    right = filing(world, "Q", N1, "2026-01-01", "2026-06-30")
    misses = [{"id_number": number(999)}, {"person_name": "李建国"}, {"item": "Q1"},
              {"person_name": world.names["N"], "id_number": world.numbers["N"]}]  # fmt: skip
    pages = [legal.submit(NEW, {**right, **miss}) for miss in misses]
    assert {page.status for page in pages} == {422}
    assert all(NOT_FOUND in page.words for page in pages)
    assert all("由持证人本人登录后在“证书管理”中新增" in page.words for page in pages)
    assert count(legal) == 2


def test_r078_a_wrong_name_shows_nothing_of_the_person(legal: Visitor, world: World) -> None:
    wrong = {"person_name": "王秀英", "id_number": world.numbers["Q"]}
    page = legal.submit(NEW, wrong, find="1")
    assert (page.status, "叉车" in page.words, "王秀芳" in page.words) == (422, False, False)


def test_r079_a_withdrawn_certificate_cannot_be_used(legal: Visitor, world: World) -> None:
    item = {"category": "2", "item": "G1"}
    page = legal.submit(NEW, filing(world, "X", item, "2026-01-01", "2026-06-30"))
    assert page.status == 422
    assert "证书已注销，不能填报" in page.words
    assert count(legal) == 2


@pytest.mark.parametrize("first", ["2025-06-01", "2026-01-31"])
def test_r080_an_overlap_is_refused_with_a_link(legal: Visitor, world: World, first: str) -> None:
    page = legal.submit(NEW, filing(world, "P", N1, first, "2026-06-30"))
    assert page.status == 422
    assert "本单位已有时间重叠的聘用记录" in page.words
    assert page.link("查看已有记录").endswith(f"details/?id={world.employments['P_E1']}")
    assert count(legal) == 2


def test_r080_a_double_click_makes_one_row(legal: Visitor, world: World) -> None:
    asked = filing(world, "Q", N1, "2026-01-01", "2026-06-30")
    statuses = [legal.submit(NEW, asked).status, legal.post(NEW, asked).status]
    assert (statuses, count(legal)) == ([303, 422], 3)


def test_r080_the_day_after_is_no_overlap(legal: Visitor, world: World) -> None:
    page = legal.submit(NEW, filing(world, "P", N1, "2026-02-01", "2026-06-30"))
    assert page.status == 303
