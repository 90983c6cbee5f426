"""Nothing unescaped, nothing inline, nothing from elsewhere (the content policy)."""

import ast
import re

import pytest

from tests.house.source import faults, markup_files, python_files, text_of, tree_of

# Where a value that is not a literal becomes markup, and why it is safe there.
TRUSTED_MARKUP: dict[str, str] = {}

JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
UNESCAPED = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false", re.IGNORECASE)
TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
INLINE = re.compile(
    r"<style\b|<script\b(?![^>]*\ssrc\s*=)|\sstyle\s*=|\son[a-z]+\s*=|=\s*[\"']?\s*javascript:",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"(?:(?:src|srcset|href|action|data)\s*=\s*|url\(\s*|@import\s+|import\s+|from\s+|"
    r"(?:fetch|import|importScripts|open|Worker|WebSocket|EventSource)\(\s*)"
    r"[\"'`]?\s*((?:https?:|wss?:)?//[^\s\"'`)>]+)",
    re.IGNORECASE,
)


def unescaped(template: str) -> list[str]:
    """Places where a template takes a value for markup."""
    return UNESCAPED.findall(COMMENT.sub("", template))


def inline(template: str) -> list[str]:
    """Styles and scripts that a strict content policy would refuse."""
    plain = JINJA.sub("", COMMENT.sub("", template))
    return [found for tag in TAG.findall(plain) for found in INLINE.findall(tag)]


def elsewhere(text: str) -> list[str]:
    """Addresses of other hosts that a page would load from or send to."""
    return ELSEWHERE.findall(COMMENT.sub("", text))


def unsafe_markup(tree: ast.AST) -> list[int]:
    """Lines that call ``Markup`` on anything but a literal; ``Markup("..").format()`` escapes."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) == "Markup" and node.args
        if not isinstance(node.args[0], ast.Constant)
    ]


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def templates() -> list[str]:
    return [name for name in markup_files() if "templates" in name.split("/")]


def test_no_value_is_taken_for_markup() -> None:
    assert faults(templates(), lambda name: unescaped(text_of(name))) == {}


def test_no_style_or_script_stands_in_a_page() -> None:
    assert faults(templates(), lambda name: inline(text_of(name))) == {}


def test_nothing_comes_from_another_host() -> None:
    assert faults(markup_files(), lambda name: elsewhere(text_of(name))) == {}


def test_markup_is_literal() -> None:
    found = faults(python_files(), lambda name: unsafe_markup(tree_of(name)))
    assert found.keys() == TRUSTED_MARKUP.keys()


@pytest.mark.parametrize(
    "fault", ["{{ name|safe }}", "{{ name | safe }}", "{% autoescape false %}", "{{ a|safe|b }}"]
)
def test_unescaped_values_are_seen(fault: str) -> None:
    assert len(unescaped(fault)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        "<style>",
        "<style nonce={{ nonce }}>",
        "<p class=a style='color: red'>",
        '<p\n  style = "{{ x }}">',
        "<a onclick='go()'>",
        "<form {{ attributes }} onSubmit=go()>",
        "<script>go()</script>",
        "<script type='module'>",
        "<a href='javascript:go()'>",
    ],
)
def test_inline_code_is_seen(fault: str) -> None:
    assert len(inline(fault)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        "<script src='https://cdn.example/a.js'>",
        "<link href=//cdn.example/a.css>",
        "p { background: url(http://cdn.example/a.png) }",
        "@import 'https://cdn.example/a.css'",
        "import a from 'https://cdn.example/a.js'",
        "fetch(`https://cdn.example/`)",
    ],
)
def test_other_hosts_are_seen(fault: str) -> None:
    assert len(elsewhere(fault)) == 1


@pytest.mark.parametrize(
    "fault",
    ['Markup(f"<b>{x}</b>")', 'Markup("<b>" + x)', 'markupsafe.Markup("%s" % x)', "Markup(x)"],
)
def test_unsafe_markup_is_seen(fault: str) -> None:
    assert unsafe_markup(ast.parse(fault)) == [1]


def test_what_is_right_passes() -> None:
    template = """{# |safe <style> #}<!doctype html><link rel="stylesheet" href="{{ url('a') }}">
    <script src="{{ url('b') }}" type="module"></script><a href="/one" data-once="2">{{ b(only=1) }}
    <svg xmlns="http://www.w3.org/2000/svg"></svg><p>一 on = 1</p>{{ safe_name | e }}"""
    assert (unescaped(template), inline(template), elsewhere(template)) == ([], [], [])
    assert unsafe_markup(ast.parse('Markup("<b>{}</b>").format(x); Markup("<br>")')) == []
