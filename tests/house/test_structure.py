"""The size of things, their names, and that nothing runs in a circle."""

import ast
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePosixPath

from tests.house.source import faults, functions, project_files, python_files, text_of, tree_of

MOST_LINES_OF_A_FILE = 200
MOST_LINES_OF_A_FUNCTION = 40
USUAL_LINES_OF_A_FUNCTION = 15  # nine of ten are not longer
DRAWERS = {"common", "helper", "helpers", "misc", "util", "utils"}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from its name to its end, its docstring not counted."""
    first = function.body[0]
    stated = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if stated else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def long_functions(tree: ast.AST) -> list[str]:
    return [each.name for each in functions(tree) if length(each) > MOST_LINES_OF_A_FUNCTION]


def drawers(names: list[str]) -> list[str]:
    """Places whose name says nothing of what lies in them."""
    return [name for name in names if DRAWERS & set(PurePosixPath(name).with_suffix("").parts)]


def module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(tree: ast.AST, modules: set[str]) -> set[str]:
    """Which of the modules a tree imports, at its top, in a function, or for types only."""
    named: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            named |= inner & modules or {node.module}
    return named & modules


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """One way from a module back to itself, if there is one."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_files_are_short() -> None:
    lines = {name: text_of(name).count("\n") for name in python_files()}
    assert {name: n for name, n in lines.items() if n > MOST_LINES_OF_A_FILE} == {}


def test_functions_are_short() -> None:
    assert faults(python_files(), lambda name: long_functions(tree_of(name))) == {}


def test_most_functions_are_very_short() -> None:
    lengths = sorted(length(each) for name in python_files() for each in functions(tree_of(name)))
    assert lengths[len(lengths) * 9 // 10] <= USUAL_LINES_OF_A_FUNCTION


def test_no_drawer_for_everything() -> None:
    assert drawers([name for name in project_files() if name.endswith(".py")]) == []


def test_nothing_imports_in_a_circle() -> None:
    modules = {module_name(name): name for name in python_files()}
    graph = {module: imports(tree_of(name), set(modules)) for module, name in modules.items()}
    assert circle(graph) == []


def test_the_measures_measure() -> None:
    body = "\n".join(f"    x = {number}" for number in range(MOST_LINES_OF_A_FUNCTION))
    tree = ast.parse(f'def long():\n    """\n    doc\n    """\n{body}\ndef short():\n    pass\n')
    assert long_functions(tree) == ["long"]
    assert [length(each) for each in functions(tree)] == [MOST_LINES_OF_A_FUNCTION + 1, 2]
    assert drawers(["a/utils.py", "a/utils/b.py", "a/b.py"]) == ["a/utils.py", "a/utils/b.py"]


def test_a_circle_is_found_in_a_function_too() -> None:
    local = ast.parse("def late():\n    from rooms import one\n")
    graph = {"rooms.one": {"rooms.two"}, "rooms.two": imports(local, {"rooms", "rooms.one"})}
    assert set(circle(graph)) == {"rooms.one", "rooms.two"}
    assert imports(ast.parse("from rooms.one import Name"), {"rooms.one"}) == {"rooms.one"}
    assert circle({"rooms.one": {"rooms.two"}, "rooms.two": set()}) == []
