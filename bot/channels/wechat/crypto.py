"""WeChat's signatures and its message encryption (AES-256-CBC).

https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Message_encryption_and_decryption_instructions.html
The plain text is 16 random bytes, the message's length in 4 (big-endian), the message, the app id; padded as PKCS#7 to
multiples of 32. The initialisation vector is the key's first half.
"""

import base64
import binascii
import hashlib
import hmac
import os
import struct
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32
HEAD = 20


class BadCall(Exception):
    """The call does not come from WeChat for this account, or is broken: nothing of it is trusted."""


def signature(token: str, *parts: str) -> str:
    """SHA-1 of the token and the parts, sorted."""
    return hashlib.sha1("".join(sorted((token, *parts))).encode(), usedforsecurity=False).hexdigest()


def is_signed(given: str, token: str, *parts: str) -> bool:
    """Compare the signature in constant time."""
    return hmac.compare_digest(given.encode(), signature(token, *parts).encode())


class MessageCipher:
    """One EncodingAESKey (43 characters) of one app. Raises ValueError for an invalid key."""

    def __init__(self, encoding_key: str, app_id: str) -> None:
        try:
            self._key = base64.b64decode(encoding_key + "=", validate=True)
        except binascii.Error:
            raise ValueError("an EncodingAESKey has 43 letters and digits") from None
        if len(self._key) != BLOCK:
            raise ValueError("an EncodingAESKey has 43 letters and digits")
        self._app_id = app_id.encode()

    def encrypt(self, message: str) -> str:
        """The encrypted message as base64."""
        content = message.encode()
        plain = os.urandom(16) + struct.pack(">I", len(content)) + content + self._app_id
        missing = BLOCK - len(plain) % BLOCK
        encryptor = self._cipher().encryptor()
        return base64.b64encode(encryptor.update(plain + bytes([missing]) * missing) + encryptor.finalize()).decode()

    def decrypt(self, secret: str) -> bytes:
        """The message. Raises BadCall if it was not encrypted with this key for this app."""
        try:
            content = base64.b64decode(secret, validate=True)
        except (binascii.Error, ValueError):
            raise BadCall("no base64") from None
        if not content or len(content) % 16:
            raise BadCall("not a whole number of blocks")
        decryptor = self._cipher().decryptor()
        plain = decryptor.update(content) + decryptor.finalize()
        length = len(plain) - plain[-1]
        if not 1 <= plain[-1] <= BLOCK or length < HEAD or plain[length:] != plain[-1:] * plain[-1]:
            raise BadCall("wrong padding")
        end = HEAD + int(struct.unpack(">I", plain[16:HEAD])[0])
        if end > length or not hmac.compare_digest(plain[end:length], self._app_id):
            raise BadCall("another app's, or another key")
        return plain[HEAD:end]

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))


def decrypt_with_any(ciphers: Sequence[MessageCipher], secret: str) -> tuple[bytes, MessageCipher]:
    """The message and the cipher that opened it, which also encrypts the answer. Raises BadCall."""
    for cipher in ciphers:
        try:
            return cipher.decrypt(secret), cipher
        except BadCall:
            continue
    raise BadCall("no key opens it")
