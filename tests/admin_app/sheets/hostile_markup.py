"""Workbooks whose markup is a trap (T22, T24)."""

from collections.abc import Callable

from tests.admin_app.sheets.packages import (
    HEADING,
    MAIN,
    ROW,
    book,
    book_of,
    pack,
    parts,
    sheet,
    sheet_element,
    strings,
    styles,
    with_part,
    workbook,
)

_LAUGHS = "".join(f"<!ENTITY l{i} '" + f"&l{i - 1};" * 10 + "'>" for i in range(1, 10))
_ENTITIES = f'<!DOCTYPE w [<!ENTITY l0 "ha">{_LAUGHS}]>'
_EXTERNAL = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _with_doctype(doctype: str, reference: str) -> bytes:
    data = sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{reference}</t></is></c></row>')
    return book(sheet=data.replace(b"<worksheet", doctype.encode() + b"<worksheet"))


def _recoded(encoding: str, declared: str) -> bytes:
    text = sheet().decode().replace('encoding="UTF-8"', f'encoding="{declared}"')
    return book(sheet=text.encode(encoding))


def _cells(count: int, attributes: str, content: str) -> str:
    cell = f"<c{attributes}>{content}</c>"
    return f"{HEADING}<row>{cell * count}</row>"


def _shared_blowup() -> bytes:
    row = "<row>" + '<c t="s"><v>0</v></c>' * 50 + "</row>"
    return book_of(row * 2_500, strings=strings(f"<si><t>{'长' * 1_900}</t></si>"))


def _one_cell(address: str, row: str) -> bytes:
    return book_of(f'{HEADING}<row r="{row}"><c r="{address}"><v>1</v></c></row>')


def _attributes(count: int) -> bytes:
    return book(sheet=sheet(before="<a" + "".join(f" b{i}='1'" for i in range(count)) + "/>"))


_MERGES = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 900 + "</mergeCells>"

