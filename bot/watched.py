"""A process's link to the parent that started it and watches it: a line, and the shared sockets."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

READY = b"!"


@dataclass(frozen=True, slots=True)
class Parent:
    """line: closes when the parent ends. listeners: the sockets that the web processes share; none for a worker."""

    line: socket.socket
    listeners: Sequence[socket.socket]

    def ready(self) -> None:
        """Tell the parent that this process serves."""
        with suppress(OSError):  # the parent is gone; `when_gone` notices it
            self.line.send(READY)

    def when_gone(self, then: Callable[[], None]) -> None:
        """Call `then` as soon as the parent is gone, however it ended."""
        loop = asyncio.get_running_loop()

        def gone() -> None:
            loop.remove_reader(self.line.fileno())
            then()

        loop.add_reader(self.line.fileno(), gone)
