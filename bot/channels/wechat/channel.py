"""WeChat Official Account. WeChat calls us with what people send. The first message of a reply is the answer to that
call while it is open; others are customer-service messages, of which there are five in the 48 hours after a person
wrote.

An `errcode` never counts as sent:

    45015, 45047   outside of the window, or its messages are used up     waits until the person writes
    48002          the person does not take messages of the account       waits until the person writes
    43004          the person no longer follows the account               blocked
    45009          the day's calls are used up                            everything but answers waits until tomorrow
    48001          the account lacks the right                            the operator is told; tried again each hour
    40001, 42001   the token is wrong                                     fetched again, once
    other numbers  a defect of ours                                       refused
"""

import asyncio
import re
import weakref
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import Update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channel import text_menu
from bot.channel.channel import (
    Blocked,
    Channel,
    Closed,
    FileLost,
    Gist,
    Incoming,
    Refused,
    SendError,
    Sent,
    TryLater,
    as_own_update,
)
from bot.channel.no_network import NoNetwork
from bot.channels.wechat.answer import Answer
from bot.channels.wechat.api import WeChatApi, WeChatAway, WeChatError
from bot.channels.wechat.file_link import FileLink
from bot.channels.wechat.mass_notices import send_mass
from bot.channels.wechat.message import Message, as_answer, as_service_message, messages, one_menu, stored
from bot.channels.wechat.reader import Reader, reader_at
from bot.channels.wechat.scene import Scenes
from bot.channels.wechat.template import WeChatTemplates
from bot.channels.wechat.update import as_update, delivery_key, is_report, opens, sent_at, words_of
from handlers.me.link import chats_to_add
from handlers.talk.abilities import Abilities, TextLimit, utf8
from handlers.talk.texts import Words, texts
from models.cases.evidence import LARGEST
from models.city.pack import City
from models.outbox.held import is_held
from models.people.conversation import Conversation
from models.people.person import Contact
from models.storage.database import Database, Json
from models.values.position import Datum
from models.wechat.account import WECHAT, account_value, drop_value, keep_value
from models.wechat.budget import tomorrow
from models.wechat.window import Opening, close_window, give_back, may_send, open_window, spend

log = structlog.get_logger(__name__)

UNTIL_THEY_WRITE = timedelta(days=7)
"""How long a rest waits for a person who does not write."""
MEDIA_LASTS = timedelta(days=3) - timedelta(hours=1)
BUSY, TOO_FAST, MEDIA_GONE = -1, 45011, 40007
SENT_GONE = frozenset({40004, MEDIA_GONE})
"""WeChat no longer knows the media id: it keeps what people send for three days."""
NOT_FOLLOWING, QUOTA, NOT_ALLOWED = 43004, 45009, 48001
CLOSED = frozenset({45015, 45047, 48002})

ReadFile = Callable[[str], Awaitable[bytes]]


