"""二/2: 证书管理 of an enterprise, to look at (R94 to R105)."""

from collections.abc import Set

import pytest

from tests.visitor import Come, Page, Visitor
from tests.world import LOCAL, REMOTE, World

LIST = "/enterprise/certificates/"
DETAILS = "/enterprise/certificates/details/"
HISTORY = "/enterprise/certificates/history/"
MINE = "/me/certificates/"

P_N1, P_A = ("李建国", "叉车司机 N1"), ("李建国", "特种设备安全管理 A")
Q_N1, Q_T = ("王秀芳", "叉车司机 N1"), ("王秀芳", "电梯修理 T")
EVERYTHING = {P_N1, P_A, Q_N1, Q_T}


@pytest.fixture
def boss(visitor: Come, world: World) -> Visitor:
    """The legal representative of E2, where P and Q work today."""
    someone = visitor("x")
    someone.choose(world.employers["E2"])
    return someone


def listed(page: Page) -> Set[tuple[str, str]]:
    """Holder and item of each row."""
    return {(row["姓名"], row["作业项目"]) for row in page.rows()}


def search(who: Visitor, **fields: str) -> Set[tuple[str, str]]:
    return listed(who.follow(who.submit(LIST, fields)))


def without_reference(page: Page) -> str:
    """The words of an error page but its reference number."""
    return page.words.replace(page.response.headers["X-Request-Id"], "")


def test_r094_of_people_in_employment_all_certificates(boss: Visitor) -> None:
    assert listed(boss.get(LIST)) == EVERYTHING


def test_r094_of_former_people_only_the_items_on_record(visitor: Come, world: World) -> None:
    representative = visitor("l")
    representative.choose(world.employers["E1"])
    assert listed(representative.get(LIST)) == {P_N1}
    assert representative.get(DETAILS, id=world.certificates["CR"]).status == 404


def test_r094_nobody_without_a_record_here(visitor: Come, world: World) -> None:
    representative = visitor("l")
    representative.choose(world.employers["E3"])
    assert listed(representative.get(LIST)) == {("陈志远", "特种设备安全管理 A")}


def test_r095_search_by_name(boss: Visitor) -> None:
    assert search(boss, person_name="王秀") == {Q_N1, Q_T}
    assert search(boss, person_name="陈志远") == set()


def test_r096_search_by_number(boss: Visitor, world: World) -> None:
    spaced = f" {world.numbers['P'][:6]} {world.numbers['P'][6:].lower()} "
    assert search(boss, id_number=spaced) == {P_N1, P_A}
    assert search(boss, id_number=world.numbers["W"]) == set()


def test_r096_the_number_does_not_stand_in_the_address(boss: Visitor, world: World) -> None:
    answer = boss.submit(LIST, id_number=world.numbers["P"])
    assert world.numbers["P"] not in answer.location
    assert world.numbers["P"] not in boss.follow(answer).text


def test_r097_search_by_item(boss: Visitor) -> None:
    assert search(boss, item="N1") == {P_N1, Q_N1}


def test_r098_search_by_category(boss: Visitor) -> None:
    assert search(boss, category="9") == {P_N1, Q_N1}
    assert search(boss, category="5") == {Q_T}


def test_r099_search_by_issuer(boss: Visitor) -> None:
    assert search(boss, issuer=REMOTE) == {P_A}
    assert search(boss, issuer=LOCAL) == {P_N1, Q_N1, Q_T}


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("valid", {P_N1, P_A, Q_N1}),
        ("expired", {Q_T}),
        ("not_yet_valid", set()),
        ("cancelled", set()),
    ],
)
def test_r100_search_by_status(boss: Visitor, status: str, found: Set[tuple[str, str]]) -> None:
    assert search(boss, status=status) == found


def test_r100_searches_combine(boss: Visitor) -> None:
    assert search(boss, person_name="王秀芳", status="valid") == {Q_N1}


def test_r101_reset_shows_all(boss: Visitor) -> None:
    page = boss.follow(boss.submit(LIST, item="N1", person_name="王"))
    assert f'href="{LIST}">重置</a>' in page.text
    fresh = boss.get(LIST)
    assert listed(fresh) == EVERYTHING
    assert "共有 4 条数据" in fresh.words
    assert 'value="王"' not in fresh.text


