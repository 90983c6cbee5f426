"""个人列表 of 聘用记录 (R17 to R24, R37, R38)."""

import pytest

from tests.visitor import Page, Visitor
from tests.world import World

LIST = "/me/employments/"
E1, E2, E5 = "中山市测试机械有限公司", "中山市外人电器有限公司", "梁个体"
EVERYTHING = {(E1, "2024-03-01"), (E1, "2025-06-01"), (E2, "2025-03-01"), (E5, "2023-06-01")}


def listed(page: Page) -> set[tuple[str, str]]:
    """Employer and first day of each row."""
    return {(row["聘用单位/个人"], row["聘用开始日期"]) for row in page.rows()}


def test_r017_all_own_records_and_no_others(worker: Visitor) -> None:
    page = worker.get(LIST)
    assert listed(page) == EVERYTHING
    assert len(page.rows()) == len(EVERYTHING)


def test_r018_search_by_employer(worker: Visitor) -> None:
    assert listed(worker.search(LIST, employer_name="机械")) == {
        (E1, "2024-03-01"),
        (E1, "2025-06-01"),
    }


@pytest.mark.parametrize("wildcard", ["%", "_", "中山%公司"])
def test_r018_a_wildcard_is_a_character(worker: Visitor, wildcard: str) -> None:
    assert worker.search(LIST, employer_name=wildcard).rows() == []


def test_r019_search_by_credit_code_in_any_spelling(worker: Visitor, world: World) -> None:
    code = world.codes["E2"]
    for typed in (code, code.lower(), f" {code[:8]} {code[8:]} "):
        assert listed(worker.search(LIST, uscc=typed)) == {(E2, "2025-03-01")}
    assert worker.search(LIST, uscc=code[:-1]).rows() == []


def test_r020_search_by_item(worker: Visitor) -> None:
    assert listed(worker.search(LIST, item="A")) == {(E2, "2025-03-01")}
    assert listed(worker.search(LIST, item="N1")) == EVERYTHING - {(E2, "2025-03-01")}


def test_r021_search_by_category(worker: Visitor) -> None:
    assert listed(worker.search(LIST, category="1")) == {(E2, "2025-03-01")}


def test_r021_each_item_names_its_category_so_that_the_select_can_narrow(worker: Visitor) -> None:
    page = worker.get(LIST)
    assert '<option value="N1" data-category="9">叉车司机 N1</option>' in page.text


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2024-12-31", "2025-03-01", {(E1, "2024-03-01"), (E2, "2025-03-01")}),
        ("2025-01-01", "2025-02-28", set()),
        ("2026-02-01", "", {(E2, "2025-03-01")}),
        ("", "2023-06-01", {(E5, "2023-06-01")}),
    ],
)
def test_r022_search_by_period_finds_what_meets_it(
    worker: Visitor, first: str, last: str, found: set[tuple[str, str]]
) -> None:
    assert listed(worker.search(LIST, hired_from=first, hired_until=last)) == found


def test_r022_from_after_until_is_told(worker: Visitor) -> None:
    worker.get(LIST)
    page = worker.post(LIST, hired_from="2025-02-01", hired_until="2025-01-31")
    assert page.status == 422
    assert "聘用时间的起始日期不能晚于截止日期" in page.words
    assert page.rows() == []


def test_r023_fields_combine(worker: Visitor) -> None:
    page = worker.search(LIST, employer_name="机械", hired_from="2025-01-01", item="N1")
    assert listed(page) == {(E1, "2025-06-01")}
    assert worker.search(LIST, employer_name="机械", item="A").rows() == []


def test_r024_reset_shows_everything_again(worker: Visitor) -> None:
    narrowed = worker.search(LIST, employer_name="机械")
    assert 'value="机械"' in narrowed.text
    page = worker.get(narrowed.link("重置"))
    assert listed(page) == EVERYTHING
    assert 'value="机械"' not in page.text
    assert "第 1 / 1 页" in page.words


def test_r037_details_show_all_fields_of_the_record(worker: Visitor, world: World) -> None:
    page = worker.get(worker.search(LIST, employer_name="电器").link("查看"))
    number = world.numbers["P"]
    expected = {
        "作业人员姓名": "李建国",
        "身份证号": number,
        "作业项目": "特种设备安全管理 A",
        "作业种类": "特种设备安全管理",
        "聘用单位统一社会信用代码": world.codes["E2"],
        "聘用单位": E2,
        "证书有效期": "2024-05-01 至 2028-04-30",
        "发证机构": "珠海市市场监督管理局",
        "聘用开始时间": "2025-03-01",
        "聘用结束时间": "2026-12-31",
        "终止聘用时间": "-",
        "终止聘用原因": "-",
        "发证机构是否本市": "否",
        "填报时间": "2026-01-05 09:30",
    }
    assert page.facts().items() >= expected.items()


def test_r037_another_persons_record_is_not_there(worker: Visitor, world: World) -> None:
    for address in ("details/", "history/"):
        assert worker.get(LIST + address, id=world.employments["Q_E2"]).status == 404


def test_r038_nothing_to_file_or_change_is_offered(worker: Visitor, world: World) -> None:
    pages = [worker.get(LIST), worker.get(f"{LIST}details/", id=world.employments["P_E1"])]
    for page in pages:
        assert not any(map(page.offers, ("记录填报", "新增", "修改", "删除", "终止聘用")))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/me/employments/new/", 404),
        ("/me/employments/edit/", 404),
        ("/me/employments/delete/", 404),
        ("/me/employments/action/", 404),
        ("/me/employments/details/", 405),
        ("/enterprise/employments/new/", 403),
        ("/enterprise/employments/edit/", 403),
        ("/enterprise/employments/action/", 403),
    ],
)
def test_r038_posting_changes_nothing(
    worker: Visitor, world: World, address: str, status: int
) -> None:
    record = world.employments["P_E1"]
    before = worker.get(f"{LIST}details/", id=record).facts()
    changes = {"id": record, "rowid": record, "ends_on": "2026-02-10", "action": "end"}
    assert worker.post(f"{address}?id={record}", changes, confirm="yes").status == status
    assert worker.get(f"{LIST}details/", id=record).facts() == before
    assert listed(worker.get(LIST)) == EVERYTHING
