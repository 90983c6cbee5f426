"""Text that any spreadsheet program takes as it is, and that none runs as a formula (T27)."""

import re

LONGEST = 32_767
"""Characters in one cell, as far as spreadsheet programs go."""

EXACT_NUMBER = 10**15
"""Whole numbers from here on lose digits in a spreadsheet: they go out as text."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Blanks and invisible characters before the sign do not stop every program from running it.
_FORMULA = re.compile(
    "[\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*[=+\\-@＝＋－＠﹢﹣﹦﹫]"
)


def clean(text: str) -> str:
    """Without control characters and lone surrogates, line ends as LF, at most LONGEST long."""
    if text.isprintable() and len(text) <= LONGEST:
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", lines)[:LONGEST]


def disarm(text: str) -> str:
    """Put a ' before text that a spreadsheet program would take for a formula in a CSV file."""
    if text[:1] in ("\t", "\r", "\n") or _FORMULA.match(text):
        return "'" + text
    return text


def rearm(text: str) -> str:
    """What `disarm` was given: a ' that it would have put there is taken away again."""
    return text[1:] if text[:1] == "'" and disarm(text[1:]) == text else text


def escape(text: str) -> str:
    """Text as XML character data or a quoted attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")
