"""Free text: what people may write where any words are welcome."""

import unicodedata

from admin_app.errors import Refused
from admin_app.rules.identity_number import holds_number

_FOLDED_WHITESPACE = "\t\r\n"


def clean_text(text: str, max_len: int, field: str | None = None) -> str:
    """The text on one line, without spaces at its ends; "" if there is nothing else.

    Raises Refused for control, direction and other invisible characters (they could make a
    history read differently from what it holds) and beyond `max_len` characters.
    """
    if any(_is_invisible(character) for character in text):
        raise Refused("内容含有不可见的控制字符，请删除后重新输入", field)
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if len(plain) > max_len:
        raise Refused(f"内容不能超过 {max_len} 个字，现有 {len(plain)} 个字", field)
    return plain


def clean_words(text: str, max_len: int, field: str | None = None) -> str:
    """The same for what goes into histories and addresses: without ID numbers (T17, T45)."""
    refuse_number(text, field)
    return clean_text(text, max_len, field)


def refuse_number(text: str, field: str | None = None) -> None:
    """Raise Refused where an ID number stands in the text."""
    if holds_number(text):
        raise Refused("此处请勿填写身份证号，请删除后重新输入", field)


def _is_invisible(character: str) -> bool:
    if character in _FOLDED_WHITESPACE:
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs"}
