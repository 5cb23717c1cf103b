"""Puts the parts together, starts them in order and stops them in reverse."""

import asyncio
import gc
import importlib
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import structlog
from aiogram import Dispatcher
from aiogram.fsm.strategy import FSMStrategy
from aiogram.types import Update
from starlette.types import ASGIApp

from bot.channels.channel import Channel, Incoming
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_polling import Polling
from bot.channels.telegram_profile import set_profile
from bot.channels.webchat import WebChatChannel
from bot.channels.wechat.channel import WeChatChannel
from bot.channels.wechat.menu import keep_setting_menu
from bot.commands.listening import open_listeners
from bot.configured_channels import configured_channels
from bot.health import DatabaseHealth, TelegramHealth
from bot.intake.card_from_memory import CardsFromMemory, Heard
from bot.intake.conversation_storage import ConversationStorage
from bot.intake.flood import FloodGuard, Verdict
from bot.intake.intake import DatabaseAway, Intake, NoNetworkInside, Outcome, Talking, Understand
from bot.intake.long_texts import LongTexts
from bot.jobs.foreign_files import ForeignFiles
from bot.jobs.schedule import Schedule
from bot.keys import Keys
from bot.memory import give_memory_back
from bot.metrics import Ending, Metrics
from bot.sending.replies import Delivery
from bot.sending.sender import Sender
from bot.settings import Settings
from bot.understanding import Understanding
from bot.understanding.start import learning
from bot.web.door.server import WebServer, web_server
from handlers.buttons.notices import CountTaps
from handlers.front.conversations import conversations
from handlers.front.urgent import NumbersInSight
from handlers.front.yes import TakeYesBack
from handlers.talk.texts import texts
from models.articles.library import Library
from models.city.pack import City
from models.storage.database import Database
from models.upkeep.written_apart import WritingApart

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
    understanding: Understanding | None = None
    """None where nothing is read (in tests of the parts below)."""
    library: Library = field(default_factory=Library)
    flood: FloodGuard = field(default_factory=FloodGuard)
    long_texts: LongTexts = field(default_factory=LongTexts)
    foreign_files: ForeignFiles = field(default_factory=ForeignFiles)
    metrics: Metrics = field(default_factory=Metrics)
    telegram_health: TelegramHealth = field(default_factory=TelegramHealth)
    apart: WritingApart = field(default_factory=WritingApart)
    schedule: Schedule | None = None
    """While it runs."""
    sender: Sender = field(init=False)
    cards: CardsFromMemory = field(init=False)
    database_health: DatabaseHealth = field(init=False)

    def __post_init__(self) -> None:
        self.database_health = DatabaseHealth(self.database, self.clock)
        alarm_in = self.understanding.alarm_in if self.understanding is not None else lambda text: None
        self.cards = CardsFromMemory(alarm_in, texts(), self.settings.default_locale)
        rates = {TelegramChannel.name: self.settings.telegram_rate}
        self.sender = Sender(
            self.database,
            self.channels,
            self.city,
            texts(),
            self.metrics,
            rates=rates,
            clock=self.clock,
            tell_pause=self.delivery.pause,
        )
        self.delivery.tell_pause = self.sender.pause

    def hear(self, channel: Channel, raw: Any) -> None:
        """An event has come that has to wait for its turn: somebody in danger does not wait for their card."""
        self.cards.hear(channel, channel.incoming(raw))

    async def receive(self, channel: Channel, raw: Any) -> Verdict:
        """Takes one raw event of a channel and hands its reply over. Raises DatabaseAway: it has to come again."""
        incoming = channel.incoming(raw)
        heard = self.cards.hear(channel, incoming)
        if heard is None or heard.handled or not heard.taken:
            verdict = self.flood.judge(incoming, now=self.clock(), urgent=heard is not None)
            if verdict is not Verdict.TAKE:
                await self._turn_away(channel, incoming, verdict, heard)
                return verdict
        if heard is None:
            await self._serve(channel, incoming)
            return Verdict.TAKE
        heard.taken = True
        try:
            await self._serve(channel, incoming, heard)
        except Exception:
            await self.cards.say(heard)
            raise
        return Verdict.TAKE

    async def _serve(self, channel: Channel, incoming: Incoming, heard: Heard | None = None) -> None:
        async with self.intake.turn(channel.name, incoming.address):
            async with self.long_texts.turn(channel.words_of(incoming) if heard is None else ""):
                outcome = await self._take(channel, incoming)
            self.cards.speaks(incoming, outcome.locale)
            async with self.cards.handing_over(heard, outcome) as new:
                await self.delivery.hand_over(channel, incoming, new)

    async def _turn_away(self, channel: Channel, incoming: Incoming, verdict: Verdict, heard: Heard | None) -> None:
        """The numbers come before the words that what was sent is not taken."""
        self.metrics.flooded(channel.name)
        if heard is not None:
            await self.cards.turn_away(heard)
        words = self.cards.words(channel, incoming)
        await channel.refuse(incoming, words("error-too-fast"), first=verdict is Verdict.TELL)

    async def _take(self, channel: Channel, incoming: Incoming) -> Outcome:
        """Handled, timed and counted."""
        began, ending = time.perf_counter(), Ending.FAILED
        try:
            outcome = await self.intake.take(channel, incoming)
            ending = outcome.ending
        except DatabaseAway:
            ending = Ending.AWAY
            raise
        finally:
            self.metrics.update(channel.name, ending, time.perf_counter() - began)
        return outcome

    @property
    def webchat(self) -> WebChatChannel | None:
        channel = self.channels.get(WebChatChannel.name)
        return channel if isinstance(channel, WebChatChannel) else None

    @property
    def telegram(self) -> TelegramChannel | None:
        channel = self.channels.get(TelegramChannel.name)
        return channel if isinstance(channel, TelegramChannel) else None

    @property
    def wechat(self) -> WeChatChannel | None:
        channel = self.channels.get(WeChatChannel.name)
        return channel if isinstance(channel, WeChatChannel) else None


