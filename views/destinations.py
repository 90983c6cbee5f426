"""Where a request may be sent on to: a path of this house, and nothing else (T30, T31)."""

import re
from urllib.parse import unquote_plus, urlsplit

_NUMBER = re.compile(r"\d{15}")


def safe_path(wanted: str | None) -> str | None:
    """The path if it is one: a single leading slash, no host, no control characters."""
    if not wanted or len(wanted) > 2000 or not wanted.startswith("/"):
        return None
    if wanted.startswith(("//", "/\\")) or any(ord(c) < 0x21 or c == "\\" for c in wanted):
        return None
    parts = urlsplit(wanted)
    return None if parts.scheme or parts.netloc else wanted


def without_number(path: str) -> str:
    """A path to come back to; its query is dropped where an ID number stands in it (T17)."""
    return path.partition("?")[0] if _NUMBER.search(unquote_plus(path)) else path.rstrip("?")
