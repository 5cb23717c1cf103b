"""What a process knows of the one that started it and watches it: a line, and the sockets that they share."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

READY = b"!"


@dataclass(frozen=True, slots=True)
class Parent:
    """line: it ends with the parent. listeners: what the web processes listen on together; a worker has none."""

    line: socket.socket
    listeners: Sequence[socket.socket]

    def ready(self) -> None:
        """Tells the parent that this process serves."""
        with suppress(OSError):  # it is gone, which `when_gone` tells
            self.line.send(READY)

    def when_gone(self, then: Callable[[], None]) -> None:
        """Calls `then` as soon as the parent is gone, however it ended."""
        loop = asyncio.get_running_loop()

        def gone() -> None:
            loop.remove_reader(self.line.fileno())
            then()

        loop.add_reader(self.line.fileno(), gone)