MARKUP: dict[str, tuple[Callable[[], bytes], str]] = {
    "billion laughs": (lambda: _with_doctype(_ENTITIES, "&l9;"), "DOCTYPE"),
    "external entity": (lambda: _with_doctype(_EXTERNAL, "&x;"), "DOCTYPE"),
    "doctype alone": (lambda: _with_doctype("<!DOCTYPE w>", "a"), "DOCTYPE"),
    "doctype in a part nobody reads": (
        lambda: with_part("docProps/app.xml", b"<!DOCTYPE a><a/>"),
        "DOCTYPE",
    ),
    "utf-16 part": (lambda: _recoded("utf-16", "UTF-16"), "损坏|UTF-8"),
    "utf-16 without mark": (lambda: _recoded("utf-16-le", "UTF-16LE"), "损坏|UTF-8"),
    "declared as latin": (lambda: _recoded("utf-8", "ISO-8859-1"), "UTF-8"),
    "declared as utf-7": (lambda: _recoded("utf-8", "UTF-7"), "UTF-8|损坏"),
    "invalid utf-8": (lambda: book(sheet=sheet().replace("张".encode(), b"\xff\xfe")), "损坏"),
    "broken markup": (lambda: book(sheet=sheet()[:-20]), "损坏"),
    "nul in markup": (lambda: book(sheet=sheet().replace(b"<row", b"\0<row")), "损坏"),
    "two far corners": (lambda: _one_cell("XFD1048576", "1048576"), "第 1048576 行"),
    "far column": (lambda: _one_cell("XFD2", "2"), "XFD 列"),
    "row beyond the sheet": (lambda: _one_cell("A99999999", "99999999"), "行号"),
    "negative row": (lambda: _one_cell("A-5", "-5"), "行号"),
    "row zero": (lambda: _one_cell("A0", "0"), "行号"),
    "column beyond the sheet": (lambda: _one_cell("ZZZZZZ2", "2"), "行号"),
    "cell of another row": (lambda: _one_cell("A9", "2"), "行号"),
    "rows out of order": (lambda: book_of(ROW + HEADING), "行号"),
    "doubled cell": (
        lambda: book_of('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        "行号",
    ),
    "cell outside a row": (lambda: book_of('<c r="A1"><v>1</v></c>'), "行号"),
    "too many rows": (lambda: book_of("<row><c><v>1</v></c></row>" * 5_100), "一次最多 5000 行"),
    "too many columns": (lambda: book_of(_cells(200, "", "<v>1</v>")), "最多 60 列"),
    "too many merges": (lambda: book(sheet=sheet(after=_MERGES)), "合并单元格过多"),
    "odd merge": (lambda: book(sheet=sheet(after='<mergeCell ref="A1:ZZZZZ99999999"/>')), "不正常"),
    "huge cell": (
        lambda: book_of(_cells(1, ' t="inlineStr"', f"<is><t>{'长' * 40_000}</t></is>")),
        "文字过长",
    ),
    "shared string blow-up": (_shared_blowup, "文字过多|过于复杂"),
    "string that is not there": (lambda: book_of(_cells(1, ' t="s"', "<v>77</v>")), "无法读取"),
    "negative string": (lambda: book_of(_cells(1, ' t="s"', "<v>-1</v>")), "无法读取"),
    "unknown cell type": (lambda: book_of(_cells(1, ' t="zz"', "<v>1</v>")), "无法读取"),
    "content type lie: a picture as sheet": (lambda: book(sheet=b"\x89PNG\r\n\x1a\n"), "损坏"),
    "all sheets hidden": (
        lambda: book(workbook=workbook(sheet_element(1, "数据", "hidden"))),
        "没有可读",
    ),
    "no sheet at all": (lambda: book(workbook=workbook("")), "没有可读"),
    "empty sheet": (lambda: book_of(""), "没有内容"),
    "not a workbook inside": (lambda: book(workbook=f'<a xmlns="{MAIN}"/>'.encode()), "没有可读"),
}

DEADLINE: dict[str, Callable[[], bytes]] = {
    "one endless attribute": lambda: book(sheet=sheet(before=f'<a b="{"x" * 40_000_000}"/>')),
    "millions of nested elements": lambda: book(
        sheet=sheet(before="<a>" * 3_000_000 + "</a>" * 3_000_000)
    ),
    "styles without end": lambda: book(styles=styles('<xf numFmtId="14"/>' * 2_500_000)),
    "a million shared strings": lambda: book(strings=strings("<si><t>x</t></si>" * 2_000_000)),
    "millions of empty cells": lambda: book_of(HEADING + "<row><c/></row>" * 1_000_000),
    "a million attributes": lambda: _attributes(900_000),
}

SANE: dict[str, Callable[[], bytes]] = {
    "pictures, printer settings, comments": lambda: pack(
        parts()
        | {
            "xl/printerSettings/printerSettings1.bin": b"\0\1",
            "xl/media/image1.png": b"\x89PNG",
            "xl/drawings/vmlDrawing1.vml": b"<br>",
            "xl/comments1.xml": b"<comments/>",
            "docProps/custom.xml": b"<a/>",
        }
    ),
    "styled to the last row": lambda: book_of(
        f'{HEADING}{ROW}<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    ),
    "namespace prefixes": lambda: book(
        sheet=f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr">'
        "<x:is><x:t>姓名</x:t></x:is></x:c></x:row>"
        "<x:row r='2'><x:c r='A2'><x:v>1</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>".encode()
    ),
    "extension with elements of the same names": lambda: book(
        sheet=sheet(
            after="<extLst><ext><row r='1'><c r='A1'><f>1</f><v>1</v></c></row></ext></extLst>"
        )
    ),
    "a table of merges within bounds": lambda: book(sheet=sheet(after='<mergeCell ref="A1:B1"/>')),
    "no addresses": lambda: book_of("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>"),
}
