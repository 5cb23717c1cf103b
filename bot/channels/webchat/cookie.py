"""The cookie that a web chat is known by: a signed address, renewed while it is used, and then no longer good.

Where the page comes by https its name begins with __Host-, so that no other host of the domain can set it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer
from starlette.requests import HTTPConnection
from starlette.responses import Response

COOKIE = "nuanxin_chat"
SECURE_COOKIE = f"__Host-{COOKIE}"
LASTS = timedelta(days=365)
STAFF_LASTS = timedelta(days=30)
"""Unused so long, a cookie is not good for a post in a department any more: it opens other people's cases."""
RENEW_AFTER = timedelta(days=1)
OLD_UNTIL = datetime(2027, 12, 31, tzinfo=UTC)
"""Cookies without a time, as they were made until 2026, are good until no browser has one any more."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose cookie it is. age: since it was made or renewed."""

    address: str
    age: timedelta


class ChatCookie:
    """signing: the secret of the deployment."""

    def __init__(self, signing: str) -> None:
        self._signer = URLSafeTimedSerializer(signing, salt="webchat-cookie")
        self._old = URLSafeSerializer(signing, salt="webchat-identity")

    def holder(self, cookies: Mapping[str, str]) -> Holder | None:
        """Whoever the first good cookie names."""
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
        """Sets it for as long as it lasts. secure: the page came by https."""
        response.set_cookie(
            SECURE_COOKIE if secure else COOKIE,
            str(self._signer.dumps(address)),
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=secure,
        )

    def renewal(self, holder: Holder, *, secure: bool) -> list[tuple[bytes, bytes]]:
        """The headers with which a socket's answer renews it, where it is a day old."""
        if holder.age < RENEW_AFTER:
            return []
        response = Response()
        self.give(response, holder.address, secure=secure)
        return [each for each in response.raw_headers if each[0] == b"set-cookie"]


def came_by_https(connection: HTTPConnection, public_url: str | None) -> bool:
    """Whether the browser keeps what we give it to https: its own line, or the one to the proxy in front of us."""
    return (public_url or "").startswith("https://") or connection.scope["scheme"] in ("https", "wss")
