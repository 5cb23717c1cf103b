"""WeChat brings a message again while the database is away, now to another process: the person gets one answer."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from bot.channels.wechat import routes
from bot.channels.wechat.channel import WeChatChannel
from models.storage.database import open_database
from models.storage.encryption import Cipher
from tests.world.processes.outage import line_to
from tests.world.tickets import tickets
from tests.world.wechat.api import call, message_xml
from tests.world.wechat.service import wechat_service


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
async def test_two_processes_that_held_it_meanwhile_answer_once(
    database_url: str, cipher: Cipher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "ANSWER_WITHIN", 0.8)
    monkeypatch.setattr(WeChatChannel, "answered_within", 1.0)
    async with line_to(database_url) as line, AsyncExitStack() as stack:
        database = open_database(line.url, cipher)
        stack.push_async_callback(database.close)
        both = [await stack.enter_async_context(wechat_service(database)) for _ in range(2)]
        away = asyncio.create_task(line.away(2.0))
        brought = call(message_xml("anna", "text", Content="a"))
        answers = await asyncio.gather(*(service.posts(*brought) for service in both))
        assert [status for status, *_ in answers] == [503, 503]
        await away
        for service in both:
            await service.channel.drain()
        assert await tickets(database) == ["a"]
        assert [text for service in both for text in service.server.texts("anna")] == ["got a"]
