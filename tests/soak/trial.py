"""Three web processes and a worker on a PostgreSQL of their own, under load, for the length of a trial; and what must
be true after it, whatever was done to them."""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.commands.migration import upgrade
from bot.settings import SAMPLE_CITY
from models.city.pack import load_city
from models.notices.notice import NoticeNews
from models.outbox.message import Pushed, Urgency, put
from models.outbox.sending import SenderLease
from models.people.person import Contact
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher
from models.storage.process_lease import ProcessLease
from tests.world.bot_api import TOKEN, BotApi, serve_bot_api
from tests.world.outbox_rows import write_people
from tests.world.processes.notices import Notices, pushed
from tests.world.processes.product import SECRET, environment, key_of
from tests.world.processes.returning_pages import ReturningPage, returning_pages
from tests.world.processes.riders import ON_THE_WIRE_S, Riders, answers_of
from tests.world.processes.several import Several, start_several
from tests.world.searches import count_attempts

log = logging.getLogger("soak")

WEB, RIDERS, PAGES = 3, 16, 3
UNDER_WAY = 10
LATENCY_S = 1.0
"""Of the Bot API: so long that UNDER_WAY answers are on their way."""
NOTICE_EVERY_S = 2.0
TAKEN_OVER_WITHIN_S = 15.0
BUSY_WITHIN_S = 120.0


@dataclass
class Trial:
    """The service under load. troubles: when something was done to it (monotonic seconds)."""

    service: Several
    database: Database
    api: BotApi
    riders: Riders
    notices: Notices
    pages: list[ReturningPage]
    env: dict[str, str]
    troubles: list[float] = field(default_factory=list)
    under_way: list[int] = field(default_factory=list)
    """Updates under way at each trouble."""
    dice: random.Random = field(default_factory=lambda: random.Random(20))

    async def busy(self, *, pushing: bool = False) -> None:
        """Wait for a random moment at which enough is under way. pushing: also of what the worker sends."""
        is_busy = self._is_pushing if pushing else self._is_answering
        await self.api.until(is_busy, BUSY_WITHIN_S)
        await asyncio.sleep(self.dice.uniform(0.0, 1.0))
        await self.api.until(is_busy, BUSY_WITHIN_S)

    def _is_answering(self) -> bool:
        return self.riders.under_way >= UNDER_WAY

    def _is_pushing(self) -> bool:
        return self._is_answering() and self.pushes_under_way >= UNDER_WAY

    @property
    def pushes_under_way(self) -> int:
        """Messages that nobody asked for, on their way to Telegram."""
        lately = self.api.calls[-400:]
        return sum(call.in_flight and "notice " in call.arguments.get("text", "") for call in lately)

    def note_trouble(self) -> None:
        """Something is done to the service now."""
        self.under_way.append(self.riders.under_way)
        self.troubles.append(time.monotonic())

    async def holders(self) -> tuple[str | None, str | None]:
        """Who runs the jobs, and who sends."""
        async with self.database.reading() as session:
            jobs = sa.select(ProcessLease.holder).where(ProcessLease.name == "jobs")
            sends = sa.select(SenderLease.holder).where(SenderLease.channel == "telegram")
            return await session.scalar(jobs), await session.scalar(sends)

    async def taken_over(self, before: tuple[str | None, str | None], since: float) -> float:
        """Seconds until somebody else runs the jobs, sends, and has sent something."""
        while True:
            with suppress(sa.exc.SQLAlchemyError, OSError):
                now = await self.holders()
                sends = any(call.at > since + ON_THE_WIRE_S for call in pushed(self.api)[-UNDER_WAY:])
                if None not in now and not set(now) & set(before) and sends:
                    return time.monotonic() - since
            assert time.monotonic() - since < 60, "nobody took over"
            await asyncio.sleep(0.05)

    async def well(self, seconds: float = BUSY_WITHIN_S) -> float:
        """Seconds until updates are taken, messages sent and pages answered again."""
        began = time.monotonic()
        taken, sent = self.riders.statuses[200], len(pushed(self.api))
        shown = [len(page.shown) for page in self.pages]
        await self.api.until(lambda: self.riders.statuses[200] > taken + RIDERS, seconds)
        await self.api.until(lambda: len(pushed(self.api)) > sent + UNDER_WAY, seconds)
        for page, before in zip(self.pages, shown, strict=True):
            await self.api.until(lambda page=page, before=before: len(page.shown) > before, seconds)
        return time.monotonic() - began

    async def start_again(self) -> None:
        """As systemd does after the parent was killed: until the port is free."""
        self.service = await start_several(self.service.log.parent, WEB, self.env)

    async def tell_pages(self, text: str) -> None:
        """Every page shows it, and once."""
        now = datetime.now(UTC)
        facts = {"notice_id": 0, "title": "", "text": text, "targets": [], "emergency": True}
        async with self.database.transaction() as session:
            people = await session.scalars(sa.select(Contact.person_id).where(Contact.channel == "webchat"))
            for number in set(people):
                await put(session, number, Pushed(NoticeNews.NOTICE, facts), due_at=now, urgency=Urgency.NOW)
        await self.api.until(lambda: all(page.has(text) for page in self.pages), BUSY_WITHIN_S)
        assert all(page.has(text) == 1 and not page.twice for page in self.pages)


