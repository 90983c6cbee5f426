"""Portal, sign-in and menu (R1 to R16)."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask

import config
from tests.visitor import Come, Visitor
from tests.world import MANY, PASSWORD, World

SYSTEM = "特种设备安全管理和作业人员证聘用记录信息填报系统"
MODULE = "特种设备作业人员聘用记录信息填报"
PLATFORM = "中山市市场监督管理局企业服务平台"
PUBLIC = ("/", "/login", "/help", "/privacy", "/healthz", "/readyz", "/verify/")
AppOf = Callable[..., Flask]


@pytest.mark.parametrize("address", ["/", "/login"])
def test_r001_the_system_bears_its_full_name(visitor: Come, address: str) -> None:
    assert SYSTEM in visitor().get(address).words


def test_r002_there_is_a_login_page(visitor: Come) -> None:
    assert visitor().get("/login").status == 200


def test_r003_the_button_leads_to_the_identity_page(visitor: Come) -> None:
    someone = visitor()
    portal = someone.get("/")
    assert PLATFORM in portal.words
    assert "身份验证" in someone.get(portal.link("登录")).words


def test_r004_the_tile_leads_to_the_identity_page(visitor: Come) -> None:
    someone = visitor()
    page = someone.follow(someone.get(_tile(someone)))
    assert (page.status, "身份验证" in page.words) == (200, True)


def test_r004_the_tile_leads_into_the_module_once_signed_in(visitor: Come) -> None:
    tile = _tile(visitor())
    worker = visitor("p")
    assert "本人的聘用记录" in worker.follow(worker.get(tile)).text


def _tile(someone: Visitor) -> str:
    return next(to for words, to in someone.get("/").links() if words.startswith(MODULE))


def test_r005_right_credentials_open_a_session(visitor: Come) -> None:
    someone = visitor()
    someone.get("/login")
    page = someone.post("/login", account="p", password=PASSWORD)
    assert "李建国" in someone.follow(page).words
    assert someone.get("/me/employments/").status == 200


def test_r005_wrong_ones_get_one_neutral_answer(visitor: Come) -> None:
    someone = visitor()
    answers = [
        someone.sign_in(account, password)
        for account, password in [("p", "wrong"), ("nobody", PASSWORD), ("p", "")]
    ]
    assert {page.status for page in answers} == {422}
    assert all("账号或密码不正确，请重新输入。" in page.words for page in answers)
    assert someone.get("/me/employments/").status == 303


def test_r006_no_page_opens_without_signing_in(app: Flask, visitor: Come) -> None:
    for address in _addresses(app, "GET"):
        page = visitor().get(address, id=1)
        assert (page.status, page.location.partition("?")[0]) == (303, "/login"), address


def test_r006_nothing_can_be_posted_without_signing_in(app: Flask, visitor: Come) -> None:
    for address in _addresses(app, "POST"):
        page = visitor().post(address, id=1)
        assert (page.status, page.location) == (303, "/login"), address


def test_r006_a_session_without_token_is_not_enough(app: Flask, legal: Visitor) -> None:
    for address in _addresses(app, "POST"):
        assert legal.post(address, csrf_token="").status == 400, address
    assert legal.get("/me/employments/").status == 200


def _addresses(app: Flask, method: str) -> list[str]:
    """Every address that is neither public nor static, with its method."""
    found = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    addresses = {rule.rule for rule in found if not rule.arguments} - {*PUBLIC, "/logout"}
    assert len(addresses) > 5
    return sorted(addresses)


def test_r006_after_signing_in_the_wanted_page_opens(visitor: Come) -> None:
    someone = visitor()
    asked = someone.get("/me/certificates/", status="valid")
    wanted = someone.get(asked.location).hidden("next")
    page = someone.post("/login", account="p", password=PASSWORD, next=wanted)
    assert page.location == "/me/certificates/?status=valid"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:go()"]
)
def test_r006_another_host_is_never_gone_to(visitor: Come, elsewhere: str) -> None:
    someone = visitor()
    assert "evil" not in someone.get(f"/login?next={quote(elsewhere)}").text
    page = someone.post("/login", account="p", password=PASSWORD, next=elsewhere)
    assert page.response.headers["Location"] == "/"


def test_r007_a_personal_account_reaches_the_enterprise_choice(visitor: Come) -> None:
    legal = visitor("l")
    page = legal.follow(legal.follow(legal.get("/module")))
    assert "选择办事企业" in page.words
    assert "中山市测试机械有限公司" in page.words


def test_r008_an_enterprise_account_is_refused(visitor: Come) -> None:
    _refused(visitor(), "company", "企业账号不能登录本系统")


def test_r009_a_legal_person_account_is_refused(visitor: Come) -> None:
    _refused(visitor(), "corporate", "法人账号不能登录本系统")


def _refused(someone: Visitor, account: str, sentence: str) -> None:
    page = someone.sign_in(account)
    assert page.status == 422
    assert sentence in page.words
    assert "个人账号登录" in page.words
    assert someone.get("/me/employments/").status == 303
    assert sentence not in someone.sign_in(account, "wrong").words


def test_r010_header_and_navigation(worker: Visitor) -> None:
    page = worker.get("/me/employments/")
    assert PLATFORM in page.words
    assert page.link("企业服务") == "/"
    assert {"信用公开", "经营许可证"} <= set(page.words.split())
    assert not {"信用公开", "经营许可证"} & {words for words, _ in page.links()}


def test_r010_addresses_from_the_settings_become_links(
    app_of: AppOf, world_template: tuple[str, World]
) -> None:
    names = config.Names(credit_url="https://credit.example/", licence_url="/licence")
    page = Visitor(app_of(world_template[0], names=names)).get("/")
    assert page.link("信用公开") == "https://credit.example/"
    assert page.link("经营许可证") == "/licence"


def test_r011_signing_out_ends_the_session(visitor: Come) -> None:
    worker, thief = visitor("p"), visitor()
    cookie = worker.client.get_cookie("session")
    assert cookie is not None
    assert worker.get("/me/employments/").offers("退出登录")
    assert worker.post("/logout").status == 303
    assert worker.get("/me/employments/").status == 303
    thief.client.set_cookie("session", cookie.value)
    assert thief.get("/me/employments/").status == 303


def test_r011_the_back_button_shows_nothing(worker: Visitor) -> None:
    page = worker.get("/me/employments/")
    assert page.response.headers["Cache-Control"] == "no-store"


def test_r012_help_is_one_click_away(worker: Visitor) -> None:
    page = worker.get(worker.get("/me/employments/").link("使用帮助"))
    assert (page.status, "记录填报" in page.words) == (200, True)


@pytest.mark.parametrize("address", ["/help", "/no-such-page"])
def test_r013_the_support_group_is_named(worker: Visitor, address: str) -> None:
    main = worker.get(address).text.partition("<main")[2].partition("</main>")[0]
    assert "1085544089" in main


@pytest.mark.parametrize("address", ["/me/employments/", "/me/certificates/", "/employer/select"])
def test_r014_footer_and_module_heading(legal: Visitor, address: str) -> None:
    page = legal.get(address)
    assert "中山市市场监督管理局主办" in page.words
    assert MODULE in page.words


PERSONAL = {"聘用记录": "/me/employments/", "证书管理": "/me/certificates/"}
ENTERPRISE = {
    "聘用记录": "/enterprise/employments/",
    "证书管理": "/enterprise/certificates/",
    "人员授权": "/enterprise/grants/",
}


@pytest.mark.parametrize(
    ("login", "menu"),
    [
        ("p", PERSONAL),
        ("m", ENTERPRISE),
        ("d_employment", {**PERSONAL, "聘用记录": "/enterprise/employments/"}),
        ("d_certificates", {**PERSONAL, "证书管理": "/enterprise/certificates/"}),
        ("d_grants", {**PERSONAL, "人员授权": "/enterprise/grants/"}),
    ],
)
def test_r015_the_menu_shows_what_is_granted(
    visitor: Come, login: str, menu: dict[str, str]
) -> None:
    someone = visitor(login)
    assert someone.get("/help").menu() == menu
    for address in set(ENTERPRISE.values()) | set(PERSONAL.values()):
        is_open = address.startswith("/me/") or address in menu.values()
        assert someone.get(address).status == (200 if is_open else 403), address


def test_r016_the_count_is_that_of_scope_and_filter(visitor: Come) -> None:
    many = visitor("m")
    assert f"共有 {MANY} 条数据" in many.get("/me/employments/").words
    assert "共有 2 条数据" in many.search("/me/employments/", hired_until="2025-03-10").words


def test_r016_numbers_run_on_over_pages(visitor: Come) -> None:
    many = visitor("m")
    first, last = (many.get("/me/employments/", page=page).rows() for page in (0, 1))
    assert [row["序号"] for row in first + last] == [str(n + 1) for n in range(MANY)]


def test_r016_beyond_the_setting_the_count_is_a_bound(
    app_of: AppOf, world_template: tuple[str, World]
) -> None:
    many = Visitor(app_of(world_template[0], count_cap=20))
    many.sign_in("m")
    page = many.get("/me/employments/", page_size=10)
    assert "共有超过 20 条数据" in page.words
    assert "第 2 页" in page.words
    assert "第 3 页" not in page.words
    assert len(many.get("/me/employments/", page_size=10, page=2).rows()) == 5
