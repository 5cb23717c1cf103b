"""Who says something knows which pages are open, in whatever process; and what is kept nowhere reaches them too."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from bot.channels.webchat.channel import WebChatChannel
from bot.channels.webchat.said_elsewhere import SaidElsewhere
from bot.peers import Peers
from models.people.open_page import OpenPage, forget_closed, note_pages, open_pages, show_on_pages
from models.storage.database import Database
from tests.world.outbox_rows import write_people

pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
ANNA, BEN = 1, 2


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
    for task in (showing, living):
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
