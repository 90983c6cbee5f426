"""Files that leave the house: with a Chinese name that every browser keeps (RFC 5987)."""

from collections.abc import Iterable
from urllib.parse import quote

from flask import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def attachment(content: bytes | Iterable[bytes], name: str, content_type: str) -> Response:
    """A download; ``name`` may be Chinese."""
    response = Response(content, content_type=content_type)
    ascii_name = "".join(c if (c.isascii() and c.isalnum()) or c in ".-_" else "_" for c in name)
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    return response
