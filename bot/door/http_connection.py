"""One HTTP connection, with a time limit for everything that its peer has to do.

uvicorn itself waits for ever for the rest of a request's head, for the rest of its body, and for the peer to read the
answer.
"""

import asyncio
from functools import partial
from typing import Any

import h11
import structlog
from uvicorn.protocols.http.flow_control import CLOSE_HEADER
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.door.bounds import BoundedConfig
from bot.door.socket_connection import SocketConnection
from bot.door.unread import GivesUpUnread

log = structlog.get_logger(__name__)

HEAD_WITHIN = 10.0
"""Seconds for the whole head of a request, from the beginning of the connection or the end of the previous answer."""
BODY_WITHIN = 190.0
"""Seconds for a body at any pace. One that takes longer, as 12 MB do on a slow line, has to come steadily."""
BODY_LOOK = 30.0
SLOWEST_PIECE = 4 * 1024
"""Bytes of a body in BODY_LOOK seconds: a peer that sends fewer is not uploading anything."""
STEADY_PIECE = 128 * 1024
"""The same after BODY_WITHIN: 35 kbit a second, at which 20 MB take an hour and a quarter."""
LINGER = 10.0
"""Seconds in which the rest of a refused body is read and dropped: otherwise the refusal does not arrive."""
LAST_REQUEST_WITHIN = 0.5
"""Seconds that a connection without a request stays open when the server stops: a request may be on its way, and a
proxy does not send one again that may have arrived."""
TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class HttpConnection(GivesUpUnread, H11Protocol):
    """Closes a connection that is too slow. If too many still owe the head of a request, the one that has waited
    longest makes room.
    """

    config: BoundedConfig
    _phase: Any = None
    """h11's state of the peer for which `_timer` was set."""
    _timer: asyncio.TimerHandle | None = None
    _body_until = 0.0
    _received = 0
    """Bytes since the phase began; of a body, since the last look."""
    _is_leaving = False
    """Whether the server stops: the next answer is the last."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self.config.most_connections:
            transport.abort()
            return
        self._watch()

    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        super().data_received(data)
        if self._is_leaving:
            self._let_answer_be_the_last()
        self._watch()

    def shutdown(self) -> None:
        """Answer the request that is under way or comes within LAST_REQUEST_WITHIN, then close."""
        self._is_leaving = True
        self._let_answer_be_the_last()
        self.loop.call_later(LAST_REQUEST_WITHIN, self._close_idle)

    def _let_answer_be_the_last(self) -> None:
        """Close after the answer, and say so in its head: a proxy then sends nothing more on this connection."""
        if self.cycle is not None and self.cycle.keep_alive and not self.cycle.response_complete:
            self.cycle.keep_alive = False
            scope = self.cycle.scope
            scope["headers"] = [*scope["headers"], CLOSE_HEADER]  # Starlette keeps a list of its own there

    def _close_idle(self) -> None:
        if self.transport.get_protocol() is self and not self.transport.is_closing():
            super().shutdown()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()
        if self.conn.their_state is h11.SEND_BODY:
            self._set(LINGER, self._late)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self.transport.pause_reading()
        self.config.openings.add(partial(self._upgrade, event))

    def _upgrade(self, event: h11.Request) -> None:
        self._stop()
        if self.transport.is_closing():
            return
        self.transport.resume_reading()
        super().handle_websocket_upgrade(event)
        successor = self.transport.get_protocol()
        if self._is_leaving and isinstance(successor, SocketConnection):
            self.loop.call_later(LAST_REQUEST_WITHIN, successor.shutdown)

    def _watch(self) -> None:
        """Set the time limit for what the peer does now, if that has changed."""
        phase = self.conn.their_state
        if phase is self._phase or self.transport.get_protocol() is not self:
            return
        self._stop()
        self._phase, self._received = phase, 0
        if phase is h11.IDLE:
            self.config.owe_a_head.add(self)
            self._set(HEAD_WITHIN, self._late)
        elif phase is h11.SEND_BODY:
            self._body_until = self.loop.time() + BODY_WITHIN
            self._set(BODY_LOOK, self._look_at_body)

    def _set(self, seconds: float, then: Any) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, then)

    def _stop(self) -> None:
        self.config.owe_a_head.discard(self)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look_at_body(self) -> None:
        """Give up a body that comes too slowly; a pause because we do not read does not count."""
        least = SLOWEST_PIECE if self.loop.time() < self._body_until else STEADY_PIECE
        if self._received < least and not self.flow.read_paused:
            self._late()
            return
        self._received = 0
        self._set(BODY_LOOK, self._look_at_body)

    def _late(self) -> None:
        if self.transport.is_closing():
            return
        log.debug("a connection was too slow", state=str(self._phase))
        is_half_said = self._received > 0 if self._phase is h11.IDLE else not self.cycle.response_started
        if is_half_said:
            self.transport.write(TOO_LATE)
        self.transport.close()

    def give_way(self) -> None:
        """Close at once, because others wait for the place."""
        self.transport.abort()
