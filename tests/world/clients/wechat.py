"""Somebody who chats on WeChat: what they do goes in as signed and encrypted XML through the site's own path, and what
they see is the passive reply and the customer-service messages."""

import json
import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

from itsdangerous import URLSafeTimedSerializer

from bot.app import App
from bot.channel.kept_files import KeptFiles
from bot.channels.wechat.api import WeChatApi
from bot.channels.wechat.channel import WeChatChannel
from bot.channels.wechat.file_link import FILE_SALT, signed_file_link
from bot.channels.wechat.template import WeChatTemplates
from bot.settings import Settings
from bot.web.site import build_site
from models.city.pack import City
from models.storage.database import Database, Json
from models.values.position import Position
from tests.world.chat import PICTURE, Button, Client, Seen, Someone
from tests.world.wechat.api import APP_ID, SECRET, WeChatServer, asgi, call, message_xml, opened, wechat_settings

SIGNING = "s" * 32
_ANCHOR = re.compile(r'<a href="([^"]+)">([^<]+)</a>')


@cache
def _settings() -> Settings:
    return wechat_settings()


def open_client(database: Database) -> Client:
    return WeChatClient(database)


class DirectApi(WeChatApi):
    """The API without a network between."""

    server: WeChatServer

    async def _post(self, path: str, query: Any, data: Any) -> Any:
        from bot.channels.wechat.api import WeChatError

        answer = self.server.post(path, dict(query), json.loads(data) if isinstance(data, bytes) else b"picture")
        if answer.get("errcode"):
            raise WeChatError(answer["errcode"])
        return answer


class WeChatClient(Client):
    """A follower of the account, who reads numbers and types one."""

    types_numbers = True

    def __init__(self, database: Database, city: City | None = None) -> None:
        """city: whose pack says which of WeChat's templates stands for what."""
        self.server = WeChatServer(strict_budget=True)
        api = DirectApi(database, app_id=APP_ID, secret=SECRET, api="")
        api.server = self.server

        read = KeptFiles(database, lambda: datetime.now(UTC)).read
        link = signed_file_link("https://example.org", SIGNING)
        templates = WeChatTemplates(api, database, city, "https://example.org") if city is not None else None
        self.channel: WeChatChannel = WeChatChannel(api, database, read_file=read, file_link=link, templates=templates)
        self._site: Any = None
        self._met: set[str] = set()

    def settings(self) -> Settings:
        return _settings().model_copy()  # a test may change it

    async def deliver(self, app: App, someone: Someone, what: Json) -> list[Seen]:
        if someone.address not in self._met:
            self._met.add(someone.address)
            await self._choose_language(app, someone)
        seen = await self._call(app, someone, self._xml(someone, what))
        size = sum(len(each.text.encode()) for each in seen)
        assert len(seen) <= 1 or size > 1500 or any(each.place or each.text == PICTURE for each in seen), (
            f"more than one message: {seen}"
        )
        return seen

    async def during(self, someone: Someone, doing: Any) -> list[Seen]:
        before = len(self.server.sent)
        await doing
        return [_seen_service(each) for each in self.server.sent[before:]]

    async def event(self, app: App, someone: Someone, **fields: Any) -> None:
        """WeChat tells of something that is no conversation."""
        self._site = self._site or build_site(app)
        query, body = call(message_xml(someone.address, "event", **fields))
        status, answer, _ = await asgi(self._site, "POST", "/wechat/callback", query, body)
        assert (status, answer) == (200, b"success")

    async def _choose_language(self, app: App, someone: Someone) -> None:
        """WeChat does not tell the language: whoever does not speak Chinese asks for another first."""
        if not someone.language.startswith("zh"):
            seen = await self._call(app, someone, message_xml(someone.address, "text", Content="english"))
            english = next(button for each in seen for button in each.buttons if button.label == "English")
            await self._call(app, someone, message_xml(someone.address, "text", Content=english.say))

    async def _call(self, app: App, someone: Someone, xml: str) -> list[Seen]:
        self._site = self._site or build_site(app)
        before = len(self.server.sent)
        self.server.wrote(someone.address)
        query, body = call(xml)
        status, answer, _ = await asgi(self._site, "POST", "/wechat/callback", query, body)
        assert status == 200
        await self.channel.drain()
        reply = opened(answer)
        passive = [_seen_reply(reply)] if reply is not None else []
        return [*passive, *(_seen_service(each) for each in self.server.sent[before:])]

    @staticmethod
    def _xml(someone: Someone, what: Json) -> str:
        if "press" in what:  # the account's menu is the only thing to press
            return message_xml(someone.address, "event", Event="CLICK", EventKey=what["press"])
        if "location" in what:
            where = Position.wgs84(what["location"]["latitude"], what["location"]["longitude"]).to("gcj02")
            return message_xml(
                someone.address, "location", Location_X=where[0], Location_Y=where[1], Scale=16, Label="青石路 1 号"
            )
        if "photo" in what:
            return message_xml(someone.address, "image", PicUrl="http://mmbiz.qpic.cn/1", MediaId=what["photo"])
        if "voice" in what:
            heard = {"Recognition": what["heard"]} if "heard" in what else {}
            return message_xml(someone.address, "voice", MediaId=what["voice"], Format="amr", **heard)
        if "document" in what:
            file = what["document"]
            return message_xml(someone.address, "file", MediaId=file["file_id"], Title=file["file_name"])
        return message_xml(someone.address, "text", Content=what["text"])


def _seen_reply(reply: Any) -> Seen:
    if reply.type == "news":
        article = reply.articles[0]
        return _seen_news(article["title"], article["description"], article["url"])
    if reply.type == "image":
        return Seen(PICTURE)
    assert reply.type == "text", reply.type
    assert len(reply.content.encode()) <= 2048
    return _seen_text(reply.content)


def _seen_service(message: Json) -> Seen:
    if "news" in message:
        article = message["news"]["articles"][0]
        return _seen_news(article["title"], article["description"], article["url"])
    return Seen(PICTURE) if "image" in message else _seen_text(message["text"]["content"])


def _seen_news(title: str, description: str, url: str) -> Seen:
    longitude, latitude = re.search(r"to=([\d.]+)%2C([\d.]+)", url).groups()  # type: ignore[union-attr]
    position = Position.gcj02(float(latitude), float(longitude))
    seen = _seen_text(description)
    seen.text, seen.place = f"{title} {description}", (position.latitude, position.longitude)
    return seen


def _seen_text(text: str) -> Seen:
    """What the client shows: links by their names, and the numbers that can be typed."""
    buttons, document = [], None
    for url, label in _ANCHOR.findall(text):
        if "/wechat/file/" in url:
            document = URLSafeTimedSerializer(SIGNING, salt=FILE_SALT).loads(url.rpartition("/")[2])
        else:
            buttons.append(Button(label, url=url))
    text = _ANCHOR.sub(r"\2", text)
    choices = 0
    for line in text.splitlines():
        if re.match(r"(\d{1,2}|[a-z]) ", line):
            several = re.split(r"　(?=(?:\d{1,2}|[a-z]) )", line)
            buttons += [Button(each.partition(" ")[2], say=each.partition(" ")[0]) for each in several]
            choices += 1
        elif match := re.match(r"(\d)\. ", line):
            buttons.append(Button(match[1], say=match[1]))
    assert choices <= 9, f"too many choices for one message:\n{text}"
    return Seen(text, buttons, document=document)
