"""Opens the sockets of HTTP_HOST: tried before anything heavy is loaded, and again when the service starts."""

import errno
import socket
from typing import Any

import aiohttp

from bot.settings import BadSettings, Fault, Settings


def listening_faults(settings: Settings) -> list[Fault]:
    """Try to listen at the address and release it again."""
    try:
        listeners = open_listeners(settings)
    except BadSettings as error:
        return list(error.faults)
    for each in listeners:
        each.close()
    return []


def open_listeners(settings: Settings) -> list[socket.socket]:
    """Return a listening socket for each address that HTTP_HOST means. Raises BadSettings, since another program may
    have taken the port after `listening_faults` tried it."""
    host, port = settings.http_host, settings.http_port
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise BadSettings([Fault("HTTP_HOST", "setting-host")]) from None
    listeners: list[socket.socket] = []
    wrong: OSError | None = None
    for family, kind, protocol, _, address in dict.fromkeys(found):
        listener = None
        try:
            listener = socket.socket(family, kind, protocol)  # only with a named protocol asyncio sends without delay
            _listen(listener, address)
            listeners.append(listener)
        except OSError as error:
            if listener is not None:
                listener.close()
            if error.errno not in _NOT_HERE or wrong is None:
                wrong = error
    if wrong is not None and (not listeners or wrong.errno not in _NOT_HERE):
        for each in listeners:
            each.close()
        raise BadSettings([_fault(wrong, port)]) from wrong
    return listeners


_NOT_HERE = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})
"""One of several addresses, which this machine does not have."""


def _listen(listener: socket.socket, address: Any) -> None:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if listener.family == socket.AF_INET6:  # IPv4 has a socket of its own
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    listener.bind(address)
    listener.listen()


def _fault(error: OSError, port: int) -> Fault:
    if error.errno in (errno.EACCES, errno.EPERM):
        return Fault("HTTP_PORT", "setting-port-forbidden", {"port": str(port)})
    if error.errno == errno.EADDRINUSE:
        return Fault("HTTP_PORT", "setting-port-taken", {"port": str(port)})
    return Fault("HTTP_HOST", "setting-host")


async def serves_already(settings: Settings) -> bool:
    """Return whether the program that listens there is this service."""
    host = "127.0.0.1" if settings.http_host in ("0.0.0.0", "::") else settings.http_host
    timeout = aiohttp.ClientTimeout(total=5)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as client,
            client.get(f"http://{host}:{settings.http_port}/readyz") as response,
        ):
            return "database" in (await response.json())["parts"]
    except (aiohttp.ClientError, TimeoutError, ValueError, LookupError, TypeError):
        return False
