"""打印: the sheet of the guide (R25 to R36), and the same for an enterprise's person (R93)."""

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.records import events_of, register_of
from tests.visitor import Come, Page, Visitor
from tests.world import LOCAL, MANY, REMOTE, World

MINE, SHEET = "/me/employments/", "/me/employments/print/"
VECTORS = Path(__file__).parents[1] / "vectors" / "sheet_dates.csv"
E1, E2, E5 = "中山市测试机械有限公司", "中山市外人电器有限公司", "梁个体"
FORKLIFT, MANAGEMENT = "场(厂)内专用机动车辆作业", "特种设备安全管理"
ALL_OF_P = [
    [E5, FORKLIFT, "2023-06-01 至 2023-12-31"],
    [E1, FORKLIFT, "2024-03-01 至 2024-12-31"],
    [E2, MANAGEMENT, "2025-03-01 至 2026-12-31"],
    [E1, FORKLIFT, "2025-06-01 至 2026-01-31"],
]


def plain(markup: str) -> str:
    """The words of some markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)).strip()


def table(page: Page, name: str) -> list[list[str]]:
    """The rows of one of the two tables, heads first."""
    found = re.search(rf'<table class="sheet {name}">(.*?)</table>', page.text, re.DOTALL)
    assert found is not None, page.words[:300]
    rows = re.findall(r"<tr\b[^>]*>(.*?)</tr>", found[1], re.DOTALL)
    return [
        [plain(cell) for cell in re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


def records(page: Page) -> list[list[str]]:
    """The rows of the second table between its heads and the footer."""
    rows = table(page, "records")
    first = 3 if rows[2][0].startswith("核验编号") else 2
    return rows[first:-1]


def serial_of(page: Page) -> str:
    """The serial in the margin."""
    found = re.search(r'<b class="serial">([^<]+)</b>', page.text)
    assert found is not None, "no serial"
    return found[1]


def issue(who: Visitor) -> Page:
    """Press 打印 on the sheet, and go where it leads."""
    who.get(SHEET)
    return who.follow(who.post(SHEET))


@pytest.fixture
def on_day(app_of: Callable[..., Flask], world_template: tuple[str, World]) -> Come:
    """Somebody signed in on a day of one's choice."""

    def come(login: str, day: date) -> Visitor:
        someone = Visitor(app_of(world_template[0], today=day))
        someone.sign_in(login)
        return someone

    return come


def test_r025_the_button_opens_the_sheet(worker: Visitor) -> None:
    page = worker.get(worker.get(MINE).link("打印"))
    assert page.status == 200
    assert page.offers("打印")
    assert "中山市特种设备作业人员聘用记录" in page.words


def test_r026_all_own_records_whatever_is_searched(visitor: Come) -> None:
    many = visitor("m")
    assert len(many.search(MINE, hired_from="2025-08-18").rows()) == 1
    assert len(records(many.get(SHEET))) == MANY > len(many.get(MINE).rows())
    assert len(records(many.get(SHEET, hired_from="2025-08-18", page="1"))) == MANY
    assert len(records(issue(many))) == MANY


def test_r026_by_start_like_the_booklet(worker: Visitor) -> None:
    assert records(worker.get(SHEET)) == ALL_OF_P


def test_r026_ended_early_means_printed_to_that_day(
    worker: Visitor, legal: Visitor, world: World
) -> None:
    legal.submit(
        f"/enterprise/employments/edit/?id={world.employments['P_E1']}", starts_on="2025-06-01",
        ends_on="2026-01-31", terminated_on="2025-12-24", termination_reason="本人辞职",
    )  # fmt: skip
    assert records(worker.get(SHEET))[-1] == [E1, FORKLIFT, "2025-06-01 至 2025-12-24"]


def test_r026_nothing_to_print_is_said(visitor: Come) -> None:
    page = visitor("n").get(SHEET)
    assert records(page) == [["无"]]
    assert table(page, "holder")[3][:2] == ["作业项目1", "无"]


def test_r027_the_title(worker: Visitor) -> None:
    assert ">中山市特种设备作业人员聘用记录</h2>" in worker.get(SHEET).text


def test_r028_the_person_in_full(worker: Visitor, world: World) -> None:
    rows = table(worker.get(SHEET), "holder")
    assert rows[:3] == [["特种设备作业人员"], ["姓 名", "李建国"], ["身份证号", world.numbers["P"]]]


def test_r029_one_row_for_each_item(worker: Visitor) -> None:
    until, by = "有效期限止", "发证机构"
    assert table(worker.get(SHEET), "holder")[3:] == [
        ["作业项目1", "特种设备安全管理(A)", until, "2028-04-30", by, REMOTE],
        ["作业项目2", "叉车司机(N1)", until, "2027-02-28", by, LOCAL],
    ]


def test_r029_expired_ones_too_but_none_that_was_withdrawn(visitor: Come) -> None:
    items = [row[1] for row in table(visitor("q").get(SHEET), "holder")[3:]]
    assert items == ["电梯修理(T)", "叉车司机(N1)"]
    assert [row[1] for row in table(visitor("x").get(SHEET), "holder")[3:]] == ["无"]


