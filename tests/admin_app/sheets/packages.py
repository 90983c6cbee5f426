"""Workbooks made by hand, part by part, so that each part can be wrong."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

HEADING = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
ROW = '<row r="2"><c r="A2" t="inlineStr"><is><t>张三</t></is></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"

Parts = dict[str, bytes]


def sheet(rows: str = HEADING + ROW, before: str = "", after: str = "") -> bytes:
    """A worksheet part around row markup."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    ).encode()


def strings(items: str) -> bytes:
    """A shared string table around its items."""
    return f'<sst xmlns="{MAIN}">{items}</sst>'.encode()


def workbook(sheets: str, settings: str = "") -> bytes:
    """A workbook part around its sheet elements."""
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}'
        f"<sheets>{sheets}</sheets></workbook>"
    ).encode()


def sheet_element(number: int, title: str, state: str = "visible") -> str:
    """One sheet of the workbook part."""
    return f'<sheet name="{title}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'


def relations(*targets: tuple[str, str, str]) -> bytes:
    """A relationships part of (id, kind, target)."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in targets
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'.encode()


def styles(formats: str = '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/>') -> bytes:
    """A style part; style 1 is a date, style 2 a date with a time."""
    return (
        f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><fills><fill/></fills>'
        f"<borders><border/></borders><cellXfs>{formats}</cellXfs></styleSheet>"
    ).encode()


def parts(**replaced: bytes) -> Parts:
    """The parts of a good workbook; keywords `sheet`, `strings`, `styles`, `workbook` replace."""
    return {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": replaced.get("workbook", workbook(sheet_element(1, "数据"))),
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "worksheet", "worksheets/sheet2.xml"),
            ("rId8", "sharedStrings", "sharedStrings.xml"),
            ("rId9", "styles", "styles.xml"),
        ),
        "xl/styles.xml": replaced.get("styles", styles()),
        STRINGS: replaced.get("strings", strings("")),
        SHEET: replaced.get("sheet", sheet()),
    }


def pack(content: Mapping[str, bytes] | Sequence[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """Zip parts; a sequence may repeat a name or bring its own entry."""
    target = io.BytesIO()
    pairs = content.items() if isinstance(content, Mapping) else content
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in pairs:
            archive.writestr(name, data)
    return target.getvalue()


def book(**replaced: bytes) -> bytes:
    """A good workbook with some parts replaced."""
    return pack(parts(**replaced))


def book_of(rows: str, **replaced: bytes) -> bytes:
    """A good workbook with these rows."""
    return book(sheet=sheet(rows), **replaced)


def with_part(name: str, data: bytes = b"<a/>") -> bytes:
    """A good workbook with one part more."""
    return pack({**parts(), name: data})


def without(name: str) -> bytes:
    """A good workbook that lacks a part."""
    return pack({key: data for key, data in parts().items() if key != name})


def patch_directory(content: bytes, name: str, offset: int, value: int) -> bytes:
    """Overwrite a 32-bit field of a part's entry in the zip directory."""
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(name.encode()))
    return content[: at + offset] + struct.pack("<I", value) + content[at + offset + 4 :]
