"""Somebody is hurt while the database is full, locked, away or silent, or while they flood: the card comes."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.app import App
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import Polling
from bot.channels.wechat import routes as way_in
from bot.intake.card_from_memory import CARDS, REMEMBERED, CardsFromMemory
from bot.intake.flood import LIMIT, URGENT_LIMIT, Verdict
from bot.trouble import DatabaseAway
from bot.web.site import build_site
from handlers.talk.texts import texts
from models.city.pack import City
from models.people.conversation import ProcessedUpdate
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher
from tests.world.bot_api import serve_bot_api
from tests.world.chat import Client, Someone, open_chat
from tests.world.clients.telegram import telegram_update
from tests.world.clients.text import TextChannel
from tests.world.clients.webchat import page_input
from tests.world.processes.troubles import TROUBLES, Trouble, trouble
from tests.world.tickets import no_file
from tests.world.wechat.api import asgi, call, message_xml, opened

HURT, LOST = "我被车撞了，流了好多血", "厕所"
WITHIN_S = 2.0
BROUGHT_AGAIN_S = 0.3
CHANNELS = ["telegram", "webchat", "text", "wechat"]
_numbers = itertools.count(70_000)


@dataclass
class Outside:
    """What is outside of the service: it brings an event until it is taken, and hears what is said."""

    app: App
    client: Client
    someone: Someone
    heard: list[str] = field(default_factory=list)
    bringing: set[asyncio.Task[None]] = field(default_factory=set)

    def says(self, text: str) -> None:
        """Brings it until it is taken, beside everything else."""
        task = asyncio.create_task(self._bring(text))
        self.bringing.add(task)
        task.add_done_callback(self.bringing.discard)

    async def _bring(self, text: str) -> None:
        if self.client.channel.name == "wechat":
            await self._call(message_xml(self.someone.address, "text", Content=text))
            return
        raw = self._raw({"text": text})
        while True:
            try:
                await self.app.receive(self.client.channel, raw)
            except DatabaseAway:
                await asyncio.sleep(BROUGHT_AGAIN_S)
            else:
                return

    def _raw(self, what: Any) -> Any:
        if self.client.channel.name == "telegram":
            return telegram_update(int(self.someone.address), what, update_id=next(_numbers))
        return page_input(self.someone, what)

    async def _call(self, xml: str) -> None:
        """At most three times, as WeChat does."""
        site = build_site(self.app) if not hasattr(self, "_site") else self._site
        self._site = site
        for _ in range(3):
            query, body = call(xml)
            status, answer, _ = await asgi(site, "POST", "/wechat/callback", query, body)
            if status == 200:
                reply = opened(answer)
                self.heard += [reply.content] if reply is not None else []
                return

    async def until(self, condition: Callable[[], bool], seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.01)

    async def all_is_taken(self, seconds: float = 30.0) -> None:
        await self.until(lambda: not self.bringing and not getattr(self.client.channel, "under_way", None), seconds)

    def texts(self) -> list[str]:
        channel = self.client.channel.name
        if channel == "telegram":
            return [getattr(each, "text", "") or "" for each in self.client.session.requests]  # type: ignore[attr-defined]
        if channel == "text":
            return [each["text"] for each in self.client.channel.sent]  # type: ignore[attr-defined]
        if channel == "wechat":
            sent = self.client.server.sent  # type: ignore[attr-defined]
            return self.heard + [each.get("text", {}).get("content", "") for each in sent]
        while not self._page.empty():
            frame = self._page.get_nowait()
            self.heard.append((frame.get("message") or frame.get("edit") or {}).get("text") or "")
        return self.heard

    @property
    def _page(self) -> Any:
        pages = self.client.channel._pages.get(self.someone.address)  # type: ignore[attr-defined]
        return next(iter(pages)) if pages else self.client.channel.join(self.someone.address)  # type: ignore[attr-defined]

    def cards(self) -> int:
        """How many things were said that name the ambulance on a line of its own."""
        return sum("急救：120" in text or "120\n" in f"{text}\n" for text in self.texts())


@asynccontextmanager
async def _outside(channel: str, database: Database, city: City) -> AsyncIterator[Outside]:
    """Somebody who has agreed to everything, with an open page where the channel has pages."""
    chat = open_chat(channel, database, city, None)
    anna = await chat.person("anna", agreed=True)
    outside = Outside(chat.app, chat.client, anna)
    if channel == "webchat":
        chat.client.channel.join(anna.address)  # type: ignore[attr-defined]
    if channel == "wechat":
        chat.client.server.wrote(anna.address)  # type: ignore[attr-defined]
    yield outside
    for task in set(outside.bringing):
        task.cancel()


@asynccontextmanager
async def _troubled(
    what: str, database_url: str, cipher: Cipher, tmp_path: Path
) -> AsyncIterator[tuple[Database, Trouble]]:
    async with trouble(what, database_url, tmp_path) as troubled:
        database = open_database(troubled.url, cipher)
        yield database, troubled
        with suppress(Exception):
            await database.close()


@pytest.mark.parametrize(("database_kind", "what"), TROUBLES, indirect=["database_kind"])
async def test_the_card_comes_in_two_seconds_and_once_whatever_befalls_the_database(
    what: str, database_url: str, cipher: Cipher, city: City, tmp_path: Path
) -> None:
    """On every channel at the same time."""
    async with _troubled(what, database_url, cipher, tmp_path) as (database, troubled), AsyncExitStack() as stack:
        everybody = [await stack.enter_async_context(_outside(channel, database, city)) for channel in CHANNELS]
        before = [len(each.texts()) for each in everybody]
        await troubled.begin()
        await asyncio.gather(*(_gets_the_card_once(each) for each in everybody))
        await troubled.end()
        for outside, known in zip(everybody, before, strict=True):
            channel = outside.client.channel.name
            await outside.all_is_taken()
            assert outside.cards() == 1, f"{channel}: the card is not said again when the database is back"
            after = "\n".join(outside.texts()[known + 1 :])
            assert "驿站" in after or "位置" in after, f"{channel}: what was asked meanwhile is answered"


async def _gets_the_card_once(outside: Outside) -> None:
    channel, before, began = outside.client.channel.name, len(outside.texts()), time.monotonic()
    outside.says(HURT)
    await outside.until(lambda: outside.cards() == 1, WITHIN_S + 1)
    assert time.monotonic() - began < WITHIN_S, channel
    outside.says(LOST)
    await asyncio.sleep(1.5)
    assert len(outside.texts()) == before + 1, f"{channel}: it is brought again and again, and the card comes once"


@pytest.mark.parametrize("channel", ["telegram", "webchat", "wechat"])
@pytest.mark.parametrize(("database_kind", "what"), [("sqlite", "locked")], indirect=["database_kind"])
async def test_the_sentence_is_in_the_conversation_when_the_database_is_back(
    channel: str, what: str, database_url: str, cipher: Cipher, city: City, tmp_path: Path
) -> None:
    async with (
        _troubled(what, database_url, cipher, tmp_path) as (database, troubled),
        _outside(channel, database, city) as outside,
    ):
        await outside.someone.sends("平台乱扣我钱")
        await outside.someone.sends("我要投诉")
        await troubled.begin()
        outside.says(HURT)
        await outside.until(lambda: outside.cards() == 1, WITHIN_S + 1)
        await troubled.end()
        await outside.all_is_taken()
        outside.says(LOST)
        await outside.all_is_taken()
        assert outside.cards() == 1


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_flood_does_not_swallow_an_emergency(channel: str, database: Database, city: City) -> None:
    async with _outside(channel, database, city) as outside:
        for _ in range(LIMIT + 4):
            outside.says("好")
        await outside.all_is_taken()
        began = time.monotonic()
        outside.says(HURT)
        await outside.until(lambda: outside.cards() == 1, WITHIN_S + 1)
        assert time.monotonic() - began < WITHIN_S
        await outside.all_is_taken()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_flood_of_emergencies_gets_a_few_cards_and_another_kind_its_own(database: Database, city: City) -> None:
    async with _outside("telegram", database, city) as outside:
        for _ in range(LIMIT + URGENT_LIMIT + 30):
            outside.says(HURT)
        await outside.all_is_taken()
        known = outside.cards()
        assert URGENT_LIMIT <= known <= LIMIT + URGENT_LIMIT + CARDS
        outside.says("着火了，好大的火")
        await outside.until(lambda: any("119" in each for each in outside.texts()[-2:]), WITHIN_S)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_who_floods_is_told_whom_to_call(database_kind: str, locale: str) -> None:
    words = texts().in_(locale)("error-too-fast")
    assert all(number in words for number in ("110", "120", "122"))


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_an_emergency_behind_a_message_that_waits_is_not_kept_waiting(
    database_url: str, cipher: Cipher, city: City, tmp_path: Path
) -> None:
    """Telegram's updates of one chat stand in line: the first of them waits for the database."""
    async with (
        _troubled("locked", database_url, cipher, tmp_path) as (database, troubled),
        serve_bot_api() as api,
    ):
        chat = open_chat("telegram", database, city, None)
        channel = TelegramChannel("42:TEST", api.url, no_file)
        polling = Polling(channel, chat.app.receive, chat.app.hear)
        task = asyncio.create_task(polling.run())
        api.push(telegram_update(5, {"text": "/start"}))
        await api.until(lambda: len(api.texts(5)) == 1, 5)
        await troubled.begin()
        api.push(telegram_update(5, {"text": LOST}), telegram_update(5, {"text": HURT}))
        await api.until(lambda: any("急救：120" in text for text in api.texts(5)), 3)
        assert len(api.texts(5)) == 2
        await troubled.end()
        await api.until(lambda: not api.updates and len(api.texts(5)) > 2, 20)
        assert sum("急救：120" in text for text in api.texts(5)) == 1
        task.cancel()
        await asyncio.wait([task])
        await polling.drain()
        await channel.close()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_nothing_is_said_in_a_group(database: Database, city: City) -> None:
    async with _outside("telegram", database, city) as outside:
        update = telegram_update(-100, {"text": HURT})
        update["message"]["chat"]["type"] = "group"
        channel = outside.client.channel
        assert outside.app.cards.hear(channel, channel.incoming(update)) is None


