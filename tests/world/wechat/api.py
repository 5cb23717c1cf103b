"""A WeChat server on loopback: the API with its token, quotas and error codes, and the calls it makes to the account.

`WeChatServer` is the API (use `serve_wechat_api`); `caller` makes the signed, and if wished encrypted, XML calls with
wechatpy, which is not of our making.
"""

import itertools
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape

import xmltodict
from aiohttp import web
from pydantic import SecretStr
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import ArticlesReply, deserialize_reply
from wechatpy.utils import WeChatSigner

from bot.settings import Settings

APP_ID = "wx1234567890abcdef"
SECRET = "app-secret"
TOKEN = "callbacktoken"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OLD_AES_KEY = "GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba"
ACCOUNT = "gh_account"
_ids = itertools.count(23_000_000_000_000_000)


def wechat_settings(**more: Any) -> Settings:
    given: dict[str, Any] = {
        "wechat_app_id": APP_ID,
        "wechat_app_secret": SecretStr(SECRET),
        "wechat_token": SecretStr(TOKEN),
        "wechat_aes_key": SecretStr(AES_KEY),
        "public_url": "https://example.org",
        "webchat": False,
        **more,
    }
    return Settings(_env_file=None, **given)


# --- the API ---------------------------------------------------------------------------------------------------------


