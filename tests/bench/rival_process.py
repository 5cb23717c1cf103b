"""The usual way as a web process of its own (`python -m tests.bench.rival_process DATABASE_URL API SOCKET`): aiogram's
own webhook on aiohttp, on a listening socket that it has been handed."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import uvloop
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bot.settings import SAMPLE_CITY
from models.city.pack import load_city
from tests.bench.load import PATH
from tests.bench.rival import rival_dispatcher, rival_engine
from tests.world.bot_api import TOKEN
from tests.world.processes.product import ROOT

READY = b"ready"


@dataclass(frozen=True, slots=True)
class Rivals:
    """Web processes behind one socket."""

    url: str
    pids: list[int]


@asynccontextmanager
async def rival_processes(database_url: str, api: str, count: int) -> AsyncIterator[Rivals]:
    """So many, ready, for the length of the block."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    async with AsyncExitStack() as stack:
        stack.callback(listener.close)
        started = []
        for _ in range(count):
            command = (sys.executable, "-m", __name__, database_url, api, str(listener.fileno()))
            process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, pass_fds=[listener.fileno()]
            )
            stack.push_async_callback(_end, process)
            started.append(process)
        for process in started:
            assert process.stdout is not None
            assert (await process.stdout.readline()).strip() == READY
        yield Rivals(f"http://127.0.0.1:{listener.getsockname()[1]}", [each.pid for each in started])


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()


async def _serve(database_url: str, api: str, listener: socket.socket) -> None:
    engine = rival_engine(database_url)
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    app = web.Application()
    dispatcher = rival_dispatcher(engine, load_city(SAMPLE_CITY))
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False).register(app, PATH)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    sys.stdout.buffer.write(READY + b"\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(_serve(sys.argv[1], sys.argv[2], socket.socket(fileno=int(sys.argv[3]))))
