"""A process that only sends, to be killed: `python -m tests.sender_process DATABASE_URL BOT_API_URL`, keys in the
environment. Its lease is short, so that the next one takes over soon."""

import asyncio
import os
import sys

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


async def main(database_url: str, api: str) -> None:
    configure_logs("WARNING")
    database = open_database(database_url, Cipher(os.environ["ENCRYPTION_KEYS"].split(",")))
    channel = TelegramChannel(TOKEN, api, _no_file)
    sender = Sender(
        database, {"telegram": channel}, load_city(SAMPLE_CITY), texts(), Metrics(), lease_s=1.0, chat_pause_s=0.0
    )
    await sender.run()


async def _no_file(key: str) -> bytes:
    raise LookupError(key)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
