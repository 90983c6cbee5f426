"""个人列表 of 证书管理 (R39 to R56)."""

import pytest

from tests.visitor import Come, Page, Visitor
from tests.world import LOCAL, REMOTE, World

LIST, NEW = "/me/certificates/", "/me/certificates/new/"
CL = ("叉车司机 N1", f"{LOCAL}（本市）")
CR = ("特种设备安全管理 A", f"{REMOTE}（异地）")
NEW_ONE = ("工业锅炉司炉 G1", "江门市市场监督管理局（异地）")
ENTRY = {
    "category": "2",
    "item": "G1",
    "issuer": "江门市市场监督管理局",
    "valid_from": "2025-01-01",
    "valid_until": "2028-12-31",
}
AS_CR = {
    "category": "1",
    "item": "A",
    "issuer": REMOTE,
    "valid_from": "2024-05-01",
    "valid_until": "2028-04-30",
}


def listed(page: Page) -> set[tuple[str, str]]:
    """Item and issuer of each row."""
    return {(row["作业项目"], row["发证机构"]) for row in page.rows()}


def edit(world: World, key: str) -> str:
    return f"{LIST}edit/?id={world.certificates[key]}"


def details(someone: Visitor, world: World, key: str) -> Page:
    return someone.get(f"{LIST}details/", id=world.certificates[key])


def test_r039_own_certificates_local_and_remote(worker: Visitor) -> None:
    assert listed(worker.get(LIST)) == {CL, CR}


def test_r040_search_by_item(worker: Visitor) -> None:
    assert listed(worker.search(LIST, item="A")) == {CR}


def test_r041_search_by_category(worker: Visitor) -> None:
    assert listed(worker.search(LIST, category="9")) == {CL}


@pytest.mark.parametrize(
    ("login", "status", "items"),
    [
        ("q", "valid", ["叉车司机 N1"]),
        ("q", "expired", ["电梯修理 T"]),
        ("q", "not_yet_valid", []),
        ("x", "valid", []),
        ("x", "cancelled", ["工业锅炉司炉 G1"]),
        ("x", "revoked", []),
    ],
)
def test_r042_search_by_status(visitor: Come, login: str, status: str, items: list[str]) -> None:
    rows = visitor(login).search(LIST, status=status).rows()
    assert [row["作业项目"] for row in rows] == items


def test_r042_the_status_is_that_of_today(worker: Visitor) -> None:
    worker.submit(NEW, ENTRY, valid_from="2026-02-16", valid_until="2030-02-15")
    assert listed(worker.search(LIST, status="not_yet_valid")) == {NEW_ONE}
    worker.submit(NEW, ENTRY, item="G3", valid_from="2025-01-01", valid_until="2026-02-15")
    assert len(worker.search(LIST, status="valid").rows()) == 3


def test_r043_search_by_issuer(worker: Visitor) -> None:
    assert listed(worker.search(LIST, issuer=REMOTE)) == {CR}


def test_r044_reset_shows_everything_again(worker: Visitor) -> None:
    narrowed = worker.search(LIST, status="valid", item="A")
    assert listed(worker.get(narrowed.link("重置"))) == {CL, CR}


def test_r045_the_button_opens_the_add_page(worker: Visitor) -> None:
    page = worker.get(worker.get(LIST).link("新增"))
    assert (page.status, "证书新增" in page.words) == (200, True)


@pytest.mark.parametrize(
    "issuer",
    [LOCAL, " 中山市 市场监督管理局 ", "中山市质量技术监督局", "中山市市场监管局", f"（{LOCAL}）"],
)
def test_r046_only_certificates_of_elsewhere_are_added(worker: Visitor, issuer: str) -> None:
    page = worker.submit(NEW, ENTRY, issuer=issuer)
    assert page.status == 422
    assert 'id="issuer-error">只能填报异地发证的证书' in page.text
    assert listed(worker.get(LIST)) == {CL, CR}


def test_r047_the_holder_is_whoever_signed_in(visitor: Come, world: World) -> None:
    legal = visitor("l")
    number = world.numbers["P"]
    posing = {"person_id": world.persons["P"], "person_name": "李建国", "id_number": number}
    page = legal.follow(legal.submit(NEW, {**ENTRY, **posing}))
    assert page.facts()["持证人姓名"] == "陈志远"
    assert page.facts()["身份证号"] == world.numbers["L"]
    assert listed(visitor("p").get(LIST)) == {CL, CR}


def test_r047_there_is_no_way_to_add_for_another(legal: Visitor) -> None:
    assert legal.post("/enterprise/certificates/new/", ENTRY).status == 404


