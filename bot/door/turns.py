"""One call after the other, with a turn for everybody else in between."""

import asyncio
from collections import deque
from collections.abc import Callable


class Turns:
    """Makes the calls that it is given in order, one in each round of the event loop: a thousand connections that open
    or end in the same moment would otherwise hold up whoever waits for an answer. rest_s: seconds between two calls.
    """

    def __init__(self, rest_s: float = 0.0) -> None:
        self._rest_s = rest_s
        self._waiting: deque[Callable[[], None]] = deque()

    def add(self, call: Callable[[], None]) -> None:
        """Make the call when all earlier ones have been made."""
        self._waiting.append(call)
        if len(self._waiting) == 1:
            asyncio.get_running_loop().call_soon(self._next)

    def _next(self) -> None:
        try:
            self._waiting[0]()
        finally:
            self._waiting.popleft()
            if self._waiting:
                asyncio.get_running_loop().call_later(self._rest_s, self._next)
