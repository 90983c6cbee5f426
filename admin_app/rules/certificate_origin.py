"""Local or remote: only certificates issued elsewhere are reported by their holder (R46, R54)."""

import unicodedata

from admin_app.errors import Refusal


def issuer_key(name: str) -> str:
    """An issuer's name for comparison with the register and its aliases.

    Spaces, punctuation and width are left out, so that none of them makes a local issuer
    look like an unknown one.
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in plain if character.isalnum())


def judge_remote_issuer(is_local: bool) -> list[Refusal]:
    """A local issuer is refused, at adding (R46) as at editing (R54)."""
    if not is_local:
        return []
    return [Refusal("issuer", "只能填报异地发证的证书；本市发证的证书由发证机构登记，无需填报")]