class Unreachable(Closed):
    """The person cannot be written to now: it waits until they write."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, UNTIL_THEY_WRITE)


class WeChatChannel(Channel):
    """The channel. read_file: the bytes of a kept file by its key (raises LookupError). file_link: its address on the
    web.

    templates: tells gists where the chat is closed. msgmenu: the account may draw menus. device_datum: the datum of the
    degrees in its position events.
    """

    name = WECHAT
    answered_within = 3.0
    can = Abilities(keep_photos=False, hand_over_waiting=True, text_limit=TextLimit(utf8, 1500))
    """WeChat takes 2048 bytes; the rest is for the choices below."""

    def __init__(
        self,
        api: WeChatApi,
        database: Database,
        *,
        read_file: ReadFile,
        file_link: FileLink,
        templates: WeChatTemplates | None = None,
        msgmenu: bool = False,
        device_datum: Datum = "wgs84",
        default_locale: str = "zh-CN",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.bot = Bot("1:wechat", session=NoNetwork())
        self.api = api
        self.scenes = Scenes(api, clock)
        self._database = database
        self._read_file = read_file
        self._uploads: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()
        self._file_link = file_link
        self._templates = templates
        self._msgmenu = msgmenu
        self._device_datum = device_datum
        self._default_locale = default_locale
        self._clock = clock
        self.under_way: set[asyncio.Task[None]] = set()
        """Messages being handled, including those whose call was answered with `success` meanwhile."""
        self.answers: dict[str, Answer] = {}
        """By delivery key, the answers to the calls that brought the messages being handled."""

    # --- in ---------------------------------------------------------------------------------------------------------

    def incoming(self, raw: Any) -> Incoming:
        return Incoming(self.name, delivery_key(raw), raw["FromUserName"], raw, sent_at=sent_at(raw))

    def words_of(self, incoming: Incoming) -> str:
        return words_of(incoming.raw)

    def read(self, incoming: Incoming, contact: Contact | None, conversation: Conversation | None) -> Update:
        if contact is None:
            raise ValueError("whoever writes has a contact")
        menu = conversation.menu if conversation is not None else None
        raw = as_update(incoming.raw, contact.id, menu, incoming.key, device_datum=self._device_datum)
        return as_own_update(raw, self.bot)

    async def note(self, session: AsyncSession, incoming: Incoming, contact: Contact) -> bool:
        """Note that the person wrote or pressed: for a while they can be written to, and rows that waited for that may
        go.
        """
        opening = opens(incoming.raw)
        if opening is None:
            return False
        await open_window(session, contact.id, opening, at=incoming.sent_at or self._clock())
        return await is_held(session, contact.person_id)

    def chat_id(self, address: str | None, contact: Contact | None) -> int | None:
        return contact.id if contact else None

    async def take_report(self, raw: Json) -> None:
        """Take an event that is no conversation. Raises what the database raises: then WeChat brings it again."""
        log.info("wechat event", kind=_plain(str(raw["Event"])))
        if self._templates is not None:
            await self._templates.take_event(raw)

    is_report = staticmethod(is_report)

    # --- out --------------------------------------------------------------------------------------------------------

    def write(self, methods: Sequence[TelegramMethod[Any]], conversation: Conversation | None) -> list[Json]:
        items, menu = stored(methods)
        if menu is not None and conversation is not None:
            conversation.menu = text_menu.to_json(menu)
        return items

    async def send(self, address: str, reply: Sequence[Json], *, answering: Incoming | None = None) -> Sent:
        """Send the first message as the answer to the call, if it is still open; the others follow after it
        has gone.
        """
        if not reply:
            return Sent()
        if "notice" in reply[0]:
            told = self._templates
            return await told.tell(address, reply[0]["notice"]) if told else Sent(error=Refused("none"))
        answer = self.answers.get(answering.key) if answering is not None else None
        is_late = answer is not None and answer.closed
        reader = await reader_at(self._database, address, self._default_locale)
        items, menu = one_menu(reply)
        if menu is not None and reader.contact_id is not None:
            await self._show_menu(reader.contact_id, menu)
        words = texts().on(self.name).in_(reader.locale)
        sent = Sent()
        for message in messages(items, words, self._file_link, apart=self._msgmenu):
            try:
                await self._say(address, reader, message, answer)
            except SendError as error:
                sent.error = error
                return sent
            sent.done += message.done
        sent.for_sure = is_late and answer is not None and not answer.given.done()
        return sent

    async def say_unstored(self, incoming: Incoming, text: str, words: Words) -> bool:
        """Only as the answer to the call: a customer-service message needs the account's token and the
        person's budget.
        """
        answer = self.answers.get(incoming.key)
        items, _ = stored([SendMessage(chat_id=0, text=text)])
        message = messages(items, words, self._file_link)[0]
        return answer is not None and answer.take(as_answer(message, None))

    async def refuse(self, incoming: Incoming, text: str, *, first: bool) -> None:
        """Only as the answer to the call, so that it uses nothing of the budget."""
        answer = self.answers.get(incoming.key)
        if first and answer is not None:
            answer.take({"MsgType": "text", "Content": text})

    async def may_push(self, session: AsyncSession, contact: Contact, *, now: datetime) -> bool:
        """Return whether WeChat would take a customer-service message now."""
        return await may_send(session, contact.id, now=now)

    async def paused_until(self, session: AsyncSession, *, now: datetime) -> datetime | None:
        """Until when the day's calls are used up, or the account lacks the right; None if neither."""
        pause = await account_value(session, "pause", now=now)
        return pause.expires_at if pause is not None else None

    async def gist(
        self, session: AsyncSession, contact: Contact, row: Any, text: str, words: Words, *, now: datetime
    ) -> Gist | None:
        return await self._templates.gist(session, contact, row, text, words, now=now) if self._templates else None

    async def invitation(
        self,
        session: AsyncSession,
        contact: Contact,
        causes: Collection[str | None],
        words: Words,
        *,
        conversation: Conversation | None,
        now: datetime,
    ) -> list[Json]:
        """A link to WeChat's own dialog; if the account has no template for the causes, chats in which news arrives
        after two days too.
        """
        if self._templates is not None and self._templates.can_tell(causes):
            return await self._templates.invitation(session, contact, causes, words, now=now)
        chats = await chats_to_add(session, contact, self.beside, words)
        return [] if chats is None else [{"text": words("link-for-news", chats=chats)}]

    async def download(self, file_id: str) -> bytes:
        """Raises FileLost, WeChatError, WeChatAway."""
        try:
            return await self.api.download(file_id, most=LARGEST)
        except WeChatError as error:
            if error.code in SENT_GONE:
                raise FileLost from error
            raise

    async def send_masses(self, city: City) -> None:
        await send_mass(self._database, self.api, city, clock=self._clock)

    async def drain(self) -> None:
        while self.under_way:
            await asyncio.wait(set(self.under_way))

    async def close(self) -> None:
        await self.api.close()

    async def _show_menu(self, contact_id: int, menu: list[text_menu.Choice]) -> None:
        """Keep the joint menu of several items sent at once, so that each number means one of them."""
        async with self._database.transaction() as session:
            conversation = await session.get(Conversation, contact_id)
            if conversation is not None:
                conversation.menu = text_menu.to_json(menu)

    async def _say(self, address: str, reader: Reader, message: Message, answer: Answer | None) -> None:
        """Send one message, as the answer to the call or as a customer-service message. Raises SendError."""
        draws = self._msgmenu and bool(message.lines) and message.text is not None
        if draws and answer is not None and answer.is_open and await self._can_push(reader):
            try:
                await self._push(address, reader, message)
            except TryLater as error:
                log.info("a menu is written instead of drawn", error=str(error))
            else:
                answer.closed = True  # the next message must not overtake it
                return
        if answer is not None and answer.is_open and answer.take(as_answer(message, await self._media_id(message))):
            return
        if answer is not None and answer.given.done() and not answer.closed:
            await answer.until_handed_over()
        await self._push(address, reader, message)

    async def _can_push(self, reader: Reader) -> bool:
        now = self._clock()
        async with self._database.reading() as session:
            paused = await self.paused_until(session, now=now) is not None
            return not paused and reader.contact_id is not None and await may_send(session, reader.contact_id, now=now)

    async def _push(self, address: str, reader: Reader, message: Message) -> None:
        """Send a customer-service message within the budget. Raises SendError."""
        opening = await self._spend(reader)
        taken = False
        try:
            body = as_service_message(message, await self._media_id(message), menus=self._msgmenu)
            await self.api.send(address, body)
            taken = True
        except WeChatAway as error:
            taken = True  # perhaps: without an answer nobody knows
            raise TryLater(f"no answer: {error}", timedelta(seconds=5)) from error
        except WeChatError as error:
            if error.code in CLOSED:
                await self._close_window(reader)
                taken = True
            if error.code == MEDIA_GONE and message.image is not None:
                await self._forget_media(message.image)
                raise TryLater(str(error.code)) from error
            raise await self._trouble(error) from error
        finally:
            if not taken and reader.contact_id is not None:
                async with self._database.transaction() as session:
                    await give_back(session, reader.contact_id, opening)

    async def _forget_media(self, key: str) -> None:
        async with self._database.transaction() as session:
            await drop_value(session, f"media:{key}")

    async def _spend(self, reader: Reader) -> Opening:
        now = self._clock()
        if reader.contact_id is None:
            raise Unreachable("nobody is there")
        async with self._database.transaction() as session:
            pause = await account_value(session, "pause", now=now)
            if pause is not None and pause.expires_at is not None:
                raise TryLater(f"wechat refuses: {pause.value}", pause.expires_at - now)
            opening = await spend(session, reader.contact_id, now=now)
        if opening is None:
            raise Unreachable("outside of the window")
        return opening

    async def _close_window(self, reader: Reader) -> None:
        if reader.contact_id is not None:
            async with self._database.transaction() as session:
                await close_window(session, reader.contact_id)

    async def _trouble(self, error: WeChatError) -> SendError:
        """Translate an error number into the send error of the message. The day's quota and a missing right pause
        everybody.
        """
        code, now = error.code, self._clock()
        if code in CLOSED:
            return Unreachable(str(code))
        if code == NOT_FOLLOWING:
            return Blocked(str(code))
        if code == QUOTA:
            await self.api.pause(str(code), tomorrow(now))
            log.error("wechat: the day's calls are used up", code=code)
            return TryLater(str(code), tomorrow(now) - now)
        if code == NOT_ALLOWED:
            await self.api.pause(str(code), now + timedelta(hours=1))
            log.error("wechat: the account may not send customer-service messages", code=code)
            return TryLater(str(code), timedelta(hours=1))
        if code in (BUSY, TOO_FAST):
            return TryLater(str(code), timedelta(seconds=60 if code == TOO_FAST else 3))
        if code in (40001, 40014, 42001):
            log.error("wechat: the token is refused", code=code)
            return TryLater(str(code), timedelta(minutes=1))
        return Refused(str(code))

    async def _media_id(self, message: Message) -> str | None:
        """The media id of the picture, uploaded once in three days; None if there is no picture. Raises SendError."""
        if message.image is None:
            return None
        async with self._uploads.setdefault(message.image, asyncio.Lock()):  # many messages may need the same picture
            return await self._uploaded(message.image)

    async def _uploaded(self, key: str) -> str:
        name, now = f"media:{key}", self._clock()
        async with self._database.reading() as session:
            kept = await account_value(session, name, now=now)
        if kept is not None:
            return str(kept.value)
        try:
            media_id = await self.api.upload_picture(await self._read_file(key), "picture.jpg")
        except LookupError as error:
            raise Refused("the file is not kept any more") from error
        except WeChatAway as error:
            raise TryLater(f"no answer: {error}", timedelta(seconds=5)) from error
        except WeChatError as error:
            raise await self._trouble(error) from error
        async with self._database.transaction() as session:
            await keep_value(session, name, media_id, expires_at=now + MEDIA_LASTS)
        return media_id


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9_:. ]", "", text.lower())[:60]
