"""二/3: what a grant allows, until when, and who may touch it (R115 to R117, R119 to R121, A-9)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.guide.test_grants import DETAILS, EDIT, LIST, NEW, grant_for, names
from tests.visitor import Come, Visitor
from tests.world import World

EMPLOYMENTS, CERTIFICATES = "/enterprise/employments/", "/enterprise/certificates/"
TERMS: Mapping[str, Any] = {
    "is_authorized": "yes", "functions": ["employment", "certificates", "grants"],
    "valid_from": "2026-01-01", "valid_until": "2026-12-31",
}  # fmt: skip


def disable(who: Visitor, *keys: int, confirm: str = "yes") -> Any:
    who.get(LIST)
    return who.post(f"{LIST}action/", action="disable", rowid=list(keys), confirm=confirm)


@pytest.mark.parametrize(
    ("login", "allowed"),
    [
        ("d_employment", EMPLOYMENTS),
        ("d_certificates", CERTIFICATES),
        ("d_grants", LIST),
    ],
)
def test_r115_functions_limit_the_delegate(visitor: Come, login: str, allowed: str) -> None:
    delegate = visitor(login)
    answers = {page: delegate.get(page).status for page in (EMPLOYMENTS, CERTIFICATES, LIST)}
    assert answers == {page: 200 if page == allowed else 403 for page in answers}
    assert delegate.get("/me/employments/").status == 200
    assert delegate.get("/me/certificates/").status == 200


def test_r115_a_refusal_says_what_is_missing(visitor: Come) -> None:
    page = visitor("d_certificates").get(EMPLOYMENTS)
    assert "您当前没有“聘用记录”功能" in page.words


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2025, 12, 31), 403),
        (date(2026, 1, 1), 200),
        (date(2026, 12, 31), 200),
        (date(2027, 1, 1), 403),
    ],
)
def test_r116_the_term_limits_when(
    app_of: Callable[..., Flask], world_template: tuple[str, World], today: date, status: int
) -> None:
    delegate = Visitor(app_of(world_template[0], today=today))
    delegate.sign_in("d_employment")
    assert delegate.get(EMPLOYMENTS).status == status


def test_r117_no_withdraws_and_yes_restores(legal: Visitor, visitor: Come, world: World) -> None:
    address, delegate = f"{EDIT}?id={world.grants['D_employment']}", visitor("d_employment")
    for is_authorized, status in (("no", 403), ("yes", 200)):
        answer = legal.submit(address, {**TERMS, "is_authorized": is_authorized})
        assert answer.status == 303
        assert delegate.get(EMPLOYMENTS).status == status


def test_r117_yes_lifts_a_disabled_grant(legal: Visitor, visitor: Come, world: World) -> None:
    key = world.grants["D_disabled"]
    assert visitor("d_disabled").get(EMPLOYMENTS).status == 403
    after = legal.follow(legal.submit(f"{EDIT}?id={key}", TERMS)).facts()
    assert after["状态"] == "有效"
    assert visitor("d_disabled").get(EMPLOYMENTS).status == 200


def test_r119_disabling_asks_first(legal: Visitor, visitor: Come, world: World) -> None:
    legal.get(LIST)
    asked = legal.post(f"{LIST}disable/", rowid=world.grants["D_employment"])
    assert asked.status == 200
    assert "确定禁用吴一凡" in asked.words
    assert visitor("d_employment").get(EMPLOYMENTS).status == 200


def test_r119_disabled_means_out_at_once(legal: Visitor, visitor: Come, world: World) -> None:
    delegate = visitor("d_employment")
    assert delegate.get(EMPLOYMENTS).status == 200
    assert disable(legal, world.grants["D_employment"]).status == 303
    assert delegate.get(EMPLOYMENTS).status == 403
    (row,) = (row for row in legal.get(LIST).rows() if row["人员姓名"] == "吴一凡")
    assert row["状态"] == "已禁用"
    assert row["授权功能"] == "聘用记录"
    assert "禁用" not in row["操作"]


def test_r119_a_form_that_is_open_is_refused(legal: Visitor, visitor: Come, world: World) -> None:
    delegate = visitor("d_employment")
    delegate.get(f"{EMPLOYMENTS}new/")
    disable(legal, world.grants["D_employment"])
    answer = delegate.post(
        f"{EMPLOYMENTS}new/", person_name=world.names["P"], id_number=world.numbers["P"],
        category=9, item="N1", starts_on="2026-02-15", ends_on="2026-12-31",
    )  # fmt: skip
    assert answer.status == 403


def test_r119_only_by_post(legal: Visitor, world: World) -> None:
    assert legal.get(f"{LIST}disable/", rowid=world.grants["D"]).status == 405
    assert legal.get(f"{LIST}action/", action="disable", rowid=world.grants["D"]).status == 405


def test_r119_several_at_once_all_or_none(legal: Visitor, visitor: Come, world: World) -> None:
    mixed = disable(legal, world.grants["D_employment"], world.grants["D_foreign"])
    assert mixed.status == 404
    assert visitor("d_employment").get(EMPLOYMENTS).status == 200
    assert disable(legal, world.grants["D_employment"], world.grants["D_grants"]).status == 303
    assert visitor("d_grants").get(LIST).status == 403


def test_r120_a_delegate_does_what_the_representative_does(visitor: Come, world: World) -> None:
    delegate = visitor("d")
    delegate.choose(world.employers["E1"])
    filed = delegate.submit(
        f"{EMPLOYMENTS}new/", person_name=world.names["P"], id_number=world.numbers["P"],
        category=9, item="N1", starts_on="2026-02-15", ends_on="2027-02-28",
    )  # fmt: skip
    assert delegate.follow(filed).facts()["填报人"] == "周敏（被授权人）"
    assert delegate.get(CERTIFICATES).status == 200
    granted = delegate.submit(NEW, grant_for(world, "P"))
    assert delegate.follow(granted).facts()["授权人"] == "周敏（被授权人）"
    assert "被授权人授予" in delegate.get(LIST).words


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"functions": ["employment"]}, "不能授予本人没有的功能：聘用记录"),
        ({"functions": ["grants"], "valid_until": "2027-01-01"}, "不能超出本人的授权期限"),
        ({"functions": ["grants"], "valid_from": "2025-12-31"}, "不能超出本人的授权期限"),
    ],
)
def test_r120_a_delegate_never_gives_more_than_held(
    visitor: Come, world: World, changes: Mapping[str, Any], sentence: str
) -> None:
    answer = visitor("d_grants").submit(NEW, grant_for(world, "P", **changes))
    assert answer.status == 422
    assert sentence in answer.words


def test_r121_no_row_for_the_legal_representative(
    legal: Visitor, visitor: Come, world: World
) -> None:
    assert "陈志远" not in names(legal.get(LIST))
    delegate = visitor("d")
    delegate.choose(world.employers["E1"])
    answer = delegate.submit(NEW, grant_for(world, "L"))
    assert answer.status == 422
    assert "法定代表人，无需授权" in answer.words


def test_r121_not_the_own_grant(visitor: Come, world: World) -> None:
    delegate, key = visitor("d"), world.grants["D"]
    delegate.choose(world.employers["E1"])
    before = delegate.get(DETAILS, id=key).facts()
    assert delegate.get(EDIT, id=key).status == 403
    assert delegate.post(f"{EDIT}?id={key}", TERMS).status == 403
    assert disable(delegate, key, confirm="no").status == 403
    assert disable(delegate, key).status == 403
    assert delegate.submit(NEW, grant_for(world, "D")).status == 422
    assert delegate.get(DETAILS, id=key).facts() == before


def test_r121_no_grant_beyond_the_own(visitor: Come, world: World) -> None:
    delegate, key = visitor("d_grants"), world.grants["D"]
    for answer in (
        delegate.get(EDIT, id=key),
        delegate.post(f"{EDIT}?id={key}", TERMS),
        disable(delegate, key),
        disable(delegate, key, confirm="no"),
    ):
        assert answer.status == 403
        assert "只有法定代表人可以办理" in answer.words
