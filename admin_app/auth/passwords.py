"""Passwords: argon2id, t=2, m=19 MiB, and never many at once (threats T35, T37)."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_AT_ONCE = BoundedSemaphore(4)
_NOBODY = _HASHER.hash("the password of nobody")
LONGEST = 256


def hash_password(password: str) -> str:
    """The hash to store."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether the password belongs to the hash; takes as long where there is no hash."""
    with _AT_ONCE:
        try:
            _HASHER.verify(stored or _NOBODY, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None
