"""The web chat: frames of JSON over a WebSocket.

A reply is stored as the frames the page will show, numbered by the conversation's counter. What a page did not
get because its connection was gone it gets when it is back: it says the highest number it has seen.
"""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import UTC, datetime
from typing import Any

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
from handlers.talk.screens import Button, Screen
from handlers.talk.texts import Words
from models.people.conversation import Conversation
from models.people.person import Contact
from models.storage.database import Json
from models.values.position import Position

FILE_PATH = "/chat/file/"


async def _none_kept(key: str) -> bytes:
    raise LookupError(key)


class WebChatChannel(Channel):
    """One page or several of each person; `join` and `leave` say which are open.

    read_file: the bytes of a file that a page has uploaded, by its key (raises LookupError).
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
        """A page opened: what is sent to the address from now on is shown on it."""
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
        """The page was closed."""
        pages = self._pages.get(address, set())
        pages.discard(page)
        if not pages:
            self._pages.pop(address, None)

    def incoming(self, raw: Any) -> Incoming:
        """The key names the chat by a digest of its address: logs say the key, and the address is a person's."""
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
        """A page can say what it likes."""
        return Pressed.UNPROVEN if "press" in incoming.raw else Pressed.NOTHING

    def write(self, methods: Sequence[TelegramMethod[Any]], conversation: Conversation | None) -> list[Json]:
        """Where everything was just deleted, the page forgets what it showed before."""
        frames = [_frame(method, conversation) for method in methods]
        if frames and conversation is not None and conversation.gone:
            frames[0]["fresh"] = True
        return frames

    def with_own(self, incoming: Incoming, reply: list[Json], conversation: Conversation) -> list[Json]:
        """What was done goes with the first frame that stays; where none does, with one that shows nothing else."""
        own = own_entry(incoming.raw)
        if own is None:
            return reply
        shown = reply or [{"seq": _next(conversation), "at": _now_ms(), "toast": ""}]
        first = next((place for place, frame in enumerate(shown) if "toast" not in frame), 0)
        return [{**frame, "own": own} if place == first else frame for place, frame in enumerate(shown)]

    def chat_id(self, incoming: Incoming, contact: Contact | None) -> int | None:
        return contact.id if contact else None

    def is_heard(self, address: str) -> bool:
        return address in self._pages

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
        """That a page that is closed hears nothing, and the way to a chat that does."""
        chats = await chats_to_add(session, contact, self.beside, words)
        if chats is None:
            return []
        link = ((Button(words("me-button-link"), OpenLink()),),) if self.beside else ()
        screen = Screen(words("link-for-news", chats=chats), link).with_home(words)
        said = SendMessage(chat_id=contact.id, text=screen.text, reply_markup=screen.markup())
        return self.write([said], conversation)

    def speak(self, address: str, locale: str) -> None:
        """The chat is spoken to in this language from now on: pages in another one are told."""
        for page in self._pages.get(address, ()):
            if page.locale is not None and page.locale != locale:
                page.locale = locale
                page.push({"locale": locale})

    async def send(self, address: str, reply: Sequence[Json], *, answering: Incoming | None = None) -> Sent:
        """To every page that is open; the others fetch it when they are back."""
        for frame in reply:
            for page in self._pages.get(address, ()):
                page.push(frame)
        return Sent(done=len(reply))

    async def say_unstored(self, incoming: Incoming, text: str, words: Words) -> bool:
        """A frame without a number: the page shows it last, and what it has seen of the others stays as it is."""
        frame = {"seq": None, "message": {"id": -time.time_ns() // 1_000_000, "text": text, "rows": []}}
        pages = self._pages.get(incoming.address or "", ())
        for page in pages:
            page.push(frame)
        return bool(pages)

    def unsaid(self, item: Json, said: str) -> Json:
        """What is all said keeps its number, so that the page does not ask for it again."""
        message = item.get("message")
        if message is None or not str(message["text"]).startswith(said):
            return item
        rest = rest_of(message["text"], said)
        if rest:
            return {**item, "message": {**message, "text": rest}}
        return {**{key: value for key, value in item.items() if key != "message"}, "toast": ""}

    async def edit(self, address: str, item: Json) -> bool:
        """On every page that is open; who comes back to it later asks anew."""
        await self.send(address, [item])
        return True

    async def download(self, file_id: str) -> bytes:
        """One at a time: each comes out of our own database, and is in memory several times meanwhile."""
        async with self._one_at_a_time:
            try:
                return await self._read_file(file_id)
            except LookupError as error:
                raise FileLost from error

    async def refuse(self, incoming: Incoming, text: str, *, first: bool) -> None:
        """The page marks what it sent as not taken, each time."""
        for page in self._pages.get(incoming.address or "", ()):
            page.push({"refused": incoming.raw["id"], "text": text})


def _as_update(raw: Json, chat_id: int) -> Json:
    """The page's input in the Bot API's form."""
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
    """What the page shows for a method, and when it was said. Raises TypeError for one that it has no picture of."""
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
        return {**head, "message": {"id": number, "text": "", "rows": _rows(method.reply_markup), "place": place}}
    kept = _kept_file(method)
    if isinstance(method, SendDocument | SendPhoto) and kept is not None:
        file = {"name": kept.filename, "url": FILE_PATH + kept.key}
        shown = {"photo" if isinstance(method, SendPhoto) else "file": file}
        rows = _rows(method.reply_markup)
        return {**head, "message": {"id": number, "text": method.caption or "", "rows": rows, **shown}}
    raise TypeError(f"the web chat cannot show {type(method).__name__}")


def _kept_file(method: TelegramMethod[Any]) -> KeptFile | None:
    """The file of a document or picture: the page has either by its address."""
    file = getattr(method, "document", None) or getattr(method, "photo", None)
    return file if isinstance(file, KeptFile) else None


def _now_ms() -> int:
    """Milliseconds since 1970, as a page's own clock counts."""
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
