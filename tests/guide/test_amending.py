"""修改 of an employment record, and its history (R88 to R92)."""

import pytest

from tests.visitor import Page, Visitor
from tests.world import World

LIST = "/enterprise/employments/"
AS_FILED = {"starts_on": "2025-06-01", "ends_on": "2026-01-31"}
RESIGNED = {"terminated_on": "2025-12-31", "termination_reason": "本人辞职"}


def edit(world: World, key: str = "P_E1") -> str:
    return f"{LIST}edit/?id={world.employments[key]}"


def details(someone: Visitor, world: World, key: str = "P_E1") -> Page:
    return someone.get(f"{LIST}details/", id=world.employments[key])


def test_r088_the_button_opens_the_form_as_it_stands(legal: Visitor, world: World) -> None:
    page = legal.get(details(legal, world).link("修改"))
    assert page.status == 200
    assert [page.hidden(name) for name in AS_FILED] == list(AS_FILED.values())


def test_r088_a_change_is_saved(legal: Visitor, world: World) -> None:
    page = legal.follow(legal.submit(edit(world), AS_FILED, ends_on="2026-06-30"))
    assert "提交成功" in page.words
    assert details(legal, world).facts()["聘用结束时间"] == "2026-06-30"


@pytest.mark.parametrize("key", ["P_E2", "L_E3"])
def test_r088_only_of_the_own_enterprise(legal: Visitor, world: World, key: str) -> None:
    assert legal.get(edit(world, key)).status == 404
    legal.get(LIST)
    assert legal.post(edit(world, key), AS_FILED).status == 404


def test_r089_only_three_things_are_asked(legal: Visitor, world: World) -> None:
    asked = legal.get(edit(world)).inputs()
    assert asked == {"starts_on", "ends_on", "terminated_on", "termination_reason"}


def test_r089_whatever_else_is_posted_stays(legal: Visitor, world: World) -> None:
    before = details(legal, world).facts()
    others = {
        "person_name": "别人",
        "id_number": world.numbers["Q"],
        "person_id": world.persons["Q"],
        "category": "1",
        "item": "A",
        "item_id": "1",
        "employer_id": world.employers["E3"],
        "employer_name": "别家",
        "filed_at": "2020-01-01",
        "voided_at": "2026-01-01",
    }
    legal.submit(edit(world), {**AS_FILED, **others}, ends_on="2026-06-30")
    after = details(legal, world).facts()
    assert {label for label in before if before[label] != after[label]} == {
        "聘用结束时间",
        "状态",
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": "2025-02-15"}, "starts_on"),
        ({"starts_on": "2026-02-01"}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"ends_on": ""}, "ends_on"),
        ({"ends_on": "2025-05-31"}, "ends_on"),
        ({"ends_on": "2027-03-01"}, "ends_on"),
        ({"terminated_on": "2025-05-31", "termination_reason": "其他"}, "terminated_on"),
        ({"terminated_on": "2026-02-01", "termination_reason": "其他"}, "terminated_on"),
        ({"terminated_on": "2025-12-31"}, "termination_reason"),
        ({"termination_reason": "其他"}, "terminated_on"),
        ({**RESIGNED, "termination_reason": "长" * 201}, "termination_reason"),
    ],
)
def test_r090_each_violation_is_refused_by_its_field(
    legal: Visitor, world: World, changes: dict[str, str], field: str
) -> None:
    before = details(legal, world).facts()
    page = legal.submit(edit(world), {**AS_FILED, **changes})
    assert page.status == 422
    assert f'id="{field}-error"' in page.text
    assert details(legal, world).facts() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_on": "2025-02-16"},
        {"ends_on": "2027-02-28"},
        {"ends_on": "2025-06-01"},
        {"terminated_on": "2025-06-01", "termination_reason": "调岗"},
        {"terminated_on": "2026-01-31", "termination_reason": "长" * 200},
    ],
)
def test_r090_the_limits_themselves_are_allowed(
    legal: Visitor, world: World, changes: dict[str, str]
) -> None:
    assert legal.submit(edit(world), {**AS_FILED, **changes}).status == 303


def test_r090_an_old_start_that_stays_is_not_judged_again(legal: Visitor, world: World) -> None:
    as_filed = {"starts_on": "2024-03-01", "ends_on": "2024-12-31"}
    ended = {"terminated_on": "2024-11-30", "termination_reason": "合同期满"}
    page = legal.submit(edit(world, "P_E1_old"), {**as_filed, **ended})
    assert page.status == 303
    assert details(legal, world, "P_E1_old").facts()["终止聘用时间"] == "2024-11-30"


def test_r090_a_termination_may_be_taken_back(legal: Visitor, world: World) -> None:
    legal.submit(edit(world), {**AS_FILED, **RESIGNED})
    assert "已终止" in details(legal, world).facts()["状态"]
    legal.submit(edit(world), AS_FILED)
    facts = details(legal, world).facts()
    assert (facts["终止聘用时间"], facts["终止聘用原因"]) == ("-", "-")


def test_r091_the_history_lists_every_change(legal: Visitor, world: World) -> None:
    legal.submit(edit(world), AS_FILED, ends_on="2026-06-30")
    legal.submit(edit(world), {**AS_FILED, **RESIGNED}, ends_on="2026-06-30")
    rows = legal.get(details(legal, world).link("修改记录查看")).rows()
    told = [(row["修改字段"], row["修改前"], row["修改后"]) for row in rows]
    assert told == [
        ("终止聘用时间", "-", "2025-12-31"),
        ("终止聘用原因", "-", "本人辞职"),
        ("聘用结束时间", "2026-01-31", "2026-06-30"),
    ]
    assert {(row["修改人"], row["身份"], row["代表企业"]) for row in rows} == {
        ("陈志远", "法定代表人", "中山市测试机械有限公司")
    }
    assert all(row["修改时间"].startswith("2026-02-15 ") for row in rows)


def test_r091_a_save_without_a_change_leaves_no_trace(legal: Visitor, world: World) -> None:
    assert legal.submit(edit(world), AS_FILED).status == 303
    assert "无修改记录" in details(legal, world).words


@pytest.mark.parametrize("noun", ["employments", "certificates", "grants"])
def test_r092_no_address_touches_the_history(legal: Visitor, noun: str) -> None:
    legal.get("/help")
    for side in ("me", "enterprise"):
        for page in ("history/", "history/edit/", "history/delete/", "delete/", "revisions/"):
            assert legal.post(f"/{side}/{noun}/{page}?id=1", id=1).status in (404, 405)
        assert legal.client.delete(f"/{side}/{noun}/history/?id=1").status_code in (404, 405)
