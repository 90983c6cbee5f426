"""The markup guard: XML goes through expat before any other reader sees it (T22, T24)."""

from collections.abc import Callable
from xml.parsers import expat

from admin_app.sheets.refusal import SheetRefused

StartHandler = Callable[[str, dict[str, str]], None]
EndHandler = Callable[[str], None]

_CHUNK = 256 * 1024
_BROKEN = "文件内容已损坏。请用 Excel 或 WPS 打开并另存为新的 .xlsx 后再上传。"
_DOCTYPE = "文件含有不允许的内容（DOCTYPE 声明）。请用 Excel 或 WPS 另存为新的 .xlsx 后再上传。"
_ENCODING = "文件内部不是 UTF-8 编码。请用 Excel 或 WPS 另存为新的 .xlsx 后再上传。"


def guarded_parser() -> expat.XMLParserType:
    """A parser that takes UTF-8 only and refuses a DOCTYPE, and so every entity of its own."""
    parser = expat.ParserCreate("UTF-8")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_declaration
    return parser


def check_markup(data: bytes) -> None:
    """Refuse a part that is not well-formed UTF-8 XML without DOCTYPE."""
    feed(guarded_parser(), data)


def feed(parser: expat.XMLParserType, data: bytes) -> None:
    """Run the parser over a part; raises SheetRefused where the XML is broken."""
    view = memoryview(data)
    try:
        for start in range(0, len(data), _CHUNK):
            parser.Parse(bytes(view[start : start + _CHUNK]), False)
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise SheetRefused(_BROKEN) from fault


def local_name(name: str) -> str:
    """The name without its namespace prefix, which is how workbook readers compare."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_declaration: object) -> None:
    raise SheetRefused(_DOCTYPE)


def _check_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.upper() not in ("UTF-8", "UTF8"):
        raise SheetRefused(_ENCODING)