@asynccontextmanager
async def trial(folder: Path, database_url: str) -> AsyncIterator[Trial]:
    """The service under load for the length of the block; afterwards nothing is lost and nothing done twice."""
    await asyncio.to_thread(upgrade, database_url)
    database = open_database(database_url, Cipher([key_of(folder)], SECRET))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        api = await stack.enter_async_context(serve_bot_api(latency=LATENCY_S))
        env = environment(folder, DATABASE_URL=database_url, **_settings(api))
        service = await start_several(folder, WEB, env)
        notices = Notices(database)
        riders = Riders(service.url, load_city(SAMPLE_CITY).centre)
        one = Trial(service, database, api, riders, notices, [], env)
        stack.push_async_callback(_stop, one)
        await write_people(database, RIDERS, now=datetime.now(UTC))
        await count_attempts(database)
        async with riders.riding(RIDERS), returning_pages(service.url, PAGES) as one.pages:
            async with notices.going_out(NOTICE_EVERY_S):
                await one.well()
                yield one
                await one.well()
            await one.tell_pages("all is well")
        await _checked(one)


async def _stop(one: Trial) -> None:
    if one.service.process.returncode is None:
        await one.service.stop()


def _settings(api: BotApi) -> dict[str, str]:
    telegram = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": api.url, "TELEGRAM_WEBHOOK_SECRET": "hook"}
    return {"PUBLIC_URL": "http://nuanxin.example.org", "WEBCHAT": "true", "TELEGRAM_RATE": "60", **telegram}


async def _checked(one: Trial) -> None:
    expected = len(one.notices.raised) * RIDERS
    await one.api.until(lambda: len({_which(call) for call in pushed(one.api)}) >= expected, 60)
    await one.riders.each_is_in(one.database)
    await one.notices.each_is_written_once(RIDERS)
    answers = one.riders.repeated(answers_of(one.api), one.troubles)
    messages = one.notices.repeated(one.api, one.troubles, RIDERS)
    statuses = {status: count for status, count in one.riders.statuses.items() if status != 200}
    log.info(
        "updates %d, lost 0, done twice 0; messages %d, lost 0; said again within a second: %d answers, %d messages",
        *(len(one.riders.updates), expected, answers, messages),
    )
    log.info(
        "troubles %d, updates under way at each %s; other answers %s, connections cut %d; pages returned %d times",
        *(len(one.troubles), one.under_way, statuses, one.riders.cut, sum(page.returned for page in one.pages)),
    )


def _which(call: Any) -> tuple[int, str]:
    return int(call.arguments["chat_id"]), call.arguments["text"].split()[-1]
