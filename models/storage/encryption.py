"""Encryption at rest of what people said: one key ring; the first key encrypts, every key decrypts.

A ciphertext belongs to its place: its table and column, and the row's own key if the column's type names one
(models/storage/database.py). The place is authenticated, and its column is part of the key. If somebody who can write
the database copies a ciphertext elsewhere, for instance into an upload of their own, it cannot be read there.

    token = 2 | key id (4 bytes) | nonce (12) | AES-256-GCM under HKDF-SHA256(key, column), with the place

Every column has a key of its own, so that random nonces stay far below NIST SP 800-38D's limit of 2^32 per key.

Tokens of the first form (Fernet) name no place. No reader accepts them: they could still be moved, and an attacker who
can write the database could reset any flag in it that forbids them. Only `carried` opens them, and only the step that
upgrades a database of an older version calls it (models/upkeep/carrying.py).

`seal` protects rows against a person who can write the database but has no keys: HMAC-SHA256 under a key derived from
SECRET_KEY, which does not change when ENCRYPTION_KEYS do.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol, cast

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncSession

FORM = b"\x02"
KEY_BYTES = 32
BEGINNING = "0" * 64
"""The digest that the first link of a chain names as its predecessor."""
NAME_LENGTH = 32
"""Hexadecimal digits of a keyed name, 128 bits; it tells nothing without the secret."""
_ID, _NONCE = 4, 12
_HEAD = len(FORM) + _ID


class WrongKey(Exception):
    """The token was encrypted with a key that is not on the ring, or does not have the current form."""


class WrongPlace(WrongKey):
    """The token was written for another table, column or row, or was changed."""


class Cipher:
    """Encrypts bytes with the first key of the ring, decrypts with any key, seals with a key derived from `secret`.

    keys: urlsafe base64 of 32 bytes each, as `new_key` makes them. secret: SECRET_KEY; without it `seal` raises.
    Raises ValueError for a malformed or missing key.
    """

    def __init__(self, keys: Sequence[str], secret: str | None = None) -> None:
        if not keys:
            raise ValueError("no encryption key")
        ring = [_Key(key) for key in keys]
        self._first = ring[0]
        self._ring = {key.id: key for key in reversed(ring)}
        self._before = MultiFernet([Fernet(key) for key in keys])
        self._sealing = _derived(secret.encode(), b"nuanxin record") if secret is not None else None

    def encrypt(self, plain: bytes, place: str) -> bytes:
        """The token of the bytes for their place: `table.column`, or `table.column:key of the row`."""
        return self._first.encrypt(plain, place)

    def decrypt(self, token: bytes, place: str) -> bytes:
        """The bytes of a token that was made for this place. Raises WrongKey, WrongPlace."""
        key = self._ring.get(token[len(FORM) : _HEAD]) if token.startswith(FORM) else None
        if key is None:
            raise WrongKey
        return key.decrypt(token, place)

    def renewed(self, token: bytes, place: str) -> bytes | None:
        """The token encrypted again with the first key of the ring; None if it is under that key already. Raises
        WrongKey, WrongPlace."""
        plain = self.decrypt(token, place)
        return None if token[len(FORM) : _HEAD] == self._first.id else self.encrypt(plain, place)

    def carried(self, token: bytes, place: str) -> bytes | None:
        """A token of the first form (Fernet) converted to the current form; None for any other. Raises WrongKey."""
        if token.startswith(FORM):
            return None
        try:
            return self.encrypt(self._before.decrypt(token), place)
        except InvalidToken as error:
            raise WrongKey from error

    def seal(self, purpose: str, content: bytes) -> str:
        """A hexadecimal seal that nobody can make without SECRET_KEY.

        purpose: a seal for one purpose is not valid for another. Raises RuntimeError without SECRET_KEY.
        """
        if self._sealing is None:
            raise RuntimeError("this database was opened without SECRET_KEY")
        return hmac.digest(self._sealing, purpose.encode() + b"\0" + content, "sha256").hex()

    @property
    def seals(self) -> bool:
        """Whether the cipher was given SECRET_KEY and can seal."""
        return self._sealing is not None


class _Key:
    """One key of the ring, with the id and the column keys derived from it."""

    def __init__(self, key: str) -> None:
        self._bytes = base64.urlsafe_b64decode(key)
        if len(self._bytes) != KEY_BYTES:
            raise ValueError("an encryption key has 32 bytes")
        self.id = _derived(self._bytes, b"nuanxin key id")[:_ID]
        self._columns: dict[str, AESGCM] = {}

    def encrypt(self, plain: bytes, place: str) -> bytes:
        nonce, head = os.urandom(_NONCE), FORM + self.id
        return head + nonce + self._of(place).encrypt(nonce, plain, head + place.encode())

    def decrypt(self, token: bytes, place: str) -> bytes:
        head, nonce, body = token[:_HEAD], token[_HEAD : _HEAD + _NONCE], token[_HEAD + _NONCE :]
        try:
            return self._of(place).decrypt(nonce, body, head + place.encode())
        except (InvalidTag, ValueError) as error:
            raise WrongPlace from error

    def _of(self, place: str) -> AESGCM:
        column = place.partition(":")[0]
        known = self._columns.get(column)
        if known is None:
            known = self._columns[column] = AESGCM(_derived(self._bytes, b"nuanxin column " + column.encode()))
        return known


class _HoldsCipher(Protocol):
    nuanxin_cipher: Cipher


def cipher_at(dialect: Dialect) -> Cipher:
    """The key ring with which the database of a connection was opened: `open_database` leaves it with the dialect."""
    return cast(_HoldsCipher, dialect).nuanxin_cipher


def cipher_of(session: AsyncSession) -> Cipher:
    """The cipher with which the session's database was opened, for seals and for work on raw encrypted columns."""
    return cipher_at(session.get_bind().dialect)


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose).derive(key)


def new_key() -> str:
    """A fresh random key in the form that ENCRYPTION_KEYS takes."""
    return Fernet.generate_key().decode()


def canonical(value: Any) -> bytes:
    """The canonical bytes of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def exactly(moment: datetime) -> str:
    """An aware moment in the form that seals and digests contain: ISO 8601 in UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def salted(data: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return JSON as a link of a record keeps it: with a salt, so that a digest tells nothing of short words."""
    return {"data": dict(data or {}), "salt": secrets.token_hex(16)}


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON, hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()
