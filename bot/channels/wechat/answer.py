"""The first message of a reply is the answer to WeChat's call, as long as that is open."""

import asyncio
from dataclasses import dataclass, field

import structlog

from models.storage.database import Json

log = structlog.get_logger(__name__)

UNTIL_ANSWERED = 10.0


@dataclass(slots=True)
class Answer:
    """The answer to one call of WeChat. It is open until it is given, or until the call has waited too long."""

    given: asyncio.Future[dict[str, Json]] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    handed_over: asyncio.Event = field(default_factory=asyncio.Event)
    closed: bool = False

    def take(self, fields: dict[str, Json]) -> bool:
        """Make this the answer; return whether that was still possible."""
        if self.closed or self.given.done():
            return False
        self.given.set_result(fields)
        return True

    @property
    def is_open(self) -> bool:
        """Whether an answer can still be given."""
        return not self.closed and not self.given.done()

    async def until_handed_over(self) -> None:
        """Wait until the answer has gone, so that the next message does not overtake it."""
        try:
            await asyncio.wait_for(self.handed_over.wait(), UNTIL_ANSWERED)
        except TimeoutError:
            log.warning("an answer was not fetched")
