"""Files that lie about what they are or how they are packed (T22-T24)."""

import io
import stat
import zipfile
from collections.abc import Callable

from tests.admin_app.sheets.packages import (
    SHEET,
    book,
    pack,
    parts,
    patch_directory,
    sheet,
    with_part,
    without,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _link() -> bytes:
    entry = zipfile.ZipInfo(SHEET)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return pack(
        [(entry, b"/etc/passwd") if name == SHEET else (name, d) for name, d in parts().items()]
    )


def _encrypted() -> bytes:
    content = bytearray(book())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.rindex(mark)
        content[at + offset] |= 1
    return bytes(content)


def _overlapping() -> bytes:
    content = book()
    first = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/styles.xml"))
    place = int.from_bytes(content[first + 42 : first + 46], "little")
    return patch_directory(content, SHEET, 42, place)


def _quoted() -> bytes:
    """One part lies, whole, inside the bytes of another: how small files unpack without end."""
    alone = pack({"xl/inner.xml": b"<a/>"})
    record, entry = alone.split(b"PK\x01\x02")
    outer = zipfile.ZipInfo("xl/media/outer.png")
    content = pack([*parts().items(), (outer, record)])
    head, end = content[: content.rindex(b"PK\x05\x06")], content[-22:]
    inner = bytearray(b"PK\x01\x02" + entry[: entry.rindex(b"PK\x05\x06")])
    inner[42:46] = head.index(record).to_bytes(4, "little")
    count = (int.from_bytes(end[8:10], "little") + 1).to_bytes(2, "little")
    size = (int.from_bytes(end[12:16], "little") + len(inner)).to_bytes(4, "little")
    return head + inner + end[:8] + count * 2 + size + end[16:]


def _broken_sum() -> bytes:
    content = book()
    at = content.index(b"PK\x03\x04", content.index(b"xl/styles.xml"))
    return content[: at + 80] + bytes([content[at + 80] ^ 0xFF]) + content[at + 81 :]


def _lzma() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in parts().items():
            archive.writestr(name, data)
    return target.getvalue()


def _opendocument() -> bytes:
    return pack(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
    )


def _bomb() -> bytes:
    return book(sheet=sheet(" " * 70_000_000))


def _renamed(name: str, other: str) -> bytes:
    """A part under a name that no zip library writes."""
    return with_part(name).replace(name.encode(), other.encode())


def _nested() -> bytes:
    return with_part("xl/media/inner.zip", book())


PACKAGES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty file": (lambda: b"", "空的"),
    "only blanks": (lambda: b"\xef\xbb\xbf \r\n\r\n", "空的"),
    "old xls": (lambda: _OLE + b"\0" * 600, "旧版"),
    "password (OLE)": (lambda: _OLE + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "password (zip)": (_encrypted, "密码"),
    "pdf as xlsx": (lambda: b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "png as xlsx": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "PNG"),
    "html as xls": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    "xml spreadsheet 2003": (lambda: b'\n<?xml version="1.0"?><Workbook/>', "网页或 XML"),
    "opendocument": (_opendocument, "不是 .xlsx"),
    "binary workbook": (lambda: pack({"xl/workbook.bin": b"\0"}), "不是 .xlsx"),
    "word document": (lambda: pack({"word/document.xml": b"<a/>"}), "不是 .xlsx"),
    "gzip": (lambda: b"\x1f\x8b\x08" + b"\0" * 50, "gzip"),
    "rar": (lambda: b"Rar!\x1a\x07\0" + b"\0" * 50, "RAR"),
    "executable": (lambda: b"MZ\x90\0" + b"\0" * 99, "可执行"),
    "empty zip": (lambda: b"PK\x05\x06" + b"\0" * 18, "压缩包"),
    "zip of something else": (lambda: pack({"readme.xml": b"<a/>"}), "不是 .xlsx"),
    "polyglot: zip behind text": (lambda: b"name,number\n" + book(), "空字符"),
    "truncated": (lambda: book()[:-300], "损坏"),
    "bytes behind the end": (lambda: book() + b"x" * 40, "损坏"),
    "broken check sum": (_broken_sum, "损坏"),
    "declared too small": (lambda: patch_directory(book(), SHEET, 24, 10), "损坏"),
    "declared too large": (lambda: patch_directory(book(), SHEET, 24, 90_000), "损坏"),
    "declared gigabytes": (lambda: patch_directory(book(), SHEET, 24, 0xF0000000), "过大"),
    "zip bomb": (_bomb, "过大"),
    "a part inside another": (_quoted, "结构不正常"),
    "overlapping parts": (_overlapping, "结构不正常|损坏"),
    "lzma": (_lzma, "结构不正常"),
    "doubled part": (lambda: _renamed("xl/worksheets/sheetX.xml", SHEET), "结构不正常"),
    "doubled but for case": (
        lambda: with_part("XL/Worksheets/Sheet1.xml", sheet("")),
        "结构不正常",
    ),
    "absolute name": (lambda: with_part("/etc/cron.xml"), "结构不正常"),
    "climbing name": (lambda: with_part("xl/../../evil.xml"), "结构不正常"),
    "back-slash name": (lambda: with_part("xl\\evil.xml"), "结构不正常"),
    "drive name": (lambda: with_part("C:/evil.xml"), "结构不正常"),
    "nul in name": (lambda: _renamed("xl/aX.xml", "xl/a\0.xml"), "结构不正常|损坏"),
    "bidi in name": (lambda: with_part("xl/\u202elmx.xml"), "结构不正常"),
    "symbolic link": (_link, "结构不正常"),
    "nested zip": (_nested, "结构不正常"),
    "many parts": (
        lambda: pack({**parts(), **{f"xl/p{i}.xml": b"<a/>" for i in range(400)}}),
        "过大",
    ),
    "macro": (lambda: with_part("xl/vbaProject.bin", b"\0"), "宏"),
    "macro sheet": (lambda: with_part("xl/macrosheets/sheet1.xml"), "宏表"),
    "external link": (lambda: with_part("xl/externalLinks/externalLink1.xml"), "外部链接"),
    "data connection": (lambda: with_part("xl/connections.xml"), "外部数据"),
    "embedded file": (lambda: with_part("xl/embeddings/oleObject1.bin", b"\0"), "嵌入"),
    "active control": (lambda: with_part("xl/activeX/activeX1.xml"), "ActiveX"),
    "odd binary": (lambda: with_part("xl/payload.bin", b"\0"), "结构不正常"),
    "no workbook part": (lambda: without("xl/workbook.xml"), "不是 .xlsx"),
    "no relations": (lambda: without("xl/_rels/workbook.xml.rels"), "没有可读的工作表"),
    "no sheet part": (lambda: without(SHEET), "没有可读的工作表"),
}
