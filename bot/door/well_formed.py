"""Refuse requests that a proxy in front of us could read differently, or that no database can hold."""

import re
from ipaddress import IPv6Address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_NAME = re.compile(r"[A-Za-z0-9._~-]{1,253}(?::(\d{0,5}))?")
_IPV6 = re.compile(r"\[([0-9A-Fa-f:.]{2,45})\](?::(\d{0,5}))?")
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}

Host = tuple[str, int | None]
"""A name or address in its one spelling, and its port if it names one."""


class OnlyWellFormed:
    """Refuses a body with two lengths (RFC 9112, 6.3), an invalid host, and a path with a NUL in it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope)
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        else:
            await refusal(scope, receive, send)


def _refusal(scope: Scope) -> PlainTextResponse | None:
    headers = Headers(scope=scope)
    if "Content-Length" in headers and "Transfer-Encoding" in headers:
        return _refused("two lengths\n", 400)
    if any(host and host_of(host) is None for host in headers.getlist("Host")):
        return _refused("no such host\n", 400)
    return _refused("not found\n", 404) if "\0" in scope["path"] else None


def _refused(text: str, status: int) -> PlainTextResponse:
    """Refuse, and close the connection: whatever follows on it cannot be trusted."""
    return PlainTextResponse(text, status_code=status, headers={"Connection": "close"})


def host_of(value: str) -> Host | None:
    """The host that a header names, with its port; None if it is no valid host (RFC 9110, 7.2)."""
    name, address = _NAME.fullmatch(value), _IPV6.fullmatch(value)
    try:
        if address is not None:
            return str(IPv6Address(address[1])), _port(address[2])
        return (value.partition(":")[0].casefold(), _port(name[1])) if name is not None else None
    except ValueError:
        return None


def _port(value: str | None) -> int | None:
    """The port number. Raises ValueError if there is no such port."""
    port = int(value) if value else None
    if port is not None and port > 65_535:
        raise ValueError(port)
    return port


def came_by_https(connection: HTTPConnection, public_url: str | None) -> bool:
    """Return whether the browser sends what we set only by https: on its own connection, or on the one to the proxy in
    front of us.
    """
    return (public_url or "").startswith("https://") or connection.scope["scheme"] in ("https", "wss")


def is_same_origin(origin: str, host: str, public_url: str | None) -> bool:
    """Return whether a page of this origin is ours: from the host that it asks, or from PUBLIC_URL's."""
    scheme, _, authority = origin.partition("://")
    port, from_host = _PORTS.get(scheme), host_of(authority)
    if port is None or from_host is None:
        return False
    known = urlsplit(public_url or "").netloc
    return any(_with_port(from_host, port) == _with_port(host_of(each), port) for each in (host, known) if each)


def _with_port(host: Host | None, port: int) -> Host | None:
    return (host[0], host[1] or port) if host is not None else None
