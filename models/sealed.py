"""Personal numbers at rest: an encrypted column and the keyed hash that it is found by.

The keys come from the settings and are handed in once, at start (``use_keys``). A plain hash
would protect nothing: the space of ID numbers is small enough to try them all.
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

NONCE_BYTES = 12


class Unreadable(Exception):
    """Sealed bytes that no present key opens: altered, or sealed by a key that is gone."""


@dataclass(frozen=True)
class Keyring:
    """All keys of an installation, 32 bytes each.

    ``sealing`` maps a key's number (0..255) to the key; ``current`` is the one that seals. Older
    numbers stay readable until everything was sealed anew.
    """

    sealing: Mapping[int, bytes] = field(repr=False)
    current: int
    index: bytes = field(repr=False)
    history: bytes = field(repr=False)


class _Held:
    keyring: Keyring | None = None


def use_keys(keyring: Keyring) -> None:
    """Hand in the keys; called by the factory before anything is read."""
    _Held.keyring = keyring


def _keys() -> Keyring:
    if _Held.keyring is None:
        raise RuntimeError("no keys were handed in: call use_keys() at start")
    return _Held.keyring


def seal(plain: str, purpose: str) -> bytes:
    """Encrypt (AES-256-GCM); the purpose is bound in, so bytes cannot be moved elsewhere."""
    keys = _keys()
    nonce = os.urandom(NONCE_BYTES)
    body = AESGCM(keys.sealing[keys.current]).encrypt(nonce, plain.encode(), purpose.encode())
    return bytes([keys.current]) + nonce + body


def unseal(sealed: bytes, purpose: str) -> str:
    """Decrypt what ``seal`` made for the same purpose; else raise ``Unreadable``."""
    key = _keys().sealing.get(sealed[0]) if sealed else None
    if key is None:
        raise Unreadable(purpose)
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, purpose.encode()).decode()
    except (InvalidTag, ValueError) as fault:
        raise Unreadable(purpose) from fault


def keyed_hash(value: str) -> bytes:
    """HMAC-SHA-256 of a normalised number: equal numbers meet, nothing else is learnt."""
    return hmac.digest(_keys().index, value.encode(), hashlib.sha256)


def link_mac(previous: bytes, payload: bytes) -> bytes:
    """The MAC of one link of a history chain, over the link before it and its own content."""
    return hmac.digest(_keys().history, previous + payload, hashlib.sha256)


class Sealed(TypeDecorator[str]):
    """A text column that only ever reaches the disk encrypted."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Seal on the way in."""
        return None if value is None else seal(value, self.purpose)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Unseal on the way out."""
        return None if value is None else unseal(value, self.purpose)
