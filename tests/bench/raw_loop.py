"""The least that sending costs: a loop over the channel's own session, with no database behind it.

`python -m tests.bench.raw_loop API COUNT` sends so many messages, as many at once as the sender does.
"""

import asyncio
import sys
from collections.abc import Iterator

import uvloop
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.channel import TelegramChannel
from bot.sending.sender import IN_FLIGHT
from tests.bench.stand_in import Seen, running_stand_in
from tests.world.bot_api import TOKEN
from tests.world.processes.product import ROOT

TEXT = "【高温】今天 38℃。中午最热，多喝水；头晕恶心就停下，严重打 120。"
BUTTON = InlineKeyboardButton(text="找附近驿站", callback_data="menu:places")


async def looped(count: int) -> Seen:
    """What came of a process that sends so many."""
    async with running_stand_in() as api:
        process = await start_loop(api.url, count)
        try:
            assert await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return await api.seen()


async def start_loop(api: str, count: int) -> asyncio.subprocess.Process:
    """It ends when all is sent."""
    command = (sys.executable, "-m", "tests.bench.raw_loop", api, str(count))
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT)


def run(api: str, count: int) -> None:
    uvloop.run(_send(api, count))


async def _send(api: str, count: int) -> None:
    channel = TelegramChannel(TOKEN, api, _no_file)
    chats = iter(range(1, count + 1))
    await asyncio.gather(*(_send_to(channel, chats) for _ in range(IN_FLIGHT)))
    await channel.bot.session.close()


async def _send_to(channel: TelegramChannel, chats: Iterator[int]) -> None:
    for chat_id in chats:
        keyboard = InlineKeyboardMarkup(inline_keyboard=[[BUTTON]])
        await channel.bot(SendMessage(chat_id=chat_id, text=TEXT, reply_markup=keyboard))


async def _no_file(key: str) -> bytes:
    raise LookupError(key)


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]))
