"""Who says something knows which pages are open, in whatever process; and what is kept nowhere reaches them too."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from bot.channels.webchat.channel import WebChatChannel
from bot.channels.webchat.said_elsewhere import SaidElsewhere
from bot.peers import Peers
from models.people.addressee import for_chat
from models.people.conversation import Conversation, ProcessedUpdate
from models.people.open_page import OpenPage, forget_closed, note_pages, open_pages, show_on_pages
from models.people.person import Contact
from models.storage.database import Database
from models.storage.unlinkable import by_the_day
from tests.world.outbox_rows import write_people

pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
ANNA, BEN = 1, 2
CUT_ALL_THAT_LISTEN = """SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND mode = 'ShareLock'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


async def _open(database: Database) -> set[int]:
    async with database.reading() as session:
        return await open_pages(session, [ANNA, BEN])


async def _until_open(database: Database, expected: set[int]) -> None:
    async with asyncio.timeout(5):
        while await _open(database) != expected:
            await asyncio.sleep(0.02)


async def test_a_page_is_open_as_long_as_its_process_lives_and_has_it(database: Database) -> None:
    await write_people(database, 2, now=NOW, channel="webchat")
    peers, channel = Peers(database), WebChatChannel()
    living = asyncio.create_task(peers.run())
    showing = asyncio.create_task(SaidElsewhere(database, channel, peers.holder).run())
    page = channel.join(str(ANNA))
    page.knows(0)
    async with database.transaction() as session:
        await note_pages(session, "killed", opened=[BEN], closed=())
    await _until_open(database, {ANNA})
    async with database.transaction() as session:
        await show_on_pages(session, ANNA, {"seq": 7, "edit": {"id": 3, "text": "half of it", "rows": []}})
    assert (await asyncio.wait_for(page.get(), 5))["seq"] == 7
    async with database.transaction() as session:
        await forget_closed(session, now=NOW)
        assert set(await session.scalars(sa.select(OpenPage.contact_id))) == {ANNA}
    channel.leave(str(ANNA), page)
    await _until_open(database, set())
    await _end(showing, living)


async def test_what_was_said_while_the_line_was_cut_is_shown_also_if_an_answer_came_after_it(
    database: Database,
) -> None:
    """That answer has brought the page to the newest number, so that nothing seems to be missing."""
    await write_people(database, 1, now=NOW, channel="webchat")
    peers, channel = Peers(database), WebChatChannel()
    living = asyncio.create_task(peers.run())
    showing = asyncio.create_task(SaidElsewhere(database, channel, peers.holder).run())
    page = channel.join(str(ANNA))
    page.knows(6)
    await _until_open(database, {ANNA})
    async with database.transaction() as session:
        anna = await session.get_one(Contact, ANNA)
        reply = for_chat(anna, [{"seq": 7, "message": {"id": 7, "text": "told elsewhere", "rows": []}}])
        mark = {"channel": "webchat", "key": "elsewhere", "contact_id": ANNA, "counter": 7, "at": by_the_day(NOW)}
        session.add(ProcessedUpdate(**mark, reply=reply))
        await session.execute(sa.update(Conversation).where(Conversation.contact_id == ANNA).values(counter=8))
    page.push({"seq": 8, "message": {"id": 8, "text": "answered here", "rows": []}})
    assert (await page.get())["seq"] == 8
    async with database.transaction() as session:
        await session.execute(sa.text(CUT_ALL_THAT_LISTEN))
    assert (await asyncio.wait_for(page.get(), 10))["seq"] == 7
    await _end(showing, living)


async def _end(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
