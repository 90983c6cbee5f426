"""Addresses, fields and answers that people bookmark (requirements, section 4)."""

import re

import pytest

from tests.visitor import Come, Page, Visitor
from tests.world import World

MINE, LIST = "/me/employments/", "/enterprise/employments/"
BY_PERSON = {"person_name", "id_number"}
BY_WORK = {"category", "item"}
HIRED = {"hired_from", "hired_until"}
BY_CERTIFICATE = BY_WORK | {"issuer", "status"}
PERIOD = {"starts_on": "2025-06-01", "ends_on": "2026-01-31"}


@pytest.mark.parametrize(
    "address",
    ["/", "/login", "/help", "/healthz", "/readyz"],
)
def test_open_to_everybody(visitor: Come, address: str) -> None:
    assert visitor().get(address).status == 200


@pytest.mark.parametrize(
    ("address", "searched"),
    [
        (MINE, {"employer_name", "uscc"} | BY_WORK | HIRED),
        ("/me/certificates/", BY_CERTIFICATE),
        (LIST, BY_PERSON | BY_WORK | HIRED),
        ("/enterprise/certificates/", BY_PERSON | BY_CERTIFICATE),
        ("/enterprise/grants/", BY_PERSON | {"granted_from", "granted_until"}),
    ],
)
def test_the_search_bars_have_these_names(legal: Visitor, address: str, searched: set[str]) -> None:
    assert legal.get(address).inputs("search") == searched


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/me/certificates/new/", BY_WORK | {"item_note", "issuer", "valid_from", "valid_until",
                                             "archive_no"}),
        ("/enterprise/grants/new/", BY_PERSON | {"phone", "is_authorized", "functions",
                                                 "valid_from", "valid_until"}),
        (f"{LIST}new/", BY_PERSON),
    ],
)  # fmt: skip
def test_the_forms_have_these_names(legal: Visitor, address: str, asked: set[str]) -> None:
    assert legal.get(address).inputs() == asked


def test_filing_asks_the_rest_once_the_person_is_found(legal: Visitor, world: World) -> None:
    person = {"person_name": "王秀芳", "id_number": world.numbers["Q"]}
    page = legal.submit(f"{LIST}new/", person, find="1")
    assert page.inputs() == BY_PERSON | BY_WORK | {"starts_on", "ends_on"}


def test_a_search_is_posted_and_answered_with_a_shareable_address(worker: Visitor) -> None:
    worker.get(MINE)
    page = worker.post(MINE, employer_name=" 机械 ", category="9", hired_from="2025年1月1日")
    assert page.status == 303
    assert page.response.headers["Location"].startswith(f"{MINE}?")
    shared = worker.get(page.location)
    assert shared.hidden("employer_name") == "机械"
    assert shared.hidden("hired_from") == "2025-01-01"
    assert worker.get(page.location).rows() == shared.rows() != []


def test_a_number_is_replaced_by_a_token(legal: Visitor, world: World) -> None:
    number = world.numbers["P"]
    legal.get(LIST)
    page = legal.post(LIST, id_number=number)
    assert (page.status, number in page.location) == (303, False)
    found = legal.get(page.location)
    assert (len(found.rows()), number in found.text) == (2, False)
    assert found.hidden("id_number") == "442***********" + number[-4:]


def test_a_shown_mask_is_searched_again_by_its_token(legal: Visitor, world: World) -> None:
    found = legal.search(LIST, id_number=world.numbers["P"])
    masked, token = found.hidden("id_number"), found.hidden("id_number_token")
    page = legal.post(LIST, id_number=masked, id_number_token=token, category="9")
    assert len(legal.follow(page).rows()) == 2
    assert legal.post(LIST, id_number=masked).status == 422


def test_a_plain_number_in_an_address_is_refused_and_not_echoed(
    legal: Visitor, world: World
) -> None:
    page = legal.get(LIST, id_number=world.numbers["P"])
    assert page.status == 422
    assert "身份证号不能出现在网址中" in page.words
    assert world.numbers["P"] not in page.text
    assert page.rows() == []


def test_unknown_parameters_are_ignored(worker: Visitor) -> None:
    plain = worker.get(MINE)
    page = worker.get(MINE, flt1_0="x", search="x", utm_source="x", status="nonsense")
    assert (page.status, page.rows()) == (200, plain.rows())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category", "99"),
        ("item", "Z9"),
        ("hired_from", "yesterday"),
        ("hired_until", "2026-02-30"),
    ],
)
def test_a_bad_filter_is_answered_with_the_form(worker: Visitor, field: str, value: str) -> None:
    for page in (worker.get(MINE, **{field: value}), worker.post(MINE, {field: value})):
        assert page.status == 422
        assert f'id="{field}-error"' in page.text
        assert page.rows() == []


@pytest.mark.parametrize(
    ("query", "first", "count"),
    [
        ({}, "2025-08-18", 20),
        ({"page": "1"}, "2025-03-31", 5),
        ({"page": "2", "page_size": "10"}, "2025-03-31", 5),
        ({"sort": "starts_on"}, "2025-03-03", 20),
        ({"sort": "ends_on", "desc": "1", "page_size": "50"}, "2025-08-18", 25),
        ({"page": "99"}, "2025-03-31", 5),
        ({"page": "-1", "page_size": "7", "sort": "id_number", "desc": "x"}, "2025-08-18", 20),
    ],
)
def test_page_size_and_order_stand_in_the_address(
    visitor: Come, query: dict[str, str], first: str, count: int
) -> None:
    page = visitor("m").get(MINE, **query)
    rows = page.rows()
    assert (page.status, rows[0]["聘用开始日期"], len(rows)) == (200, first, count)


