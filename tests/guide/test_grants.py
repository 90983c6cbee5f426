"""二/3: 人员授权, the list, the forms, the history (R106 to R114, R118)."""

from collections.abc import Mapping, Set
from typing import Any

import pytest

from tests.visitor import Come, Page, Visitor
from tests.world import World, number

LIST = "/enterprise/grants/"
NEW = f"{LIST}new/"
DETAILS = f"{LIST}details/"
EDIT = f"{LIST}edit/"
HISTORY = f"{LIST}history/"

OF_E1 = {"周敏", "吴一凡", "郑二喜", "冯三元", "蒋四海", "沈五福"}


def names(page: Page) -> Set[str]:
    return {row["人员姓名"] for row in page.rows()}


def grant_for(world: World, key: str, **changes: Any) -> Mapping[str, Any]:
    """What 新增 asks, for a person of the world."""
    return {
        "person_name": world.names[key], "id_number": world.numbers[key], "phone": "13800138000",
        "is_authorized": "yes", "functions": ["employment", "certificates"],
        "valid_from": "2026-02-15", "valid_until": "2026-12-31", **changes,
    }  # fmt: skip


def test_r106_the_delegates_of_the_enterprise(legal: Visitor) -> None:
    page = legal.get(LIST)
    assert names(page) == OF_E1
    assert "共有 6 条数据" in page.words
    assert page.headings() == [
        "序号", "人员姓名", "人员身份证号", "是否授权", "授权功能", "授权期限", "授权日期",
        "状态", "操作",
    ]  # fmt: skip


def test_r107_search_by_name(legal: Visitor) -> None:
    assert names(legal.follow(legal.submit(LIST, person_name="周"))) == {"周敏"}
    assert names(legal.follow(legal.submit(LIST, person_name="韩六合"))) == set()


def test_r108_search_by_number(legal: Visitor, world: World) -> None:
    answer = legal.submit(LIST, id_number=world.numbers["D"])
    assert world.numbers["D"] not in answer.location
    assert names(legal.follow(answer)) == {"周敏"}
    foreign = legal.submit(LIST, id_number=world.numbers["D_foreign"])
    assert names(legal.follow(foreign)) == set()


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2026-01-05", "2026-01-05", OF_E1),
        ("2026-01-06", "", set()),
        ("", "2026-01-04", set()),
        ("", "2026-01-05", OF_E1),
        ("2026-02-15", "2026-02-15", {"李建国"}),
    ],
)
def test_r109_search_by_day_of_the_grant(
    legal: Visitor, world: World, first: str, last: str, found: Set[str]
) -> None:
    if "李建国" in found:
        legal.submit(NEW, grant_for(world, "P"))
    answer = legal.submit(LIST, granted_from=first, granted_until=last)
    assert names(legal.follow(answer)) == found


def test_r109_from_after_until_is_refused(legal: Visitor) -> None:
    page = legal.submit(LIST, granted_from="2026-02-02", granted_until="2026-02-01")
    assert page.status == 422
    assert "授权日期的起始日期不能晚于截止日期" in page.words


def test_r110_reset_shows_all(legal: Visitor) -> None:
    found = legal.follow(legal.submit(LIST, person_name="周"))
    assert f'href="{LIST}">重置</a>' in found.text
    assert names(legal.get(LIST)) == OF_E1


def test_r111_a_new_grant_lets_the_person_in(legal: Visitor, visitor: Come, world: World) -> None:
    assert visitor("p").get("/enterprise/employments/").status == 403
    page = legal.follow(legal.submit(NEW, grant_for(world, "P")))
    assert page.facts()["人员姓名"] == "李建国"
    assert "李建国" in names(legal.get(LIST))
    listed = visitor("p").get("/enterprise/employments/")
    assert listed.status == 200
    assert "中山市测试机械有限公司" in listed.words


