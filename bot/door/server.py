"""The web server: uvicorn with our connections, as the running service starts it."""

from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.door.bounds import BoundedConfig
from bot.door.http_connection import HttpConnection
from bot.door.socket_connection import LARGEST_FRAME, SocketConnection

LARGEST_HEAD = 16 * 1024
"""Bytes of a request's head."""
PING_EVERY = 20.0
"""Seconds; a page that has not answered after as many more is gone."""


class WebServer(uvicorn.Server):
    """Leaves the signals to the service."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def web_server(site: ASGIApp, *, host: str, port: int, trusted_proxies: list[str], stop_within: float) -> WebServer:
    """Make the server; it listens on nothing yet.

    trusted_proxies: those whose word about a request's origin and scheme is believed. stop_within: seconds that running
    requests have at the end.
    """
    return WebServer(
        BoundedConfig(
            site,
            host=host,
            port=port,
            http=HttpConnection,
            ws=SocketConnection,
            ws_max_size=LARGEST_FRAME,
            ws_per_message_deflate=False,
            ws_ping_interval=PING_EVERY,
            ws_ping_timeout=PING_EVERY,
            h11_max_incomplete_event_size=LARGEST_HEAD,
            server_header=False,
            log_config=None,
            access_log=False,
            lifespan="off",
            proxy_headers=bool(trusted_proxies),
            forwarded_allow_ips=trusted_proxies,
            timeout_graceful_shutdown=int(stop_within),
        )
    )
