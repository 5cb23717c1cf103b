"""Telegram: updates as the Bot API gives them, replies by ordinary API calls (in webhook mode too)."""

import asyncio
import re
import weakref
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    LeaveChat,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import BufferedInputFile, Message, Update

from bot.channel.channel import (
    Blocked,
    Channel,
    FileLost,
    Incoming,
    Pressed,
    Refused,
    SendError,
    Sent,
    TryLater,
    rest_of,
)
from bot.channels.telegram.reply_keyboard import REMOVE, TAKES_AWAY, with_keyboard_gone
from bot.channels.telegram.session import Session
from bot.channels.telegram.stored_reply import dump, load
from bot.channels.telegram.update import as_update
from bot.channels.telegram.uploaded import Uploaded
from handlers.talk.abilities import Abilities, TextLimit, utf16
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import ALBUM_ANSWER
from handlers.talk.unchecked import unchecked
from models.outbox.pictures import is_media
from models.people.conversation import Conversation
from models.people.person import Contact
from models.storage.database import Json

log = structlog.get_logger(__name__)

SEND_TIMEOUT = 20.0
NOT_MODIFIED = "message is not modified"
_NOBODY_THERE = re.compile(
    r"chat not found|user not found|(?:peer|user|chat)_id_invalid|user is deactivated|user_is_blocked|user_deactivated"
    r"|bot was (?:blocked|kicked)|can't initiate conversation|group chat was (?:deactivated|upgraded)"
    r"|(?:not enough|no|have no) rights|chat_(?:write|send_\w+)_forbidden|chat_(?:restricted|admin_required)"
    r"|chat is deactivated",
    re.IGNORECASE,
)
"""A 400 that says, as a 403 does, that this chat cannot be written to."""
MOST_ALBUMS = 1000

ReadFile = Callable[[str], Awaitable[bytes]]