@pytest.fixture
def cards(city: City) -> CardsFromMemory:
    return CardsFromMemory(lambda text: None, texts(), "zh-CN")


async def test_memory_does_not_grow_with_the_number_of_chats(cards: CardsFromMemory) -> None:
    channel: Any = TextChannel()
    for number in range(REMEMBERED + 50):
        incoming = channel.incoming({"id": str(number), "address": str(number), "text": "好"})
        cards.hear(channel, incoming)
        cards.speaks(incoming, "en")
    assert len(cards._locales) == len(cards._listened) == REMEMBERED


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_who_is_spoken_to_in_english_gets_an_english_card(
    database_url: str, cipher: Cipher, city: City, tmp_path: Path
) -> None:
    async with (
        _troubled("locked", database_url, cipher, tmp_path) as (database, troubled),
        _outside("text", database, city) as outside,
    ):
        bob = await open_person(outside, "en")
        await troubled.begin()
        bob.says("I was hit by a car")
        await bob.until(lambda: any("Traffic accident: 122" in text for text in bob.texts()), WITHIN_S + 1)
        await troubled.end()
        await bob.all_is_taken()


async def open_person(outside: Outside, language: str) -> Outside:
    someone = Someone(outside.someone.chat, str(next(_numbers)), language)
    await someone.sends("/start")
    someone.language = "zh-CN"  # the event itself does not tell
    return Outside(outside.app, outside.client, someone)


