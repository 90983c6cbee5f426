"""The stories of the accounts that the sign-in page lists (requirements, section 5).

Days are counted back from today; a negative number lies ahead.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from admin_app.demo.accounts import ENTERPRISE_NAME, PERSONS
from admin_app.demo.block import Block, CertificateDraft, Delegation, EmployerDraft, PersonDraft
from admin_app.demo.certificates import (
    Entry,
    add_certificate,
    correct_at_once,
    end_of,
)
from admin_app.demo.employers import INDIVIDUAL, add_employer
from admin_app.demo.employments import Edit, Filing, file_record, terminate
from admin_app.demo.grants import ALL, Terms, add_grant
from admin_app.demo.people import add_person, birthday, invent_person
from admin_app.demo.world import DAY, IssuingBody
from models.vocabulary import GrantFunction

People = Mapping[str, PersonDraft]

_FUNCTIONS_OF_EXPIRED = frozenset({GrantFunction.EMPLOYMENT, GrantFunction.CERTIFICATES})
_ONLY_EMPLOYMENT = frozenset({GrantFunction.EMPLOYMENT})
_ONLY_CERTIFICATES = frozenset({GrantFunction.CERTIFICATES})


class Stage(NamedTuple):
    """The employers of the stories."""

    first: EmployerDraft
    """Of ``legal``; where ``delegate``, ``expired`` and ``clerk`` act."""
    second: EmployerDraft
    """Of ``legal`` as well."""
    foreign: EmployerDraft
    """Of somebody else; ``delegate`` has 证书管理 there."""
    household: EmployerDraft
    """``owner`` in person."""


def add_persons(block: Block) -> People:
    """The persons behind the personal accounts; login -> person."""
    return {
        login: add_person(block, name, number, block.world.start)
        for login, (name, number) in PERSONS.items()
    }


def add_named(block: Block, people: People) -> Stage:
    """Tell every story; the block's first employers are those of the stage."""
    stage = _add_employers(block, people)
    _grant(block, people, stage)
    _worker(block, people["worker"], stage)
    _legal(block, people["legal"], stage)
    _delegates(block, people, stage)
    _newcomer(block, people["newcomer"])
    _household(block, stage)
    return stage


def certificate(
    block: Block, holder: PersonDraft, code: str, issuer: IssuingBody, days_ago: int
) -> CertificateDraft:
    """A certificate of four years that began so many days ago, known ten days later."""
    day = block.world.days_ago(days_ago)
    return add_certificate(block, holder, Entry(code, issuer, day, end_of(day), day + 10 * DAY))


def _add_employers(block: Block, people: People) -> Stage:
    other = invent_person(block, True, birthday(block), block.world.start, "冯演重")
    legal, owner = people["legal"], people["owner"]
    return Stage(
        add_employer(block, "91", ENTERPRISE_NAME, legal, 14),
        add_employer(block, "91", "中山市演示仓储物流有限公司", legal, 6),
        add_employer(block, "91", "中山市演示起重安装有限公司", other, 6),
        add_employer(block, INDIVIDUAL, owner.name, owner, 1),
    )


def _grant(block: Block, people: People, stage: Stage) -> None:
    def grant(
        employer: EmployerDraft,
        login: str,
        functions: frozenset[GrantFunction],
        since: int,
        until: int,
    ) -> None:
        first, last = block.world.days_ago(since), block.world.days_ago(until)
        add_grant(block, employer, people[login], Terms(functions, first, last, first))

    grant(stage.first, "delegate", ALL, 400, -330)
    grant(stage.foreign, "delegate", _ONLY_CERTIFICATES, 200, -165)
    grant(stage.first, "expired", _FUNCTIONS_OF_EXPIRED, 366, 1)
    grant(stage.first, "clerk", _ONLY_EMPLOYMENT, 120, -245)
    _pass_on(block, people["delegate"], stage.first)


def _pass_on(block: Block, delegate: PersonDraft, employer: EmployerDraft) -> None:
    """A grant made by a delegate, within the own functions and term (A-9)."""
    world = block.world
    helper = invent_person(block, False, birthday(block), world.start, "苏演助")
    own = Delegation(delegate, world.days_ago(400), world.days_ago(-330))
    first, last = world.days_ago(60), world.days_ago(-200)
    add_grant(block, employer, helper, Terms(_ONLY_CERTIFICATES, first, last, first, own))


def _worker(block: Block, worker: PersonDraft, stage: Stage) -> None:
    world, ago = block.world, block.world.days_ago
    forklift = certificate(block, worker, "N1", world.local, 700)
    crane = _mistyped(block, worker, world.remote[0])
    limit, ended = forklift.filed_until_end, ago(320)
    left = terminate(ago(318), ended, "本人辞职")
    file_record(
        block, stage.foreign, forklift, Filing(ago(680), limit, ago(675), ended, "本人辞职", [left])
    )
    corrected = Edit(ago(290), (("starts_on", ago(298), ago(300)),))
    file_record(block, stage.first, forklift, Filing(ago(300), limit, ago(296), edits=[corrected]))
    file_record(block, stage.first, crane, Filing(ago(280), crane.filed_until_end, ago(270)))


def _mistyped(block: Block, holder: PersonDraft, issuer: IssuingBody) -> CertificateDraft:
    """A remote certificate whose end was typed wrong at first, so that it has a history."""
    first = block.world.days_ago(500)
    wrong = end_of(first) - 30 * DAY
    entry = Entry("Q2-桥式", issuer, first, wrong, first + 20 * DAY)
    made = add_certificate(block, holder, entry)
    correct_at_once(block, made, end_of(first))
    return made


def _legal(block: Block, legal: PersonDraft, stage: Stage) -> None:
    ago, local = block.world.days_ago, block.world.local
    management = certificate(block, legal, "A", local, 900)
    forklift = certificate(block, legal, "N1", local, 600)
    # By himself for himself.
    file_record(
        block,
        stage.first,
        management,
        Filing(ago(885), management.filed_until_end, ago(880)),
        legal,
    )
    file_record(block, stage.foreign, forklift, Filing(ago(400), ago(-300), ago(390)))


def _delegates(block: Block, people: People, stage: Stage) -> None:
    world, ago = block.world, block.world.days_ago
    legal = stage.first.representative_on(world.today)
    management = certificate(block, people["delegate"], "A", world.remote[1], 800)
    file_record(
        block,
        stage.first,
        management,
        Filing(ago(420), management.filed_until_end, ago(410)),
        legal,
    )
    forklift = certificate(block, people["expired"], "N1", world.local, 750)
    file_record(
        block, stage.first, forklift, Filing(ago(370), forklift.filed_until_end, ago(368)), legal
    )


def _newcomer(block: Block, newcomer: PersonDraft) -> None:
    """Both began more than a year ago and last for years: every allowed start is free of doubt."""
    certificate(block, newcomer, "N1", block.world.local, 420)
    certificate(block, newcomer, "Q1", block.world.remote[3], 400)


def _household(block: Block, stage: Stage) -> None:
    world, ago = block.world, block.world.days_ago
    for name, code, since in (("谢演勤", "N1", 640), ("邓演顺", "T", 520)):
        born = birthday(block, ago(since))
        hired = invent_person(block, True, born, world.start, name)
        made = certificate(block, hired, code, world.local, since)
        filing = Filing(ago(since - 20), _year_later(made, ago(since - 20)), ago(since - 25))
        file_record(block, stage.household, made, filing)


def _year_later(made: CertificateDraft, first: date) -> date:
    return min(made.filed_until_end, first + 729 * DAY)