def build_app(
    settings: Settings,
    keys: Keys,
    database: Database,
    city: City,
    *,
    channels: list[Channel] | None = None,
    understanding: Understanding | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    strict: bool = False,
) -> App:
    """Everything connected, nothing started. In tests, channels: instead of those the settings name; understanding: one
    that is there already."""
    open_channels = channels if channels is not None else configured_channels(settings, keys, database, city, clock)
    for channel in open_channels:
        channel.bot.session.middleware(NoNetworkInside())
    understanding, library = understanding or Understanding(city), Library()
    intake = Intake(
        database,
        product_dispatcher(),
        texts(),
        things={
            "city": city,
            "understand": understanding.read,
            "is_learning": lambda: understanding.is_learning,
            "library": library,
            "receipt_page": _page(settings, "receipt"),
            "certificate_page": _page(settings, "certificate/"),
            "check_in_page": _page(settings, "check-in/"),
        },
        strict=strict,
        clock=clock,
        default_locale=settings.default_locale,
    )
    by_name = {channel.name: channel for channel in open_channels}
    for channel in open_channels:
        channel.beside = tuple(name for name in by_name if name != channel.name)
    delivery = Delivery(database, by_name, intake, city, clock)
    return App(settings, keys, database, city, by_name, intake, delivery, clock, understanding, library)


def _page(settings: Settings, path: str) -> str | None:
    """Where a page for everybody is, if the service has an address on the web."""
    return f"{settings.public_url}/{path}" if settings.public_url else None


@cache
def product_dispatcher() -> Dispatcher:
    """The dispatcher with every conversation. It holds no state, and routers can only be included once."""
    dispatcher = Dispatcher(storage=ConversationStorage(), fsm_strategy=FSMStrategy.CHAT)
    for each in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query, dispatcher.my_chat_member):
        each.outer_middleware(Talking())
    for observer in (dispatcher.message, dispatcher.edited_message):
        observer.outer_middleware(Understand())
    dispatcher.callback_query.outer_middleware(CountTaps())
    for each in (dispatcher.message, dispatcher.callback_query):
        each.outer_middleware(TakeYesBack())
    for each in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query):
        each.outer_middleware(NumbersInSight())
    dispatcher.include_router(conversations())
    return dispatcher


@asynccontextmanager
async def running(app: App, site: ASGIApp) -> AsyncIterator[None]:
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
    schedule = app.schedule = Schedule(app)
    schedule.start()
    if app.understanding is not None:
        app.understanding.is_learning = True  # before the first message
    serving = asyncio.create_task(server.serve(listeners))
    sending = asyncio.create_task(app.sender.run())
    try:
        await _until_started(server, serving)
        async with _telegram(app, stopping), _wechat_menu(app), learning(app.understanding, app.settings.data_dir):
            yield
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
