"""People who chat: they send what a client sends, and see what it would show, on every channel alike.

A story reads `await anna.sends("厕所")`, `await anna.presses("1")`, `anna.sees("180 米")`. What goes in are raw
updates; what comes out is what each channel hands to its client, so that a story tells what a person would see.
"""

import itertools
import json
import re
import ssl
from abc import ABC, abstractmethod
from collections.abc import Coroutine, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

from aiogram.client.session import aiohttp as telegram_session
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    LeaveChat,
    SendDocument,
    SendMessage,
    SendPhoto,
    SendVenue,
    TelegramMethod,
)
from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup, Update
from teremok.session import MockedSession

from bot.app import App
from bot.assembly import build_app
from bot.channel import text_menu
from bot.channel.channel import Channel, Incoming, Sent, as_own_update
from bot.channels.telegram.channel import TelegramChannel
from bot.channel.no_network import NoNetwork
from bot.channels.webchat.channel import WebChatChannel, _as_update
from bot.keys import Keys
from bot.settings import Settings
from bot.understanding.reading import Understanding
from models.city.pack import City
from models.people.conversation import Conversation
from models.people.person import Contact
from models.storage.database import Database, Json
from models.storage.encryption import Cipher, new_key
from models.storage.kept_file import read_file
from tests.world.senders import running

# Each session would read the certificates anew, which takes longer than a short story; no story reaches Telegram.
telegram_session.ssl = SimpleNamespace(create_default_context=cache(ssl.create_default_context))

_ids = itertools.count(1000)
PICTURE = "(a picture)"
CHOOSE: dict[text_menu.How, str] = {"numbers": "回数字：", "letters": "回字母：", "both": "回字母，或者 0："}


@dataclass
class Button:
    """Something a person can press: the callback, a text to say, a link, or a question for the position."""

    label: str
    press: str | None = None
    say: str | None = None
    url: str | None = None
    asks_location: bool = False
    message_id: int = 0


@dataclass
class Seen:
    """One message as the client shows it."""

    text: str
    buttons: list[Button] = field(default_factory=list)
    document: str | None = None
    place: tuple[float, float] | None = None
    edited: bool = False


@dataclass
class Chat:
    """The service, and people who talk to it on one channel."""

    app: App
    client: "Client"
    city: City
    time: Any
    people: dict[str, "Someone"] = field(default_factory=dict)

    async def person(self, name: str, *, language: str = "zh-hans", agreed: bool = False) -> "Someone":
        """Somebody who has not written yet; with `agreed`, who has been through the first contact."""
        someone = self.people.setdefault(name, Someone(self, str(next(_ids)), language))
        if agreed:
            await someone.sends("/start")
            await someone.presses("同意" if language.startswith("zh") else "Agree")
        return someone

    async def send_due(self) -> None:
        """Everything in the outbox that is due now."""
        self.app.sender.chat_pause_s = 0.0  # a second between two messages to one chat is tested with the sender
        async with running(self.app.sender):
            await self.app.sender.drain()

    def wait(self, **duration: float) -> None:
        """Time passes: `wait(hours=2)`."""
        from datetime import timedelta

        self.time.shift(timedelta(**duration))