def test_r102_details(boss: Visitor, world: World) -> None:
    page = boss.get(DETAILS, id=world.certificates["CQ"])
    facts = page.facts()
    assert facts["持证人姓名"] == "王秀芳"
    assert facts["作业种类"] == "场(厂)内专用机动车辆作业"
    assert facts["作业项目(代号)"] == "叉车司机 N1"
    assert facts["证书有效期"] == "2024-01-01 至 2027-12-31"
    assert facts["发证机构"] == LOCAL
    assert facts["发证机构是否本市"] == "是"
    assert facts["证件状态"] == "有效"
    assert facts["身份证号"].startswith("442***")
    assert world.numbers["Q"] not in page.text


def test_r102_out_of_scope_is_missing(boss: Visitor, world: World) -> None:
    foreign = boss.get(DETAILS, id=world.certificates["CLL"])
    missing = boss.get(DETAILS, id=999_999)
    assert foreign.status == missing.status == 404
    assert without_reference(foreign) == without_reference(missing)


def test_r103_history_shows_what_the_holder_changed(
    visitor: Come, boss: Visitor, world: World
) -> None:
    key, holder = world.certificates["CR"], visitor("p")
    amended = holder.submit(
        f"{MINE}edit/?id={key}", category=1, item="A", issuer="江门市市场监督管理局",
        valid_from="2024-05-01", valid_until="2028-04-30",
    )  # fmt: skip
    assert amended.status == 303
    assert "修改记录查看" in boss.get(DETAILS, id=key).words
    seen = boss.get(HISTORY, id=key).rows()
    assert seen == holder.get(f"{MINE}history/", id=key).rows()
    (line,) = seen
    assert line["修改人"] == "李建国"
    assert line["身份"] == "本人"
    changed = (line["修改字段"], line["修改前"], line["修改后"])
    assert changed == ("发证机构", REMOTE, "江门市市场监督管理局")
    assert line["修改时间"].startswith("2026-02-15")


def test_r103_a_local_certificate_has_the_button_too(boss: Visitor, world: World) -> None:
    page = boss.get(DETAILS, id=world.certificates["CQ"])
    assert f'href="{HISTORY}?id={world.certificates["CQ"]}"' in page.text
    assert "无修改记录" in boss.get(HISTORY, id=world.certificates["CQ"]).words


def test_r103_history_out_of_scope_is_missing(boss: Visitor, world: World) -> None:
    assert boss.get(HISTORY, id=world.certificates["CLL"]).status == 404


@pytest.mark.parametrize("page", ["new/", "edit/"])
def test_r104_neither_adds_nor_edits(boss: Visitor, world: World, page: str) -> None:
    shown = boss.get(LIST)
    assert "新增" not in shown.words
    assert all(row["操作"] == "查看" for row in shown.rows())
    assert "edit/" not in boss.get(DETAILS, id=world.certificates["CR"]).text
    address = f"{LIST}{page}?id={world.certificates['CR']}"
    assert boss.get(address).status == 404
    assert boss.post(address, item="N1", category=9).status == 404


def test_r104_not_by_the_holders_pages_either(boss: Visitor, world: World) -> None:
    address = f"{MINE}edit/?id={world.certificates['CR']}"
    assert boss.get(address).status == 404
    assert boss.post(address, item="N1", category=9).status == 404


def test_r105_own_certificates_as_in_part_one(visitor: Come, world: World) -> None:
    representative = visitor("l")
    representative.choose(world.employers["E1"])
    page = representative.get(MINE)
    assert "企业列表" in page.words
    assert "个人列表" in page.words
    assert [row["作业项目"] for row in page.rows()] == ["特种设备安全管理 A"]
    assert f'href="{MINE}new/">新增</a>' in page.text
    added = representative.submit(
        f"{MINE}new/", category=9, item="N1", issuer=REMOTE,
        valid_from="2025-01-01", valid_until="2028-12-31",
    )  # fmt: skip
    key = added.location.rpartition("=")[2]
    amended = representative.submit(
        f"{MINE}edit/?id={key}", category=9, item="N2", issuer=REMOTE,
        valid_from="2025-01-01", valid_until="2028-12-31",
    )  # fmt: skip
    facts = representative.follow(amended).facts()
    assert facts["作业项目(代号)"].endswith("N2")
    assert facts["身份证号"] == world.numbers["L"]
