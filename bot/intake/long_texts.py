"""Long texts take turns: reading one blocks the event loop and the database's only writer longer than a whole
conversation.

A short text never waits behind them, however many chats send long ones at a time.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LONG = 100
"""Characters; a longer text waits for its turn. People usually write a third of that."""
REST = 3.0
"""After a long text, other work has the loop for this many times as long as the text took."""
LONGEST_REST_S = 2.0


class LongTexts:
    """Runs one long text at a time in this process, in the order of arrival."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, text: str) -> AsyncIterator[None]:
        """Wait for the turn if the text is long. Its own answer does not wait for the rest after it."""
        if len(text) <= LONG:
            yield
            return
        await self._turn.acquire()
        began = time.perf_counter()
        try:
            yield
        finally:
            rest = min(REST * (time.perf_counter() - began), LONGEST_REST_S)
            asyncio.get_running_loop().call_later(rest, self._turn.release)
