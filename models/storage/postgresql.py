"""Connections to PostgreSQL, on one host or on the first of several that answers and fits.

`?host=a,b&port=5432,5432&target_session_attrs=read-write` names a primary and its standby: the one that takes writes is
found, also after the standby was promoted. The driver itself would wait a minute for a host that no longer answers
before it tried the next one.
"""

import asyncio
import socket
import sys
from typing import Any

import asyncpg

DRIVER_ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
"""What a statement can raise. The driver reports an error of its own where it is used just as it learns that the server
has cut the connection."""
HOST_WITHIN_S = 3.0
"""If a host does not answer within this time, the next one is asked. A single host has the driver's minute."""

GONE_AFTER_S = 10
"""If a host has not confirmed what was sent, or the questions of a silent connection, for this time, the connection
counts as cut. A host that vanished, or a network that lost the connection, tells nothing; the system itself would wait
a quarter of an hour, and for an answer for ever."""
ASK_EVERY_S = 2
"""How often a silent connection asks whether the host is still there. A host that works on a statement answers."""


class NoFittingHost(ConnectionError):
    """Hosts answer, but none is what `target_session_attrs` asks for: while no standby is promoted, none takes
    writes."""


class Hosts:
    """Connects to the hosts of one address in turn, beginning with the one that fitted last."""

    def __init__(self) -> None:
        self._begin_with = 0

    async def connect(self, *, host: Any = None, port: Any = None, **settings: Any) -> asyncpg.Connection:
        """A connection for SQLAlchemy's `async_creator_fn`; host, port: one of each, or equally many in lists. Raises
        NoFittingHost, or what the driver raised for the last host."""
        if not isinstance(host, list):
            return await _connected(host=host, port=port, **settings)
        trouble: Exception = NoFittingHost()
        for number in [*range(self._begin_with, len(host)), *range(self._begin_with)]:
            try:
                async with asyncio.timeout(HOST_WITHIN_S):
                    connection = await _connected(host=host[number], port=port[number], **settings)
            except (OSError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError) as error:
                trouble = error
            else:
                self._begin_with = number
                return connection
        raise trouble


def is_lost(connection: asyncpg.Connection, error: BaseException) -> bool:
    """Whether the connection cannot be used after this error."""
    return isinstance(error, asyncpg.InternalClientError) or bool(connection.is_closed())


async def _connected(**settings: Any) -> asyncpg.Connection:
    """Raises NoFittingHost, and what the driver raises."""
    try:
        connection = await asyncpg.connect(**settings)
    except asyncpg.TargetServerAttributeNotMatched as error:
        raise NoFittingHost from error
    _notice_when_gone(connection._transport.get_extra_info("socket"))
    return connection


def _notice_when_gone(link: socket.socket) -> None:
    """Have the system cut the connection GONE_AFTER_S after the other side fell silent. Elsewhere than on Linux, and on
    a socket of this machine, nothing is set.
    """
    if sys.platform == "linux" and link.family != socket.AF_UNIX:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, ASK_EVERY_S)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, ASK_EVERY_S)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, GONE_AFTER_S // ASK_EVERY_S)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_AFTER_S * 1000)
