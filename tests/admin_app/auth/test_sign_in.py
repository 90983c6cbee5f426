"""Who is let in: personal accounts, and whomever an identity platform vouches for (A-30, A-32)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from sqlalchemy import update

from admin_app.auth.identity import Identity
from models.accounts import Account, SignInSession
from models.base import db
from models.grants import Grant
from models.people import Person
from models.sealed import keyed_hash
from models.vocabulary import AccountKind
from tests.admin_app.auth.conftest import START
from tests.records import revisions_of, rows_of
from tests.visitor import Come, Page, Visitor
from tests.world import PASSWORD, World, number

NEWCOMER = Identity("platform-1", AccountKind.PERSONAL, "新来人", number(900))
Vouch = Callable[[Identity], None]


@dataclass(frozen=True)
class Platform:
    """A city's identity platform that knows one person."""

    known: Identity

    def verify(self, login: str, password: str) -> Identity | None:
        """That person, for the right password."""
        return self.known if password == PASSWORD else None


@pytest.fixture
def vouch(app: Flask) -> Vouch:
    """From here on, the platform stands in for the local accounts."""

    def install(identity: Identity) -> None:
        house = app.extensions["house"]
        app.extensions["house"] = replace(house, identity_provider=Platform(identity))

    return install


def issue(app: Flask, world: World, identity: Identity) -> None:
    """L makes out a grant of E1 to a name and number, as long as the local accounts are in use."""
    legal = Visitor(app)
    legal.sign_in("l")
    legal.choose(world.employers["E1"])
    grantee = {
        "person_name": identity.full_name, "id_number": identity.id_number, "phone": "",
        "is_authorized": "yes", "functions": ["employment"],
        "valid_from": "2026-02-15", "valid_until": "2026-12-31",
    }  # fmt: skip
    assert legal.submit("/enterprise/grants/new/", grantee).status == 303


def persons(app: Flask, identity: Identity) -> list[int]:
    assert identity.id_number is not None
    found = rows_of(app, Person, Person.id_number_hash == keyed_hash(identity.id_number))
    return [row["id"] for row in found]


def accounts(app: Flask, identity: Identity) -> list[int | None]:
    return [row["person_id"] for row in rows_of(app, Account, Account.login == identity.login)]


@pytest.mark.parametrize(
    ("login", "kind"), [("company", "enterprise"), ("corporate", "legal_entity")]
)
def test_other_kinds_are_told_only_after_the_right_password(
    app: Flask, visitor: Come, login: str, kind: str
) -> None:
    sentence = f"{AccountKind(kind).label}不能登录本系统"
    guessed = visitor().sign_in(login, "wrong")
    assert (guessed.status, sentence in guessed.words) == (422, False)
    told = visitor().sign_in(login)
    assert (told.status, sentence in told.words) == (422, True)
    assert rows_of(app, SignInSession) == []


def test_the_first_sign_in_makes_person_and_account(
    app: Flask, visitor: Come, vouch: Vouch
) -> None:
    vouch(NEWCOMER)
    assert visitor().sign_in("any", "wrong").status == 422
    assert persons(app, NEWCOMER) == []
    for _ in range(2):
        assert visitor().sign_in("any").status == 303
    (person_id,) = persons(app, NEWCOMER)
    assert accounts(app, NEWCOMER) == [person_id]
    assert len(revisions_of(app, "person", person_id)) == 1


@pytest.mark.parametrize(("key", "name"), [("P", "李建国"), ("W", " 古丽•买买提 ")])
def test_a_known_person_is_found_by_name_and_number(
    app: Flask, visitor: Come, world: World, vouch: Vouch, key: str, name: str
) -> None:
    known = replace(NEWCOMER, full_name=name, id_number=world.numbers[key])
    vouch(known)
    assert visitor().sign_in("any").status == 303
    assert accounts(app, known) == persons(app, known) == [world.persons[key]]


def test_a_waiting_grant_is_bound_at_the_first_sign_in(
    app: Flask, visitor: Come, world: World, vouch: Vouch
) -> None:
    issue(app, world, NEWCOMER)
    vouch(NEWCOMER)
    someone = visitor("any")
    assert someone.get("/enterprise/employments/").status == 200
    (grant,) = rows_of(app, Grant, Grant.person_id.in_(persons(app, NEWCOMER)))
    bound = revisions_of(app, "grant", grant["id"])[-1]
    assert bound["changes"] == [{"field": "grantee", "old": None, "new": "新来人"}]
    visitor("any")
    assert len(revisions_of(app, "grant", grant["id"])) == bound["version"]


@pytest.mark.parametrize(
    "almost", [replace(NEWCOMER, full_name="新來人"), replace(NEWCOMER, id_number=number(901))]
)
def test_name_and_number_must_both_agree(
    app: Flask, visitor: Come, world: World, vouch: Vouch, almost: Identity
) -> None:
    issue(app, world, NEWCOMER)
    vouch(almost)
    assert visitor("any").get("/enterprise/employments/").status == 403
    assert [row["person_name"] for row in rows_of(app, Grant, Grant.person_id.is_(None))] == [
        NEWCOMER.full_name
    ]


def test_a_number_known_under_another_name_is_refused(
    app: Flask, visitor: Come, world: World, vouch: Vouch
) -> None:
    other = replace(NEWCOMER, id_number=world.numbers["P"])
    vouch(other)
    page = visitor().sign_in("any")
    assert (page.status, "姓名不一致" in page.words) == (422, True)
    assert world.names["P"] not in page.words
    assert accounts(app, other) == []


def test_a_disabled_account_stays_out_whoever_vouches(
    app: Flask, visitor: Come, vouch: Vouch
) -> None:
    vouch(NEWCOMER)
    visitor("any")
    with app.app_context(), db.engine.connect().execution_options(writes=True) as connection:
        disabled = update(Account).where(Account.login == NEWCOMER.login)
        connection.execute(disabled.values(disabled_at=START))
        connection.commit()
    assert visitor().sign_in("any").status == 422
    assert len(rows_of(app, SignInSession)) == 1


HOSTILE = [
    "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example",
    "\\\\evil.example", "/\t/evil.example", "/\n/evil.example", "/\r\nSet-Cookie:a=b",
    " //evil.example", "javascript:alert(1)", "http:evil.example", "me/employments/", "",
    "/me\x01", "/me\\..\\", "/" + "a" * 2000,
]  # fmt: skip


def leads_to(page: Page) -> str:
    """The whole address; Page.location leaves the host out."""
    return page.response.headers["Location"]


@pytest.mark.parametrize("wanted", HOSTILE, ids=ascii)
def test_nobody_is_sent_out_of_the_house(visitor: Come, wanted: str) -> None:
    someone = visitor()
    assert someone.get("/login", next=wanted).hidden("next") == ""
    assert leads_to(someone.sign_in("p", next=wanted)) == "/"
    assert leads_to(someone.get("/login", next=wanted)) == "/"


@pytest.mark.parametrize("wanted", ["/me/employments/", "/me/employments/?page=2&x=//y"])
def test_everybody_returns_to_the_page_asked_for(visitor: Come, wanted: str) -> None:
    someone = visitor()
    asked = someone.follow(someone.get(wanted))
    assert leads_to(someone.post("/login", account="p", password=PASSWORD, next=wanted)) == wanted
    assert asked.status == 200
    assert leads_to(someone.get("/login", next=wanted)) == wanted
