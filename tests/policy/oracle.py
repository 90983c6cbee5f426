"""Who sees which row, said a second time: requirements, section 1, and A-7, in plain Python.

Nothing here comes from ``admin_app/policy``: rows are dictionaries, rights are words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Row = Mapping[str, Any]
Register = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Eyes:
    """Somebody who looks: the person, the account, the office, and for whom they act today."""

    person_id: int
    account_id: int
    office: str | None
    employer_id: int | None
    functions: frozenset[str]

    def acts_in(self, employer_id: int | None, *any_of: str) -> bool:
        """Whether they act for this employer, in one of the functions."""
        is_theirs = employer_id is not None and employer_id == self.employer_id
        return is_theirs and bool(self.functions & set(any_of))


EVERYTHING = frozenset({"employment", "certificates", "grants"})


def capacities(person_id: int, register: Register, today: date) -> dict[int, frozenset[str]]:
    """Employer -> functions: all of them by own right, those of a live grant else (2.5)."""
    granted = {
        grant["employer_id"]: frozenset(str(one) for one in grant["functions"])
        for grant in register["grants"]
        if grant["person_id"] == person_id
        and grant["is_authorized"]
        and grant["disabled_at"] is None
        and grant["valid_from"] <= today <= grant["valid_until"]
    }
    represented = {
        employer["id"]: EVERYTHING
        for employer in register["employers"]
        if employer["representative_id"] == person_id
    }
    return granted | represented


def sees_employment(eyes: Eyes, row: Row, register: Register, today: date) -> bool:
    """Own records; those of E for its representative, and for delegates with 聘用记录."""
    return row["person_id"] == eyes.person_id or eyes.acts_in(row["employer_id"], "employment")


def sees_certificate(eyes: Eyes, row: Row, register: Register, today: date) -> bool:
    """Own ones; of E's people in employment all, of former ones the items on record (A-7)."""
    if row["person_id"] == eyes.person_id:
        return True
    for record in register["employments"]:
        if record["person_id"] != row["person_id"] or record["voided_at"] is not None:
            continue
        if not eyes.acts_in(record["employer_id"], "certificates"):
            continue
        last = record["terminated_on"] or record["ends_on"]
        is_in_force = record["starts_on"] <= today <= last
        if is_in_force or record["certificate_id"] == row["id"]:
            return True
        if record["item_id"] == row["item_id"]:
            return True
    return False


def sees_grant(eyes: Eyes, row: Row, register: Register, today: date) -> bool:
    """Grants of E for its representative, and for delegates with 人员授权."""
    return eyes.acts_in(row["employer_id"], "grants")


def sees_person(eyes: Eyes, row: Row, register: Register, today: date) -> bool:
    """Oneself; whoever stands in E's records, for both functions that show people."""
    on_record = any(
        record["person_id"] == row["id"]
        and eyes.acts_in(record["employer_id"], "employment", "certificates")
        for record in register["employments"]
    )
    return row["id"] == eyes.person_id or on_record


def sees_employer(eyes: Eyes, row: Row, register: Register, today: date) -> bool:
    """The one in hand, and those of the own records."""
    own = {r["employer_id"] for r in register["employments"] if r["person_id"] == eyes.person_id}
    return row["id"] == eyes.employer_id or row["id"] in own


_PARENTS: Mapping[str, tuple[str, Callable[[Eyes, Row, Register, date], bool]]] = {
    "employment": ("employments", sees_employment),
    "certificate": ("certificates", sees_certificate),
    "grant": ("grants", sees_grant),
}


def sees_revision(eyes: Eyes, row: Row, register: Register, today: date) -> bool:
    """The history of what is seen itself."""
    if row["noun"] not in _PARENTS:
        return False
    table, sees = _PARENTS[row["noun"]]
    parent = next((one for one in register[table] if one["id"] == row["row_id"]), None)
    return parent is not None and sees(eyes, parent, register, today)


def sees_account(eyes: Eyes, row: Row, register: Register, today: date) -> bool:
    """One's own."""
    return bool(row["id"] == eyes.account_id)


def sees_session(eyes: Eyes, row: Row, register: Register, today: date) -> bool:
    """One's own."""
    return bool(row["account_id"] == eyes.account_id)


def sees_event(eyes: Eyes, row: Row, register: Register, today: date) -> bool:
    """Nobody, until the back office has its page (B6)."""
    return False


def sees_batch(eyes: Eyes, row: Row, register: Register, today: date) -> bool:
    """Uploads for E, with 聘用记录."""
    return eyes.acts_in(row["employer_id"], "employment")


def sees_sheet(eyes: Eyes, row: Row, register: Register, today: date) -> bool:
    """Own sheets."""
    return bool(row["person_id"] == eyes.person_id)


def sees_export(eyes: Eyes, row: Row, register: Register, today: date) -> bool:
    """Whoever verifies exported files (B4)."""
    return eyes.office in ("staff", "auditor")


ORACLE: Mapping[str, Callable[[Eyes, Row, Register, date], bool]] = {
    "employments": sees_employment,
    "certificates": sees_certificate,
    "grants": sees_grant,
    "persons": sees_person,
    "employers": sees_employer,
    "revisions": sees_revision,
    "accounts": sees_account,
    "sessions": sees_session,
    "audit_events": sees_event,
    "batch_uploads": sees_batch,
    "printed_sheets": sees_sheet,
    "exported_files": sees_export,
}
