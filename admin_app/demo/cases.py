"""Nasty cases in the data from the first day on (domain 7.3)."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle

from admin_app.demo.block import Block, CertificateDraft, EmployerDraft, PersonDraft
from admin_app.demo.certificates import (
    Entry,
    add_certificate,
    end_of,
    shorten,
    start_for,
    withdraw,
)
from admin_app.demo.employments import Edit, Filing, file_record, terminate
from admin_app.demo.named import Stage, certificate
from admin_app.demo.numbers import id_number_ending_in_x
from admin_app.demo.people import add_person, birthday
from admin_app.demo.world import DAY
from admin_app.rules.dates import add_months
from admin_app.rules.employment_window import earliest_start
from models.vocabulary import Lifecycle

# Persons of the cases bear these names in turn: a dot, four characters, rare ones, a double.
NAMES = (
    "阿依古丽·吐尔逊",
    "欧阳演示",
    "冯𬭎",
    "许㛃",
    "司徒演",
    "陈伟强",
    "陈伟强",
    "曾演安",
)
_WITHDRAWN = (
    (Lifecycle.CANCELLED, "持证人申请注销"),
    (Lifecycle.RESCINDED, "以欺骗手段取得证书"),
    (Lifecycle.REVOKED, "违章作业造成事故"),
)
_X_REGION = "440098"  # no county has this code


def add_cases(block: Block, stage: Stage) -> list[PersonDraft]:
    """Put every case into the employers of the stage; some people of ``stage.second``."""
    names = cycle(NAMES)
    _ending_around_today(block, stage.first, names)
    _withdrawn_in_use(block, stage.first, names)
    _earliest_and_future(block, stage.second, names)
    _twice_employed(block, stage, names)
    _long_gap(block, stage, names)
    _often_amended(block, stage.second, names)
    _shortened_and_voided(block, stage.second, names)
    return _old_and_foreign(block, stage.second)


def person_for(block: Block, names: Iterator[str], valid_from: date) -> PersonDraft:
    """The next person of the cases, of age for a certificate of that day."""
    number = block.world.mint.resident(block.rng, True, birthday(block, valid_from))
    return add_person(block, next(names), number, block.world.start)


def _held(block: Block, names: Iterator[str], code: str, days_ago: int) -> CertificateDraft:
    holder = person_for(block, names, block.world.days_ago(days_ago))
    return certificate(block, holder, code, block.world.local, days_ago)


def _ending_around_today(block: Block, employer: EmployerDraft, names: Iterator[str]) -> None:
    world = block.world
    for until in (world.yesterday, world.today, world.today + DAY):
        first = start_for(until)
        holder = person_for(block, names, first)
        entry = Entry("N1", world.local, first, until, world.start + 20 * DAY)
        made = add_certificate(block, holder, entry)
        file_record(block, employer, made, Filing(world.days_ago(500), until, world.days_ago(497)))


def _withdrawn_in_use(block: Block, employer: EmployerDraft, names: Iterator[str]) -> None:
    for place, (lifecycle, reason) in enumerate(_WITHDRAWN):
        made = _held(block, names, "Q2-桥式", 600 + place)
        withdraw(block, made, lifecycle, block.world.days_ago(30 - place), reason)
        ago = block.world.days_ago
        filing = Filing(ago(350), made.filed_until_end, ago(340 - place))
        file_record(block, employer, made, filing)


def _earliest_and_future(block: Block, employer: EmployerDraft, names: Iterator[str]) -> None:
    """Filed yesterday: one from the earliest day allowed, one that has yet to begin (A-31)."""
    world = block.world
    earliest = _held(block, names, "G1", 800)
    filing = Filing(earliest_start(world.yesterday), earliest.filed_until_end, world.yesterday)
    file_record(block, employer, earliest, filing)
    future = _held(block, names, "R1", 300)
    filing = Filing(world.days_ago(-10), future.filed_until_end, world.yesterday)
    file_record(block, employer, future, filing)


def _twice_employed(block: Block, stage: Stage, names: Iterator[str]) -> None:
    """The same item at two employers in the same months (A-18)."""
    ago = block.world.days_ago
    made = _held(block, names, "Q1", 700)
    file_record(block, stage.first, made, Filing(ago(360), made.filed_until_end, ago(350)))
    file_record(block, stage.second, made, Filing(ago(200), ago(-100), ago(190)))


def _long_gap(block: Block, stage: Stage, names: Iterator[str]) -> None:
    """Interrupted for more than a year: no renewal (domain 1.1)."""
    ago = block.world.days_ago
    made = _held(block, names, "N1", 1300)
    file_record(block, stage.second, made, Filing(ago(1280), ago(900), ago(1275)))
    file_record(block, stage.first, made, Filing(ago(400), made.filed_until_end, ago(395)))


def _often_amended(block: Block, employer: EmployerDraft, names: Iterator[str]) -> None:
    ago = block.world.days_ago
    made = _held(block, names, "T", 900)
    until = made.filed_until_end
    edits = [
        Edit(ago(390), (("starts_on", ago(395), ago(400)),)),
        Edit(ago(360), (("ends_on", ago(-100), until),)),
        terminate(ago(100), ago(110), "合同期满"),
        Edit(ago(90), (("terminated_on", ago(110), ago(105)),)),
        Edit(ago(60), (("termination_reason", "合同期满", "本人辞职"),)),
    ]
    filing = Filing(ago(400), until, ago(393), ago(105), "本人辞职", edits)
    file_record(block, employer, made, filing)


def _shortened_and_voided(block: Block, employer: EmployerDraft, names: Iterator[str]) -> None:
    world, ago = block.world, block.world.days_ago
    holder = person_for(block, names, ago(600))
    remote = certificate(block, holder, "A", world.remote[2], 600)
    shorten(block, remote, remote.filed_until_end - 200 * DAY, ago(20))
    filing = Filing(ago(300), remote.filed_until_end, ago(295))
    file_record(block, employer, remote, filing)
    wrong = _held(block, names, "N1", 500)
    filing = Filing(ago(200), wrong.filed_until_end, ago(180), void_reason="人员填报有误")
    file_record(block, employer, wrong, filing)


def _old_and_foreign(block: Block, employer: EmployerDraft) -> list[PersonDraft]:
    """Two people beyond 65, a permit, a card, a number ending in X, a certificate of 2011."""
    world, mint, rng = block.world, block.world.mint, block.rng
    born, old = date(world.today.year - 45, 7, 9), add_months(world.today, -66 * 12)
    numbers = (
        ("高演寿", mint.resident(rng, True, old)),
        ("彭演松", mint.resident(rng, True, old - 200 * DAY)),
        ("关演港", mint.permit(rng, True, born)),
        ("NGUYEN VAN DEMO", mint.card(rng, True, born)),
        ("卢演叉", id_number_ending_in_x(_X_REGION, born, male=True)),
    )
    holders = [add_person(block, name, number, world.start) for name, number in numbers]
    _of_2011(block, holders[0])
    for place, holder in enumerate(holders):
        since = 520 + place
        made = certificate(block, holder, "N1", world.local, since)
        filing = Filing(world.days_ago(340), made.filed_until_end, world.days_ago(330))
        file_record(block, employer, made, filing)
    return holders


def _of_2011(block: Block, holder: PersonDraft) -> None:
    world = block.world
    until = min(date(2023, 5, 31), world.days_ago(200))
    first = start_for(until)
    add_certificate(
        block, holder, Entry("2011-N2", world.local, first, end_of(first), world.start + DAY)
    )
