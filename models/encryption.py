"""What people said is encrypted at rest: one key ring, the first key encrypts, every key decrypts."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class WrongKey(Exception):
    """The text was encrypted with a key that is not on the ring."""


class Cipher:
    """Encrypts bytes with the first key of the ring and decrypts with any (Fernet: AES-128-CBC + HMAC-SHA256).

    keys: urlsafe base64 of 32 bytes each, as `new_key` makes them. Raises ValueError for a malformed or missing key.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError("no encryption key")
        self._first = Fernet(keys[0])
        self._ring = MultiFernet([Fernet(key) for key in keys])

    def encrypt(self, plain: bytes) -> bytes:
        return self._ring.encrypt(plain)

    def decrypt(self, secret: bytes) -> bytes:
        """Raises WrongKey."""
        try:
            return self._ring.decrypt(secret)
        except InvalidToken as error:
            raise WrongKey from error

    def renewed(self, secret: bytes) -> bytes | None:
        """The same bytes under the first key of the ring; None where they are under it already. Raises WrongKey."""
        try:
            self._first.decrypt(secret)
        except InvalidToken:
            return self.encrypt(self.decrypt(secret))
        return None


def new_key() -> str:
    """A fresh random key in the form the settings take."""
    return Fernet.generate_key().decode()