def test_r048_a_submitted_certificate_appears_as_remote(worker: Visitor) -> None:
    page = worker.follow(worker.submit(NEW, ENTRY, archive_no="D-12"))
    assert "提交成功" in page.words
    assert (
        page.facts().items()
        >= {
            "发证机构是否本市": "否",
            "证书有效期": "2025-01-01 至 2028-12-31",
            "档案编号": "D-12",
        }.items()
    )
    assert listed(worker.get(LIST)) == {CL, CR, NEW_ONE}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category", ""),
        ("item", ""),
        ("issuer", ""),
        ("valid_from", ""),
        ("valid_until", ""),
        ("valid_until", "2025-01-01"),
        ("valid_until", "2024-12-31"),
        ("valid_until", "no day"),
    ],
)
def test_r048_what_is_missing_or_reversed_is_told(worker: Visitor, field: str, value: str) -> None:
    page = worker.submit(NEW, ENTRY, **{field: value})
    assert page.status == 422
    assert f'id="{field}-error"' in page.text
    assert listed(worker.get(LIST)) == {CL, CR}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2025-01-01", "2028-12-31"),
        ("2028-12-31", "2031-12-31"),
        ("2021-12-31", "2025-01-01"),
    ],
)
def test_r049_the_same_certificate_twice_is_one_row(worker: Visitor, first: str, last: str) -> None:
    kept = worker.submit(NEW, ENTRY)
    again = worker.submit(NEW, ENTRY, valid_from=first, valid_until=last)
    assert (kept.status, again.status) == (303, 422)
    assert "请勿重复填报" in again.words
    assert again.link("查看已有记录") == kept.location
    assert len(worker.get(LIST).rows()) == 3


def test_r049_a_renewal_is_no_duplicate(worker: Visitor) -> None:
    worker.submit(NEW, ENTRY)
    renewed = worker.submit(NEW, ENTRY, valid_from="2029-01-01", valid_until="2032-12-31")
    assert renewed.status == 303


@pytest.mark.parametrize(
    ("key", "item", "issuer", "is_local"),
    [("CL", "叉车司机 N1", LOCAL, "是"), ("CR", "特种设备安全管理 A", REMOTE, "否")],
)
def test_r050_details_of_local_and_remote_ones(
    worker: Visitor, world: World, key: str, item: str, issuer: str, is_local: str
) -> None:
    facts = details(worker, world, key).facts()
    shown = {"作业项目(代号)": item, "发证机构": issuer, "发证机构是否本市": is_local}
    person = {"持证人姓名": "李建国", "身份证号": world.numbers["P"], "证件状态": "有效"}
    assert facts.items() >= {**shown, **person}.items()
    assert {"作业种类", "证书有效期", "证件编号", "数据来源", "最近变更"} <= facts.keys()


def test_r051_a_remote_certificate_can_be_changed(worker: Visitor, world: World) -> None:
    assert worker.get(LIST).link("修改") == edit(world, "CR")
    page = worker.follow(worker.submit(edit(world, "CR"), ENTRY))
    assert page.facts()["证书有效期"] == "2025-01-01 至 2028-12-31"
    assert listed(worker.get(LIST)) == {CL, NEW_ONE}


def test_r052_only_four_things_are_asked(worker: Visitor, world: World) -> None:
    asked = worker.get(edit(world, "CR")).inputs()
    assert asked == {"category", "item", "item_note", "issuer", "valid_from", "valid_until"}


def test_r052_whatever_else_is_posted_stays(worker: Visitor, world: World) -> None:
    before = details(worker, world, "CR").facts()
    others = {"person_id": world.persons["Q"], "person_name": "别人", "archive_no": "X",
              "lifecycle": "revoked", "is_local": "1", "status": "revoked"}  # fmt: skip
    worker.submit(edit(world, "CR"), {**AS_CR, **others}, valid_until="2028-04-29")
    after = details(worker, world, "CR").facts()
    assert {label for label in before if before[label] != after[label]} <= {
        "证书有效期",
        "最近变更",
    }
    assert after["证书有效期"] == "2024-05-01 至 2028-04-29"


def test_r053_local_certificates_stay_as_they_are(worker: Visitor, world: World) -> None:
    before = details(worker, world, "CL")
    assert not before.offers("修改")
    assert worker.get(edit(world, "CL")).status == 403
    assert worker.post(edit(world, "CL"), AS_CR).status == 403
    assert details(worker, world, "CL").facts() == before.facts()


@pytest.mark.parametrize(
    ("field", "value"), [("issuer", LOCAL), ("issuer", "中山市质监局"), ("category", "9")]
)
def test_r054_it_stays_remote_and_its_item_in_its_category(
    worker: Visitor, world: World, field: str, value: str
) -> None:
    page = worker.submit(edit(world, "CR"), AS_CR, **{field: value})
    assert page.status == 422
    assert f'id="{field}-error"' in page.text
    assert listed(worker.get(LIST)) == {CL, CR}


def test_r055_the_history_lists_every_change(worker: Visitor, world: World) -> None:
    worker.submit(edit(world, "CR"), AS_CR, valid_until="2028-04-29")
    worker.submit(edit(world, "CR"), AS_CR, issuer="江门市市场监督管理局")
    rows = worker.get(details(worker, world, "CR").link("修改记录查看")).rows()
    told = [(row["修改字段"], row["修改前"], row["修改后"]) for row in rows]
    assert sorted(told[:2]) == [
        ("发证机构", REMOTE, "江门市市场监督管理局"),
        ("证书有效期止", "2028-04-29", "2028-04-30"),
    ]
    assert told[2:] == [("证书有效期止", "2028-04-30", "2028-04-29")]
    assert {(row["修改人"], row["身份"]) for row in rows} == {("李建国", "本人")}
    assert all(row["修改时间"].startswith("2026-02-15 ") for row in rows)


def test_r056_local_certificates_offer_no_history(worker: Visitor, world: World) -> None:
    assert not details(worker, world, "CL").offers("修改记录查看")
    page = worker.get(f"{LIST}history/", id=world.certificates["CL"])
    assert (page.rows(), "无修改记录" in page.words) == ([], True)
