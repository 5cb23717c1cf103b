"""Headers by which every page of ours tells the browser what not to allow."""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
}
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")


class SecurityHeaders:
    """Adds a policy and HEADERS to every response that does not set its own, without touching bodies or sockets.

    public_url: the address at which people reach the service, if it is known.
    """

    def __init__(self, app: ASGIApp, public_url: str | None = None) -> None:
        self.app = app
        self._public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", _policy(self._socket(scope)))
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)

    def _socket(self, scope: Scope) -> str:
        """Our own WebSocket as a source, because for Safari before 15.4 'self' is only http. The request's Host is
        repeated only if it is a plain host.
        """
        known = urlsplit(self._public_url or "")
        scheme, host = known.scheme or scope["scheme"], known.netloc or Headers(scope=scope).get("Host", "")
        return f" {'wss' if scheme == 'https' else 'ws'}://{host}" if _HOST.fullmatch(host) else ""


def _policy(socket: str) -> str:
    return (
        f"default-src 'self'; img-src 'self' blob: data:; connect-src 'self'{socket}; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
