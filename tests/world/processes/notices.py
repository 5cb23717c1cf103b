"""A notice to everybody every second: each is an occasion for the worker's jobs, and due for everybody at once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from models.notices.audience import Audience, Topic
from models.notices.notice import Notice, Written, raise_notice
from models.outbox.message import OutboxMessage, Urgency
from models.storage.database import Database
from tests.world.bot_api import BotApi, Call
from tests.world.processes.riders import only_lately

VALID = timedelta(hours=1)


@dataclass
class Notices:
    """They are raised in turn, each once, however often the database is away."""

    database: Database
    raised: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def going_out(self, every: float) -> AsyncIterator[None]:
        """For the length of the block. every: seconds."""
        raising = asyncio.create_task(self._raise_on(every))
        try:
            yield
        finally:
            raising.cancel()
            with suppress(asyncio.CancelledError):
                await raising

    async def _raise_on(self, every: float) -> None:
        while True:
            await self.one(f"notice {len(self.raised) + 1}.")
            await asyncio.sleep(every)

    async def one(self, text: str) -> None:
        """To everybody, now."""
        written = Written({"zh-CN": "通知"}, {"zh-CN": text}, Topic.CITY, Urgency.NOW, Audience())
        while True:
            now = datetime.now(UTC)
            about = {"department": "union", "source_key": text, "expires_at": now + VALID, "now": now}
            with suppress(sa.exc.SQLAlchemyError, OSError):
                async with self.database.transaction() as session:
                    await raise_notice(session, written, **about)
                self.raised.append(text)
                return
            await asyncio.sleep(0.2)

    # --- afterwards -------------------------------------------------------------------------------------------------

    async def each_is_written_once(self, people: int) -> None:
        """For each notice everybody has one row, whoever ran the job."""
        of_notice = sa.select(OutboxMessage.cause, OutboxMessage.person_id).where(OutboxMessage.cause.is_not(None))
        async with self.database.reading() as session:
            known = (await session.scalars(sa.select(sa.func.count()).select_from(Notice))).one()
            rows = Counter(map(tuple, await session.execute(of_notice)))
        assert known == len(self.raised)
        assert len(rows) == known * people, "somebody was left out"
        assert rows.total() == len(rows), "an occasion was taken twice"

    def repeated(self, api: BotApi, troubles: Sequence[float], people: int) -> int:
        """How many messages were sent again, each because of one of the troubles. Fails if one was not sent."""
        said: dict[tuple[int, str], list[Call]] = {}
        for call in pushed(api):
            said.setdefault((int(call.arguments["chat_id"]), call.arguments["text"].split()[-1]), []).append(call)
        assert len(said) == len(self.raised) * people, "messages were lost"
        for calls in said.values():
            only_lately(calls, troubles)
        return sum(len(calls) - 1 for calls in said.values())


def pushed(api: BotApi) -> list[Call]:
    """All that was said without being asked."""
    return [each for each in api.sent() if "notice " in each.arguments.get("text", "")]
