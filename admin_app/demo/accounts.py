"""The accounts of the demo, and what its sign-in page tells about them (requirements, 5)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from sqlalchemy import Connection, insert

from admin_app.clock import SHANGHAI
from admin_app.demo.block import PersonDraft
from admin_app.demo.numbers import id_number, id_number_ending_in_x
from admin_app.demo.world import World
from models.accounts import Account
from models.vocabulary import AccountKind, OfficeRole

DEMO_PASSWORD = "demo-2026-pass"  # noqa: S105 - printed on the demo's own sign-in page

DEMO_ACCOUNTS: tuple[tuple[str, str], ...] = (
    ("worker", "被聘用人员：有本市和异地证书各一本，在两家单位有聘用记录"),
    ("legal", "企业法人：两家企业的法定代表人，本人也受聘作业"),
    ("delegate", "被授权人：在一家企业有全部三项功能，在另一家只有证书管理"),
    ("expired", "被授权人：授权期限昨天届满"),
    ("newcomer", "被聘用人员：有本市和异地证书各一本，还没有聘用记录"),
    ("clerk", "被授权人：只有聘用记录功能"),
    ("owner", "用人个人：以个人身份聘用作业人员"),
    ("staff", "后台业务人员"),
    ("auditor", "后台审计人员"),
    ("admin", "后台系统管理员"),
    ("company", "企业账号：不能用来登录，应使用个人账号"),
    ("corporate", "法人账号：不能用来登录，应使用个人账号"),
)

_REGION = "442099"  # no county has this code

# login -> name and number; invented, and the same on every day
PERSONS: Mapping[str, tuple[str, str]] = {
    "worker": ("梁演示", id_number_ending_in_x(_REGION, date(1988, 6, 15), male=True)),
    "legal": ("何演明", id_number(_REGION, date(1976, 3, 8), 13)),
    "delegate": ("周演文", id_number(_REGION, date(1985, 11, 2), 28)),
    "expired": ("黄演期", id_number(_REGION, date(1990, 1, 31), 35)),
    "newcomer": ("林演新", id_number(_REGION, date(1995, 6, 12), 17)),
    "clerk": ("吴演真", id_number(_REGION, date(1993, 9, 20), 46)),
    "owner": ("郑演东", id_number(_REGION, date(1979, 12, 1), 51)),
    "staff": ("陈演办", id_number(_REGION, date(1982, 4, 4), 62)),
    "auditor": ("李演审", id_number(_REGION, date(1980, 8, 18), 79)),
    "admin": ("罗演管", id_number(_REGION, date(1987, 2, 28), 81)),
}
NEWCOMER_NAME, NEWCOMER_NUMBER = PERSONS["newcomer"]

ENTERPRISE_NAME = "中山市演示机电设备有限公司"

_OTHER_KINDS = {
    "company": (AccountKind.ENTERPRISE, ENTERPRISE_NAME),
    "corporate": (AccountKind.LEGAL_ENTITY, ENTERPRISE_NAME),
}
_ROLES = {role.value: role.value for role in OfficeRole}


def add_accounts(
    connection: Connection,
    world: World,
    people: Mapping[str, PersonDraft],
    passwords_hash: Callable[[str], str],
) -> int:
    """Enter the accounts of the named persons and the two that are refused (R8, R9)."""
    created_at = datetime.combine(world.start, time(8), SHANGHAI)
    rows = [
        {
            "login": login,
            "password_hash": passwords_hash(DEMO_PASSWORD),
            "created_at": created_at,
            **_owner(login, people),
        }
        for login, _ in DEMO_ACCOUNTS
    ]
    connection.execute(insert(Account), rows)
    return len(rows)


def _owner(login: str, people: Mapping[str, PersonDraft]) -> dict[str, object]:
    if login in _OTHER_KINDS:
        kind, name = _OTHER_KINDS[login]
        return {"kind": kind.value, "display_name": name, "person_id": None, "office_role": None}
    person = people[login]
    return {
        "kind": AccountKind.PERSONAL.value,
        "display_name": person.name,
        "person_id": person.id,
        "office_role": _ROLES.get(login),
    }
