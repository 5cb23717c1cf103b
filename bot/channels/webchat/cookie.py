"""The cookie that identifies a web chat: a signed address, valid for a year and renewed while it is used.

If the page comes by https its name begins with __Host-, so that no other host of the domain can set it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer
from starlette.responses import Response

COOKIE = "nuanxin_chat"
SECURE_COOKIE = f"__Host-{COOKIE}"
LASTS = timedelta(days=365)
STAFF_LASTS = timedelta(days=30)
"""A cookie unused for this long is no longer valid for somebody with a post in a department: it opens other people's
cases.
"""
RENEW_AFTER = timedelta(days=1)
OLD_UNTIL = datetime(2027, 12, 31, tzinfo=UTC)
"""Cookies without a time, as they were made until 2026, are valid until then; no browser will have one any more."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The owner of a cookie. age: since it was made or renewed."""

    address: str
    age: timedelta


class ChatCookie:
    """Signs and reads cookies. signing: the secret of the deployment."""

    def __init__(self, signing: str) -> None:
        self._signer = URLSafeTimedSerializer(signing, salt="webchat-cookie")
        self._old = URLSafeSerializer(signing, salt="webchat-identity")

    def holder(self, cookies: Mapping[str, str]) -> Holder | None:
        """The owner that the first valid cookie names; None if there is none."""
        found = (self._read(cookies[name]) for name in (SECURE_COOKIE, COOKIE) if name in cookies)
        return next((each for each in found if each is not None), None)

    def _read(self, value: str) -> Holder | None:
        now = datetime.now(UTC)
        try:
            address, made = self._signer.loads(value, max_age=int(LASTS.total_seconds()), return_timestamp=True)
            return Holder(str(address), now - made)
        except BadSignature:
            return self._read_old(value, now)

    def _read_old(self, value: str, now: datetime) -> Holder | None:
        try:
            address = self._old.loads(value)
        except BadSignature:
            return None
        known = isinstance(address, str) and now < OLD_UNTIL
        return Holder(address, RENEW_AFTER) if known else None

    def give(self, response: Response, address: str, *, secure: bool) -> None:
        """Set the cookie for as long as it lasts. secure: the page came by https."""
        response.set_cookie(
            SECURE_COOKIE if secure else COOKIE,
            str(self._signer.dumps(address)),
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=secure,
        )

    def renewal(self, holder: Holder, *, secure: bool) -> list[tuple[bytes, bytes]]:
        """The headers by which a socket's answer renews the cookie, if it is a day old."""
        if holder.age < RENEW_AFTER:
            return []
        response = Response()
        self.give(response, holder.address, secure=secure)
        return [each for each in response.raw_headers if each[0] == b"set-cookie"]
