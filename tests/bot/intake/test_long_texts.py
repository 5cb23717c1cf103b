"""Long texts of many chats: each is answered, and nobody who writes a few words waits behind them."""

import asyncio

from bot.intake.long_texts import LONG
from models.storage.database import Database
from tests.world.bot_api import serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.tickets import ticket_app, tickets

LONG_CHATS, SHORT_CHATS = range(1, 9), range(101, 121)


async def test_short_texts_pass_long_ones_that_came_before_them_and_all_are_answered(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        long = [telegram_update(chat, {"text": f"{chat}:" + "长" * LONG}) for chat in LONG_CHATS]
        short = [telegram_update(chat, {"text": str(chat)}) for chat in SHORT_CHATS]
        await asyncio.gather(*(app.receive(channel, each) for each in long + short))
        taken = await tickets(database)
        await channel.close()
    lengths = [len(each) > LONG for each in taken]
    assert (lengths.count(True), lengths.count(False)) == (len(LONG_CHATS), len(SHORT_CHATS))
    assert lengths[: len(SHORT_CHATS) + 1].count(True) <= 2


async def test_one_chat_can_send_long_texts_one_after_the_other(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        texts = [f"{number}:" + "长" * 3000 for number in range(3)]
        for text in texts:
            await app.receive(channel, telegram_update(1, {"text": text}))
        assert await tickets(database, 1) == texts
        await channel.close()
