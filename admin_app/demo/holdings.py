"""Which items somebody holds, and how their validity runs (domain 7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from admin_app.demo.block import Block, CertificateDraft, PersonDraft
from admin_app.demo.certificates import (
    Entry,
    add_certificate,
    correct_at_once,
    end_of,
    shorten,
    start_for,
    withdraw,
)
from admin_app.demo.world import DAY, IssuingBody, World
from models.vocabulary import Lifecycle

# A is drawn less often than it is held: it comes along with N1 and T.
_SHARES = {
    "N1": 56,
    "A": 12,
    "Q2-桥式": 6.8,
    "Q2-门式": 1.35,
    "Q2-流动式": 1.35,
    "Q2-升降机": 0.9,
    "Q2-塔式": 0.55,
    "Q2-门座式": 0.1,
    "Q2-缆索式": 0.05,
    "Q2": 0.15,
    "T": 7.3,
    "Q1": 3.6,
    "G1": 3,
    "R1": 3.2,
    "H1": 2.6,
    "H2": 0.5,
    "G3": 1.8,
    "P": 1.6,
    "R2": 0.42,
    "Y2": 0.32,
    "N2": 0.32,
    "F": 0.2,
    "G2": 0.1,
    "R3": 0.05,
    "S1": 0.05,
    "S2": 0.05,
    "Y1": 0.05,
}
_CODES, _CODE_WEIGHTS = tuple(_SHARES), tuple(accumulate(_SHARES.values()))
_COMPANIONS = {"N1": "A", "A": "N1", "Q1": "Q2-桥式", "G1": "G3", "G3": "G1", "T": "A"}
_COMPANION_OF_CRANES, _WITH_COMPANION = "Q1", 0.6
_WELDING = ("GTAW-FeⅡ-6G-3/60-FefS-02/11/12", "SMAW-FeⅡ-3G-12-Fef3J", "GMAW-FeⅠ-2G-10-FefS-11/15")

_REMOTE, _NEIGHBOURS, _FROM_NEIGHBOURS = 0.22, 6, 0.7
_EXPIRED, _EXPIRING, _CANCELLED, _RESCINDED, _REVOKED = 0.13, 0.02, 0.015, 0.003, 0.002
_RENEWED, _SHORTENED, _MISTYPED, _OLD_CATALOGUE = 0.04, 0.24, 0.06, 0.004
_ENDS = (
    (Lifecycle.CANCELLED, _CANCELLED, "持证人申请注销"),
    (Lifecycle.RESCINDED, _RESCINDED, "以欺骗手段取得证书"),
    (Lifecycle.REVOKED, _REVOKED, "违章作业造成事故"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A certificate before it has a holder."""

    entry: Entry
    withdrawn_as: Lifecycle | None = None
    reason: str = ""


def plan_items(rng: Random, number: int) -> list[str]:
    """This many different items, such as one person has."""
    codes: list[str] = []
    while len(codes) < number:
        code = rng.choices(_CODES, cum_weights=_CODE_WEIGHTS)[0]
        if codes and rng.random() < _WITH_COMPANION:
            code = _companion(codes[-1]) or code
        if code not in codes:
            codes.append(code)
    return codes


def plan_certificates(block: Block, code: str) -> list[Plan]:
    """The certificates of one item: mostly one, now and then the one before it as well."""
    world, rng = block.world, block.rng
    issuer = _issuer(world, rng)
    plan = _plan_latest(world, rng, code, issuer)
    if plan.entry.valid_from < world.start or rng.random() >= _RENEWED:
        return [plan]
    until = plan.entry.valid_from - DAY
    before = replace(plan.entry, valid_from=start_for(until), valid_until=until)
    before = replace(before, created_on=_known_on(world, rng, before.valid_from))
    return [Plan(before), plan]


def hold(block: Block, holder: PersonDraft, plans: Sequence[Plan]) -> list[CertificateDraft]:
    """Enter the planned certificates of one item, oldest first."""
    made: list[CertificateDraft] = []
    for plan in plans:
        certificate = _enter(block, holder, plan)
        if made:
            # From then on the new one decides (requirements, section 4).
            made[-1].file_until = min(made[-1].file_until, plan.entry.created_on - DAY)
        made.append(certificate)
    return made


