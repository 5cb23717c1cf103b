"""Starts the parts of the service in order, and stops them in reverse."""

import asyncio
import gc
import importlib
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiogram.types import Update
from starlette.types import ASGIApp

from bot.app import App, log
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.profile import set_profile
from bot.channels.wechat.menu import keep_setting_menu
from bot.commands.listening import open_listeners
from bot.jobs.schedule import Schedule
from bot.memory import give_memory_back
from bot.understanding.start import learning
from bot.door.server import WebServer, web_server
from handlers.talk.texts import texts

STOP_WITHIN = 10.0
"""Seconds that what is under way has to finish."""


@asynccontextmanager
async def running(app: App, site: ASGIApp) -> AsyncIterator[Schedule]:
    """Channels, scheduler and web server, started in order; on leaving, stopped in reverse. Raises BadSettings."""
    listeners = open_listeners(app.settings)
    server = web_server(
        site,
        host=app.settings.http_host,
        port=app.settings.http_port,
        trusted_proxies=app.settings.trusted_proxies,
        stop_within=STOP_WITHIN,
    )
    stopping = _Stopping()
    schedule = Schedule(app)
    app.schedule_is_alive = schedule.is_alive
    schedule.start()
    if app.understanding is not None:
        app.understanding.is_learning = True  # before the first message
    serving = asyncio.create_task(server.serve(listeners))
    sending = asyncio.create_task(app.sender.run())
    try:
        await _until_started(server, serving)
        async with _telegram(app, stopping), _wechat_menu(app), learning(app.understanding, app.settings.data_dir):
            yield schedule
    finally:
        server.should_exit = True
        await asyncio.wait([serving], timeout=stopping.left())
        await _end_wechat(app, stopping)
        await schedule.stop(stopping.left())
        await _end_sending(app, sending, stopping)
        await app.delivery.record_message_ids()
        if app.telegram is not None:  # last: until here jobs finish what they were sending
            await app.telegram.close()
        if app.wechat is not None:
            await app.wechat.close()


class _Stopping:
    """The seconds that are left of STOP_WITHIN, for all parts together, counted from when the first one asks."""

    def __init__(self) -> None:
        self._until: float | None = None

    def left(self) -> float:
        now = asyncio.get_running_loop().time()
        if self._until is None:
            self._until = now + STOP_WITHIN
        return max(0.1, self._until - now)


async def _end_sending(app: App, sending: asyncio.Task[None], stopping: _Stopping) -> None:
    """What is on its way arrives and is written down; the rest is given back."""
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
async def _telegram(app: App, stopping: _Stopping) -> AsyncIterator[None]:
    """Polling, or a webhook where a secret is set."""
    telegram = app.telegram
    if telegram is None:
        yield
        return
    telegram.bot.session.middleware(app.telegram_health)
    profile = asyncio.create_task(set_profile(telegram, app.settings, app.city))
    polling = Polling(telegram, app.receive, app.hear)
    fetching = asyncio.create_task(polling.run()) if app.settings.telegram_webhook_secret is None else None
    try:
        yield
    finally:
        for task in (profile, fetching):
            if task is not None:
                task.cancel()
                await asyncio.wait([task])
        try:
            await asyncio.wait_for(polling.drain(), stopping.left())
        except TimeoutError:
            log.warning("updates under way were not finished; they come again")


@asynccontextmanager
async def _wechat_menu(app: App) -> AsyncIterator[None]:
    """Set while everything else is served already."""
    if app.wechat is None:
        yield
        return
    words = texts().in_(app.settings.default_locale)
    setting = asyncio.create_task(keep_setting_menu(app.wechat.api, app.database, words, app.city))
    try:
        yield
    finally:
        setting.cancel()
        await asyncio.wait([setting])


async def _end_wechat(app: App, stopping: _Stopping) -> None:
    """What WeChat was told had arrived is finished: it does not bring it again."""
    if app.wechat is None:
        return
    try:
        await asyncio.wait_for(app.wechat.drain(), stopping.left())
    except TimeoutError:
        log.warning("wechat messages under way were not finished")


async def serve(app: App, site: ASGIApp, *, ready: Callable[[], None]) -> None:
    """Runs until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    _warm_up()
    async with running(app, site):
        ready()
        await stop.wait()


def _warm_up() -> None:
    """What the first person would otherwise wait for. What stays for good is taken out of the garbage collector's
    rounds: each would hold everybody up for a third of a second."""
    give_memory_back()
    Update.model_rebuild()
    importlib.import_module("h3")
    gc.collect()
    gc.freeze()
