"""What nobody types by accident: values, queries, paths and headers."""

from collections.abc import Mapping, Sequence

HUGE = "99999999999999999999"
VALUES: Sequence[str] = (
    "", HUGE, "-1", "999999999999999", "1e9", "١²２", "abc", "a\0b", "9999-99-99", "9999-12-31",
    "0001-01-01", "\u202egnp.exe\u200b", "\x01\x1b[31m\r\nX-Evil: 1", "中" * 10_000, "9" * 5_000,
    "\ufffe\U0001f600", "' OR 1=1 %27{{7*7}}<script>", "/\\evil.test", "http://[", "t.é", "[]",
)  # fmt: skip

KEYS = ("id", "rowid", "renew", "serial", "filed", "ready", "next")
PAGING = ("page", "page_size", "sort", "desc", "columns")
FIELDS = (
    "person_name", "id_number", "category", "item", "issuer", "status", "hired_from",
    "hired_until", "valid_from", "valid_until", "employer_name", "uscc", "starts_on", "ends_on",
)  # fmt: skip
# Names that mean something to url_for, to Flask-Admin, or to whoever builds addresses.
ADDRESS_WORDS = (
    "endpoint", "self", "values", "export_type", "filename", "method", "_method", "_external",
    "_anchor", "_scheme", "lang", "url", "search", "flt0_0", "row_id", "cls",
)  # fmt: skip
GROUPS: Mapping[str, Sequence[str]] = {
    "keys": KEYS, "paging": PAGING, "fields": FIELDS, "address words": ADDRESS_WORDS,
    "everything": (*KEYS, *PAGING, *FIELDS, *ADDRESS_WORDS),
}  # fmt: skip

QUERIES: Sequence[str] = (
    "id=%ff%fe", "id=%ed%a0%80", "id=%c0%80", "id=%", "id=%zz", "%ff=%ff", "=", "&&&", "id", "a;b",
    "id=1&id=2", "id[]=1", "id[0]=1", "id[a][b]=1", "page=1&page=-1", "sort=%00", "sort=x&desc=x",
    "person_name=%ff", "person_name=%ed%a0%80%ed%b0%80", "id_number=%00", "next=%ff",
    "next=/%0d%0a", "serial=%ed%a0%80", "columns=item&columns=%ff", "item=%ff&category=%ff",
    "page_size=0", "&".join(f"p{n}={n}" for n in range(1_500)),
)  # fmt: skip

PATHS: Sequence[str] = (
    "/%ff", "/%00", "/%ed%a0%80", "/static/%00", "/static/%ff.css", "/static/../config.py",
    "/static/%2e%2e/%2e%2e/config.py", "/static//etc/passwd", "/static/..%5cconfig.py",
    "/static/" + "x" * 5_000, "/verify/%ff", "/verify/%00", "/verify/%ed%a0%80", "/verify/a%2Fb",
    "/verify/" + "9" * 5_000, "/enterprise/employments/export/%00/",
    "/enterprise/employments/export/%ff/", "/enterprise/employments/export/xlsx%0a/",
    "//evil.test/%2f..", "/login/%0d%0aX-Evil:1", "/enterprise/employments//details/",
)  # fmt: skip

HEADERS: Sequence[tuple[str, str]] = (
    ("Cookie", "session=x"), ("Cookie", "session=.eJw\xff; ; =; session"), ("Cookie", "=" * 4_000),
    ("Accept-Language", "\xff;q=x,zh;;"), ("Accept", "\xff;q=nan"), ("User-Agent", "\xff" * 500),
    ("Origin", "http://["), ("Referer", "http://["), ("Range", "bytes=9-1,x"), ("Range", "bytes=-"),
    ("If-Modified-Since", "never"), ("If-None-Match", '"\xff'), ("X-Forwarded-For", "\xff,,"),
    ("Content-Type", "multipart/form-data"), ("Content-Type", "multipart/form-data; boundary=\xff"),
    ("Content-Type", "application/x-www-form-urlencoded; charset=utf-7"), ("Content-Length", "-1"),
    ("Content-Length", "x"), ("Authorization", "Basic \xff"), ("Transfer-Encoding", "chunked"),
)  # fmt: skip
