"""The people of the tests, as requirements 2.2 name them: P, Q, L, D, E1, E2, E3, CL, CR.

Everything around 2026-02-15, the day of the guide's own example.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from admin_app.clock import SHANGHAI
from admin_app.rules.certificate_origin import issuer_key
from admin_app.rules.identity_number import id_check_character, mask
from admin_app.rules.names import name_key
from admin_app.rules.uscc import uscc_check_character
from admin_app.services.revisions import Author, record_creation
from admin_app.session_scope import AnySession, unscoped
from models.accounts import Account
from models.base import Audited
from models.catalogue import WorkItem
from models.certificates import Certificate
from models.employers import Employer
from models.employments import Employment
from models.grants import Grant
from models.issuers import Issuer
from models.people import Person
from models.sealed import keyed_hash
from models.vocabulary import Capacity, GrantFunction

TODAY = date(2026, 2, 15)
PASSWORD = "test-2026-pass"
LOCAL = "中山市市场监督管理局"
REMOTE = "珠海市市场监督管理局"
MANY = 25
ALL = frozenset(GrantFunction)
EMPLOYMENT, CERTIFICATES, GRANTS = (frozenset({one}) for one in GrantFunction)


def number(sequence: int, born: str = "19900307") -> str:
    """An invented ID number: a county that does not exist, a right check character."""
    body = f"442099{born}{sequence:03d}"
    return body + id_check_character(body)


def uscc(sequence: int) -> str:
    """An invented credit code with a right check character."""
    body = f"91442099MA5{sequence:06d}"
    return body + uscc_check_character(body)


@dataclass
class World:
    """Keys of everybody and everything, by the names of the requirements."""

    persons: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    employers: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    certificates: dict[str, int] = field(default_factory=dict)
    employments: dict[str, int] = field(default_factory=dict)
    grants: dict[str, int] = field(default_factory=dict)


_PEOPLE = {
    "P": "李建国",
    "Q": "王秀芳",
    "L": "陈志远",
    "D": "周敏",
    "X": "何俊杰",
    "N": "赵无证",
    "D_employment": "吴一凡",
    "D_certificates": "郑二喜",
    "D_grants": "冯三元",
    "D_expired": "蒋四海",
    "D_disabled": "沈五福",
    "D_foreign": "韩六合",
    "W": "古丽·买买提",
    "staff": "业小明",
    "auditor": "审小华",
    "admin": "管小刚",
    "owner": "梁个体",
    "M": "马千里",
}
LOGINS = tuple(_PEOPLE)


class _Maker:
    def __init__(self, session: AnySession, password_hash: str) -> None:
        self.session = session
        self.password_hash = password_hash
        self.world = World()
        self.at = datetime(2026, 1, 5, 9, 30, tzinfo=SHANGHAI)
        self.author = Author(None, "系统", Capacity.SYSTEM, self.at)

    def add(self, row: Audited, **first: Any) -> int:
        self.session.add(row)
        record_creation(self.session, self.author, row, first)
        return row.id

    def person(self, key: str, sequence: int) -> None:
        name, id_number = _PEOPLE[key], number(sequence)
        person = Person(
            full_name=name, name_key=name_key(name), id_type="resident_id", id_number=id_number,
            id_number_hash=keyed_hash(id_number), id_number_masked=mask(id_number),
            created_at=self.at,
        )  # fmt: skip
        self.world.persons[key] = self.add(person, full_name=name)
        self.world.names[key], self.world.numbers[key] = name, id_number
        role = key if key in ("staff", "auditor", "admin") else None
        self.account(key.lower(), "personal", name, self.world.persons[key], role)

    def account(
        self, login: str, kind: str, name: str, person_id: int | None, role: str | None = None,
        *, has_accepted: bool = True,
    ) -> None:  # fmt: skip
        self.session.add(
            Account(login=login, password_hash=self.password_hash, kind=kind, display_name=name,
                    person_id=person_id, office_role=role, created_at=self.at,
                    notice_accepted_at=self.at if has_accepted else None)
        )  # fmt: skip

    def employer(self, key: str, name: str, representative: str, **more: Any) -> None:
        code = more.pop("uscc", uscc(len(self.world.employers) + 1))
        employer = Employer(
            kind=more.pop("kind", "organization"), name=name, uscc=code,
            representative_id=self.world.persons[representative], created_at=self.at, **more,
        )  # fmt: skip
        self.world.employers[key] = self.add(employer, name=name)
        self.world.codes[key] = code or ""

    def item(self, code: str) -> WorkItem:
        return self.session.scalars(select(WorkItem).where(WorkItem.code == code)).one()

    def issuer(self, name: str) -> Issuer:
        key = issuer_key(name)
        found = self.session.scalars(select(Issuer).where(Issuer.name_key == key)).first()
        assert found is not None, name
        return found

    def certificate(
        self, key: str, holder: str, item: str, issuer: str, first: date, last: date, **more: Any
    ) -> None:
        by = self.issuer(issuer)
        certificate = Certificate(
            person_id=self.world.persons[holder], item_id=self.item(item).id, issuer_id=by.id,
            is_local=by.is_local, valid_from=first, valid_until=last, created_at=self.at,
            changed_at=self.at, **more,
        )  # fmt: skip
        self.world.certificates[key] = self.add(certificate, item=item)

    def employment(
        self, key: str, employer: str, certificate: str, first: date, last: date, **more: Any
    ) -> None:
        held = self.session.get_one(Certificate, self.world.certificates[certificate])
        item = self.session.get_one(WorkItem, held.item_id)
        issuer = self.session.get_one(Issuer, held.issuer_id)
        by = self.session.get_one(Employer, self.world.employers[employer])
        filer = self.session.get_one(Person, by.representative_id)
        record = Employment(
            employer_id=by.id, employer_name=by.name, employer_uscc=by.uscc,
            person_id=held.person_id, certificate_id=held.id, item_id=item.id,
            category_number=item.category_number, certificate_valid_from=held.valid_from,
            certificate_valid_until=held.valid_until, issuer_name=issuer.name,
            issuer_is_local=issuer.is_local, starts_on=first, ends_on=last, filed_at=self.at,
            filed_by_id=filer.id, filed_by_name=filer.full_name,
            filed_as=Capacity.LEGAL_REPRESENTATIVE.value, **more,
        )  # fmt: skip
        self.world.employments[key] = self.add(record, starts_on=first)

    def grant(
        self, key: str, employer: str, functions: frozenset[GrantFunction], **more: Any
    ) -> None:
        holder = more.pop("holder", key)
        by = self.session.get_one(Employer, self.world.employers[employer])
        filer = self.session.get_one(Person, by.representative_id)
        id_number = self.world.numbers[holder]
        values = {
            "is_authorized": True,
            "valid_from": date(2026, 1, 1),
            "valid_until": date(2026, 12, 31),
            "granted_on": date(2026, 1, 5),
            **more,
        }
        grant = Grant(
            employer_id=by.id, person_id=self.world.persons[holder], functions=functions,
            person_name=self.world.names[holder], name_key=name_key(self.world.names[holder]),
            id_number=id_number, id_number_hash=keyed_hash(id_number),
            id_number_masked=mask(id_number), granted_by_id=filer.id,
            granted_by_name=filer.full_name, granted_as=Capacity.LEGAL_REPRESENTATIVE.value,
            **values,
        )  # fmt: skip
        self.world.grants[key] = self.add(grant, functions=functions)


def make_world(session: AnySession, password_hash: str) -> World:
    """Enter everybody into an empty register."""
    make = _Maker(session, password_hash)
    with unscoped(session, "test world"):
        _fill(make)
    session.commit()
    return make.world


def _fill(make: _Maker) -> None:
    for sequence, key in enumerate(_PEOPLE, start=101):
        make.person(key, sequence)
    make.account("company", "enterprise", "测试企业账号", None)
    make.account("corporate", "legal_entity", "测试法人账号", None)
    make.account("fresh", "personal", "赵无证", make.world.persons["N"], has_accepted=False)
    make.employer("E1", "中山市测试机械有限公司", "L")
    make.employer("E2", "中山市外人电器有限公司", "X")
    make.employer("E3", "中山市测试物流有限公司", "L")
    make.employer("E4", "中山市已注销有限公司", "X", state="dissolved", dissolved_on=TODAY)
    make.employer("E5", "梁个体", "owner", kind="individual", uscc=None)
    guide = (date(2023, 3, 1), date(2027, 2, 28))
    make.certificate("CL", "P", "N1", LOCAL, *guide)
    make.certificate("CR", "P", "A", REMOTE, date(2024, 5, 1), date(2028, 4, 30))
    make.certificate("CQ", "Q", "N1", LOCAL, date(2024, 1, 1), date(2027, 12, 31))
    make.certificate("CQ_old", "Q", "T", LOCAL, date(2021, 6, 1), date(2025, 5, 31))
    make.certificate("CLL", "L", "A", LOCAL, date(2024, 1, 1), date(2027, 12, 31))
    make.certificate("CW", "W", "Q2-桥式", REMOTE, date(2024, 1, 1), date(2027, 12, 31))
    make.certificate(
        "CX", "X", "G1", LOCAL, *guide, lifecycle="cancelled", lifecycle_on=date(2026, 1, 10),
        lifecycle_reason="本人申请",
    )  # fmt: skip
    make.employment("P_E1_old", "E1", "CL", date(2024, 3, 1), date(2024, 12, 31))
    make.employment("P_E1", "E1", "CL", date(2025, 6, 1), date(2026, 1, 31))
    make.employment("P_E2", "E2", "CR", date(2025, 3, 1), date(2026, 12, 31))
    make.employment("Q_E2", "E2", "CQ", date(2025, 4, 1), date(2026, 12, 31))
    make.employment("L_E3", "E3", "CLL", date(2025, 5, 1), date(2026, 12, 31))
    make.employment("P_E5", "E5", "CL", date(2023, 6, 1), date(2023, 12, 31))
    make.grant("D", "E1", ALL)
    make.grant("D_employment", "E1", EMPLOYMENT)
    make.grant("D_certificates", "E1", CERTIFICATES)
    make.grant("D_grants", "E1", GRANTS)
    make.grant("D_expired", "E1", ALL, valid_until=date(2026, 2, 14))
    make.grant(
        "D_disabled", "E1", ALL, is_authorized=False, disabled_at=make.at,
        disabled_by_name="陈志远",
    )  # fmt: skip
    make.grant("D_foreign", "E2", ALL)
    make.grant("D_at_E3", "E3", CERTIFICATES, holder="D")
    _fill_many(make)


def _fill_many(make: _Maker) -> None:
    """M, who works for the own enterprise week by week: a list of more than one page."""
    make.employer("E6", "中山市千里起重有限公司", "M")
    make.certificate("CM", "M", "Q1", LOCAL, date(2024, 1, 1), date(2027, 12, 31))
    for week in range(MANY):
        monday = date(2025, 3, 3) + timedelta(weeks=week)
        make.employment(f"M_{week}", "E6", "CM", monday, monday + timedelta(days=6))
