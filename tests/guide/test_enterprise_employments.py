"""企业列表 of 聘用记录, to look at (R64 to R71, R86, R87, R93)."""

import pytest

from tests.visitor import Page, Visitor
from tests.world import World

LIST, MINE = "/enterprise/employments/", "/me/employments/"
P_A, Q_N1 = ("李建国", "特种设备安全管理 A"), ("王秀芳", "叉车司机 N1")
FIELDS = ("作业人员姓名", "身份证号", "作业项目", "作业种类", "聘用单位统一社会信用代码",
          "聘用单位", "证书有效期", "聘用开始时间", "聘用结束时间", "终止聘用时间", "终止聘用原因",
          "发证机构是否本市", "发证机构", "填报时间")  # fmt: skip


def listed(page: Page) -> set[tuple[str, str]]:
    """Person and item of each row."""
    return {(row["作业人员姓名"], row["作业项目"]) for row in page.rows()}


def test_r064_the_records_of_the_chosen_enterprise(legal: Visitor, world: World) -> None:
    page = legal.get(LIST)
    days = sorted((row["作业人员姓名"], row["聘用开始日期"]) for row in page.rows())
    assert days == [("李建国", "2024-03-01"), ("李建国", "2025-06-01")]
    for foreign in ("P_E2", "Q_E2", "L_E3"):
        assert legal.get(f"{LIST}details/", id=world.employments[foreign]).status == 404


def test_r065_search_by_name(foreign: Visitor) -> None:
    assert listed(foreign.get(LIST)) == {P_A, Q_N1}
    assert listed(foreign.search(LIST, person_name="秀芳")) == {Q_N1}


def test_r066_search_by_number_in_any_spelling(foreign: Visitor, world: World) -> None:
    number = world.numbers["Q"]
    for typed in (number, number.lower(), f" {number[:6]} {number[6:14]} {number[14:]} "):
        assert listed(foreign.search(LIST, id_number=typed)) == {Q_N1}


def test_r066_nobody_of_another_enterprise_is_found(legal: Visitor, world: World) -> None:
    assert legal.search(LIST, id_number=world.numbers["Q"]).rows() == []


def test_r066_a_part_of_a_number_is_refused(foreign: Visitor, world: World) -> None:
    foreign.get(LIST)
    page = foreign.post(LIST, id_number=world.numbers["Q"][:6])
    assert page.status == 422
    assert "请输入完整的身份证号" in page.words


def test_r067_search_by_item(foreign: Visitor) -> None:
    assert listed(foreign.search(LIST, item="A")) == {P_A}


def test_r068_search_by_category(foreign: Visitor) -> None:
    assert listed(foreign.search(LIST, category="9")) == {Q_N1}


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("", "2025-03-31", {P_A}),
        ("2025-03-31", "2025-04-01", {P_A, Q_N1}),
        ("2027-01-01", "", set()),
    ],
)
def test_r069_search_by_period(
    foreign: Visitor, first: str, last: str, found: set[tuple[str, str]]
) -> None:
    assert listed(foreign.search(LIST, hired_from=first, hired_until=last)) == found


def test_r069_the_period_ends_with_the_termination(foreign: Visitor, world: World) -> None:
    foreign.submit(
        f"{LIST}edit/?id={world.employments['Q_E2']}",
        {"starts_on": "2025-04-01", "ends_on": "2026-12-31"},
        terminated_on="2026-02-10",
        termination_reason="本人辞职",
    )
    assert listed(foreign.search(LIST, hired_from="2026-02-10")) == {P_A, Q_N1}
    assert listed(foreign.search(LIST, hired_from="2026-02-11")) == {P_A}


def test_r070_reset_shows_everything_again(foreign: Visitor) -> None:
    narrowed = foreign.search(LIST, person_name="秀芳", category="9")
    assert listed(foreign.get(narrowed.link("重置"))) == {P_A, Q_N1}


def test_r071_columns_and_buttons(legal: Visitor) -> None:
    page = legal.get(LIST)
    assert page.headings() == ["序号", "作业人员姓名", "作业人员身份证号", "作业项目", "作业种类",
                               "聘用开始日期", "聘用结束日期", "状态", "操作"]  # fmt: skip
    assert all({"查看", "修改"} <= set(row["操作"].split()) for row in page.rows())


def test_r071_numbers_are_masked(legal: Visitor, world: World) -> None:
    page = legal.get(LIST)
    assert {row["作业人员身份证号"] for row in page.rows()} == {
        "442***********" + world.numbers["P"][-4:]
    }
    assert world.numbers["P"] not in page.text


def test_r086_the_button_opens_the_details(foreign: Visitor, world: World) -> None:
    page = foreign.get(foreign.search(LIST, item="A").link("查看"))
    assert page.facts().keys() >= set(FIELDS)
    assert page.offers("修改记录查看")


def test_r087_every_field_has_its_value(foreign: Visitor, world: World) -> None:
    page = foreign.get(f"{LIST}details/", id=world.employments["P_E2"])
    facts = page.facts()
    assert facts["身份证号"].startswith("442***********" + world.numbers["P"][-4:])
    assert [facts[label] for label in FIELDS if label != "身份证号"] == [
        "李建国",
        "特种设备安全管理 A",
        "特种设备安全管理",
        world.codes["E2"],
        "中山市外人电器有限公司",
        "2024-05-01 至 2028-04-30",
        "2025-03-01",
        "2026-12-31",
        "-",
        "-",
        "否",
        "珠海市市场监督管理局",
        "2026-01-05 09:30",
    ]


def test_r087_local_ones_say_so(foreign: Visitor, world: World) -> None:
    page = foreign.get(f"{LIST}details/", id=world.employments["Q_E2"])
    assert page.facts()["发证机构是否本市"] == "是"


def test_r093_the_personal_list_holds_ones_own_whoever_the_employer(
    legal: Visitor, world: World
) -> None:
    before = legal.get(MINE)
    assert [row["聘用单位/个人"] for row in before.rows()] == ["中山市测试物流有限公司"]
    legal.choose(world.employers["E3"])
    assert legal.get(MINE).rows() == before.rows()


def test_r093_with_the_search_bar_of_part_one(legal: Visitor, worker: Visitor) -> None:
    assert legal.get(MINE).inputs("search") == worker.get(MINE).inputs("search")
    assert legal.search(MINE, employer_name="机械").rows() == []
    assert len(legal.search(MINE, employer_name="物流").rows()) == 1
    assert legal.get(MINE).offers("打印") is worker.get(MINE).offers("打印")
