"""What an upload is, by its first bytes and never by its name (T23)."""

from typing import Literal

from admin_app.sheets.refusal import SheetRefused

ADVICE = "请在 Excel 或 WPS 中另存为 .xlsx 工作簿，或保存为 CSV 后再上传。"

_FOREIGN = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"PK\x05\x06", "空的压缩包"),
    (b"PK", "损坏的压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"MZ", "可执行程序"),
    (b"\x7fELF", "可执行程序"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_BLANK = b"\xef\xbb\xbf \t\r\n"


def content_type(content: bytes) -> Literal["xlsx", "csv"]:
    """Tell a zip package from text by the bytes at offset 0; raises SheetRefused for the rest."""
    if not content.strip(_BLANK):
        raise SheetRefused("文件是空的。请填写后再上传。")
    if content.startswith(b"PK\x03\x04"):
        return "xlsx"
    _refuse_foreign(content)
    return "csv"


def _refuse_foreign(content: bytes) -> None:
    if content.startswith(_OLE):
        raise SheetRefused(_ole_sentence(content))
    if content.startswith(_WIDE):
        raise SheetRefused("文件是 UTF-16 编码的文本。请另存为“CSV UTF-8（逗号分隔）”后再上传。")
    if content.lstrip(_BLANK).startswith(b"<"):
        raise SheetRefused(f"这是网页或 XML 文件，不是表格。{ADVICE}")
    for magic, name in _FOREIGN:
        # BM and MZ are also how a text may begin: only with a NUL is it the binary format.
        if content.startswith(magic) and (len(magic) > 2 or b"\0" in content[:64]):
            raise SheetRefused(f"这是{name}，不是表格。{ADVICE}")


def _ole_sentence(content: bytes) -> str:
    if _ENCRYPTED in content:
        return "文件有密码保护，无法读取。请取消密码后另存为 .xlsx 再上传。"
    return f"这是旧版 .xls 或其他 Office 旧格式文件。{ADVICE}"
