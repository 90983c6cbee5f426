"""姓名 of natural persons: one spelling to keep, one key to compare (domain 4.1)."""

import re
import unicodedata

from admin_app.errors import Refused

MAX_NAME = 50

_DOT = "·"
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Taken before NFKC, which would turn the full-width stop into a Latin one.
_SPELLINGS = str.maketrans(dict.fromkeys("•・．･‧∙⋅", _DOT) | {"’": "'", "‘": "'", "＇": "'"})
_SPACE_AT_HAN = re.compile(rf"(?<=[{_HAN}{_DOT}])\s+|\s+(?=[{_HAN}{_DOT}])")
_STOP_IN_HAN = re.compile(rf"(?<=[{_HAN}])\.(?=[{_HAN}])")
_HAN_CHARACTER = re.compile(rf"[{_HAN}]")


def normalise_name(text: str) -> str:
    """The spelling that is kept: NFKC, one kind of dot, spaces only inside Latin names."""
    plain = unicodedata.normalize("NFKC", text.translate(_SPELLINGS)).translate(_SPELLINGS)
    plain = " ".join(plain.split())
    return _STOP_IN_HAN.sub(_DOT, _SPACE_AT_HAN.sub("", plain))


def name_key(text: str) -> str:
    """What two spellings of one name have in common: no spaces, no case."""
    return "".join(normalise_name(text).split()).casefold()


def check_name(text: str, field: str = "person_name") -> str:
    """The normalised name; raises Refused (1 to 50 characters, Chinese or Latin letters)."""
    name = normalise_name(text)
    if not name:
        raise Refused("请填写姓名", field)
    if len(name) > MAX_NAME:
        raise Refused(f"姓名不能超过 {MAX_NAME} 个字", field)
    if not all(_is_letter(character) or character in f"{_DOT}-'. " for character in name):
        raise Refused("姓名只能使用汉字、拉丁字母和间隔号“·”，请检查", field)
    if not any(map(_is_letter, name)):
        raise Refused("姓名中没有文字，请检查", field)
    return name


def _is_letter(character: str) -> bool:
    if _HAN_CHARACTER.match(character):
        return True
    return character.isalpha() and unicodedata.name(character, "").startswith("LATIN ")