def plan_of_old_catalogue(block: Block) -> Plan | None:
    """Rarely, one of the 2011 catalogue, as history (domain 3.2)."""
    if block.rng.random() >= _OLD_CATALOGUE:
        return None
    world = block.world
    until = min(date(2023, 5, 31), world.yesterday) - timedelta(days=block.rng.randrange(300))
    code = block.rng.choice(("2011-N2", "2011-A5", "2011-Q4", "2011-G2", "2011-T1"))
    return Plan(Entry(code, world.local, start_for(until), until, world.start))


def _companion(code: str) -> str | None:
    return _COMPANION_OF_CRANES if code.startswith("Q2") else _COMPANIONS.get(code)


def _issuer(world: World, rng: Random) -> IssuingBody:
    if rng.random() >= _REMOTE:
        return world.local
    near = rng.random() < _FROM_NEIGHBOURS
    return rng.choice(world.remote[:_NEIGHBOURS] if near else world.remote[_NEIGHBOURS:])


def _plan_latest(world: World, rng: Random, code: str, issuer: IssuingBody) -> Plan:
    roll = rng.random()
    if roll < _EXPIRED:
        return Plan(_entry(world, rng, code, issuer, -rng.randrange(1, 731)))
    roll -= _EXPIRED
    if roll < _EXPIRING:
        return Plan(_entry(world, rng, code, issuer, rng.randrange(1, 61)))
    entry = _entry(world, rng, code, issuer, rng.randrange(61, 1461))
    roll -= _EXPIRING
    for lifecycle, share, reason in _ENDS:
        if 0 <= roll < share:
            return Plan(entry, lifecycle, reason)
        roll -= share
    return Plan(entry)


def _entry(world: World, rng: Random, code: str, issuer: IssuingBody, days_left: int) -> Entry:
    valid_from = start_for(world.today + timedelta(days=days_left))
    note = rng.choice(_WELDING) if code == "H1" else ""
    known_on = _known_on(world, rng, valid_from)
    return Entry(code, issuer, valid_from, end_of(valid_from), known_on, note)


def _known_on(world: World, rng: Random, valid_from: date) -> date:
    """Soon after its start; the register itself began with what was there."""
    later = max(valid_from, world.start) + timedelta(days=rng.randrange(12))
    return min(later, world.days_ago(3))


def _enter(block: Block, holder: PersonDraft, plan: Plan) -> CertificateDraft:
    rng, entry = block.rng, plan.entry
    if plan.withdrawn_as is not None:
        certificate = add_certificate(block, holder, entry)
        _withdraw(block, certificate, plan, plan.withdrawn_as)
        return certificate
    if entry.issuer.is_local or rng.random() >= _MISTYPED:
        certificate = add_certificate(block, holder, entry)
        _perhaps_shorten(block, certificate)
        return certificate
    wrong = entry.valid_until - timedelta(days=rng.randrange(1, 30))
    certificate = add_certificate(block, holder, replace(entry, valid_until=wrong))
    correct_at_once(block, certificate, entry.valid_until)
    return certificate


def _withdraw(
    block: Block, certificate: CertificateDraft, plan: Plan, lifecycle: Lifecycle
) -> None:
    back = timedelta(days=int(block.rng.expovariate(1 / 200)))
    day = max(certificate.file_from, block.world.yesterday - back)
    withdraw(block, certificate, lifecycle, day, plan.reason)


def _perhaps_shorten(block: Block, certificate: CertificateDraft) -> None:
    world, rng = block.world, block.rng
    until, day = certificate.row["valid_until"], world.days_ago(rng.randrange(1, 60))
    is_recent = until > world.days_ago(-120) and day > certificate.file_from
    if not certificate.issuer.is_local and is_recent and rng.random() < _SHORTENED:
        shorten(block, certificate, until - timedelta(days=rng.randrange(60, 100)), day)
