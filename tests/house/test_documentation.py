"""What the documents say is true: settings with defaults and bounds, the tree, the files named."""

import base64
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import pytest

import config
from admin_app.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from tests.house.source import ROOT, project_files, text_of

CONFIGURATION = "docs/configuration.md"
MADE_AT_RUN_TIME = {".venv", "var"}
KEPT_TRUE_ELSEWHERE = {"docs/guide-map.md"}

ROW = re.compile(r"^\| `([A-Z_]+)` \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)
LITERAL = re.compile(r"`([^`]+)`")
BOUNDS = re.compile(r"(\d+) to (\d+)")
TREE = re.compile(r"^## The tree\n+```\n(.*?)^```", re.MULTILINE | re.DOTALL)
BRANCH = re.compile(r"( *)(\S+) {2,}(\S.*)")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"\.?\w[\w.*-]*(?:/[\w.*-]+)*/?")
SUFFIXES = {".css", ".html", ".ini", ".js", ".md", ".png", ".py", ".svg", ".toml", ".txt"}


class Recorder(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self, **given: str) -> None:
        super().__init__(given)
        self.asked: set[str] = set()

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        self.asked.add(name)
        return super().get(name, default)


def environment(**given: str) -> Recorder:
    """An environment that production may start with."""
    key = base64.b64encode(bytes(range(32))).decode()
    keys = {"SECRET_KEY": key, "SEALING_KEYS": f"1:{key}", "INDEX_KEY": key, "HISTORY_KEY": key}
    return Recorder(**{**keys, **given})


def variables_read() -> set[str]:
    asked: set[str] = set()
    for environ in (environment(), Recorder(APP_ENV="demo")):
        config.from_environment(environ)
        asked |= environ.asked
    return asked


def rows() -> Mapping[str, tuple[str, str]]:
    """Variable -> (default, what is allowed), as documented."""
    return {
        name: (default, allowed) for name, default, allowed in ROW.findall(text_of(CONFIGURATION))
    }


def documented_defaults() -> Mapping[str, str]:
    found = {name: LITERAL.fullmatch(default) for name, (default, _) in rows().items()}
    return {name: match[1] for name, match in found.items() if match}


def documented_bounds() -> Mapping[str, tuple[int, int]]:
    found = {name: BOUNDS.fullmatch(allowed) for name, (_, allowed) in rows().items()}
    return {name: (int(match[1]), int(match[2])) for name, match in found.items() if match}


def tree_of(readme: str) -> list[str]:
    """The paths of a drawn tree; a line that says nothing of its entry is a fault."""
    drawn = TREE.search(readme)
    assert drawn is not None
    parents: list[str] = []
    paths = []
    for line in drawn[1].splitlines():
        branch = BRANCH.fullmatch(line)
        assert branch is not None, f"no name and meaning: {line}"
        parents = [*parents[: len(branch[1]) // 2], branch[2]]
        paths.append("".join(parents))
    return paths


def named_files(name: str, text: str) -> Iterator[str]:
    """The files of this project that a document names in code marks or links to."""
    prose = CODE.sub("", text)
    for literal in LITERAL.findall(prose):
        if FILE.fullmatch(literal) and (
            "/" in literal or PurePosixPath(literal).suffix in SUFFIXES
        ):
            yield literal
    for target in LINK.findall(prose):
        yield str(PurePosixPath(name).parent / target)


def is_there(path: str) -> bool:
    """A file or folder of ours; or one that is made at run time."""
    return path.split("/")[0] in MADE_AT_RUN_TIME or any(ROOT.glob(path.rstrip("/")))


def test_each_variable_is_documented_and_each_documented_one_is_read() -> None:
    assert set(rows()) == variables_read()


def test_documented_defaults_are_the_defaults() -> None:
    plain = config.from_environment(environment())
    for name, default in documented_defaults().items():
        assert config.from_environment(environment(**{name: default})) == plain, name


def test_documented_defaults_are_all_of_them() -> None:
    silent = {name for name, (default, _) in rows().items() if not LITERAL.fullmatch(default)}
    settings = config.from_environment(environment())
    assert silent == {
        *("SECRET_KEY", "SEALING_KEYS", "INDEX_KEY", "HISTORY_KEY"),
        *("DATABASE_URL", "DEMO_TODAY", "TRUSTED_HOSTS", "NAME_CREDIT_URL", "NAME_LICENCE_URL"),
    }
    assert settings.names.credit_url == settings.names.licence_url == ""
    assert (settings.trusted_hosts, settings.demo_today) == ((), None)
    assert settings.database_url.endswith("/var/register.sqlite3")


@pytest.mark.parametrize("name", documented_bounds())
def test_documented_bounds_are_the_bounds(name: str) -> None:
    least, most = documented_bounds()[name]
    for number in (least, most):
        config.from_environment(environment(**{name: str(number)}))
    for number in (least - 1, most + 1):
        with pytest.raises(config.BadSettings, match=name):
            config.from_environment(environment(**{name: str(number)}))


def test_the_tree_is_the_tree() -> None:
    paths = tree_of(text_of("README.md"))
    assert {path.split("/")[0] for path in paths} == {
        name.split("/")[0] for name in project_files()
    }
    assert [path for path in paths if not is_there(path)] == []


def test_the_demo_accounts_are_the_demo_accounts() -> None:
    readme = text_of("README.md")
    said = re.findall(
        r"^\| `([a-z]+)` \|", readme.split("## Demo accounts")[1].split("\n## ")[0], re.M
    )
    assert said == [login for login, _ in DEMO_ACCOUNTS]
    assert f"`{DEMO_PASSWORD}`" in readme


def test_named_files_exist() -> None:
    documents = [name for name in project_files() if name.endswith(".md")]
    judged = [name for name in documents if name not in KEPT_TRUE_ELSEWHERE]
    missing = {
        name: [path for path in named_files(name, text_of(name)) if not is_there(path)]
        for name in judged
    }
    assert {name: paths for name, paths in missing.items() if paths} == {}


def test_names_are_found() -> None:
    text = "`views/none.py`, `Makefile`, [a](../gone.md#a), `var/a.md`\n```\n`a/b.py`\n```\n"
    assert list(named_files("docs/a.md", text)) == [
        "views/none.py",
        "var/a.md",
        "docs/../gone.md",
    ]
    assert not is_there("views/none.py")
    assert not is_there("docs/../gone.md")
    assert is_there("tests/house/test_*.py")


def test_a_tree_is_read() -> None:
    drawn = (
        "## The tree\n\n```\nviews/  rooms\n  base/    one\n    admin.py  it\nwsgi.py  door\n```\n"
    )
    assert tree_of(drawn) == ["views/", "views/base/", "views/base/admin.py", "wsgi.py"]
    with pytest.raises(AssertionError, match="no name and meaning"):
        tree_of("## The tree\n\n```\nviews/\n```\n")
