"""The zip package of a workbook, taken apart without trust (T22, T23, T24)."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator

from admin_app.sheets.limits import Limits
from admin_app.sheets.markup import check_markup
from admin_app.sheets.refusal import SheetRefused

_CHUNK = 64 * 1024
_NAME = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|\w[\w .()-]*(?:/\w[\w .()-]*)*")
_ACTIVE = (
    ("vbaproject", "宏"),
    ("macrosheets/", "宏表"),
    ("dialogsheets/", "宏对话框"),
    ("externallinks/", "外部链接"),
    ("connections.xml", "外部数据连接"),
    ("querytables/", "外部数据查询"),
    ("embeddings/", "嵌入的文件"),
    ("oleobjects/", "嵌入的对象"),
    ("activex/", "ActiveX 控件"),
    ("ctrlprops/", "窗体控件"),
    ("webextensions/", "加载项"),
)
_PICTURES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".bmp",
    ".emf",
    ".wmf",
    ".svg",
    ".tif",
    ".tiff",
    ".wdp",
)
_KINDS = (".xml", ".rels", ".vml", *_PICTURES)
_DAMAGED = "文件已损坏或不完整。请用 Excel 或 WPS 打开并另存为新的 .xlsx 后再上传。"
_ODD = "文件结构不正常，可能被其他程序改动过。请用 Excel 或 WPS 另存为新的 .xlsx 后再上传。"
_TOO_MUCH = "文件展开后过大。请只保留需要填报的工作表，删除多余的行、列和图片后再上传。"
_NOT_A_WORKBOOK = "这不是 .xlsx 工作簿。请在 Excel 或 WPS 中另存为 .xlsx 后再上传。"
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
_CLEAN_END = b"PK\x05\x06"
_DIRECTORY_END = 22


def open_package(content: bytes, limits: Limits) -> dict[str, bytes]:
    """Check every part of the package and return its XML parts below xl/ by name.

    Names, sizes, places and check sums of all parts are verified, and every XML part has gone
    through the markup guard. Raises SheetRefused.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(content, archive.infolist(), limits)
            return {name: data for name, data in _parts(archive) if name.startswith("xl/")}
    except (*_FAULTS, OSError) as fault:
        raise SheetRefused(_DAMAGED) from fault


def _check_directory(content: bytes, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if content[-_DIRECTORY_END:][:4] != _CLEAN_END:
        raise SheetRefused(_DAMAGED)
    if len(entries) > limits.parts or sum(e.file_size for e in entries) > limits.inflated:
        raise SheetRefused(_TOO_MUCH)
    names = {entry.filename.casefold() for entry in entries}
    if "xl/workbook.xml" not in names:
        raise SheetRefused(_NOT_A_WORKBOOK)
    for entry in entries:
        _check_entry(entry)
    if len(names) != len(entries) or _overlapping(entries, len(content)):
        raise SheetRefused(_ODD)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.casefold()
    for mark, what in _ACTIVE:
        if mark in name:
            raise SheetRefused(f"文件含有{what}，不能接收。请删除后另存为普通 .xlsx 再上传。")
    if entry.flag_bits & 0x1:
        raise SheetRefused("文件有密码保护，无法读取。请取消密码后再上传。")
    printer = name.startswith("xl/printersettings/") and name.endswith(".bin")
    known = printer or name.endswith(_KINDS)
    link = stat.S_ISLNK(entry.external_attr >> 16)
    # orig_filename is the raw name: zipfile has cut it at a NUL and turned back-slashes on Windows.
    odd = entry.orig_filename != entry.filename or not _NAME.fullmatch(entry.filename)
    if (
        link
        or odd
        or not known
        or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    ):
        raise SheetRefused(_ODD)


def _overlapping(entries: list[zipfile.ZipInfo], size: int) -> bool:
    """Two parts that share bytes are how a small file unpacks without end."""
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end or (end == 0 and entry.header_offset):
            return True
        end = entry.header_offset + 30 + len(entry.orig_filename) + entry.compress_size
    return end > size


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for entry in archive.infolist():
        data = _unpack(archive, entry)
        if entry.filename.endswith((".xml", ".rels")):
            check_markup(data)
            yield entry.filename, data


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as part:
        data = bytearray()
        while chunk := part.read(_CHUNK):
            data += chunk
    if len(data) != entry.file_size:
        raise zipfile.BadZipFile
    return bytes(data)
