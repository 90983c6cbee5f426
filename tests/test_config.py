"""Settings: every fault at once and by name, and no start on weak secrets (docs/configuration)."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from typing import Any

import pytest

from config import BadSettings, Secrets, Settings, from_environment

KEYS = ("SECRET_KEY", "INDEX_KEY", "HISTORY_KEY")
NUMBERS: dict[str, tuple[str, int, int, Any]] = {
    "FILING_MONTHS_BACK": ("filing_months_back", 1, 120, 1),
    "CERTIFICATE_YEARS": ("certificate_years", 1, 50, 1),
    "CERTIFICATE_GRACE_DAYS": ("certificate_grace_days", 0, 366, 1),
    "BATCH_WITHDRAW_DAYS": ("batch_withdraw_days", 0, 365, 1),
    "COUNT_CAP": ("count_cap", 10, 1_000_000, 1),
    "SESSION_IDLE_MINUTES": ("session_idle", 1, 480, timedelta(minutes=1)),
    "SESSION_HOURS": ("session_absolute", 1, 72, timedelta(hours=1)),
    "PROXY_COUNT": ("proxy_count", 0, 5, 1),
    "PORT": ("port", 1, 65535, 1),
}
DEMO = {"APP_ENV": "demo"}


def key(purpose: str) -> str:
    """A good key, in base64; always the same for a purpose."""
    return base64.b64encode(hashlib.sha256(purpose.encode()).digest()).decode()


SOUND = {name: key(name) for name in KEYS} | {"SEALING_KEYS": f"1:{key('1')},2:{key('2')}"}


def faults_of(environ: Mapping[str, str]) -> list[str]:
    """The variables that are named, one for each line of the refusal."""
    with pytest.raises(BadSettings) as refused:
        from_environment(environ)
    return [line.partition(": ")[0] for line in str(refused.value).splitlines()]


def test_production_needs_its_keys_and_no_more() -> None:
    settings = from_environment(SOUND)
    assert (settings.environment, settings.is_demo, settings.over_tls) == (
        "production", False, True,
    )  # fmt: skip
    assert settings.database_url.endswith("/var/register.sqlite3")
    assert settings.secrets.cookie == base64.b64decode(SOUND["SECRET_KEY"])
    assert settings.secrets.index == base64.b64decode(SOUND["INDEX_KEY"])
    assert settings.secrets.history == base64.b64decode(SOUND["HISTORY_KEY"])
    assert settings.secrets.sealing == {
        1: base64.b64decode(key("1")), 2: base64.b64decode(key("2")),
    }  # fmt: skip


def test_every_fault_is_reported_at_once() -> None:
    wrong = {
        "APP_ENV": "staging", "DATABASE_URL": "mysql://x", "PORT": "none", "OVER_TLS": "perhaps",
        "START_BEFORE_CERTIFICATE": "ignore", "DEMO_TODAY": "tomorrow", "INDEX_KEY": "weak",
    }  # fmt: skip
    assert sorted(faults_of(wrong)) == sorted([*wrong, "SECRET_KEY", "HISTORY_KEY", "SEALING_KEYS"])


@pytest.mark.parametrize("name", [*KEYS, "SEALING_KEYS"])
@pytest.mark.parametrize("given", [None, "", "  "])
def test_a_missing_key_refuses_the_start(name: str, given: str | None) -> None:
    environ = {**SOUND, name: given or ""}
    if given is None:
        del environ[name]
    assert faults_of(environ) == [name]


WEAK = {
    "words": "correct horse battery staple",
    "too short": base64.b64encode(hashlib.sha256(b"").digest()[:31]).decode(),
    "too long": base64.b64encode(hashlib.sha512(b"").digest()).decode(),
    "one byte again and again": base64.b64encode(b"s" * 32).decode(),
    "eleven different bytes": base64.b64encode(bytes(n % 11 for n in range(32))).decode(),
    "not base64": "中" * 44,
    "rubbish inside": f"{key('x')[:20]}!{key('x')[20:]}",
}


@pytest.mark.parametrize("weak", WEAK)
@pytest.mark.parametrize("name", KEYS)
def test_a_weak_key_refuses_the_start_and_is_not_shown(name: str, weak: str) -> None:
    environ = {**SOUND, name: WEAK[weak]}
    assert faults_of(environ) == [name]
    with pytest.raises(BadSettings) as refused:
        from_environment(environ)
    assert WEAK[weak] not in str(refused.value)


@pytest.mark.parametrize(
    "keys",
    [
        *(f"1:{weak}" for weak in WEAK.values()),
        key("1"),
        f"x:{key('1')}",
        f"-1:{key('1')}",
        f"256:{key('1')}",
        f"1:{key('1')},2:",
        f"1:{key('1')},1:{key('2')}",
    ],
)
def test_sealing_keys_are_numbered_and_strong(keys: str) -> None:
    assert faults_of({**SOUND, "SEALING_KEYS": keys}) == ["SEALING_KEYS"]


def test_the_demo_has_known_secrets_and_takes_no_others() -> None:
    plain, with_keys = from_environment(DEMO), from_environment({**SOUND, **DEMO})
    assert plain.secrets == with_keys.secrets
    assert plain.is_demo
    assert not plain.over_tls
    assert plain.database_url.endswith("/var/demo.sqlite3")


def test_the_secrets_of_the_demo_differ_by_purpose() -> None:
    secrets = from_environment(DEMO).secrets
    assert len({secrets.cookie, secrets.sealing[1], secrets.index, secrets.history}) == 4


def test_only_the_demo_chooses_its_day() -> None:
    day = {"DEMO_TODAY": "2026-02-15"}
    assert from_environment({**DEMO, **day}).demo_today == date(2026, 2, 15)
    assert from_environment(DEMO).demo_today is None
    assert faults_of({**SOUND, **day}) == ["DEMO_TODAY"]
    assert faults_of({**DEMO, "DEMO_TODAY": "2026-02-30"}) == ["DEMO_TODAY"]


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_have_bounds(name: str) -> None:
    attribute, least, most, unit = NUMBERS[name]
    for number in (least, most):
        settings = from_environment({**DEMO, name: str(number)})
        assert getattr(settings, attribute) == number * unit
    for number in (least - 1, most + 1):
        assert faults_of({**DEMO, name: str(number)}) == [name]
    assert faults_of({**DEMO, name: "1.5"}) == [name]


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ("postgres://a:b@c/d", "postgresql+psycopg://a:b@c/d"),
        ("postgresql://a:b@c/d", "postgresql+psycopg://a:b@c/d"),
        ("postgresql+psycopg://a:b@c/d", "postgresql+psycopg://a:b@c/d"),
        (" sqlite:///x.sqlite3 ", "sqlite:///x.sqlite3"),
    ],
)
def test_the_usual_spellings_of_an_address(given: str, understood: str) -> None:
    assert from_environment({**DEMO, "DATABASE_URL": given}).database_url == understood


@pytest.mark.parametrize("address", ["mysql://a:b@c/d", "postgresql+psycopg2://a/b", "register.db"])
def test_another_database_is_refused_and_not_shown(address: str) -> None:
    with pytest.raises(BadSettings) as refused:
        from_environment({**DEMO, "DATABASE_URL": address})
    assert str(refused.value).startswith("DATABASE_URL: ")
    assert address not in str(refused.value)


@pytest.mark.parametrize(
    ("variable", "given", "attribute", "value"),
    [
        ("OVER_TLS", "no", "over_tls", False),
        ("TRUSTED_HOSTS", "a.example, ,b.example", "trusted_hosts", ("a.example", "b.example")),
        ("START_BEFORE_CERTIFICATE", "refuse", "start_before_certificate", "refuse"),
        ("LOCAL_ISSUER_ALIASES", "甲局,乙局", "local_issuer_aliases", ("甲局", "乙局")),
        ("COUNT_CAP", "", "count_cap", 1000),
    ],
)
def test_choices_are_read(variable: str, given: str, attribute: str, value: object) -> None:
    assert getattr(from_environment({**SOUND, variable: given}), attribute) == value


def test_another_city_sets_its_names() -> None:
    assert from_environment({**DEMO, "NAME_CITY": "珠海市"}).names.city == "珠海市"


def test_settings_are_frozen_and_show_no_secret() -> None:
    settings = from_environment({**SOUND, "DATABASE_URL": "postgres://u:hidden@h/d"})
    frozen: tuple[tuple[Any, str], ...] = (
        (settings, "count_cap"), (settings.secrets, "cookie"), (settings.names, "city"),
    )  # fmt: skip
    for part, name in frozen:
        with pytest.raises(FrozenInstanceError):
            setattr(part, name, getattr(part, name))
    assert "hidden" not in repr(settings)
    assert not [key for key in _bytes(settings) if repr(key) in repr(settings)]


def _bytes(settings: Settings) -> list[bytes]:
    known: Secrets = settings.secrets
    return [known.cookie, known.index, known.history, *known.sealing.values()]