@dataclass
class WeChatServer:
    """faults: error codes of the next customer-service messages, or "drop". budget: what is left of each follower."""

    url: str = ""
    tokens: list[str] = field(default_factory=list)
    token_calls: list[dict[str, Any]] = field(default_factory=list)
    faults: deque[int | str] = field(default_factory=deque)
    budget: dict[str, int] = field(default_factory=dict)
    sent: list[dict[str, Any]] = field(default_factory=list)
    """What was taken, in order."""
    refused: list[int] = field(default_factory=list)
    uploads: list[bytes] = field(default_factory=list)
    media: dict[str, bytes | dict[str, Any]] = field(default_factory=dict)
    """What people sent: bytes, or the JSON that is answered instead."""
    menus: list[dict[str, Any]] = field(default_factory=list)
    scenes: list[str] = field(default_factory=list)
    """Words of the scenes that were asked for; empty where none was made."""
    may_make_scenes: bool = True
    ticket_calls: int = 0
    ticket_answer: Any = None
    """What is answered instead of a ticket."""
    templates: list[dict[str, Any]] = field(default_factory=list)
    """Template and subscription messages that were taken, in order."""
    mass: list[dict[str, Any]] = field(default_factory=list)
    template_faults: deque[int | str] = field(default_factory=deque)
    """Error codes of the next template messages and messages to everybody."""
    expires_in: int = 7200
    strict_budget: bool = False

    def wrote(self, follower: str) -> None:
        self.budget[follower] = 5

    def revoke(self) -> None:
        """The token in use is good no more."""
        self.tokens.append(f"token-{len(self.tokens) + 1}")

    def texts(self, follower: str | None = None) -> list[str]:
        return [each["text"]["content"] for each in self.sent if "text" in each and follower in (None, each["touser"])]

    def post(self, path: str, query: dict[str, str], body: Any) -> dict[str, Any]:
        """One call of the API, answered."""
        if path == "/cgi-bin/stable_token":
            return self._token(body)
        if not self.tokens or query.get("access_token") != self.tokens[-1]:
            return {"errcode": 40001, "errmsg": "invalid credential"}
        if path == "/cgi-bin/message/custom/send":
            return self._send(body)
        if path in ("/cgi-bin/message/template/send", "/cgi-bin/message/subscribe/bizsend"):
            return self._template({"path": path, **body})
        if path in ("/cgi-bin/message/mass/sendall", "/cgi-bin/message/mass/send"):
            return self._mass(body)
        if path == "/cgi-bin/media/upload":
            self.uploads.append(body)
            return {"type": "image", "media_id": f"media-{len(self.uploads)}", "created_at": int(time.time())}
        if path == "/cgi-bin/qrcode/create":
            return self._scene(body)
        if path == "/cgi-bin/menu/create":
            self.menus.append(body)
            return {"errcode": 0, "errmsg": "ok"}
        return {"errcode": 40066, "errmsg": "invalid url"}

    def _token(self, body: dict[str, Any]) -> dict[str, Any]:
        self.token_calls.append(body)
        if body["appid"] != APP_ID:
            return {"errcode": 40013, "errmsg": "invalid appid"}
        if body["secret"] != SECRET:
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        if not self.tokens or body.get("force_refresh"):
            self.revoke()
        return {"access_token": self.tokens[-1], "expires_in": self.expires_in}

    def _scene(self, body: dict[str, Any]) -> dict[str, Any]:
        if not self.may_make_scenes:
            self.scenes.append("")
            return {"errcode": 48001, "errmsg": "api unauthorized"}
        assert body["action_name"] == "QR_STR_SCENE"
        assert 30 <= body["expire_seconds"] <= 2_592_000
        word = body["action_info"]["scene"]["scene_str"]
        assert 1 <= len(word) <= 64
        self.scenes.append(word)
        address = f"http://weixin.qq.com/q/{len(self.scenes):022}"
        return {"ticket": f"ticket-{word}", "expire_seconds": body["expire_seconds"], "url": address}

    def _template(self, body: dict[str, Any]) -> dict[str, Any]:
        if self.template_faults:
            return {"errcode": int(self.template_faults.popleft()), "errmsg": "no"}
        for name, field_ in body["data"].items():
            if name.startswith("thing") and (not 0 < len(field_["value"]) <= 20 or "\n" in field_["value"]):
                return {"errcode": 47003, "errmsg": "argument invalid!"}
        self.templates.append(body)
        return {"errcode": 0, "errmsg": "ok", "msgid": 1000 + len(self.templates)}

    def _mass(self, body: dict[str, Any]) -> dict[str, Any]:
        if body["clientmsgid"] in {each["clientmsgid"] for each in self.mass}:
            return {"errcode": 45065, "errmsg": "clientmsgid exist"}
        if self.template_faults and self.template_faults[0] != "drop":
            return {"errcode": int(self.template_faults.popleft()), "errmsg": "no"}
        if "touser" in body and not 2 <= len(body["touser"]) <= 10_000:
            return {"errcode": 40130, "errmsg": "invalid openid list size, at least two openid"}
        assert len(body["text"]["content"].encode()) <= 2048
        self.mass.append(body)
        return {"errcode": 0, "errmsg": "send job submission success", "msg_id": 7000 + len(self.mass)}

    def _send(self, body: dict[str, Any]) -> dict[str, Any]:
        if self.faults:
            fault = self.faults.popleft()
            self.refused.append(int(fault))
            return {"errcode": int(fault), "errmsg": "no"}
        if self.strict_budget:
            left = self.budget.get(body["touser"])
            if not left:
                self.refused.append(45015 if left is None else 45047)
                return {"errcode": self.refused[-1], "errmsg": "no"}
            self.budget[body["touser"]] = left - 1
        if "text" in body:
            assert len(body["text"]["content"].encode()) <= 2048
        self.sent.append(body)
        return {"errcode": 0, "errmsg": "ok"}

    def _media(self, query: Mapping[str, str]) -> web.Response:
        if not self.tokens or query.get("access_token") != self.tokens[-1]:
            return web.json_response({"errcode": 42001, "errmsg": "access_token expired"}, content_type="text/plain")
        found = self.media.get(query["media_id"], {"errcode": 40007, "errmsg": "invalid media_id"})
        if isinstance(found, bytes):
            return web.Response(body=found, content_type="image/jpeg")
        return web.json_response(found, content_type="text/plain")

    def _drops(self, path: str) -> bool:
        faults = self.template_faults if path.endswith("sendall") else self.faults
        return bool(faults) and faults[0] == "drop" and path.endswith(("custom/send", "sendall"))

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/cgi-bin/media/get":
            return self._media(request.query)
        if request.path == "/cgi-bin/ticket/getticket":
            self.ticket_calls += 1
            wrong = not self.tokens or request.query.get("access_token") != self.tokens[-1]
            good = {"errcode": 0, "ticket": f"ticket-{self.ticket_calls}", "expires_in": 7200}
            return web.json_response(
                {"errcode": 42001} if wrong else good if self.ticket_answer is None else self.ticket_answer
            )
        if request.path.startswith("/videos/"):
            return web.Response(body=b"video", content_type="video/mpeg4")
        body: Any
        if request.content_type.startswith("multipart/"):
            form = await request.post()
            media = form["media"]
            assert isinstance(media, web.FileField)
            body = media.file.read()
        else:
            raw = await request.read()
            assert b"\\u" not in raw or request.path.endswith("stable_token"), "WeChat shows escapes as they are"
            body = json.loads(raw)
        if self._drops(request.path):
            self.post(request.path, dict(request.query), body) if request.path.endswith("sendall") else None
            self.template_faults.clear() if request.path.endswith("sendall") else self.faults.popleft()
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        return web.json_response(self.post(request.path, dict(request.query), body), content_type="text/plain")