def test_r111_nobody_learns_whether_the_person_is_known(legal: Visitor, world: World) -> None:
    known = legal.submit(NEW, grant_for(world, "P"))
    unknown = legal.submit(NEW, grant_for(world, "P", id_number=number(900), person_name="新人"))
    assert (known.status, unknown.status) == (303, 303)
    told, other = legal.follow(known).facts(), legal.follow(unknown).facts()
    assert told.keys() == other.keys()
    assert told["状态"] == other["状态"] == "有效"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"person_name": ""}, "请填写姓名"),
        ({"id_number": ""}, "请填写身份证号"),
        ({"id_number": "442099199003071010"}, "校验码不正确"),
        ({"functions": []}, "请至少选择一项授权功能"),
        ({"functions": ["everything"]}, "请从列表中选择授权功能"),
        ({"valid_from": ""}, "请填写授权期限的开始日期"),
        ({"valid_until": ""}, "请填写授权期限的结束日期"),
        ({"valid_until": "2026-02-14"}, "不能早于开始日期 2026-02-15"),
        ({"valid_until": "2026-02-30"}, "没有 2026-02-30 这一天"),
        ({"is_authorized": "perhaps"}, "请选择是否授权"),
        ({"phone": "12"}, "手机"),
    ],
)
def test_r112_errors_by_field(
    legal: Visitor, world: World, changes: Mapping[str, Any], sentence: str
) -> None:
    page = legal.submit(NEW, grant_for(world, "P", **changes))
    assert page.status == 422
    assert sentence in page.words
    assert f'id="{next(iter(changes))}-error"' in page.text
    assert names(legal.get(LIST)) == OF_E1


def test_r112_everything_wrong_is_told_at_once(legal: Visitor) -> None:
    page = legal.submit(NEW, person_name="", id_number="", valid_from="", valid_until="")
    for sentence in ("请填写姓名", "请填写身份证号", "请至少选择一项授权功能"):
        assert sentence in page.words


def test_r112_one_row_for_one_person(legal: Visitor, world: World) -> None:
    again = legal.submit(NEW, grant_for(world, "D"))
    assert again.status == 422
    assert "请在列表中使用“授权”修改" in again.words
    assert f'href="{DETAILS}?id={world.grants["D"]}"' in again.text


def test_r113_details(legal: Visitor, world: World) -> None:
    page = legal.get(DETAILS, id=world.grants["D"])
    facts = page.facts()
    assert facts["人员姓名"] == "周敏"
    assert facts["是否授权"] == "是"
    assert facts["授权功能"] == "聘用记录、证书管理、人员授权"
    assert facts["授权期限"] == "2026-01-01 至 2026-12-31"
    assert facts["授权日期"] == "2026-01-05"
    assert facts["授权人"] == "陈志远（法定代表人）"
    assert facts["状态"] == "有效"
    assert "授权历史信息" in page.words
    assert world.numbers["D"] not in page.text


def test_r114_only_the_three_things_change(legal: Visitor, world: World) -> None:
    key = world.grants["D_employment"]
    form = legal.get(EDIT, id=key).text.partition('<form class="form"')[2].partition("</form>")[0]
    assert {part.partition('"')[0] for part in form.split('name="')[1:]} == {
        "csrf_token", "opened_for", "version", "is_authorized", "functions", "valid_from",
        "valid_until",
    }  # fmt: skip
    before = legal.get(DETAILS, id=key).facts()
    answer = legal.submit(
        f"{EDIT}?id={key}", is_authorized="yes", functions="certificates",
        valid_from="2026-02-01", valid_until="2026-06-30", person_name="别人",
        id_number=number(900), phone="13900139000", employer_id=world.employers["E2"],
        granted_on="2020-01-01", person_id=world.persons["X"], granted_by_name="别人",
    )  # fmt: skip
    after = legal.follow(answer).facts()
    changed = {label for label in after if after[label] != before[label]}
    assert changed == {"授权功能", "授权期限"}
    assert after["授权期限"] == "2026-02-01 至 2026-06-30"


def test_r118_the_history_tells_everything(legal: Visitor, world: World) -> None:
    created = legal.submit(NEW, grant_for(world, "P"))
    key = created.location.rpartition("=")[2]
    legal.submit(
        f"{EDIT}?id={key}", is_authorized="yes", functions=["grants"],
        valid_from="2026-02-15", valid_until="2026-06-30",
    )  # fmt: skip
    legal.get(LIST)
    legal.post(f"{LIST}action/", action="disable", rowid=key, confirm="yes")
    lines = legal.get(HISTORY, id=key).rows()
    assert [line["操作类型"] for line in lines] == ["禁用"] * 2 + ["修改"] * 2 + ["新增"] * 4
    told = {(line["操作类型"], line["修改字段"]): line for line in lines}
    assert told["禁用", "状态"]["修改后"] == "已禁用"
    assert told["修改", "授权功能"]["修改前"] == "聘用记录、证书管理"
    assert told["修改", "授权功能"]["修改后"] == "人员授权"
    assert told["新增", "是否授权"]["修改后"] == "是"
    for line in lines:
        assert line["操作人"] == "陈志远"
        assert line["身份"] == "法定代表人"
        assert line["代表企业"] == "中山市测试机械有限公司"
        assert line["操作时间"].startswith("2026-02-15")