@dataclass
class Someone:
    """A person with a client in their hand."""

    chat: Chat
    address: str
    language: str
    screen: list[Seen] = field(default_factory=list)
    """What the last thing they did was answered with."""
    history: list[Seen] = field(default_factory=list)

    async def sends(self, text: str, *, message_id: int | None = None) -> "Someone":
        return await self._do({"text": text, **({"message_id": message_id} if message_id else {})})

    async def edits(self, message_id: int, text: str) -> "Someone":
        """Changes what was sent before, on Telegram."""
        return await self._do({"text": text, "message_id": message_id, "edited": True})

    async def sends_voice(self, file_id: str = "voice-1", *, heard: str | None = None) -> "Someone":
        """heard: what the channel understood, on WeChat. The page of the web chat has no voice."""
        return await self._do({"voice": file_id, **({"heard": heard} if heard else {})})

    async def shares(self, latitude: float, longitude: float) -> "Someone":
        return await self._do({"location": {"latitude": latitude, "longitude": longitude}})

    async def shares_centre(self) -> "Someone":
        centre = self.chat.city.centre
        return await self.shares(centre.latitude, centre.longitude)

    async def sends_photo(self, file_id: str = "photo-1", *, caption: str | None = None) -> "Someone":
        return await self._do({"photo": file_id, **({"caption": caption} if caption else {})})

    async def sends_file(self, file_id: str = "file-1", *, name: str = "a.pdf", size: int = 1000) -> "Someone":
        return await self._do({"document": {"file_id": file_id, "file_name": name, "file_size": size}})

    async def sends_album(self, *file_ids: str) -> list[Seen]:
        """Several photos at once; where a channel has no albums, one after the other. Returns all answers."""
        seen: list[Seen] = []
        for each in file_ids:
            self.screen = await self.chat.client.deliver(self.chat.app, self, {"photo": each, "album": file_ids[0]})
            seen += self.screen
        self.history += seen
        return seen

    async def presses(self, label: str) -> "Someone":
        """Presses the newest button whose label contains the text."""
        return await self.presses_button(self.button(label))

    async def presses_button(self, button: Button) -> "Someone":
        """Presses a button kept from before, however old."""
        if button.say is not None:
            return await self._do({"text": button.say})
        assert button.press is not None, f"{button.label} opens a link"
        return await self._do({"press": button.press, "message": button.message_id, "label": button.label})

    def button(self, label: str) -> Button:
        for seen in reversed(self.history):
            for button in seen.buttons:
                if label == button.label or (label in button.label and not label.isdigit()):
                    return button
        if label.isdigit() and self.chat.client.types_numbers:
            return Button(label, say=label)
        raise AssertionError(f"no button {label!r}; there are {self.labels()} below {self.text}")

    def buttons(self) -> list[Button]:
        """The buttons below the last answer."""
        return [button for seen in self.screen for button in seen.buttons]

    def labels(self) -> list[str]:
        return [button.label for button in self.buttons()]

    @property
    def text(self) -> str:
        """All of the last answer, with plain blanks for those that do not break."""
        return "\n".join(seen.text for seen in self.screen).replace("\N{NO-BREAK SPACE}", " ")

    def sees(self, *parts: str) -> None:
        for part in parts:
            assert part in self.text, f"{part!r} is not in:\n{self.text}"

    def sees_no(self, *parts: str) -> None:
        for part in parts:
            assert part not in self.text, f"{part!r} is in:\n{self.text}"

    async def document(self) -> str:
        """The text of the file in the last answer."""
        key = next(seen.document for seen in self.screen if seen.document)
        async with self.chat.app.database.reading() as session:
            file = await read_file(session, key, contact_id=None, now=datetime.now(UTC))
        assert file is not None
        return file.content.decode()

    async def is_told(self) -> "Someone":
        """What was due for anybody is sent: `screen` is what of it reached this person."""
        self.screen = await self.chat.client.during(self, self.chat.send_due())
        self.history += self.screen
        return self

    async def sends_parts(self, **parts: Json) -> "Someone":
        """A message of these parts, as the Bot API has them; it may be one that nobody answers."""
        self.screen = await self.chat.client.deliver(self.chat.app, self, {"parts": parts})
        self.history += self.screen
        return self

    async def sends_part(self, album: str, **what: Json) -> "Someone":
        """One part of an album, on Telegram; it may be answered by what the others are."""
        self.screen = await self.chat.client.deliver(self.chat.app, self, {**what, "album": album})
        self.history += self.screen
        return self

    async def _do(self, what: Json) -> "Someone":
        self.screen = await self.chat.client.deliver(self.chat.app, self, what)
        assert self.screen or what == {}, "no answer at all"
        self.history += self.screen
        return self


