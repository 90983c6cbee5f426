"""Settings: read once from the environment, checked as a whole, frozen.

Every fault is reported at once, with the name of the variable. Outside the demo, weak or missing
secrets refuse the start. Known to ``wsgi.py`` and the factory only.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from environment import Reader, between, numbered_keys, one_of, truth, words

ROOT = Path(__file__).parent
DEMO, PRODUCTION = "demo", "production"


class BadSettings(Exception):
    """The environment is not fit to start with; the message names every fault."""


@dataclass(frozen=True)
class Names:
    """What the place is called; another city sets its own (R1, R10, R14, R27)."""

    city: str = "中山市"
    bureau: str = "中山市市场监督管理局"
    platform: str = "中山市市场监督管理局企业服务平台"
    system: str = "特种设备安全管理和作业人员证聘用记录信息填报系统"
    module: str = "特种设备作业人员聘用记录信息填报"
    sheet_title: str = "中山市特种设备作业人员聘用记录"
    support_group: str = "1085544089"
    credit_url: str = ""
    licence_url: str = ""


@dataclass(frozen=True)
class Secrets:
    """Key material, 32 bytes each; never shown."""

    cookie: bytes = field(repr=False)
    sealing: Mapping[int, bytes] = field(repr=False)
    index: bytes = field(repr=False)
    history: bytes = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """Everything that an installation can choose. ``docs/configuration.md`` explains each."""

    environment: str
    database_url: str = field(repr=False)
    secrets: Secrets
    names: Names = Names()
    local_issuer: str = "中山市市场监督管理局"
    local_issuer_aliases: tuple[str, ...] = (
        "中山市质量技术监督局",
        "中山市质监局",
        "中山市市场监管局",
        "广东省中山市市场监督管理局",
        "广东省中山市质量技术监督局",
    )
    filing_months_back: int = 12
    start_before_certificate: str = "warn"
    certificate_years: int = 4
    certificate_grace_days: int = 31
    batch_withdraw_days: int = 7
    count_cap: int = 1000
    session_idle: timedelta = timedelta(minutes=30)
    session_absolute: timedelta = timedelta(hours=8)
    over_tls: bool = True
    trusted_hosts: tuple[str, ...] = ()
    proxy_count: int = 0
    demo_today: date | None = None
    port: int = 8000

    @property
    def is_demo(self) -> bool:
        """Whether this is the demo, with its known secrets and passwords."""
        return self.environment == DEMO


def _database(raw: str) -> str:
    """Accept the usual spellings and name the driver that is installed."""
    for prefix in ("postgres://", "postgresql://"):
        if raw.startswith(prefix):
            return "postgresql+psycopg://" + raw.removeprefix(prefix)
    if not raw.startswith(("postgresql+psycopg://", "sqlite:")):
        raise ValueError(raw)
    return raw


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Read the settings; raise ``BadSettings`` naming every variable that is wrong."""
    reader = Reader(environ)
    read = reader.read
    kind = one_of(PRODUCTION, DEMO)
    environment = read("APP_ENV", PRODUCTION, kind, f"must be {PRODUCTION} or {DEMO}")
    is_demo = environment == DEMO
    values: dict[str, Any] = {
        "database_url": read(
            "DATABASE_URL",
            _default_database(is_demo),
            _database,
            "must be a sqlite: or postgresql: address",
        ),
        "names": _names(reader),
        "local_issuer": read("LOCAL_ISSUER", Settings.local_issuer, str, ""),
        "local_issuer_aliases": read(
            "LOCAL_ISSUER_ALIASES", Settings.local_issuer_aliases, words, ""
        ),
        "start_before_certificate": read(
            "START_BEFORE_CERTIFICATE", "warn", one_of("warn", "refuse"), "must be warn or refuse"
        ),
        "trusted_hosts": read("TRUSTED_HOSTS", Settings.trusted_hosts, words, ""),
        "demo_today": read("DEMO_TODAY", None, date.fromisoformat, "must be YYYY-MM-DD"),
        **_numbers(reader),
    }
    values["over_tls"] = not is_demo and read("OVER_TLS", True, truth, "must be yes or no")
    values["secrets"] = _demo_secrets() if is_demo else _secrets(reader)
    if values["demo_today"] and not is_demo:
        reader.faults.append("DEMO_TODAY: only the demo may choose its day")
    if reader.faults:
        raise BadSettings("\n".join(reader.faults))
    return Settings(environment=environment, **values)


def _numbers(reader: Reader) -> dict[str, Any]:
    def number(name: str, default: int, least: int, most: int) -> int:
        meaning = f"must be a whole number from {least} to {most}"
        return reader.read(name, default, between(least, most), meaning)

    return {
        "filing_months_back": number("FILING_MONTHS_BACK", 12, 1, 120),
        "certificate_years": number("CERTIFICATE_YEARS", 4, 1, 50),
        "certificate_grace_days": number("CERTIFICATE_GRACE_DAYS", 31, 0, 366),
        "batch_withdraw_days": number("BATCH_WITHDRAW_DAYS", 7, 0, 365),
        "count_cap": number("COUNT_CAP", 1000, 10, 1_000_000),
        "session_idle": timedelta(minutes=number("SESSION_IDLE_MINUTES", 30, 1, 480)),
        "session_absolute": timedelta(hours=number("SESSION_HOURS", 8, 1, 72)),
        "proxy_count": number("PROXY_COUNT", 0, 0, 5),
        "port": number("PORT", 8000, 1, 65535),
    }


def _names(reader: Reader) -> Names:
    known = Names()
    return Names(
        **{
            name: reader.read(f"NAME_{name.upper()}", value, str, "")
            for name, value in vars(known).items()
        }
    )


def _secrets(reader: Reader) -> Secrets:
    no_keys: Mapping[int, bytes] = {}
    meaning = "must be number:base64,… (32 random bytes each, no number twice)"
    remedy = "for example 1:<openssl rand -base64 32>"
    return Secrets(
        cookie=reader.key("SECRET_KEY"),
        sealing=reader.needed("SEALING_KEYS", no_keys, numbered_keys, meaning, remedy),
        index=reader.key("INDEX_KEY"),
        history=reader.key("HISTORY_KEY"),
    )


def _demo_secrets() -> Secrets:
    def known(purpose: str) -> bytes:
        return hashlib.sha256(f"demo only: {purpose}".encode()).digest()

    return Secrets(known("cookie"), {1: known("sealing")}, known("index"), known("history"))


def _default_database(is_demo: bool) -> str:
    return f"sqlite:///{ROOT / 'var' / ('demo' if is_demo else 'register')}.sqlite3"