def test_r029_a_renewed_one_takes_the_place_of_the_old(visitor: Come) -> None:
    owner = visitor("w")
    renewed = {"category": "6", "item": "Q2-桥式", "issuer": REMOTE, "valid_from": "2028-01-01",
               "valid_until": "2031-12-31"}  # fmt: skip
    assert owner.submit("/me/certificates/new/", renewed).status == 303
    assert len(owner.get("/me/certificates/").rows()) == 2
    rows = table(owner.get(SHEET), "holder")[3:]
    assert [row[1:4:2] for row in rows] == [["起重机司机(限桥式起重机)(Q2)", "2031-12-31"]]


def test_r030_the_heads_of_the_second_table(worker: Visitor) -> None:
    rows = table(worker.get(SHEET), "records")
    assert rows[:2] == [["聘用记录"], ["聘用单位 / 个人", "作业种类", "聘用时间"]]


def test_r031_an_individual_may_be_the_employer(worker: Visitor) -> None:
    assert [E5, FORKLIFT, "2023-06-01 至 2023-12-31"] in records(worker.get(SHEET))


@pytest.fixture
def guides_day(on_day: Come) -> Page:
    """The sheet as printed on the day of the guide's own example."""
    return on_day("p", date(2025, 10, 22)).get(SHEET)


def test_r032_the_footer_of_the_guide(guides_day: Page) -> None:
    assert "<p>【以上材料仅供参考，有效期限止二〇二五年十一月二十二日】</p>" in guides_day.text


def test_r033_the_day_below_it(guides_day: Page) -> None:
    assert "】 二〇二五年十月二十二日" in guides_day.words


def edges() -> list[dict[str, str]]:
    """The ends of months and years, and the leap day, of the table in 2.4."""
    with VECTORS.open(encoding="utf-8", newline="") as lines:
        wanted = ("2025-01-31", "2025-10-31", "2025-12-31", "2026-02-28", "2028-02-29")
        return [row for row in csv.DictReader(lines) if row["printed_on"] in wanted]


@pytest.mark.parametrize("row", edges(), ids=lambda row: row["printed_on"])
def test_r034_a_calendar_month(on_day: Come, row: dict[str, str]) -> None:
    page = on_day("p", date.fromisoformat(row["printed_on"])).get(SHEET)
    assert f"有效期限止{row['valid_until_zh']}】" in page.text
    assert f">{row['printed_on_zh']}</p>" in page.text


@pytest.mark.parametrize("name", ["id", "person_id", "person", "serial", "id_number"])
def test_r035_nobody_elses_sheet(worker: Visitor, visitor: Come, world: World, name: str) -> None:
    theirs = visitor("q")
    value = {"serial": serial_of(issue(theirs)), "id_number": world.numbers["Q"]}
    page = worker.get(SHEET, **{name: value.get(name, str(world.persons["Q"]))})
    assert page.status == 200
    assert table(page, "holder")[1] == ["姓 名", "李建国"]
    assert "王秀芳" not in page.text
    assert 'class="serial"' not in page.text


def test_r035_nobody_without_signing_in(visitor: Come) -> None:
    assert visitor().get(SHEET).location.startswith("/login")
    assert visitor().post(SHEET).status in (302, 303)


def test_r036_looking_issues_nothing_and_the_button_does(app: Flask, worker: Visitor) -> None:
    before = register_of(app)
    assert worker.get(SHEET).status == 200
    assert worker.client.head(SHEET).status_code == 200
    assert worker.client.post(SHEET).status_code == 400, "no token"
    assert register_of(app) == before
    assert events_of(app, "sheet_printed") == []
    page = issue(worker)
    assert register_of(app)["printed_sheets"] != before["printed_sheets"]
    assert page.text.count("data-print-now") == 1
    assert worker.get(SHEET).text.count("data-print-now") == 0
    assert serial_of(worker.get(SHEET)) == serial_of(page)


def test_r036_every_print_is_on_record(app: Flask, worker: Visitor, world: World) -> None:
    first, second = serial_of(issue(worker)), serial_of(issue(worker))
    assert first == second, "the same sheet of the same day"
    events = events_of(app, "sheet_printed")
    assert [event["details"]["serial"] for event in events] == [first.replace("-", "")] * 2
    assert [event["details"]["record_count"] for event in events] == [len(ALL_OF_P)] * 2
    assert all(event["actor_name"] == "李建国" for event in events)
    assert world.numbers["P"] not in str(events)


def test_r093_an_enterprise_user_prints_the_own_sheet(legal: Visitor, world: World) -> None:
    page = legal.get(MINE)
    assert page.offers("打印")
    sheet = legal.get(page.link("打印"))
    assert table(sheet, "holder")[2] == ["身份证号", world.numbers["L"]]
    assert [row[0] for row in records(sheet)] == ["中山市测试物流有限公司"]
    legal.choose(world.employers["E3"])
    assert records(legal.get(SHEET)) == records(sheet)
    assert serial_of(issue(legal))


def test_r093_the_enterprise_list_has_no_such_button(legal: Visitor) -> None:
    assert not legal.get("/enterprise/employments/").offers("打印")
