"""Working lives: the stints of one person in one item, and their records (domain 7.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from random import Random

from admin_app.demo.block import Block, CertificateDraft, EmployerDraft
from admin_app.demo.employments import Edit, Filing, file_record, terminate
from admin_app.demo.world import DAY
from admin_app.rules.employment_window import earliest_start

_RECORDS, _SHORTEST = 2.6, 280
_TENURE_MEDIAN, _TENURE_SPREAD = 480, 0.6
_STAYS, _RUNS_ON, _TERMINATED = 0.3, 0.5, 0.9
_OVERLAPPING, _LONG_GAP, _EXTENDED, _CORRECTED, _VOIDED = 0.05, 0.26, 0.02, 0.02, 0.003
_REASONS = ("本人辞职", "合同期满", "单位解聘", "调岗", "退休", "证书失效")
_REASON_WEIGHTS = (60, 20, 8, 7, 3, 2)
_VOID_REASON = "填报信息有误，经核实作废"


@dataclass(frozen=True, slots=True)
class Stint:
    """Work for one employer, as it happened; ``stays``: the next stint is with the same one."""

    employer: EmployerDraft
    first: date
    last: date
    runs_on: bool
    stays: bool


def live(block: Block, certificate: CertificateDraft, employers: Sequence[EmployerDraft]) -> None:
    """File the records of a certificate; the person goes from one employer to the next."""
    for stint in list(_stints(block, certificate, employers)):
        filing = _filing(block, certificate, stint)
        if filing is not None:
            file_record(block, stint.employer, certificate, filing)
    if employers and block.rng.random() < _OVERLAPPING:
        _moonlight(block, certificate, employers)


def _stints(
    block: Block, certificate: CertificateDraft, employers: Sequence[EmployerDraft]
) -> Iterator[Stint]:
    world, rng = block.world, block.rng
    origin = max(certificate.row["valid_from"], world.start)
    horizon = min(certificate.filed_until_end, world.today)
    room = (min(horizon, certificate.file_until) - origin).days
    if room < 0:
        return
    offsets = _offsets(rng, room)
    turn = 0
    for place, (start, length) in enumerate(offsets, start=1):
        is_last = place == len(offsets)
        stays = not is_last and rng.random() < _STAYS
        first, last = origin + timedelta(days=start), origin + timedelta(days=start + length - 1)
        runs_on = last >= horizon or (is_last and rng.random() < _RUNS_ON)
        last = horizon if runs_on else last
        yield Stint(employers[min(turn, len(employers) - 1)], first, last, runs_on, stays)
        turn += not stays
        if turn >= len(employers):
            return


def _offsets(rng: Random, room: int) -> list[tuple[int, int]]:
    """Start and length in days of each stint; the last one starts within ``room`` days."""
    number = min(_poisson(rng, _RECORDS), 1 + room // _SHORTEST)
    found: list[tuple[int, int]] = []
    start = _gap(rng) // 4
    for _ in range(number):
        length = max(20, int(rng.lognormvariate(log(_TENURE_MEDIAN), _TENURE_SPREAD)))
        found.append((start, length))
        start += length + _gap(rng)
    if found and found[-1][0] > room:
        # Too long a life for the time there was: everything goes faster.
        pace = room / found[-1][0]
        paced = [(int(begin * pace), int(length * pace)) for begin, length in found]
        return [(begin, length) for begin, length in paced if length]
    return found


def _gap(rng: Random) -> int:
    roll = rng.random()
    if roll < _LONG_GAP:
        return rng.randrange(366, 620)
    return 0 if roll < 0.6 else rng.randrange(1, 100)


def _poisson(rng: Random, mean: float) -> int:
    limit, product, number = exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        number += 1
    return number


def _filing(block: Block, certificate: CertificateDraft, stint: Stint) -> Filing | None:
    # A certificate is known within days of its start: the window never moves past the stint's.
    filed_on = _filed_on(block.rng, stint.first)
    latest = min(certificate.file_until, stint.employer.closed_on - DAY)
    filed_on = max(certificate.file_from, min(filed_on, latest))
    if filed_on > latest:
        return None
    return _with_history(block, certificate, stint, filed_on)


def _filed_on(rng: Random, first: date) -> date:
    """About 60 % within 14 days, 25 % within 90, the rest up to the last day allowed."""
    roll = rng.random()
    if roll < 0.05:
        return first - timedelta(days=rng.randrange(1, 8))
    if roll < 0.53:
        return first + timedelta(days=rng.randrange(14))
    if roll < 0.79:
        return first + timedelta(days=rng.randrange(14, 90))
    return first + timedelta(days=364 if roll > 0.99 else rng.randrange(90, 365))


def _with_history(
    block: Block, certificate: CertificateDraft, stint: Stint, filed_on: date
) -> Filing:
    rng, first = block.rng, stint.first
    ends_on = _end(block, certificate, stint, first)
    edits = _typing_edits(block, certificate, first, ends_on, filed_on)
    is_voided = certificate.changed is None and rng.random() < _VOIDED
    void_reason = _VOID_REASON if is_voided else None
    if ends_on == stint.last or stint.runs_on:
        return Filing(first, ends_on, filed_on, edits=edits, void_reason=void_reason)
    reason = rng.choices(_REASONS, _REASON_WEIGHTS)[0]
    known_on = stint.last + timedelta(days=rng.randrange(12))
    earliest = edits[-1].day if edits else filed_on
    day = max(earliest, min(known_on, _edit_until(block, certificate)))
    edits.append(terminate(day, stint.last, reason))
    return Filing(first, ends_on, filed_on, stint.last, reason, edits, void_reason)


def _end(block: Block, certificate: CertificateDraft, stint: Stint, first: date) -> date:
    """The end as agreed: of a contract of one to three years, or of the certificate."""
    rng, limit = block.rng, certificate.filed_until_end
    if not stint.runs_on and (stint.stays or rng.random() >= _TERMINATED):
        return stint.last
    if rng.random() < 0.5:
        return limit
    years = rng.randint(1, 3)
    while first + timedelta(days=365 * years) <= stint.last:
        years += 1
    return min(limit, first + timedelta(days=365 * years - 1))


def _typing_edits(
    block: Block, certificate: CertificateDraft, first: date, ends_on: date, filed_on: date
) -> list[Edit]:
    """Now and then a start or an end was typed wrong and is put right some days later."""
    rng = block.rng
    day = min(filed_on + timedelta(days=rng.randrange(15)), _edit_until(block, certificate))
    slip = rng.randrange(1, 10)
    roll = rng.random()
    if (ends_on - first).days <= slip or roll >= _EXTENDED + _CORRECTED:
        return []
    if roll < _EXTENDED:
        return [Edit(day, (("ends_on", ends_on - timedelta(days=slip), ends_on),))]
    if first < earliest_start(day):
        return []
    return [Edit(day, (("starts_on", first + timedelta(days=slip), first),))]


def _edit_until(block: Block, certificate: CertificateDraft) -> date:
    """What the holder shortened is not touched afterwards, so that its flag stays true."""
    if certificate.changed is None or certificate.row["lifecycle"] != "normal":
        return block.world.yesterday
    return certificate.file_until


def _moonlight(
    block: Block, certificate: CertificateDraft, employers: Sequence[EmployerDraft]
) -> None:
    """A record at yet another employer, in the same months (A-18)."""
    others = [one for one in block.employers if one not in employers]
    if not others:
        return
    rng = block.rng
    first = max(certificate.row["valid_from"], block.world.start)
    first += timedelta(days=rng.randrange(30, 300))
    last = min(first + timedelta(days=rng.randrange(60, 400)), certificate.filed_until_end)
    if first <= min(last, block.world.yesterday):
        stint = Stint(rng.choice(others), first, last, False, True)
        filing = _filing(block, certificate, stint)
        if filing is not None:
            file_record(block, stint.employer, certificate, filing)
