"""The benchmarks run: what nobody starts for a while does not start any more."""

from pathlib import Path

import pytest

from benchmarks import city
from benchmarks.__main__ import main


@pytest.mark.parametrize(
    ("asked", "told"),
    [([], "median ms"), (["--plans"], "SEARCH accounts USING INTEGER PRIMARY KEY")],
)
def test_a_small_city_is_measured(
    asked: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(city, "VAR", tmp_path)
    main(["--engine", "sqlite", "--size", "demo", "--runs", "1", "--only", "^home", *asked])
    printed = capsys.readouterr().out
    for who in ("person", "legal representative", "delegate"):
        assert f"sqlite, {who}" in printed
    assert printed.count("home /") == 3
    assert told in printed
