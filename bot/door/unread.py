"""Give up a connection whose peer does not read what it is sent: the rest would lie in memory for ever."""

import asyncio

UNREAD_FOR = 30.0
"""Seconds in which a peer must read at least what the kernel's buffer and ours hold: on the slowest line, 2 kB a
second.
"""


class GivesUpUnread(asyncio.Protocol):
    """Extends a uvicorn protocol: closes the connection if nothing that was written has left for UNREAD_FOR seconds."""

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    _unread: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(UNREAD_FOR, self.transport.abort)

    def resume_writing(self) -> None:
        self._forget_unread()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_unread()
        super().connection_lost(exc)

    def _forget_unread(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
