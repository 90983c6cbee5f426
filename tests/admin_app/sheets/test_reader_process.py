"""The child process: bounded, alone with the file, and never the end of its parent (T22)."""

import subprocess
import sys
from pathlib import Path

import pytest

from admin_app.sheets import reader_process
from admin_app.sheets.limits import Limits
from admin_app.sheets.reading import read_table
from admin_app.sheets.refusal import SheetRefused
from tests.admin_app.sheets.packages import book, sheet

LIMITS = Limits(seconds=30, patience=120)


def test_processor_time_ends_the_child() -> None:
    with pytest.raises(SheetRefused, match="过于复杂"):
        read_table(book(sheet=sheet(" " * 40_000_000)), Limits(seconds=0.02, patience=120))


def test_patience_ends_the_child() -> None:
    with pytest.raises(SheetRefused, match="服务器正忙"):
        read_table(book(), Limits(patience=0.0001))


def test_memory_limit_ends_the_child() -> None:
    with pytest.raises(SheetRefused, match="过于复杂"):
        read_table(
            book(sheet=sheet(" " * 50_000_000)),
            Limits(memory=60 * 1024 * 1024, seconds=30, patience=120),
        )


def test_child_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_process, "_ROOT", Path("/nowhere"))
    with pytest.raises(SheetRefused, match="过于复杂"):
        read_table(book(), LIMITS)


def test_child_inherits_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    real = subprocess.Popen

    def watched(*args: object, **kwargs: dict[str, str]) -> object:
        seen.append(kwargs["env"])
        return real(*args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", watched)
    monkeypatch.setenv("SECRET_KEY", "x")
    read_table(book(), LIMITS)
    assert set(seen[0]) == {"PYTHONPATH", "PYTHONSAFEPATH", "PYTHONUTF8"}


def test_parent_never_loads_the_workbook_reader() -> None:
    code = "import sys, admin_app.sheets.reading; sys.exit('python_calamine' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
