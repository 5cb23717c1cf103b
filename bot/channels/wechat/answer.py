"""What is said first is the answer to WeChat's call, as long as that is open."""

import asyncio
from contextvars import ContextVar
from dataclasses import dataclass, field

import structlog

from models.storage.database import Json

log = structlog.get_logger(__name__)

UNTIL_ANSWERED = 10.0


@dataclass(slots=True)
class Answer:
    """The answer to one call of WeChat, open until something is said, or for too long."""

    given: asyncio.Future[dict[str, Json]] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    handed_over: asyncio.Event = field(default_factory=asyncio.Event)
    closed: bool = False

    def take(self, fields: dict[str, Json]) -> bool:
        """Whether this becomes the answer."""
        if self.closed or self.given.done():
            return False
        self.given.set_result(fields)
        return True

    @property
    def is_open(self) -> bool:
        return not self.closed and not self.given.done()

    async def until_handed_over(self) -> None:
        """What follows the answer must not overtake it."""
        try:
            await asyncio.wait_for(self.handed_over.wait(), UNTIL_ANSWERED)
        except TimeoutError:
            log.warning("an answer was not fetched")


current_answer: ContextVar[Answer | None] = ContextVar("current_answer", default=None)
"""Of the call whose message is being handled."""
