"""Long texts take turns: reading one holds the loop and the database's only writer longer than a whole conversation.

Whoever writes what is short never waits behind them, however many chats send long ones at a time.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LONG = 100
"""Characters: beyond, a text waits for its turn. What people say to a chat is a third of it."""
REST = 3.0
"""Times as long as a text took, others have the loop to themselves before the next."""
LONGEST_REST_S = 2.0


class LongTexts:
    """One at a time in this process, in the order they came."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, text: str) -> AsyncIterator[None]:
        """Waits where the text is long. Its own answer does not wait for the rest after it."""
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
