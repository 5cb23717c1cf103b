"""What people said is encrypted at rest: one key ring, the first key encrypts, every key decrypts.

A ciphertext belongs to its place: the table and column it stands in, and the row's own key where the type names one
(models/storage/database.py). The place is authenticated with it and is part of the key it is under, so what somebody
who can write the database copies elsewhere, into an upload of their own for instance, is refused by whoever reads it
there.

    token = 2 | key id (4 bytes) | nonce (12) | AES-256-GCM under HKDF-SHA256(key, column), with the place

Every column has a key of its own, so that random nonces are far from NIST SP 800-38D's limit of 2^32 a key.

Tokens of the first form (Fernet) name no place. No reader takes them: if it did, any of them could still be moved, and
a mark in the database that says "not any more" could be reset by the same person. Only `carried` opens them, and only
the one step that brings a database of an older version over calls it (models/upkeep/carrying.py).

`seal` is for what must not be written by who can write the database: HMAC-SHA256 under a key made from SECRET_KEY,
which does not change when ENCRYPTION_KEYS do.
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORM = b"\x02"
KEY_BYTES = 32
BEGINNING = "0" * 64
"""What the first link of a chain points to."""
NAME_LENGTH = 32
"""Hexadecimal digits of a name that says nothing without the secret: 128 bits."""
_ID, _NONCE = 4, 12
_HEAD = len(FORM) + _ID


class WrongKey(Exception):
    """The text was encrypted with a key that is not on the ring, or is no token of the present form."""


class WrongPlace(WrongKey):
    """The text was written for another table, column or row, or was changed."""


class Cipher:
    """Encrypts bytes with the first key of the ring and decrypts with any; seals with what is made from `secret`.

    keys: urlsafe base64 of 32 bytes each, as `new_key` makes them. secret: SECRET_KEY; without one nothing is sealed.
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
        """place: `table.column`, or `table.column:key of the row`."""
        return self._first.encrypt(plain, place)

    def decrypt(self, token: bytes, place: str) -> bytes:
        """Raises WrongKey, WrongPlace."""
        key = self._ring.get(token[len(FORM) : _HEAD]) if token.startswith(FORM) else None
        if key is None:
            raise WrongKey
        return key.decrypt(token, place)

    def renewed(self, token: bytes, place: str) -> bytes | None:
        """The same bytes under the first key of the ring; None where they are under it already. Raises WrongKey,
        WrongPlace."""
        plain = self.decrypt(token, place)
        return None if token[len(FORM) : _HEAD] == self._first.id else self.encrypt(plain, place)

    def carried(self, token: bytes, place: str) -> bytes | None:
        """A token of the first form as one of the present; None for any other. See above. Raises WrongKey."""
        if token.startswith(FORM):
            return None
        try:
            return self.encrypt(self._before.decrypt(token), place)
        except InvalidToken as error:
            raise WrongKey from error

    def seal(self, purpose: str, content: bytes) -> str:
        """What nobody can make without SECRET_KEY: hexadecimal. purpose: no seal of one counts as another's."""
        if self._sealing is None:
            raise RuntimeError("this database was opened without SECRET_KEY")
        return hmac.new(self._sealing, purpose.encode() + b"\0" + content, hashlib.sha256).hexdigest()

    @property
    def seals(self) -> bool:
        """Whether it was given what it seals with."""
        return self._sealing is not None


class _Key:
    """One key of the ring, and what is made from it: its id, and a key for each column."""

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


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose).derive(key)


def new_key() -> str:
    """A fresh random key in the form the settings take."""
    return Fernet.generate_key().decode()


def canonical(value: Any) -> bytes:
    """The one way this JSON is written: keys in order, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def exactly(moment: datetime) -> str:
    """An aware moment as it is written into what is sealed or digested: UTC, to the microsecond, ISO 8601."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON, hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()
