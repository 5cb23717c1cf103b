"""Puts the parts together, starts them in order and stops them in reverse."""

import asyncio
import importlib
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import structlog
import uvicorn
from aiogram import Dispatcher
from aiogram.fsm.strategy import FSMStrategy
from aiogram.types import Update
from starlette.types import ASGIApp

from bot.channels.channel import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_polling import Polling
from bot.channels.telegram_profile import set_profile
from bot.channels.webchat import WebChatChannel
from bot.conversation_storage import ConversationStorage
from bot.delivery import Delivery
from bot.flood import FloodGuard, Verdict
from bot.intake import Intake, NoNetworkInside, Understand
from bot.keys import Keys
from bot.schedule import build_schedule
from bot.settings import Settings
from bot.understanding import Understanding
from handlers.conversations import conversations
from handlers.texts import locale_for, texts
from models.city import City
from models.database import Database
from models.file import read_file

log = structlog.get_logger(__name__)

STOP_WITHIN = 10.0
"""Seconds that what is under way has to finish."""


@dataclass(slots=True)
class App:
    """The running service: one update in, its reply out."""

    settings: Settings
    keys: Keys
    database: Database
    city: City
    channels: dict[str, Channel]
    intake: Intake
    delivery: Delivery
    clock: Callable[[], datetime]
    flood: FloodGuard = field(default_factory=FloodGuard)

    async def receive(self, channel: Channel, raw: Any) -> Verdict:
        """Takes one raw event of a channel and hands its reply over. Raises DatabaseAway: it has to come again."""
        incoming = channel.incoming(raw)
        verdict = self.flood.judge(incoming, now=self.clock())
        if verdict is not Verdict.TAKE:
            words = texts().in_(locale_for(incoming.language, self.settings.default_locale))
            await channel.refuse(incoming, words("error-too-fast"), first=verdict is Verdict.TELL)
            return verdict
        async with self.intake.turn(channel.name, incoming.address):
            outcome = await self.intake.take(channel, incoming)
            await self.delivery.hand_over(channel, incoming, outcome)
        return verdict

    @property
    def webchat(self) -> WebChatChannel | None:
        channel = self.channels.get(WebChatChannel.name)
        return channel if isinstance(channel, WebChatChannel) else None

    @property
    def telegram(self) -> TelegramChannel | None:
        channel = self.channels.get(TelegramChannel.name)
        return channel if isinstance(channel, TelegramChannel) else None


def build_app(
    settings: Settings,
    keys: Keys,
    database: Database,
    city: City,
    *,
    channels: list[Channel] | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    strict: bool = False,
) -> App:
    """Everything connected, nothing started. channels: instead of those the settings name (in tests)."""
    open_channels = channels if channels is not None else _channels(settings, database, clock)
    for channel in open_channels:
        channel.bot.session.middleware(NoNetworkInside())
    intake = Intake(
        database,
        product_dispatcher(),
        texts(),
        things={"city": city, "understand": Understanding(city).read},
        strict=strict,
        clock=clock,
        default_locale=settings.default_locale,
    )
    by_name = {channel.name: channel for channel in open_channels}
    delivery = Delivery(database, by_name, intake, clock)
    return App(settings, keys, database, city, by_name, intake, delivery, clock)


@cache
def product_dispatcher() -> Dispatcher:
    """The dispatcher with every conversation. It holds no state, and routers can only be included once."""
    dispatcher = Dispatcher(storage=ConversationStorage(), fsm_strategy=FSMStrategy.CHAT)
    for observer in (dispatcher.message, dispatcher.edited_message):
        observer.outer_middleware(Understand())
    dispatcher.include_router(conversations())
    return dispatcher


def _channels(settings: Settings, database: Database, clock: Callable[[], datetime]) -> list[Channel]:
    async def bytes_of(key: str) -> bytes:
        async with database.reading() as session:
            file = await read_file(session, key, contact_id=None, now=clock())
        if file is None:
            raise LookupError(key)
        return file.content

    channels: list[Channel] = []
    if settings.telegram_token is not None:
        token = settings.telegram_token.get_secret_value()
        channels.append(TelegramChannel(token, settings.telegram_api, bytes_of))
    if settings.serves_webchat:
        channels.append(WebChatChannel())
    return channels


@asynccontextmanager
async def running(app: App, site: ASGIApp) -> AsyncIterator[None]:
    """Channels, scheduler and web server, started in order; on leaving, stopped in reverse."""
    server = _Server(
        uvicorn.Config(
            site,
            host=app.settings.http_host,
            port=app.settings.http_port,
            log_config=None,
            access_log=False,
            ws="websockets-sansio",
            lifespan="off",
            timeout_graceful_shutdown=int(STOP_WITHIN),
        )
    )
    schedule = build_schedule(app.database, app.delivery)
    schedule.start()
    serving = asyncio.create_task(server.serve())
    try:
        await _until_started(server, serving)
        async with _telegram(app):
            yield
    finally:
        server.should_exit = True
        await asyncio.wait([serving], timeout=STOP_WITHIN + 2)
        schedule.shutdown(wait=False)
        await app.delivery.record_message_ids()


class _Server(uvicorn.Server):
    """Leaves the signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _until_started(server: uvicorn.Server, serving: asyncio.Task[None]) -> None:
    while not server.started:
        if serving.done():
            await serving
            raise OSError("the web server could not start: is the port taken?")
        await asyncio.sleep(0.02)


@asynccontextmanager
async def _telegram(app: App) -> AsyncIterator[None]:
    """Polling, or a webhook where a secret is set."""
    telegram = app.telegram
    if telegram is None:
        yield
        return
    profile = asyncio.create_task(set_profile(telegram, app.settings, app.city))
    polling = Polling(telegram, app.receive)
    fetching = asyncio.create_task(polling.run()) if app.settings.telegram_webhook_secret is None else None
    try:
        yield
    finally:
        for task in (profile, fetching):
            if task is not None:
                task.cancel()
                await asyncio.wait([task])
        try:
            await asyncio.wait_for(polling.drain(), STOP_WITHIN)
        except TimeoutError:
            log.warning("updates under way were not finished; they come again")
        await telegram.close()


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
    """What the first person would otherwise wait for."""
    Update.model_rebuild()
    importlib.import_module("h3")
