"""Somebody on the page of the web chat."""

import json
from collections.abc import Coroutine
from typing import Any

from bot.app import App
from bot.channels.webchat.channel import WebChatChannel
from models.storage.database import Database, Json
from tests.world.chat import PICTURE, Button, Client, Seen, Someone, ids


def open_client(database: Database) -> Client:
    return WebChatClient()


def page_input(someone: Someone, what: Json) -> Json:
    """What was done as the page tells it."""
    if "document" in what:
        what = {"document": what["document"]["file_id"], "name": what["document"]["file_name"]}
    return {"id": f"input-{next(ids)}", "address": someone.address, "language": someone.language, **what}


class WebChatClient(Client):
    """The page's frames."""

    def __init__(self) -> None:
        self.channel: WebChatChannel = WebChatChannel()

    async def hand_in(self, app: App, someone: Someone, what: Json) -> None:
        await app.receive(self.channel, page_input(someone, what))

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
