"""Expected by anyone, said by nobody (U1, U3, U4, U5)."""

from typing import Any

import pytest

from tests.visitor import Come, Page, Visitor
from tests.world import World

LIST, NEW, ACTION = (f"/enterprise/employments/{page}" for page in ("", "new/", "action/"))
PERIOD = {"starts_on": "2025-03-01", "ends_on": "2026-12-31"}


def file_for_p(legal: Visitor, world: World) -> None:
    """A new record about P."""
    person = {"person_name": "李建国", "id_number": world.numbers["P"]}
    work = {"category": "9", "item": "N1", "starts_on": "2026-02-01", "ends_on": "2026-06-30"}
    assert legal.submit(NEW, {**person, **work}).status == 303


def test_u1_the_home_page_tells_what_was_filed_since(
    legal: Visitor, visitor: Come, world: World
) -> None:
    visitor("p")
    file_for_p(legal, world)
    words = visitor("p").get("/").words
    assert "新填报的聘用记录 1 条" in words
    assert "2026-02-01 至 2026-06-30（填报人：陈志远）" in words
    assert "新填报的聘用记录" not in visitor("p").get("/").words


def test_u1_one_sees_who_filed_and_who_amended(
    foreign: Visitor, worker: Visitor, world: World
) -> None:
    record = world.employments["P_E2"]
    foreign.submit(f"{LIST}edit/?id={record}", PERIOD, ends_on="2026-10-31")
    page = worker.get("/me/employments/details/", id=record)
    assert page.facts()["填报人"] == "何俊杰（法定代表人）"
    assert [(row["修改人"], row["修改字段"]) for row in page.rows()] == [("何俊杰", "聘用结束时间")]


def test_u3_a_renewal_is_prefilled_with_the_next_range(legal: Visitor, world: World) -> None:
    page = legal.get(f"{LIST}details/", id=world.employments["P_E1"])
    form = legal.get(page.link("续聘"))
    assert (form.status, form.hidden("starts_on")) == (200, "2026-02-01")
    assert form.hidden("ends_on") == "2027-02-28"
    assert '<option value="N1"' in form.text
    assert 'value="李建国" readonly' in form.text
    assert world.numbers["P"] not in form.text


def test_u3_a_renewal_is_filed(legal: Visitor, world: World) -> None:
    address = f"{NEW}?renew={world.employments['P_E1']}"
    asked = {"category": "9", "item": "N1", "starts_on": "2026-02-01", "ends_on": "2027-02-28"}
    page = legal.follow(legal.submit(address, asked, renew=world.employments["P_E1"]))
    assert page.facts()["作业人员姓名"] == "李建国"
    assert page.facts()["聘用开始时间"] == "2026-02-01"


def test_u3_only_own_records_that_have_run_out_are_renewed(foreign: Visitor, world: World) -> None:
    assert not foreign.get(LIST).offers("续聘")
    assert foreign.get(NEW, renew=world.employments["P_E1"]).status == 404


def end(someone: Visitor, rows: list[int], **fields: Any) -> Page:
    someone.get(LIST)
    return someone.post(ACTION, {"rowid": rows}, action="end", **fields)


def test_u3_several_end_at_once_after_a_page_that_names_them(
    foreign: Visitor, world: World
) -> None:
    rows = [world.employments[key] for key in ("P_E2", "Q_E2")]
    asked = end(foreign, rows)
    assert (asked.status, len(asked.rows())) == (200, 2)
    assert {row["状态"] for row in foreign.get(LIST).rows()} == {"在聘"}
    answer = end(foreign, rows, confirm="yes", terminated_on="2026-02-10",
                 termination_reason="合同期满")  # fmt: skip
    assert "已终止 2 条聘用记录" in foreign.follow(answer).words
    assert {row["状态"] for row in foreign.get(LIST).rows()} == {"已终止"}


@pytest.mark.parametrize(
    ("day", "reason"), [("2025-03-15", "合同期满"), ("", "合同期满"), ("2026-02-10", "")]
)
def test_u3_all_end_or_none(foreign: Visitor, world: World, day: str, reason: str) -> None:
    rows = [world.employments[key] for key in ("P_E2", "Q_E2")]
    page = end(foreign, rows, confirm="yes", terminated_on=day, termination_reason=reason)
    assert page.status == 422
    assert {row["状态"] for row in foreign.get(LIST).rows()} == {"在聘"}


def test_u3_nothing_of_another_enterprise_ends(foreign: Visitor, world: World) -> None:
    rows = [world.employments[key] for key in ("P_E2", "P_E1")]
    assert end(foreign, rows).status == 404
    assert end(foreign, []).status == 422


def test_u4_the_first_sign_in_shows_the_notice_until_it_is_accepted(visitor: Come) -> None:
    fresh = visitor("fresh")
    notice = fresh.get("/me/employments/")
    assert notice.offers("我已知悉")
    page = fresh.post("/privacy", next=notice.hidden("next"))
    assert page.location == "/me/employments/"
    assert not fresh.get("/me/employments/").offers("我已知悉")
    assert not visitor("fresh").get("/").offers("我已知悉")


def test_u4_it_stays_in_reach_and_says_what_why_who(worker: Visitor, visitor: Come) -> None:
    for someone in (worker, visitor()):
        page = someone.get(someone.get("/help").link("隐私说明"))
        assert page.status == 200
        assert all(words in page.words for words in ("保存哪些信息", "用来做什么", "谁能看到"))


def test_u5_a_dissolved_employer_files_nothing(foreign: Visitor, world: World) -> None:
    foreign.choose(world.employers["E4"])
    page = foreign.get(LIST)
    assert not page.offers("记录填报")
    assert "本单位已注销，不能再填报聘用记录" in page.words
    person = {"person_name": "王秀芳", "id_number": world.numbers["Q"]}
    work = {"category": "9", "item": "N1", "starts_on": "2026-01-01", "ends_on": "2026-06-30"}
    answer = foreign.submit(NEW, {**person, **work})
    assert answer.status == 422
    assert "“中山市已注销有限公司”已注销，不能再填报聘用记录。" in answer.words
    assert foreign.get(LIST).rows() == []
