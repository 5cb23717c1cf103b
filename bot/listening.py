"""Whether the service can listen where its settings say, before anything heavy is loaded."""

import errno
import socket

import aiohttp

from bot.settings import Fault, Settings


def listening_faults(settings: Settings) -> list[Fault]:
    """Tries the address: it is free again when this returns."""
    host, port = settings.http_host, settings.http_port
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        return [Fault("HTTP_HOST", "setting-host")]
    try:
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM):
            return [Fault("HTTP_PORT", "setting-port-forbidden", {"port": str(port)})]
        if error.errno == errno.EADDRINUSE:
            return [Fault("HTTP_PORT", "setting-port-taken", {"port": str(port)})]
        return [Fault("HTTP_HOST", "setting-host")]
    return []


async def serves_already(settings: Settings) -> bool:
    """Whether what listens there is this service."""
    host = "127.0.0.1" if settings.http_host in ("0.0.0.0", "::") else settings.http_host
    timeout = aiohttp.ClientTimeout(total=5)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as client,
            client.get(f"http://{host}:{settings.http_port}/readyz") as response,
        ):
            return "database" in await response.json()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False
