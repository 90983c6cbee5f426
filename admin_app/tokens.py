"""Tokens that stand in pages and addresses in place of what must not: numbers, and promises.

A search token is the ID number encrypted for this purpose only (threat T17). A form token says
for which employer a form was opened (threat T7).
"""

import base64

from itsdangerous import BadSignature, URLSafeSerializer

from models.sealed import Unreadable, seal, unseal

_SEARCH = "search:id_number"
_FORM = "form:employer"
MARK = "t."
LONGEST = 300


class Tokens:
    """Makes and reads tokens with the installation's keys."""

    def __init__(self, secret: bytes) -> None:
        self._forms = URLSafeSerializer(secret, salt=_FORM)

    def hide_number(self, number: str) -> str:
        """The token that stands for an ID number in an address."""
        return MARK + base64.urlsafe_b64encode(seal(number, _SEARCH)).decode().rstrip("=")

    def read_number(self, token: str) -> str | None:
        """The number behind a search token; None for anything else."""
        if not token.startswith(MARK) or len(token) > LONGEST:
            return None
        body = token.removeprefix(MARK)
        try:
            return unseal(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)), _SEARCH)
        except (Unreadable, ValueError):
            return None

    def sign_employer(self, employer_id: int) -> str:
        """What a form carries to remember its employer."""
        return str(self._forms.dumps(employer_id))

    def read_employer(self, token: str) -> int | None:
        """The employer that a form was opened for; None where the token is not ours."""
        try:
            employer_id = self._forms.loads(token)
        except BadSignature:
            return None
        return employer_id if isinstance(employer_id, int) else None