class TelegramChannel(Channel):
    """The channel. api: the Bot API server's address. read_file: the bytes of a kept file by its key (raises
    LookupError). uploaded: the file ids of pictures that go to many people.
    """

    name = "telegram"
    can = Abilities(
        edit=True,
        ask_location=True,
        keep_photos=False,
        open_pages=True,
        text_limit=TextLimit(utf16, 4096, entities=True),
    )

    def __init__(self, token: str, api: str, read_file: ReadFile, uploaded: Uploaded | None = None) -> None:
        session = Session(api=TelegramAPIServer.from_base(api), timeout=SEND_TIMEOUT)
        self.bot = Bot(token, session=session)
        self.health = session.health
        self._read_file = read_file
        self._uploaded = uploaded
        self._uploads: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()
        self._file_ids: dict[str, str] = {}
        self._album_answers: dict[tuple[str, str], int] = {}
        """(chat, album) -> the message that answered it."""

    def incoming(self, raw: Any) -> Incoming:
        event = _event(raw)
        chat = _dict((_dict(event.get("message")) or event).get("chat"))
        sender = _dict(event.get("from"))
        date = event.get("date")
        return Incoming(
            channel=self.name,
            key=str(raw.get("update_id")) if isinstance(raw, dict) else "?",
            address=_address(chat.get("id"), sender.get("id")),
            raw=raw,
            private=chat.get("type", "private") == "private",
            language=_text(sender.get("language_code")),
            sent_at=datetime.fromtimestamp(date, UTC) if type(date) is int and 0 < date < 1 << 33 else None,
            album=_text(event.get("media_group_id")),
        )

    def words_of(self, incoming: Incoming) -> str:
        message = _dict(_dict(incoming.raw).get("message")) or _dict(_dict(incoming.raw).get("edited_message"))
        return _text(message.get("text")) or _text(message.get("caption")) or ""

    def read(self, incoming: Incoming, contact: Contact | None, conversation: Conversation | None) -> Update:
        return as_update(incoming.raw, self.bot)

    def pressed(self, incoming: Incoming) -> Pressed:
        tap = _dict(_dict(incoming.raw).get("callback_query"))
        if not tap:
            return Pressed.NOTHING
        return Pressed.OURS if _text(tap.get("data")) in _buttons_of(tap) else Pressed.UNPROVEN

    def write(self, methods: Sequence[TelegramMethod[Any]], conversation: Conversation | None) -> list[Json]:
        return with_keyboard_gone(methods, [dump(method, self.bot) for method in methods], conversation)

    def push(self, methods: Sequence[TelegramMethod[Any]], conversation: Conversation | None) -> Sequence[Any]:
        return methods

    def unsaid(self, item: Json, said: str) -> Json | None:
        name, arguments = item
        rest = rest_of(arguments.get("text"), said)
        return [name, {**arguments, "text": rest}] if rest or "text" not in arguments else None

    def chat_id(self, address: str | None, contact: Contact | None) -> int | None:
        return int(address) if address is not None else None

    async def send(self, address: str, reply: Sequence[Json], *, answering: Incoming | None = None) -> Sent:
        """Send the items. A pressed button stops spinning at the same time as the first message is sent; errors of that
        call do not matter.
        """
        tap = _callback_id(answering)
        if answering is not None and answering.album is not None:
            return await self._answer_album((address, answering.album), reply)
        if tap is None or any(name == "answerCallbackQuery" for name, _ in reply):
            return await self._send_all(reply)
        _, sent = await asyncio.gather(self._stop_spinning(tap), self._send_all(reply))
        return sent

    async def _answer_album(self, album: tuple[str, str], reply: Sequence[Json]) -> Sent:
        """Send the answer to an album. An item that replaces the album's answer edits it; the last message sent becomes
        that answer.
        """
        known = self._album_answers.get(album)
        sent = await self._send_all([_in_place_of(item, known) for item in reply] if known is not None else reply)
        if sent.message_ids:
            self._album_answers.pop(album, None)
            if len(self._album_answers) >= MOST_ALBUMS:
                del self._album_answers[next(iter(self._album_answers))]
            self._album_answers[album] = sent.message_ids[-1]
        return sent

    async def _stop_spinning(self, tap: str) -> None:
        try:
            await self.bot(unchecked(AnswerCallbackQuery, {"callback_query_id": tap}))
        except (TelegramAPIError, ClientDecodeError) as error:
            log.debug("tap not answered", error=type(error).__name__)

    async def _send_all(self, reply: Sequence[Json]) -> Sent:
        sent = Sent()
        for item in reply:
            try:
                result = await self._send_item(item)
            except SendError as error:
                sent.error = error
                await self._leave_all_the_same(reply[sent.done + 1 :])
                return sent
            sent.done += 1
            if isinstance(result, Message):
                sent.message_ids.append(result.message_id)
        return sent

    async def _send_item(self, item: Any) -> Any:
        """Send one item. Raises SendError: then all of it has to be sent again."""
        if isinstance(item, TelegramMethod):
            return await self._send(item)
        name, arguments = item
        if not arguments.get(TAKES_AWAY):
            return await self._send(load(item, self.bot))
        plain = {key: value for key, value in arguments.items() if key != TAKES_AWAY}
        said = await self._send(load([name, {**plain, "reply_markup": REMOVE}], self.bot))
        if isinstance(said, Message):
            chat, buttons = arguments["chat_id"], arguments["reply_markup"]
            await self._send(
                EditMessageReplyMarkup(chat_id=chat, message_id=said.message_id, reply_markup=buttons).as_(self.bot)
            )
        return said

    async def _leave_all_the_same(self, rest: Sequence[Json]) -> None:
        """Leave a group even though nothing could be said there."""
        methods = (item if isinstance(item, TelegramMethod) else load(item, self.bot) for item in rest)
        for method in methods:
            if isinstance(method, LeaveChat):
                with suppress(SendError):
                    await self._send(method)

    async def edit(self, address: str, item: Json) -> bool:
        try:
            await self._send(load(item, self.bot), only_as_it_is=True)
        except (Refused, Blocked):
            return False
        return True

    async def _send(self, method: TelegramMethod[Any], *, only_as_it_is: bool = False) -> Any:
        """Call the method. Raises SendError."""
        try:
            return await self._said(method)
        except TelegramBadRequest as error:
            if _NOBODY_THERE.search(error.message):
                raise Blocked(f"400 {error.message}") from error
            if only_as_it_is and NOT_MODIFIED not in error.message:
                raise Refused("400") from error
            return await self._instead(method, error)
        except TelegramRetryAfter as error:
            raise TryLater("429", timedelta(seconds=error.retry_after), everyone=True) from error
        except TelegramForbiddenError as error:
            raise Blocked("403") from error
        except (TelegramNetworkError, TelegramServerError, ClientDecodeError, OSError) as error:
            raise TryLater(type(error).__name__) from error
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise TryLater(type(error).__name__, timedelta(seconds=30), everyone=True) from error
        except TelegramAPIError as error:
            raise Refused(type(error).__name__) from error

    async def _said(self, method: TelegramMethod[Any]) -> Any:
        """Call the method. A picture that goes to many people is uploaded once: the next call waits for its file id."""
        if self._uploaded is None or not isinstance(method, SendPhoto) or not isinstance(method.photo, KeptFile):
            return await self.bot(await self._with_bytes(method))
        key = method.photo.key
        if not is_media(key):
            return await self.bot(await self._with_bytes(method))
        if key not in self._file_ids:
            lock = self._uploads.setdefault(key, asyncio.Lock())
            async with lock:
                if key not in self._file_ids:
                    known = await self._uploaded.file_id(key, self.bot.id)
                    if known is None:
                        return await self._upload(self._uploaded, key, method)
                    self._file_ids[key] = known
        return await self.bot(method.model_copy(update={"photo": self._file_ids[key]}))

    async def _upload(self, uploaded: Uploaded, key: str, method: SendPhoto) -> Any:
        sent = await self.bot(await self._with_bytes(method))
        if sent.photo:
            self._file_ids[key] = max(sent.photo, key=lambda each: each.width * each.height).file_id
            await uploaded.note(key, self.bot.id, self._file_ids[key])
        return sent

    async def _instead(self, method: TelegramMethod[Any], error: TelegramBadRequest) -> Any:
        """Do the next best thing after a 400: an edit that changes nothing counts as done, any other edit becomes a
        message. Raises Refused, or SendError of the new message.
        """
        if isinstance(method, AnswerCallbackQuery) or NOT_MODIFIED in error.message:
            return True
        if isinstance(method, EditMessageText) and method.chat_id is not None:
            return await self._send(
                SendMessage(
                    chat_id=method.chat_id,
                    text=method.text or "",
                    entities=method.entities,
                    reply_markup=method.reply_markup,
                )
            )
        raise Refused(f"400 {error.message}") from error

    async def _with_bytes(self, method: TelegramMethod[Any]) -> TelegramMethod[Any]:
        files = {name: value for name, value in method.__dict__.items() if isinstance(value, KeptFile)}
        try:
            read = {
                name: BufferedInputFile(await self._read_file(file.key), file.filename or "file")
                for name, file in files.items()
            }
        except LookupError as error:
            raise Refused("the file is not kept any more") from error
        return method.model_copy(update=read) if read else method

    async def download(self, file_id: str) -> bytes:
        """Raises FileLost, and what aiogram raises."""
        try:
            file = await self.bot.get_file(file_id)
        except TelegramBadRequest as error:
            raise FileLost from error
        content = await self.bot.download_file(file.file_path) if file.file_path else None
        if content is None:
            raise FileLost
        return content.read()

    def is_well(self) -> bool:
        return self.health.is_well()


def _in_place_of(item: Json, message_id: int) -> Json:
    name, arguments = item
    return [name, {**arguments, "message_id": message_id}] if arguments.get("message_id") == ALBUM_ANSWER else item


def _buttons_of(tap: dict[str, Any]) -> Iterator[str | None]:
    """The data of every button below the pressed message, as Telegram delivers it."""
    keyboard = _dict(_dict(tap.get("message")).get("reply_markup")).get("inline_keyboard")
    for row in keyboard if isinstance(keyboard, list) else ():
        yield from (_text(_dict(button).get("callback_data")) for button in row if isinstance(row, list))


def _event(raw: Any) -> dict[str, Any]:
    """The one object beside update_id."""
    if not isinstance(raw, dict):
        return {}
    return next((value for key, value in raw.items() if key != "update_id" and isinstance(value, dict)), {})


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _address(*ids: Any) -> str | None:
    return next((str(each) for each in ids if type(each) is int), None)


def _callback_id(incoming: Incoming | None) -> str | None:
    return _text(_dict(_dict(incoming.raw).get("callback_query")).get("id")) if incoming else None