class Client(ABC):
    """What a channel's client program does: wraps what is done into a raw event, and shows what comes back."""

    channel: Channel
    types_numbers = False
    """Nothing can be pressed: a number of the text is typed, whether or not a menu names it."""

    async def deliver(self, app: App, someone: Someone, what: Json) -> list[Seen]:
        """Hands in what was done, and shows what comes back."""
        return await self.during(someone, self.hand_in(app, someone, what))

    async def hand_in(self, app: App, someone: Someone, what: Json) -> None:
        raise NotImplementedError

    @abstractmethod
    async def during(self, someone: Someone, doing: Coroutine[Any, Any, None]) -> list[Seen]:
        """What reaches the person while something is done."""


class _CheckedSession(MockedSession):
    """Takes a method as Telegram would: with everything nested in it, whatever was left plain."""

    async def make_request(self, bot: Any, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109 - aiogram's
        whole = type(method).model_validate(dict(method), context={"bot": bot})
        return await super().make_request(bot, whole, timeout)


class TelegramClient(Client):
    """Raw updates in, Bot API methods out, checked against the documented rules."""

    def __init__(self) -> None:
        async def no_file(key: str) -> bytes:
            return b"-"

        self.channel = TelegramChannel("42:TEST", "https://api.telegram.org", no_file)
        self.session = _CheckedSession()
        self.channel.bot.session = self.session

    async def hand_in(self, app: App, someone: Someone, what: Json) -> None:
        await app.receive(self.channel, telegram_update(int(someone.address), what, language=someone.language))

    async def during(self, someone: Someone, doing: Coroutine[Any, Any, None]) -> list[Seen]:
        before = len(self.session.requests)
        await doing
        number = max([0, *(button.message_id for seen in someone.history for button in seen.buttons)])
        shown: list[Seen] = []
        for method in self.session.requests[before:]:
            if str(getattr(method, "chat_id", someone.address)) != someone.address:
                continue
            if isinstance(method, EditMessageReplyMarkup):  # the keyboard was taken away first
                shown[-1].buttons = _markup_buttons(method.reply_markup, number)
                continue
            number += 1
            seen = self._seen(method, number)
            shown += [seen] if seen is not None else []
        return shown

    def _seen(self, method: TelegramMethod[Any], number: int) -> Seen | None:
        if isinstance(method, AnswerCallbackQuery):
            return Seen(method.text) if method.text else None
        if isinstance(method, SendMessage):
            return Seen(method.text, _markup_buttons(method.reply_markup, number))
        if isinstance(method, EditMessageText):
            return Seen(method.text or "", _markup_buttons(method.reply_markup, method.message_id or 0), edited=True)
        if isinstance(method, SendVenue):
            place = (method.latitude, method.longitude)
            return Seen(f"{method.title} {method.address}", _markup_buttons(method.reply_markup, number), place=place)
        if isinstance(method, SendDocument):
            return Seen(method.caption or "", _markup_buttons(method.reply_markup, number), document="")
        if isinstance(method, SendPhoto):
            return Seen(method.caption or PICTURE, _markup_buttons(method.reply_markup, number))
        if isinstance(method, LeaveChat):
            return Seen("(leaves)")
        raise AssertionError(f"a client would not know what to do with {type(method).__name__}")


def _page_input(someone: Someone, what: Json) -> Json:
    """What was done as the page tells it."""
    if "document" in what:
        what = {"document": what["document"]["file_id"], "name": what["document"]["file_name"]}
    return {"id": f"input-{next(_ids)}", "address": someone.address, "language": someone.language, **what}


class WebChatClient(Client):
    """The page's frames."""

    def __init__(self) -> None:
        self.channel: WebChatChannel = WebChatChannel()

    async def hand_in(self, app: App, someone: Someone, what: Json) -> None:
        await app.receive(self.channel, _page_input(someone, what))

    async def during(self, someone: Someone, doing: Coroutine[Any, Any, None]) -> list[Seen]:
        page = self.channel.join(someone.address)
        await doing
        frames = [page.get_nowait() for _ in range(page.qsize())]
        self.channel.leave(someone.address, page)
        return [self._seen(json.loads(json.dumps(frame))) for frame in frames]

    def _seen(self, frame: Json) -> Seen:
        if "toast" in frame or "refused" in frame:
            return Seen(frame.get("toast") or frame.get("text", ""))
        message = frame.get("message") or frame["edit"]
        buttons = [
            Button(
                each["text"],
                each.get("press"),
                each.get("say"),
                each.get("url"),
                each.get("ask") == "location",
                message["id"],
            )
            for row in message["rows"]
            for each in row
        ]
        place = message.get("place")
        text = f"{place['title']} {place['address']}" if place else message["text"]
        text = text or (PICTURE if "photo" in message else "")
        document = message.get("file", {}).get("url", "").rpartition("/")[2] or None
        return Seen(text, buttons, document=document, edited="edit" in frame)


class TextChannel(Channel):
    """A channel that has nothing but text: what WeChat has, without WeChat."""

    name = "text"

    def __init__(self) -> None:
        from aiogram import Bot

        self.bot = Bot("1:text", session=NoNetwork())
        self.sent: list[Json] = []

    def incoming(self, raw: Any) -> Incoming:
        return Incoming(self.name, raw["id"], raw["address"], raw, language=raw.get("language"))

    def read(self, incoming: Incoming, contact: Contact | None, conversation: Conversation | None) -> Update:
        assert contact is not None
        raw = dict(incoming.raw)
        menu = conversation.menu if conversation else None
        choice = text_menu.chosen(menu, raw["text"]) if "text" in raw else None
        if choice is not None and choice.press is not None:
            raw = {"id": raw["id"], "press": choice.press, "message": 1}
        elif choice is not None:
            raw["text"] = choice.say
        return as_own_update(_as_update(raw, contact.id), self.bot)

    def write(self, methods: Sequence[TelegramMethod[Any]], conversation: Conversation | None) -> list[Json]:
        return [self._written(method, conversation) for method in methods]

    def _written(self, method: Any, conversation: Conversation | None) -> Json:
        if isinstance(method, AnswerCallbackQuery):
            return {"text": method.text}
        text = getattr(method, "text", None) or getattr(method, "caption", None) or ""
        if isinstance(method, SendVenue):
            text = f"{method.title} {method.address}"
        text, choices = text_menu.render(text, getattr(method, "reply_markup", None), choose=CHOOSE)
        if choices and conversation is not None:
            conversation.menu = text_menu.to_json(choices)
        document = method.document.key if isinstance(method, SendDocument) else None  # type: ignore[union-attr]
        return {"text": text, "document": document}

    def chat_id(self, incoming: Incoming, contact: Contact | None) -> int | None:
        return contact.id if contact else None

    async def send(self, address: str, reply: Sequence[Json], *, answering: Incoming | None = None) -> Sent:
        self.sent += reply
        return Sent(done=len(reply))


class TextClient(Client):
    """Somebody who reads the numbers and types one. A menu is only what the text shows."""

    types_numbers = True

    def __init__(self) -> None:
        self.channel: TextChannel = TextChannel()

    async def hand_in(self, app: App, someone: Someone, what: Json) -> None:
        await app.receive(self.channel, _page_input(someone, what))

    async def during(self, someone: Someone, doing: Coroutine[Any, Any, None]) -> list[Seen]:
        before = len(self.channel.sent)
        await doing
        return [self._seen(item) for item in self.channel.sent[before:]]

    def _seen(self, item: Json) -> Seen:
        buttons = []
        for line in item["text"].splitlines():
            if match := re.fullmatch(r"(\d{1,2}|[a-z]) (.+)", line):
                buttons.append(Button(match[2], say=match[1]))
            elif match := re.match(r"(\d)\. ", line):
                buttons.append(Button(match[1], say=match[1]))
            elif match := re.match(r"(.+)：(https?://\S+)$", line):
                buttons.append(Button(match[1], url=match[2]))
        return Seen(item["text"], buttons, document=item.get("document"))


def _markup_buttons(markup: Any, message_id: int) -> list[Button]:
    if isinstance(markup, InlineKeyboardMarkup):
        return [
            Button(each.text, press=each.callback_data, url=each.url, message_id=message_id)
            for row in markup.inline_keyboard
            for each in row
        ]
    if isinstance(markup, ReplyKeyboardMarkup):
        return [
            Button(each.text, asks_location=True) if each.request_location else Button(each.text, say=each.text)
            for row in markup.keyboard
            for each in row
        ]
    return []


def telegram_update(
    chat_id: int, what: Json, *, update_id: int | None = None, language: str = "zh-hans", album: str | None = None
) -> Json:
    """What Telegram would deliver."""
    sender = {"id": chat_id, "is_bot": False, "first_name": "Anna", "language_code": language}
    chat = {"id": chat_id, "type": "private", "first_name": "Anna"}
    message: Json = {
        "message_id": what.get("message_id") or next(_ids),
        "date": int(datetime.now(UTC).timestamp()),
        "chat": chat,
        "from": sender,
    }
    update: Json = {"update_id": update_id if update_id is not None else next(_ids)}
    if "press" in what:
        pressed = {**message, "message_id": what["message"], "text": "…", "from": {**sender, "is_bot": True}}
        if "label" in what:
            button = {"text": what["label"], "callback_data": what["press"]}
            pressed["reply_markup"] = {"inline_keyboard": [[button]]}
        tap = {"id": f"tap-{next(_ids)}", "from": sender, "chat_instance": "1", "data": what["press"]}
        return {**update, "callback_query": {**tap, "message": pressed}}
    if album := album or what.get("album"):
        message["media_group_id"] = album
    if "caption" in what:
        message["caption"] = what["caption"]
    if "photo" in what:
        file = {"file_id": what["photo"], "file_unique_id": what["photo"], "width": 9, "height": 9}
        return {**update, "message": {**message, "photo": [file]}}
    if "document" in what:
        file = {**what["document"], "file_unique_id": what["document"]["file_id"]}
        return {**update, "message": {**message, "document": file}}
    if "voice" in what:
        file = {"file_id": what["voice"], "file_unique_id": what["voice"], "duration": 3}
        return {**update, "message": {**message, "voice": file}}
    if "location" in what:
        return {**update, "message": {**message, "location": what["location"]}}
    if "parts" in what:
        return {**update, "message": {**message, **what["parts"]}}
    if what.get("edited"):
        return {**update, "edited_message": {**message, "edit_date": message["date"], "text": what["text"]}}
    entities = [{"type": "bot_command", "offset": 0, "length": len(what["text"].split()[0])}]
    if what["text"].startswith("/"):
        message["entities"] = entities
    return {**update, "message": {**message, "text": what["text"]}}


CLIENTS: dict[str, type[Client]] = {"telegram": TelegramClient, "webchat": WebChatClient, "text": TextClient}


def open_client(channel: str, database: Database) -> Client:
    if channel == "wechat":
        from tests.world.wechat.chat import WeChatClient

        return WeChatClient(database)
    return CLIENTS[channel]()


def open_chat(channel: str, database: Database, city: City, time: Any) -> Chat:
    """The product on one channel, with whatever is said checked strictly."""
    client = open_client(channel, database)
    settings = _settings(channel).model_copy()  # a test may change it
    keys = Keys(signing="s" * 32, cipher=Cipher([new_key()], "s" * 32))
    understanding = copy(_understanding(city))  # a test may give it another model
    app = build_app(settings, keys, database, city, channels=[client.channel], understanding=understanding, strict=True)
    return Chat(app, client, city, time)


@cache
def _settings(channel: str) -> Settings:
    if channel == "wechat":
        from tests.world.wechat.api import wechat_settings

        return wechat_settings()
    return Settings(_env_file=None, webchat=False)  # type: ignore[call-arg]


_UNDERSTANDINGS: dict[int, tuple[City, Understanding]] = {}


def _understanding(city: City) -> Understanding:
    """By the rules, of a city's words, which take as long to collect as a whole conversation."""
    if id(city) not in _UNDERSTANDINGS:
        _UNDERSTANDINGS[id(city)] = city, Understanding(city)
        _UNDERSTANDINGS[id(city)][1].read("你好")
    return _UNDERSTANDINGS[id(city)][1]
