"""A process that only sends: to be killed, or to be measured (`python -m tests.world.processes.sender_process URL API
KEY`)."""

import asyncio
import sys
from typing import Any

import uvloop

import tests.world.outbox_rows  # noqa: F401 - shows what tests have told
from bot.channels.telegram.channel import TelegramChannel
from bot.logs import configure_logs
from bot.metrics import Metrics
from bot.sending.sender import Sender
from bot.settings import SAMPLE_CITY
from handlers.talk.texts import texts
from models.city.pack import load_city
from models.storage.database import open_database
from models.storage.encryption import Cipher
from tests.world.bot_api import TOKEN

CITY = load_city(SAMPLE_CITY)
WORDS = texts()
"""Read once, by the process that the others are forked from."""


def run(database_url: str, api: str, key: str) -> None:
    """Sends until killed. Its lease is short, so that the next one takes over soon."""
    asyncio.run(send(database_url, api, key, lease_s=0.2, chat_pause_s=0.0))


def run_without_rate(database_url: str, api: str, key: str) -> None:
    """Sends until killed, as when it is started by itself."""
    uvloop.run(send(database_url, api, key))


async def send(database_url: str, api: str, key: str, **options: Any) -> None:
    """Sends until cancelled, at no rate but the machine's. options: of the Sender."""
    configure_logs("WARNING")
    database = open_database(database_url, Cipher([key], "s" * 40))
    channel = TelegramChannel(TOKEN, api, _no_file)
    await Sender(database, {"telegram": channel}, CITY, WORDS, Metrics(), **options).run()


async def _no_file(key: str) -> bytes:
    raise LookupError(key)


if __name__ == "__main__":
    run_without_rate(*sys.argv[1:])
