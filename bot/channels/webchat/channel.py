"""The web chat: frames of JSON over a WebSocket.

A reply is stored as the frames that the page will show, numbered by the conversation's counter. A page that
reconnects says the highest number it has seen, and gets the frames it missed.
"""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendPhoto,
    SendVenue,
    TelegramMethod,
)
from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup, Update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channel.channel import Channel, FileLost, Incoming, Pressed, Sent, as_own_update, rest_of
from bot.channel.no_network import NoNetwork
from bot.channels.webchat.own import own_entry
from bot.channels.webchat.page import Page
from handlers.buttons.me import OpenLink
from handlers.me.link import chats_to_add
from handlers.talk import map_links
from handlers.talk.abilities import Abilities
from handlers.talk.kept_file import KeptFile
from handlers.talk.pin import Pin
from handlers.talk.screens import Button, Screen
from handlers.talk.texts import Words
from models.people.conversation import Conversation
from models.people.open_page import open_pages
from models.people.person import Contact
from models.storage.database import Json
from models.values.position import Position

FILE_PATH = "/chat/file/"


async def _none_kept(key: str) -> bytes:
    raise LookupError(key)


class WebChatChannel(Channel):
    """Sends to the open pages of each person; `join` and `leave` register them.

    read_file: returns the bytes of an uploaded file by its key (raises LookupError).
    """

    name = "webchat"
    page = "/chat"
    can = Abilities(edit=True, ask_location=True, call=True, notify=False, count_in_place=True, show_again=True)

    def __init__(self, read_file: Callable[[str], Awaitable[bytes]] = _none_kept) -> None:
        self.bot = Bot("1:webchat", session=NoNetwork())
        self._read_file = read_file
        self._one_at_a_time = asyncio.Lock()
        self._pages: dict[str, set[Page]] = {}

    def join(self, address: str, network: str = "") -> Page:
        """Register an open page: it shows what is sent to the address from now on."""
        page = Page(address, network)
        self._pages.setdefault(address, set()).add(page)
        return page

    @property
    def open_at(self) -> list[str]:
        """The addresses of the pages that are open in this process."""
        return list(self._pages)

    def pages_at(self, address: str) -> list[Page]:
        """The pages of a chat that are open in this process."""
        return list(self._pages.get(address, ()))

    def leave(self, address: str, page: Page) -> None:
        """Remove a page that was closed."""
        pages = self._pages.get(address, set())
        pages.discard(page)
        if not pages:
            self._pages.pop(address, None)

    def incoming(self, raw: Any) -> Incoming:
        """The key names the chat by a digest of its address: keys are logged, and an address identifies a person."""
        chat = hashlib.sha256(raw["address"].encode()).hexdigest()[:24]
        return Incoming(
            channel=self.name,
            key=f"{chat}:{raw['id']}",
            address=raw["address"],
            raw=raw,
            language=raw.get("language"),
            welcomed=bool(raw.get("welcomed")),
        )

    def read(self, incoming: Incoming, contact: Contact | None, conversation: Conversation | None) -> Update:
        if contact is None:
            raise ValueError("a web chat always has a contact")
        return as_own_update(_as_update(incoming.raw, contact.id), self.bot)

    def pressed(self, incoming: Incoming) -> Pressed:
        """A press is never proven, since a page can send anything."""
        return Pressed.UNPROVEN if "press" in incoming.raw else Pressed.NOTHING

    def write(self, methods: Sequence[TelegramMethod[Any]], conversation: Conversation | None) -> list[Json]:
        """After everything was deleted, the first frame tells the page to forget what it showed before."""
        frames = [_frame(method, conversation) for method in methods]
        if frames and conversation is not None and conversation.gone:
            frames[0]["fresh"] = True
        return frames

    def with_own(self, incoming: Incoming, reply: list[Json], conversation: Conversation) -> list[Json]:
        """Put the person's own input into the first frame that stays on the page; if there is none, into an empty
        frame."""
        own = own_entry(incoming.raw)
        if own is None:
            return reply
        shown = reply or [{"seq": _next(conversation), "at": _now_ms(), "toast": ""}]
        first = next((place for place, frame in enumerate(shown) if "toast" not in frame), 0)
        return [{**frame, "own": own} if place == first else frame for place, frame in enumerate(shown)]

    def chat_id(self, address: str | None, contact: Contact | None) -> int | None:
        return contact.id if contact else None

    async def heard(self, session: AsyncSession, contacts: Collection[Contact]) -> set[int]:
        here = {each.id for each in contacts if each.address in self._pages}
        return here | await open_pages(session, {each.id for each in contacts} - here)

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
        """Says that a closed page gets no messages, and how to add a chat that does."""
        chats = await chats_to_add(session, contact, self.beside, words)
        if chats is None:
            return []
        link = ((Button(words("me-button-link"), OpenLink()),),) if self.beside else ()
        screen = Screen(words("link-for-news", chats=chats), link).with_home(words)
        said = SendMessage(chat_id=contact.id, text=screen.text, reply_markup=screen.markup())
        return self.write([said], conversation)

    def speak(self, address: str, locale: str) -> None:
        """Note the language of the chat, and tell the pages that are in another one."""
        for page in self._pages.get(address, ()):
            if page.locale is not None and page.locale != locale:
                page.locale = locale
                page.push({"locale": locale})

    async def send(self, address: str, reply: Sequence[Json], *, answering: Incoming | None = None) -> Sent:
        """Push to every open page; a closed page fetches the frames when it connects again."""
        for frame in reply:
            for page in self._pages.get(address, ()):
                page.push(frame)
        return Sent(done=len(reply))

    async def say_unstored(self, incoming: Incoming, text: str, words: Words) -> bool:
        """Push a frame without a number: the page shows it last and does not count it as seen."""
        frame = {"seq": None, "message": {"id": -time.time_ns() // 1_000_000, "text": text, "rows": []}}
        pages = self._pages.get(incoming.address or "", ())
        for page in pages:
            page.push(frame)
        return bool(pages)

    def unsaid(self, item: Json, said: str) -> Json:
        """A frame whose text was already said in full keeps its number, so that the page does not ask for it again."""
        message = item.get("message")
        if message is None or not str(message["text"]).startswith(said):
            return item
        rest = rest_of(message["text"], said)
        if rest:
            return {**item, "message": {**message, "text": rest}}
        return {**{key: value for key, value in item.items() if key != "message"}, "toast": ""}

    async def edit(self, address: str, item: Json) -> bool:
        """Change the message on every open page; a page that connects later fetches the changed one."""
        await self.send(address, [item])
        return True

    async def download(self, file_id: str) -> bytes:
        """Reads one file at a time: each comes from our own database and is in memory several times meanwhile."""
        async with self._one_at_a_time:
            try:
                return await self._read_file(file_id)
            except LookupError as error:
                raise FileLost from error

    async def refuse(self, incoming: Incoming, text: str, *, first: bool) -> None:
        """Tell the page each time that its input was not taken."""
        for page in self._pages.get(incoming.address or "", ()):
            page.push({"refused": incoming.raw["id"], "text": text})


def _as_update(raw: Json, chat_id: int) -> Json:
    """The page's input in the form of the Bot API."""
    person = {"id": chat_id, "is_bot": False, "first_name": "-", "language_code": raw.get("language")}
    chat = {"id": chat_id, "type": "private"}
    now = int(datetime.now(UTC).timestamp())
    message = {"message_id": 0, "date": now, "chat": chat, "from": person}
    if "press" in raw:
        pressed = {**message, "message_id": raw.get("message", 0), "text": "."}
        tap = {"id": raw["id"], "from": person, "chat_instance": "-", "data": raw["press"], "message": pressed}
        return {"callback_query": tap}
    if "location" in raw:
        return {"message": {**message, "location": raw["location"]}}
    if "photo" in raw:
        photo = {"file_id": raw["photo"], "file_unique_id": raw["photo"], "width": 0, "height": 0}
        return {"message": {**message, "photo": [photo]}}
    if "document" in raw:
        file = {"file_id": raw["document"], "file_unique_id": raw["document"], "file_name": raw.get("name", "")}
        return {"message": {**message, "document": file}}
    return {"message": {**message, "text": raw["text"]}}


def _frame(method: TelegramMethod[Any], conversation: Conversation | None) -> Json:
    """The frame that the page shows for a method, with the time it was said. Raises TypeError for a method that the
    page cannot show."""
    number = _next(conversation)
    head = {"seq": number, "at": _now_ms()}
    if isinstance(method, AnswerCallbackQuery):
        return {**head, "toast": method.text or ""}
    if isinstance(method, EditMessageText):
        message = {"id": method.message_id, "text": method.text, "rows": _rows(method.reply_markup)}
        return {**head, "edit": message}
    if isinstance(method, SendMessage):
        return {**head, "message": {"id": number, "text": method.text, "rows": _rows(method.reply_markup)}}
    if isinstance(method, SendVenue):
        position = Position.wgs84(method.latitude, method.longitude)
        place = {"title": method.title, "address": method.address, "url": map_links.amap(position, method.title)}
        if isinstance(method, Pin) and method.picture is not None:
            place["picture"] = urlsplit(method.picture).path
        return {**head, "message": {"id": number, "text": "", "rows": _rows(method.reply_markup), "place": place}}
    kept = _kept_file(method)
    if isinstance(method, SendDocument | SendPhoto) and kept is not None:
        file = {"name": kept.filename, "url": FILE_PATH + kept.key}
        shown = {"photo" if isinstance(method, SendPhoto) else "file": file}
        rows = _rows(method.reply_markup)
        return {**head, "message": {"id": number, "text": method.caption or "", "rows": rows, **shown}}
    raise TypeError(f"the web chat cannot show {type(method).__name__}")


def _kept_file(method: TelegramMethod[Any]) -> KeptFile | None:
    """The file of a document or picture, which the page loads by its address."""
    file = getattr(method, "document", None) or getattr(method, "photo", None)
    return file if isinstance(file, KeptFile) else None


def _now_ms() -> int:
    """Milliseconds since 1970, like the clock of a page."""
    return int(datetime.now(UTC).timestamp() * 1000)


def _next(conversation: Conversation | None) -> int:
    if conversation is None:
        raise ValueError("a web chat always has a conversation")
    conversation.counter += 1
    return conversation.counter


def _rows(markup: Any) -> Json:
    if isinstance(markup, InlineKeyboardMarkup):
        return [
            [
                {"text": button.text, "url": button.url}
                if button.url
                else {"text": button.text, "press": button.callback_data}
                for button in row
            ]
            for row in markup.inline_keyboard
        ]
    if isinstance(markup, ReplyKeyboardMarkup):
        return [
            [
                {"text": button.text, "ask": "location"}
                if button.request_location
                else {"text": button.text, "say": button.text}
                for button in row
            ]
            for row in markup.keyboard
        ]
    return []