async def test_the_verdict_of_a_taken_event_is_take(database: Database, city: City) -> None:
    async with _outside("text", database, city) as outside:
        assert await outside.app.receive(outside.client.channel, outside._raw({"text": HURT})) is Verdict.TAKE


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_where_too_many_wechat_messages_wait_an_emergency_still_gets_its_card(
    database_url: str, cipher: Cipher, city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(way_in, "WAITING_AT_MOST", 0)
    async with (
        _troubled("full", database_url, cipher, tmp_path) as (database, troubled),
        _outside("wechat", database, city) as outside,
    ):
        await troubled.begin()
        outside.says(LOST)
        await outside.until(lambda: not outside.bringing, 10)
        outside.says(HURT)
        await outside.until(lambda: outside.cards() == 1, WITHIN_S + 1)
        await troubled.end()


@pytest.mark.parametrize(
    ("database_kind", "what"), [("sqlite", "locked"), ("postgresql", "away")], indirect=["database_kind"]
)
async def test_a_plain_wechat_call_that_cannot_be_checked_gets_the_card_and_is_taken_later_if_it_is_no_replay(
    what: str, database_url: str, cipher: Cipher, city: City, tmp_path: Path
) -> None:
    """One signature, read from a log by somebody else, carries another sentence while the database is away."""
    async with (
        _troubled(what, database_url, cipher, tmp_path) as (database, troubled),
        _outside("wechat", database, city) as outside,
    ):
        plain = replace(outside.app, settings=outside.app.settings.model_copy(update={"wechat_aes_key": None}))
        site = build_site(plain)

        async def brings(text: str, signed: dict[str, str] | None = None) -> tuple[int, bytes, dict[str, str]]:
            """signed: the query of an earlier call, read from a log."""
            query, body = call(message_xml(outside.someone.address, "text", Content=text), "plain")
            status, answer, _ = await asgi(site, "POST", "/wechat/callback", signed or query, body)
            return status, answer, signed or query

        status, _, signed = await brings("你好")
        assert status == 200
        before = await _marks(database)
        await troubled.begin()
        status, answer, _ = await brings(HURT)
        assert (status, "120" in answer.decode()) == (200, True)
        forged = await brings("删除我的资料", signed)
        assert forged[0] == 503
        await troubled.end()
        await outside.until(lambda: not plain.channels["wechat"].under_way, 30)
        assert await _marks(database) == before + 1, "the emergency, and nothing of who replayed"


async def _marks(database: Database) -> int:
    async with database.reading() as session:
        return (await session.scalars(sa.select(sa.func.count()).select_from(ProcessedUpdate))).one()
