"""A process that only sends, to be killed. Its lease is short, so that the next one takes over soon."""

import asyncio

from bot.channels.telegram import TelegramChannel
from bot.logs import configure_logs
from bot.metrics import Metrics
from bot.sender import Sender
from bot.settings import SAMPLE_CITY
from handlers.texts import texts
from models.city import load_city
from models.database import open_database
from models.encryption import Cipher
from tests.bot_api import TOKEN

CITY = load_city(SAMPLE_CITY)
WORDS = texts()
"""Read once, by the process that the others are forked from."""


def run(database_url: str, api: str, key: str) -> None:
    """Sends until killed."""
    asyncio.run(_send(database_url, api, key))


async def _send(database_url: str, api: str, key: str) -> None:
    configure_logs("WARNING")
    database = open_database(database_url, Cipher([key]))
    channel = TelegramChannel(TOKEN, api, _no_file)
    sender = Sender(database, {"telegram": channel}, CITY, WORDS, Metrics(), lease_s=0.5, chat_pause_s=0.0)
    await sender.run()


async def _no_file(key: str) -> bytes:
    raise LookupError(key)
