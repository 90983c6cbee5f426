"""Text files that are not quite CSV (R85)."""

from collections.abc import Callable

_HEADING = "姓名,身份证号\r\n"

TEXTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nul bytes": (lambda: b"a,b\r\n1,\x002\r\n", "空字符"),
    "utf-16": (lambda: "姓名,号\r\n".encode("utf-16"), "UTF-16"),
    "gb18030 with invalid bytes": (
        lambda: "姓名,号\r\n".encode("gb18030") + b"\xff\xff,1\r\n",
        "文字编码",
    ),
    "neither encoding": (lambda: b"\x81\x20,\xfe\xff\r\n", "文字编码"),
    "huge field": ((_HEADING + "x" * 500_000 + ",1\r\n").encode, "内容过长"),
    "long field": ((_HEADING + "x" * 9_000 + ",1\r\n").encode, "A2 的文字过长"),
    "unbalanced quote": ((_HEADING + '"张三,1\r\n李四,2\r\n').encode, "引号不成对"),
    "text behind a quote": ((_HEADING + '"张"三,1\r\n').encode, "引号不成对"),
    "too many rows": ((_HEADING + "a,b\r\n" * 6_000).encode, "一次最多 5000 行"),
    "too many columns": ((_HEADING + "1," * 500 + "1\r\n").encode, "最多 60 列"),
    "tab-separated": ("姓名\t身份证号\r\n张三\t1\r\n".encode, "英文逗号"),
    "semicolons": (lambda: b"a;b\r\n1;2\r\n", "英文逗号"),
    "full-width commas": ("姓名，号\r\n张三，1\r\n".encode, "英文逗号"),
    "five megabytes of commas": (lambda: b"a,b\r\n" + b"," * 5_000_000, "单元格或空行过多"),
    "five megabytes of lines": (
        lambda: b"a,b\r\n" + b"\n" * 5_000_000 + b"1,2",
        "单元格或空行过多",
    ),
    "too large": (lambda: b"a,b\r\n" * 1_500_000, "超过 5 MB"),
    "only commas": (lambda: b",,,\r\n,,,\r\n", "没有内容"),
}
