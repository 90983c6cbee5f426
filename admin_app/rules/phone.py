"""联系电话: an optional mobile number (domain 4.1)."""

import re
import unicodedata

from admin_app.errors import Refused

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LAYOUT = re.compile(r"[\s-]")


def check_phone(text: str | None, field: str = "phone") -> str | None:
    """The eleven digits, None if left empty; raises Refused for anything else."""
    plain = _LAYOUT.sub("", unicodedata.normalize("NFKC", text or "")).removeprefix("+86")
    if not plain:
        return None
    if not _MOBILE.fullmatch(plain):
        raise Refused("手机号码应为 11 位数字，以 13 至 19 开头", field)
    return plain
