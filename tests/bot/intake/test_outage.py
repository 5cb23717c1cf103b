"""The database goes away for three seconds in the middle of the work: nothing lost, no apology, order kept."""

import asyncio

import aiohttp
import sqlalchemy as sa

from bot.channels.telegram.polling import Polling
from bot.running import running
from bot.web.site import build_site
from models.people.conversation import FailedUpdate
from models.storage.database import open_database
from models.storage.encryption import Cipher
from tests.world.bot_api import serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.processes.outage import line_to
from tests.world.processes.serving import webhook_settings
from tests.world.tickets import ticket_app, tickets

CHATS, EACH, AWAY_S, A_SECOND = 20, 10, 3.0, 40


def _updates() -> list[dict[str, object]]:
    return [
        telegram_update(1 + number % CHATS, {"text": f"{number // CHATS}"}, update_id=1 + number)
        for number in range(CHATS * EACH)
    ]


async def test_polling_goes_on_after_the_database_was_away(database_url: str, cipher: Cipher) -> None:
    async with line_to(database_url) as line, serve_bot_api() as api:
        database = open_database(line.url, cipher)
        app, channel = await ticket_app(database, api=api.url)
        polling = Polling(channel, app.receive)
        task = asyncio.create_task(polling.run())
        outage = asyncio.create_task(_outage_after(line, 1.0))
        for update in _updates():
            api.push(update)
            await asyncio.sleep(1 / A_SECOND)
        await outage
        await api.until(lambda: len(api.sent()) >= CHATS * EACH and not api.updates, 40)
        await _nothing_lost(database, api)
        task.cancel()
        await asyncio.wait([task])
        await polling.drain()
        await channel.close()
        await database.close()


async def test_a_webhook_goes_on_after_the_database_was_away(database_url: str, cipher: Cipher) -> None:
    """The sender delivers again what was not answered with 200, the oldest first, as Telegram does."""
    settings = webhook_settings()
    async with line_to(database_url) as line, serve_bot_api() as api:
        database = open_database(line.url, cipher)
        app, channel = await ticket_app(database, api=api.url, settings=settings)
        app.channels["telegram"] = channel
        statuses: set[int] = set()

        async def deliver(client: aiohttp.ClientSession, chat: int) -> None:
            for update in [each for each in _updates() if each["message"]["chat"]["id"] == chat]:  # type: ignore[index]
                await asyncio.sleep(CHATS / A_SECOND)
                while (status := await _post(client, settings.http_port, update)) != 200:
                    statuses.add(status)
                    await asyncio.sleep(0.2)

        async with running(app, build_site(app)), aiohttp.ClientSession() as client:
            outage = asyncio.create_task(_outage_after(line, 1.0))
            await asyncio.gather(*(deliver(client, chat) for chat in range(1, CHATS + 1)))
            await outage
            await app.delivery.deliver_waiting()
            await api.until(lambda: len(api.sent()) >= CHATS * EACH)
            await _nothing_lost(database, api)
        if not database.is_sqlite:
            assert statuses == {503}
        await database.close()


async def _post(client: aiohttp.ClientSession, port: int, update: object) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": "hook"}
    async with client.post(f"http://127.0.0.1:{port}/telegram/webhook", json=update, headers=headers) as response:
        return response.status


async def _outage_after(line: object, seconds: float) -> None:
    await asyncio.sleep(seconds)
    await line.away(AWAY_S)  # type: ignore[attr-defined]


async def _nothing_lost(database: object, api: object) -> None:
    expected = [str(turn) for turn in range(EACH)]
    for chat in range(1, CHATS + 1):
        assert await tickets(database, chat) == expected  # type: ignore[arg-type]
        said = [text.removeprefix("got ") for text in api.texts(chat)]  # type: ignore[attr-defined]
        assert list(dict.fromkeys(said)) == expected
    async with database.reading() as session:  # type: ignore[attr-defined]
        assert (await session.scalars(sa.select(sa.func.count()).select_from(FailedUpdate))).one() == 0
