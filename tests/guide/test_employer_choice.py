"""办事企业: choosing, switching, losing it (R57 to R63)."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from tests.visitor import Come, Page, Visitor
from tests.world import World

CHOICE, LIST = "/employer/select", "/enterprise/employments/"
E1, E2, E3 = "中山市测试机械有限公司", "中山市外人电器有限公司", "中山市测试物流有限公司"
AppOf = Callable[..., Flask]


def choices(someone: Visitor) -> dict[str, str]:
    """Enterprise and capacity of each row of the chooser."""
    rows = someone.get(CHOICE).rows()
    return {row["企业名称"].removesuffix(" 当前"): row["身份"] for row in rows}


def in_hand(page: Page) -> str:
    """The enterprise that the header names."""
    return page.text.partition("办事企业：<b>")[2].partition("</b>")[0]


def test_r057_the_chooser_lists_ones_own_enterprises(visitor: Come) -> None:
    assert choices(visitor("l")) == {E1: "法定代表人", E3: "法定代表人"}


def test_r057_and_those_of_live_grants(visitor: Come, world: World) -> None:
    delegate = visitor("d")
    assert choices(delegate) == {E1: "被授权人", E3: "被授权人"}
    row = delegate.get(CHOICE).rows()[0]
    assert row["统一社会信用代码"] == world.codes["E1"]
    assert row["授权功能"] == "聘用记录、证书管理、人员授权"
    assert row["授权期限"] == "2026-01-01 至 2026-12-31"


def test_r057_without_a_choice_the_enterprise_pages_ask_for_one(visitor: Come) -> None:
    legal = visitor("l")
    for address in ("/enterprise/", LIST, "/enterprise/certificates/", "/enterprise/grants/"):
        page = legal.get(address)
        assert (page.status, page.location) == (303, CHOICE), address
    assert legal.get("/me/employments/").status == 200


def test_r057_a_single_capacity_is_chosen_by_itself(visitor: Come) -> None:
    clerk = visitor("d_employment")
    page = clerk.follow(clerk.get("/enterprise/"))
    assert (page.status, in_hand(page)) == (200, E1)


def test_r057_without_any_capacity_there_is_nothing_to_enter(worker: Visitor) -> None:
    assert worker.get("/enterprise/").status == 403
    assert worker.get(LIST).status == 403
    assert worker.get("/me/employments/").status == 200


def test_r058_a_record_belongs_to_the_chosen_one_whatever_is_posted(
    legal: Visitor, foreign: Visitor, world: World
) -> None:
    other = world.employers["E2"]
    posing = {"employer_id": other, "employer_name": E2, "uscc": world.codes["E2"]}
    filing = {"person_name": "王秀芳", "id_number": world.numbers["Q"], "category": "9",
              "item": "N1", "starts_on": "2026-01-01", "ends_on": "2026-06-30"}  # fmt: skip
    page = legal.follow(legal.submit(f"{LIST}new/", {**filing, **posing}))
    assert page.facts()["聘用单位"] == E1
    assert page.facts()["聘用单位统一社会信用代码"] == world.codes["E1"]
    assert len(foreign.get(LIST).rows()) == 2


@pytest.mark.parametrize("noun", ["employments", "certificates", "grants"])
def test_r059_every_enterprise_page_offers_the_switch(legal: Visitor, noun: str) -> None:
    assert legal.get(f"/enterprise/{noun}/").link("切换企业") == CHOICE


def test_r059_after_switching_all_lists_change(legal: Visitor, world: World) -> None:
    lists = [f"/enterprise/{noun}/" for noun in ("employments", "certificates", "grants")]
    before = [legal.get(address) for address in lists]
    legal.choose(world.employers["E3"])
    after = [legal.get(address) for address in lists]
    assert {in_hand(page) for page in before} == {E1}
    assert {in_hand(page) for page in after} == {E3}
    assert all(one.rows() != other.rows() for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize("raw", ["E2", "999999", "0", "-1", "1 or 1=1", "１", "", "9" * 40])
def test_r060_a_foreign_or_unknown_enterprise_cannot_be_chosen(
    legal: Visitor, world: World, raw: str
) -> None:
    legal.get(CHOICE)
    page = legal.post(CHOICE, employer_id=world.employers["E2"] if raw == "E2" else raw)
    assert page.status == 403
    assert "您不能办理该企业的事项，请从列表中选择。" in page.words
    assert in_hand(legal.get(LIST)) == E1


def test_r060_an_id_in_the_address_has_no_effect(legal: Visitor, world: World) -> None:
    page = legal.get(LIST, employer_id=world.employers["E2"])
    assert in_hand(page) == E1
    assert len(page.rows()) == 2


def test_r060_a_tampered_session_is_none(legal: Visitor) -> None:
    cookie = legal.client.get_cookie("session")
    assert cookie is not None
    legal.client.set_cookie("session", cookie.value[:-2] + "AA")
    assert legal.get(LIST).location.startswith("/login?")


@pytest.mark.parametrize(
    ("today", "is_live"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_r061_a_grant_is_live_within_its_term(
    app_of: AppOf, world_template: tuple[str, World], today: date, is_live: bool
) -> None:
    delegate = Visitor(app_of(world_template[0], today))
    delegate.sign_in("d")
    assert choices(delegate) == ({E1: "被授权人", E3: "被授权人"} if is_live else {})


@pytest.mark.parametrize("login", ["d_expired", "d_disabled"])
def test_r061_an_ended_or_disabled_grant_opens_nothing(visitor: Come, login: str) -> None:
    former = visitor(login)
    assert choices(former) == {}
    assert former.get(LIST).status == 403


def test_r061_an_open_session_loses_access_at_the_next_request(
    legal: Visitor, visitor: Come, world: World
) -> None:
    clerk = visitor("d_employment")
    assert clerk.get(LIST).status == 200
    legal.get("/enterprise/grants/")
    rowid = world.grants["D_employment"]
    assert legal.post("/enterprise/grants/disable/", rowid=rowid, confirm="yes").status == 303
    assert clerk.get(LIST).status == 403


def test_r061_a_lost_enterprise_is_not_replaced_by_another(
    legal: Visitor, visitor: Come, world: World
) -> None:
    delegate = visitor("d")
    delegate.choose(world.employers["E1"])
    legal.get("/enterprise/grants/")
    legal.post("/enterprise/grants/disable/", rowid=world.grants["D"], confirm="yes")
    assert delegate.get("/enterprise/certificates/").location == CHOICE
    assert choices(delegate) == {E3: "被授权人"}


@pytest.mark.parametrize("noun", ["employments", "certificates"])
def test_r062_both_lists_have_both_tabs(legal: Visitor, noun: str) -> None:
    for side in ("enterprise", "me"):
        page = legal.get(f"/{side}/{noun}/")
        assert page.link("企业列表") == f"/enterprise/{noun}/"
        assert page.link("个人列表") == f"/me/{noun}/"


def test_r063_without_an_enterprise_there_is_no_chooser(worker: Visitor) -> None:
    for address in ("/module", CHOICE):
        assert worker.get(address).location == "/me/employments/"
    page = worker.get("/me/employments/")
    assert not any(map(page.offers, ("企业列表", "切换企业", "选择办事企业")))
