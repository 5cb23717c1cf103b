"""Somebody on Telegram: raw updates in, Bot API methods out, checked against the documented rules."""

import ssl
from collections.abc import Coroutine
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
from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup
from teremok.session import MockedSession

from bot.app import App
from bot.channels.telegram.channel import TelegramChannel
from models.storage.database import Database, Json
from tests.world.chat import PICTURE, Button, Client, Seen, Someone, ids

# Each session would read the certificates anew, which takes longer than a short story; no story reaches Telegram.
telegram_session.ssl = SimpleNamespace(create_default_context=cache(ssl.create_default_context))


def open_client(database: Database) -> Client:
    return TelegramClient()


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


def _markup_buttons(markup: Any, message_id: int) -> list[Button]:
    if isinstance(markup, InlineKeyboardMarkup):
        return [
            Button(
                each.text,
                press=each.callback_data,
                url=each.url or (each.web_app and each.web_app.url),
                message_id=message_id,
            )
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
        "message_id": what.get("message_id") or next(ids),
        "date": int(datetime.now(UTC).timestamp()),
        "chat": chat,
        "from": sender,
    }
    update: Json = {"update_id": update_id if update_id is not None else next(ids)}
    if "press" in what:
        pressed = {**message, "message_id": what["message"], "text": "…", "from": {**sender, "is_bot": True}}
        if "label" in what:
            button = {"text": what["label"], "callback_data": what["press"]}
            pressed["reply_markup"] = {"inline_keyboard": [[button]]}
        tap = {"id": f"tap-{next(ids)}", "from": sender, "chat_instance": "1", "data": what["press"]}
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
