"""What the pages of 人员授权 ask, and how a grant is put in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import RadioField, SelectChoice  # type: ignore[attr-defined] # newer than stubs

from admin_app.errors import Refused
from admin_app.rules.grant_term import grant_status, judge_new_grant
from admin_app.rules.identity_number import check_id
from admin_app.rules.names import check_name
from admin_app.rules.phone import check_phone
from admin_app.rules.term import Term
from admin_app.services.grant_reach import GrantTerms
from admin_app.services.grants import Grantee
from models.grants import Grant
from models.vocabulary import Capacity, GrantFunction, IdType
from views.base.buttons import Fact
from views.base.chips import Chip, grant_chip
from views.base.forms import DayField, HouseForm, TextField, TicksField, read_all
from views.base.moments import moment_words
from views.base.request import today
from views.employment_rows import yes_no

_YES_NO = [SelectChoice("yes", "是"), SelectChoice("no", "否")]


class GrantTermsForm(HouseForm):
    """是否授权, 授权功能, 授权期限 (R114)."""

    is_authorized = RadioField("是否授权", choices=_YES_NO, default="yes", validate_choice=False)
    functions = TicksField(
        "授权功能",
        choices=[SelectChoice(function.value, function.label) for function in GrantFunction],
    )
    valid_from = DayField("授权期限起")
    valid_until = DayField("授权期限止")


class NewGrantForm(GrantTermsForm):
    """被授权人新增 (R111, R112)."""

    person_name = TextField("人员姓名")
    id_number = TextField("人员身份证号")
    phone = TextField("联系电话")


def terms_of(form: Any) -> GrantTerms:
    """The terms as posted; refused, field by field, where they are incomplete."""
    if form.is_authorized.data not in ("yes", "no"):
        raise Refused("请选择是否授权", "is_authorized")
    ticked = set(form.functions.data or ())
    if not ticked <= {function.value for function in GrantFunction}:
        raise Refused("请从列表中选择授权功能", "functions")
    functions = frozenset(GrantFunction(word) for word in ticked)
    refusals = judge_new_grant(functions, form.valid_from.data, form.valid_until.data)
    if refusals:
        raise Refused.many(refusals)
    is_authorized = form.is_authorized.data == "yes"
    return GrantTerms(is_authorized, functions, form.valid_from.data, form.valid_until.data)


def new_grant_of(form: Any) -> tuple[Grantee, GrantTerms]:
    """Grantee and terms; everything that is wrong with either is told at once (R112)."""
    name, number, phone, terms = read_all(
        lambda: check_name(form.person_name.data or ""),
        lambda: check_id(form.id_number.data or "", IdType.RESIDENT_ID, today()),
        lambda: check_phone(form.phone.data) or "",
        lambda: terms_of(form),
    )
    return Grantee(name, number, phone), terms


def chips_of(row: Any, day: date) -> list[Chip]:
    """状态, and whether a delegate made the grant (A-9)."""
    term = Term(row.valid_from, row.valid_until)
    status = grant_status(row.is_authorized, row.disabled_at is not None, term, day)
    by_delegate = row.granted_as == Capacity.DELEGATE.value
    return [grant_chip(status), *([Chip("被授权人授予", "warn")] if by_delegate else [])]


def function_words(functions: frozenset[GrantFunction]) -> str:
    """授权功能 in the guide's order."""
    return "、".join(function.label for function in GrantFunction if function in functions)


def facts_of(row: Grant, reveals: str) -> Sequence[Fact]:
    """The fields of the details page (R113)."""
    granter = f"{row.granted_by_name}（{Capacity(row.granted_as).label}）"
    return [
        Fact("人员姓名", row.person_name),
        Fact("人员身份证号", row.id_number_masked, reveals=reveals),
        Fact("联系电话", row.phone),
        Fact("是否授权", yes_no(row.is_authorized)),
        Fact("授权功能", function_words(row.functions)),
        Fact("授权期限", Term(row.valid_from, row.valid_until).sentence),
        Fact("授权人", granter),
        Fact("授权日期", row.granted_on),
        Fact("状态", chips_of(row, today())),
        Fact("禁用时间", moment_words(row.disabled_at) if row.disabled_at else None),
    ]


def cells_of(row: Any) -> Mapping[str, Any]:
    """Every cell of the list."""
    return {
        "person_name": row.person_name,
        "id_number": row.id_number_masked,
        "is_authorized": yes_no(row.is_authorized),
        "functions": function_words(row.functions),
        "term": Term(row.valid_from, row.valid_until).sentence,
        "granted_on": row.granted_on,
        "status": chips_of(row, today()),
    }