@asynccontextmanager
async def serve_wechat_api(**options: Any) -> AsyncIterator[WeChatServer]:
    """A running API."""
    server = WeChatServer(**options)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server._serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}"
    try:
        yield server
    finally:
        await runner.cleanup()


# --- the calls it makes ----------------------------------------------------------------------------------------------


def message_xml(follower: str, kind: str, *, at: datetime | None = None, **fields: Any) -> str:
    """The XML of a message or, with kind `event`, of an event."""
    given: dict[str, Any] = {
        "ToUserName": ACCOUNT,
        "FromUserName": follower,
        "CreateTime": int((at or datetime.now(UTC)).timestamp()),
        "MsgType": kind,
        **fields,
    }
    if kind != "event" and "MsgId" not in fields:
        given["MsgId"] = next(_ids)
    return f"<xml>{_nested(given)}</xml>"


def _nested(given: dict[str, Any]) -> str:
    """The elements, those that nest and those that repeat too."""
    return "".join(
        f"<{name}>{_nested(each) if isinstance(each, dict) else escape(str(each))}</{name}>"
        for name, value in given.items()
        for each in (value if isinstance(value, list) else [value])
    )


def signed_query(*, token: str = TOKEN, at: float | None = None, nonce: str | None = None) -> dict[str, str]:
    timestamp, nonce = str(int(at if at is not None else time.time())), nonce or str(next(_ids))
    signer = WeChatSigner()
    signer.add_data(token, timestamp, nonce)
    return {"signature": signer.signature, "timestamp": timestamp, "nonce": nonce}


def call(
    xml: str,
    mode: str = "safe",
    *,
    key: str = AES_KEY,
    token: str = TOKEN,
    app_id: str = APP_ID,
    at: float | None = None,
) -> tuple[dict[str, str], bytes]:
    """Query and body of a call in one of the modes `plain`, `compatible`, `safe`."""
    query = signed_query(token=token, at=at)
    if mode == "plain":
        return query, xml.encode()
    crypto = WeChatCrypto(token, key, app_id)
    secret = crypto.encrypt_message(xml, query["nonce"], query["timestamp"])
    signature = secret.split("<MsgSignature><![CDATA[")[1].split("]]>")[0]
    encrypted = secret.split("<Encrypt><![CDATA[")[1].split("]]>")[0]
    query |= {"encrypt_type": "aes", "msg_signature": signature, "openid": "x"}
    if mode == "compatible":
        return query, xml.replace("</xml>", f"<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>").encode()
    return query, f"<xml><ToUserName>{ACCOUNT}</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode()


def opened(body: bytes, mode: str = "safe", *, key: str = AES_KEY) -> Any:
    """The passive reply as wechatpy reads it; none for `success`."""
    if body in (b"success", b""):
        return None
    xml: Any = body.decode()
    if mode != "plain":
        found = {
            name: xml.split(f"<{name}>")[1].split(f"</{name}>")[0].removeprefix("<![CDATA[").removesuffix("]]>")
            for name in ("MsgSignature", "TimeStamp", "Nonce")
        }
        crypto = WeChatCrypto(TOKEN, key, APP_ID)
        xml = crypto.decrypt_message(xml, found["MsgSignature"], found["TimeStamp"], found["Nonce"])
    if "<Articles>" in xml:  # wechatpy cannot read a list of one
        fields = xmltodict.parse(xml, force_list=("item",))["xml"]
        assert fields["ArticleCount"] == "1"
        names = {"Title": "title", "Description": "description", "Url": "url"}
        (item,) = fields["Articles"]["item"]
        return ArticlesReply(articles=[{name: item[tag] for tag, name in names.items()}], **_ends(fields))
    return deserialize_reply(xml)


def _ends(fields: dict[str, str]) -> dict[str, str]:
    return {"source": fields["FromUserName"], "target": fields["ToUserName"]}


async def asgi(
    site: Any, method: str, path: str, query: dict[str, str] | None = None, body: bytes = b""
) -> tuple[int, bytes, dict[str, str]]:
    """One request to the site, without a network: status, body, headers."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": urlencode(query or {}).encode(),
        "headers": [(b"host", b"example.org")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    told: list[dict[str, Any]] = []
    asked = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> dict[str, Any]:
        return next(asked, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        told.append(message)

    await site(scope, receive, send)
    headers = {name.decode().lower(): value.decode() for name, value in told[0]["headers"]}
    return told[0]["status"], b"".join(each.get("body", b"") for each in told[1:]), headers