def test_searching_keeps_size_and_order(visitor: Come) -> None:
    many = visitor("m")
    many.get(MINE, page_size="10", sort="starts_on", page="2")
    page = many.post(MINE, category="6", page_size="10", sort="starts_on")
    assert page.location == f"{MINE}?category=6&page_size=10&sort=starts_on"


def test_a_whole_item_finds_its_limited_ones(visitor: Come) -> None:
    crane = visitor("w")
    for code in ("Q2", "Q2-桥式"):
        assert len(crane.search("/me/certificates/", item=code).rows()) == 1
    assert crane.search("/me/certificates/", item="Q2-门式").rows() == []


def test_items_of_both_catalogues_can_be_added(worker: Visitor) -> None:
    entry = {"issuer": "江门市市场监督管理局", "valid_from": "2025-01-01",
             "valid_until": "2028-12-31"}  # fmt: skip
    for category, item in (("11", "H1"), ("11", "H2"), ("9", "2011-N2"), ("6", "Q2-桥式")):
        page = worker.submit("/me/certificates/new/", entry, category=category, item=item)
        assert page.status == 303, item


def plain(page: Page) -> str:
    """The words of an error page, without the id of the request."""
    return re.sub(r"编号 \w+", "编号", page.words)


@pytest.mark.parametrize("page", ["details", "edit", "history"])
def test_missing_and_foreign_rows_get_the_same_answer(
    legal: Visitor, world: World, page: str
) -> None:
    keys: list[int | str] = [world.employments["Q_E2"], 999999, "x", "9" * 30, ""]
    answers = [legal.get(f"{LIST}{page}/", id=key) for key in keys]
    assert {answer.status for answer in answers} == {404}
    assert len({plain(answer) for answer in answers}) == 1


def test_a_function_not_held_is_403_and_says_who_grants_it(visitor: Come) -> None:
    page = visitor("d_certificates").get(LIST)
    assert page.status == 403
    assert "您当前没有“聘用记录”功能" in page.words
    assert "联系本企业法定代表人" in page.words


@pytest.mark.parametrize("address", [f"{LIST}action/", "/enterprise/grants/disable/", "/logout"])
def test_a_wrong_method_is_405(legal: Visitor, address: str) -> None:
    assert legal.get(address).status == 405


def test_a_stale_row_is_409_and_nothing_typed_is_lost(legal: Visitor, world: World) -> None:
    address = f"{LIST}edit/?id={world.employments['P_E1']}"
    seen = legal.get(address).hidden("version")
    legal.submit(address, PERIOD, ends_on="2026-03-31")
    stale = legal.post(address, PERIOD, ends_on="2026-04-30", version=seen)
    assert stale.status == 409
    assert {"2026-03-31", "2026-04-30"} <= set(stale.words.split())
    page = legal.post(address, PERIOD, ends_on="2026-04-30", version=stale.hidden("version"))
    assert legal.follow(page).facts()["聘用结束时间"] == "2026-04-30"


def test_a_form_opened_for_another_enterprise_is_409(legal: Visitor, world: World) -> None:
    legal.get(f"{LIST}new/")
    opened_for = legal.opened_for
    legal.choose(world.employers["E3"])
    page = legal.post(f"{LIST}new/", opened_for=opened_for)
    assert page.status == 409
    assert "没有保存任何内容" in page.words


def test_too_much_is_413(worker: Visitor) -> None:
    worker.get("/me/certificates/new/")
    page = worker.post("/me/certificates/new/", item_note="x" * 3_000_000)
    assert page.status == 413


def test_failed_sign_ins_are_throttled_and_only_those(visitor: Come) -> None:
    someone = visitor()
    for _ in range(12):
        assert visitor("q").get(MINE).status == 200
    failures = [someone.sign_in("p", "wrong").status for _ in range(10)]
    page = someone.sign_in("p")
    assert (set(failures), page.status) == ({422}, 429)
    assert int(page.response.headers["Retry-After"]) > 0
    assert "分钟后再试" in page.words


def test_look_ups_that_miss_are_throttled(legal: Visitor, world: World) -> None:
    wrong = {"person_name": "无此人", "id_number": world.numbers["Q"]}
    misses = {legal.submit(f"{LIST}new/", wrong, find="1").status for _ in range(30)}
    page = legal.submit(f"{LIST}new/", wrong, find="1")
    assert (misses, page.status) == ({422}, 429)


@pytest.mark.parametrize(("site", "status"), [("cross-site", 400), ("same-origin", 303), ("", 303)])
def test_a_form_of_another_site_is_400(worker: Visitor, site: str, status: int) -> None:
    worker.get(MINE)
    headers = {"Sec-Fetch-Site": site} if site else {}
    answer = worker.client.post(MINE, data={"csrf_token": worker.csrf}, headers=headers)
    assert answer.status_code == status


def test_disabling_asks_once_more(legal: Visitor, world: World) -> None:
    legal.get("/enterprise/grants/")
    rowid = world.grants["D"]
    asked = legal.post("/enterprise/grants/action/", action="disable", rowid=rowid)
    assert (asked.status, "周敏" in asked.words) == (200, True)
    done = legal.post("/enterprise/grants/action/", action="disable", rowid=rowid, confirm="yes")
    assert (done.status, done.location) == (303, "/enterprise/grants/")
