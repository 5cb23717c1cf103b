"""Starts the parts of the service in order, and stops them in reverse."""

import asyncio
import gc
import importlib
import signal
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager

from aiogram.types import Update
from starlette.types import ASGIApp

from bot.app import App, log
from bot.commands.listening import open_listeners
from bot.configured_channels import parts_of
from bot.door.server import WebServer, web_server
from bot.jobs.schedule import Schedule
from bot.memory import give_memory_back
from bot.understanding.start import learning
from bot.watched import Parent
from models.storage.wakeups import WakeUp, woken_by

STOP_WITHIN = 10.0
"""Seconds that running work has to finish."""
GARBAGE = 10_000, 5, 20
"""New objects, and rounds over the youngest and the middle ones, until the collector looks at the next older ones too.
It looks at all after a million new objects, some 100 MB: a thousand open pages take it 120 ms, in which nobody is
answered, and nearly nothing is found."""


@asynccontextmanager
async def running(app: App, site: ASGIApp, listeners: Sequence[socket.socket] | None = None) -> AsyncIterator[Schedule]:
    """Start the parts that this process's role needs, in order, and stop them in reverse at the end. listeners: the
    sockets to listen on, perhaps none; None: as the settings say. Raises BadSettings."""
    listeners = open_listeners(app.settings) if listeners is None else listeners
    server = web_server(
        site,
        host=app.settings.http_host,
        port=app.settings.http_port,
        trusted_proxies=app.settings.trusted_proxies,
        stop_within=STOP_WITHIN,
    )
    stopping = _Stopping()
    app.metrics.begin(app.settings.run_role)
    schedule = Schedule(app)
    app.schedule_is_alive = schedule.is_alive
    schedule.start()
    if app.understanding is not None:
        app.understanding.is_learning = True  # before the first message
    hearing = asyncio.create_task(app.peers.run())
    serving = asyncio.create_task(server.serve(list(listeners))) if listeners else None
    sending = asyncio.create_task(app.sender.run()) if app.settings.works else None
    try:
        if serving is not None:
            await _until_started(server, serving)
        with ExitStack() as woken:
            woken.enter_context(woken_by(WakeUp.LIBRARY, lambda _: schedule.hurry("renew_search")))
            woken.enter_context(woken_by(WakeUp.PAUSE, app.hear_pause))
            woken.enter_context(woken_by(WakeUp.FLOOD, app.flood.hear))
            async with _channels(app, stopping), learning(app.understanding, app.settings.data_dir):
                try:
                    yield schedule
                finally:  # first, while there is time to answer what has come and to say that no more is taken
                    app.leaving.set()
                    await _end_serving(server, serving, stopping)
    finally:
        await _end_serving(server, serving, stopping)
        await _drain(app, stopping)
        await schedule.stop(stopping.left())
        if sending is not None:
            await _end_sending(app, sending, stopping)
        await app.delivery.record_message_ids()
        await app.foreign_files.close()
        hearing.cancel()
        await asyncio.wait([hearing])
        for channel in app.channels.values():  # last, since jobs may still be sending until here
            await channel.close()


class _Stopping:
    """The seconds left of STOP_WITHIN for all parts together, counted from the first question."""

    def __init__(self) -> None:
        self._until: float | None = None

    def left(self) -> float:
        now = asyncio.get_running_loop().time()
        if self._until is None:
            self._until = now + STOP_WITHIN
        return max(0.1, self._until - now)


async def _end_serving(server: WebServer, serving: asyncio.Task[None] | None, stopping: _Stopping) -> None:
    server.should_exit = True
    if serving is not None:
        await asyncio.wait([serving], timeout=stopping.left())


async def _end_sending(app: App, sending: asyncio.Task[None], stopping: _Stopping) -> None:
    """Let messages under way arrive and write down their results; give the other rows back."""
    sending.cancel()
    await asyncio.wait([sending])
    try:
        async with asyncio.timeout(stopping.left()):
            await app.sender.stop()
    except TimeoutError:
        log.warning("messages under way were not finished; they are sent again")


async def _until_started(server: WebServer, serving: asyncio.Task[None]) -> None:
    while not server.started:
        if serving.done():
            await serving
            raise OSError("the web server could not start")
        await asyncio.sleep(0.02)


@asynccontextmanager
async def _channels(app: App, stopping: _Stopping) -> AsyncIterator[None]:
    """Run each channel's own part, if this process takes messages in."""
    async with AsyncExitStack() as stack:
        for part, channel in parts_of(app.channels) if app.settings.takes_in else ():
            await stack.enter_async_context(part.running(app, channel, stopping.left))
        yield


async def _drain(app: App, stopping: _Stopping) -> None:
    """Finish the messages that we have acknowledged to a channel, which will not deliver them again."""
    for channel in app.channels.values():
        try:
            await asyncio.wait_for(channel.drain(), stopping.left())
        except TimeoutError:
            log.warning("messages under way were not finished", channel=channel.name)


async def serve(app: App, site: ASGIApp, *, ready: Callable[[], None], under: Parent | None = None) -> None:
    """Run until SIGTERM or SIGINT, or until the parent process is gone."""
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    _warm_up()
    async with running(app, site, under.listeners if under is not None else None):
        ready()
        if under is not None:
            under.ready()
            under.when_gone(stop.set)
        await stop.wait()


def _warm_up() -> None:
    """Load what the first person would otherwise wait for. Then freeze it, so that the garbage collector skips it: a
    round over it would delay every answer by a third of a second.
    """
    give_memory_back()
    Update.model_rebuild()
    importlib.import_module("h3")
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
