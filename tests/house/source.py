"""The files of this project, for the tests that judge them."""

import ast
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("admin_app", "models", "views")
MARKUP = (".css", ".html", ".js", ".svg", ".txt", ".xml")


@cache
def project_files() -> tuple[str, ...]:
    """Every file that is ours, tracked or about to be, by its path from the root."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    said = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
    names = filter(None, said.stdout.split("\0"))
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


@cache
def text_of(name: str) -> str:
    """A file's text; a file that is not text has none."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def python_files() -> list[str]:
    """The application's own code: the rooms, and the two files at the door."""
    doors = ("config.py", "wsgi.py")
    return [
        name
        for name in project_files()
        if name in doors or (name.endswith(".py") and name.split("/")[0] in ROOMS)
    ]


def markup_files() -> list[str]:
    """Templates, and the static files that we wrote (not those under a folder ``vendor``)."""
    return [
        name
        for name in project_files()
        if name.endswith(MARKUP) and {"templates", "static"} & set(name.split("/")[:-1])
        if "vendor" not in name.split("/") and not name.startswith("tests/")
    ]


@cache
def tree_of(name: str) -> ast.Module:
    """A Python file, parsed."""
    return ast.parse(text_of(name), filename=name)


def faults(
    names: Iterable[str], judge: Callable[[str], Sequence[object]]
) -> dict[str, Sequence[object]]:
    """What a judge finds wrong, by file; files without a fault are left out."""
    return {name: found for name in names if (found := judge(name))}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function in a tree, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
