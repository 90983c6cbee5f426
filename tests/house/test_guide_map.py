"""docs/guide-map.md is true: nothing promised is left out, and all that it names exists."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from tests.house.source import ROOT, functions, tree_of

MAP = "docs/guide-map.md"
PROMISED = {
    *(f"R{number}" for number in (*range(1, 25), *range(37, 81), *range(86, 127))),
    *("U1", "U3", "U4", "U5"),
}
HEADINGS = ("编号", "指引", "要求", "页面", "服务", "规则", "测试")
ID = re.compile(r"[RU][0-9]+")
TEST = re.compile(r"test_([ru])0*([0-9]+)_")


def rows(text: str) -> Iterator[dict[str, str]]:
    """The rows of all tables, by heading."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| ") and ID.fullmatch(cells[0]):
            yield dict(zip(HEADINGS, cells, strict=True))


def names(cell: str) -> list[str]:
    """What a cell names, without its marks."""
    return re.findall(r"`([^`]+)`", cell)


@cache
def the_map() -> dict[str, dict[str, str]]:
    return {row["编号"]: row for row in rows((ROOT / MAP).read_text(encoding="utf-8"))}


@cache
def the_tests() -> dict[str, str]:
    """Every requirement test, with its file."""
    return {
        function.name: path.name
        for path in sorted((ROOT / "tests" / "guide").glob("test_*.py"))
        for function in functions(tree_of(str(path.relative_to(ROOT))))
        if TEST.match(function.name)
    }


def requirement(test: str) -> str:
    """R74 for test_r074_…"""
    found = TEST.match(test)
    assert found is not None
    return f"{found[1].upper()}{found[2]}"


def exists(name: str, root: Path = ROOT) -> bool:
    """Whether a dotted name can be reached, or a file is there."""
    if "/" in name:
        return (root / name).is_file()
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        return _reaches(found, parts[cut:])
    return (root / name).is_dir()


def _reaches(found: object, names: list[str]) -> bool:
    for name in names:
        if not hasattr(found, name):
            return False
        found = getattr(found, name)
    return True


def test_every_requirement_has_its_row_once() -> None:
    listed = [row["编号"] for row in rows((ROOT / MAP).read_text(encoding="utf-8"))]
    assert set(listed) >= PROMISED
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("layer", ["页面", "服务", "规则"])
def test_whatever_is_named_exists(layer: str) -> None:
    named = {name for row in the_map().values() for name in names(row[layer])}
    assert {name for name in named if not exists(name)} == set()


def test_every_requirement_names_code_and_tests() -> None:
    for key, row in the_map().items():
        assert names(row["页面"] + row["服务"] + row["规则"]), key
        assert names(row["测试"]), key


def test_every_row_names_exactly_its_tests() -> None:
    for key, row in the_map().items():
        files = {test: file for test, file in the_tests().items() if requirement(test) == key}
        assert set(names(row["测试"])) == {*files, *files.values()}, key


def test_no_test_is_left_out() -> None:
    assert {requirement(test) for test in the_tests()} - the_map().keys() == set()


def test_the_judge_judges() -> None:
    assert exists("views.filing.FilingView.create_view")
    assert exists("templates/list.html")
    assert not exists("views.filing.FilingView.nothing")
    assert not exists("views.nothing")
    assert not exists("templates/nothing.html")
    assert requirement("test_r074_earliest") == "R74"
    assert [
        row["要求"] for row in rows("| 编号 |\n|---|\n| R1 | - | 名称 | `a` | - | - | `b` |")
    ] == ["名称"]
    assert names("`a.b`<br>`c/d.html`") == ["a.b", "c/d.html"]
    assert isinstance(tree_of("tests/house/test_guide_map.py"), ast.Module)
