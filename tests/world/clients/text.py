"""The smallest channel, and somebody on it: nothing but text, as WeChat has, without WeChat."""

import re
from collections.abc import Coroutine, Sequence
from typing import Any

from aiogram.methods import AnswerCallbackQuery, SendDocument, SendVenue, TelegramMethod
from aiogram.types import Update

from bot.app import App
from bot.channel import text_menu
from bot.channel.channel import Channel, Incoming, Sent, as_own_update
from bot.channel.no_network import NoNetwork
from bot.channels.webchat.channel import _as_update
from models.people.conversation import Conversation
from models.people.person import Contact
from models.storage.database import Database, Json
from tests.world.chat import Button, Client, Seen, Someone
from tests.world.clients.webchat import page_input

CHOOSE: dict[text_menu.How, str] = {"numbers": "回数字：", "letters": "回字母：", "both": "回字母，或者 0："}


def open_client(database: Database) -> Client:
    return TextClient()


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

    def chat_id(self, address: str | None, contact: Contact | None) -> int | None:
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
        await app.receive(self.channel, page_input(someone, what))

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
