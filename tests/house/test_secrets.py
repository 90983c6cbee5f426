"""No file tells of the machine it was written on, where packages came from, or a private key."""

import re

import pytest

from tests.house.source import faults, project_files, text_of

# Put together here, so that this file does not break its own rule.
REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("jsdelivr", "net"),
    ("unpkg", "com"),
    ("debian", "org"),
    ("ubuntu", "com"),
    ("crates", "io"),
    ("rubygems", "org"),
    ("golang", "org"),
    ("docker", "io"),
    ("ghcr", "io"),
)
HOMES = ("work", "root", "home", "Users")

HOST = re.compile("|".join(rf"\b{name}\.{domain}\b" for name, domain in REGISTRIES), re.IGNORECASE)
MACHINE = re.compile(rf"(?<![\w.~-])/(?:{'|'.join(HOMES)})/[\w.]")
INDEX = re.compile(r"^\s*--(?:extra-|default-)?(?:index|find-links)\b", re.MULTILINE)
KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY" + "-----")


def telltales(text: str) -> list[str]:
    """What in a text names a registry, a folder of one machine, or is a private key."""
    return [found.group() for rule in (HOST, MACHINE, INDEX, KEY) for found in rule.finditer(text)]


def test_nothing_tells() -> None:
    assert faults(project_files(), lambda name: telltales(text_of(name))) == {}


@pytest.mark.parametrize(
    "parts",
    [
        ("see https://files.pythonhosted", ".org/packages/x"),
        ("deb http://deb.debian", ".org/debian stable main"),
        ("#!/", "root/.venv/bin/python"),
        ('open("/', 'home/anna/data.csv")'),
        ("cd /", "work/main"),
        ("-", "-extra-index-url x"),
        ("-----BEGIN EC PRIVATE ", "KEY-----"),
    ],
)
def test_a_telltale_is_seen(parts: tuple[str, str]) -> None:
    assert len(telltales("".join(parts))) == 1


def test_what_is_ours_passes() -> None:
    ours = 'href="/work-items/" url_for("home") a/root/b --no-emit-index-url ~/work/x /usr/bin/env'
    assert telltales(ours) == []
