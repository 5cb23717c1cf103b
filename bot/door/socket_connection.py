"""One WebSocket, with a bound for what its peer may send at a time.

uvicorn itself reads everything that has arrived before anybody looks at it, answers every ping, and writes a traceback
if a text is not UTF-8.
"""

from functools import partial

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from bot.door.bounds import BoundedConfig
from bot.door.unread import GivesUpUnread

LARGEST_FRAME = 64 * 1024
"""Bytes of a message; the page's longest has about 12,000."""
AT_ONCE = 120
FRAMES_A_SECOND = 20.0
"""Frames of any kind, pings and pieces too. The page sends one input and waits for its answer."""
SLICE, LARGEST_SLICE = 1024, 8 * 1024
"""Bytes that are parsed at a time: of the smallest frames, slightly more than AT_ONCE; more while frames are large."""
BYTES_AT_ONCE, BYTES_A_SECOND = 128 * 1024, 64 * 1024
"""Enough for ten of a page's longest inputs at once, and for five a second."""


class SocketConnection(GivesUpUnread, WebSocketsSansIOProtocol):
    """Closes a connection that sends faster than a page can, without reading the rest."""

    config: BoundedConfig
    _frames = float(AT_ONCE)
    _bytes = float(BYTES_AT_ONCE)
    _counted_at: float | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        self.config.endings.add(partial(super().connection_lost, exc))

    def data_received(self, data: bytes) -> None:
        if not self._spend(0, len(data)):
            self.transport.abort()
            return
        start, size = 0, SLICE
        while start < len(data) and not self.transport.is_closing():
            before = self._frames
            super().data_received(data[start : start + size])
            start += size
            size = min(2 * size, LARGEST_SLICE) if self._frames > before - 2 else SLICE

    def handle_events(self) -> None:
        if self.handshake_initiated and not self._spend(len(self.conn.events), 0):
            self.transport.abort()
            return
        super().handle_events()

    def _spend(self, frames: int, size: int) -> bool:
        now = self.loop.time()
        since = now - self._counted_at if self._counted_at is not None else 0.0
        self._counted_at = now
        self._frames = min(AT_ONCE, self._frames + since * FRAMES_A_SECOND) - frames
        self._bytes = min(BYTES_AT_ONCE, self._bytes + since * BYTES_A_SECOND) - size
        return self._frames >= 0 and self._bytes >= 0

    def send_receive_event_to_app(self) -> None:
        if self.curr_msg_data_type == "text" and not _is_utf8(b"".join(self.frames)):
            self.transport.abort()
            return
        super().send_receive_event_to_app()

    def handle_parser_exception(self) -> None:
        if self.conn.close_sent is None:  # it was no handshake, so there is nothing to close properly
            self.transport.abort()
            return
        super().handle_parser_exception()


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
