"""WeChat's way in: every call is checked before anything of it is read, and answered within five seconds; and the
files that a person is given there, behind a link that is signed and expires."""

import asyncio
import hashlib
import time
from collections import OrderedDict
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.app import App
from bot.channels.wechat import FILE_PATH, FILE_SALT, Answer, WeChatChannel, current_answer
from bot.channels.wechat_crypto import BadCall, MessageCipher, decrypt_with_any, is_signed, signature
from bot.channels.wechat_update import checked, is_notice
from bot.channels.wechat_xml import LARGEST, BadXml, build, parse
from bot.intake import DatabaseAway, is_passing, place_of
from bot.web.body import BodyTooLarge, read_body
from bot.web.downloads import Downloads, FileInPieces, read_content
from handlers.texts import texts
from models.database import Json
from models.file import find_file

log = structlog.get_logger(__name__)

CALLBACK_PATH = "/wechat/callback"
FILE_LASTS = timedelta(hours=24)
ANSWER_WITHIN = 4.5
"""Seconds; after five WeChat drops the call."""
CALL_LASTS = timedelta(minutes=5)
"""How old, or early, a call may be."""
KEEP_TRYING = 600.0
"""Seconds that the database may be away after WeChat was told that the message has arrived."""
CALLS_REMEMBERED = 10_000
SUCCESS = "success"


def wechat_routes(app: App, channel: WeChatChannel) -> list[BaseRoute]:
    """The paths of the WeChat channel."""
    calls = WeChatCalls(app, channel)
    return [
        Route(CALLBACK_PATH, calls.prove, methods=["GET"]),
        Route(CALLBACK_PATH, calls.message, methods=["POST"]),
        Route(FILE_PATH + "{token}", calls.file, methods=["GET"]),
    ]


@dataclass(frozen=True, slots=True)
class Call:
    """One call, believed: the message, and the key to answer with."""

    raw: Json
    cipher: MessageCipher | None


@dataclass(slots=True)
class WeChatCalls:
    """The handlers of the paths."""

    app: App
    channel: WeChatChannel
    _token: str = field(init=False)
    _ciphers: list[MessageCipher] = field(init=False)
    _plain_calls: OrderedDict[str, bytes] = field(default_factory=OrderedDict, init=False)
    _downloads: Downloads = field(default_factory=Downloads, init=False)

    def __post_init__(self) -> None:
        settings = self.app.settings
        self._token = settings.wechat_token.get_secret_value() if settings.wechat_token else ""
        keys = (settings.wechat_aes_key, settings.wechat_aes_key_previous)
        self._ciphers = [MessageCipher(key.get_secret_value(), settings.wechat_app_id or "") for key in keys if key]

    async def prove(self, request: Request) -> Response:
        """WeChat asks, when the address is entered, whether we know the token."""
        query = request.query_params
        if not self._is_timely(query.get("timestamp", "")) or not self._is_signed(request):
            return _refused("signature")
        echo = query.get("echostr", "")
        return PlainTextResponse(echo if len(echo) <= 256 and echo.isascii() and echo.isprintable() else "")

    async def message(self, request: Request) -> Response:
        """A message or an event, answered when its reply is there; `success` where that takes longer."""
        deadline = time.monotonic() + ANSWER_WITHIN
        try:
            call = await self._read(request)
        except BadCall as error:
            return _refused(str(error))
        except (BadXml, BodyTooLarge) as error:
            log.warning("wechat call refused", why=str(error) or "too large")
            return PlainTextResponse("not a message\n", status_code=400)
        if is_notice(call.raw):
            return await self._note(call.raw)
        return await self._answer(call, deadline)

    async def _note(self, raw: Json) -> Response:
        """An event that is no conversation; while the database is away, WeChat brings it again."""
        try:
            await self.channel.take_notice(raw)
        except Exception as error:
            if not is_passing(error):
                raise
            return _away()
        return PlainTextResponse(SUCCESS)

    async def _answer(self, call: Call, deadline: float) -> Response:
        answer = Answer()
        context = copy_context()
        context.run(current_answer.set, answer)
        task = asyncio.get_running_loop().create_task(self._take(call.raw, answer), context=context)
        self.channel.under_way.add(task)
        task.add_done_callback(self._ended)
        either: set[asyncio.Future[Any]] = {task, answer.given}
        await asyncio.wait(either, timeout=deadline - time.monotonic(), return_when=asyncio.FIRST_COMPLETED)
        if answer.given.done():
            body = self._written(call, answer.given.result())
            return Response(body, media_type="application/xml", background=BackgroundTask(answer.handed_over.set))
        answer.closed = True
        if task.done() and isinstance(task.exception(), DatabaseAway):
            return _away()
        return PlainTextResponse(SUCCESS)

    async def _take(self, raw: Json, answer: Answer) -> None:
        """Raises DatabaseAway while WeChat still waits: then it brings the message again. Afterwards it would not."""
        tried_until = time.monotonic() + KEEP_TRYING
        pause = 0.5
        while True:
            try:
                await self.app.receive(self.channel, raw)
            except DatabaseAway:
                if not answer.closed or time.monotonic() > tried_until:
                    raise
                await asyncio.sleep(pause)
                pause = min(pause * 2, 15.0)
            else:
                return

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.channel.under_way.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("wechat message not taken", error=place_of(error))

    # --- whether to believe a call ----------------------------------------------------------------------------------

    async def _read(self, request: Request) -> Call:
        """Raises BadCall, BadXml, BodyTooLarge, ClientDisconnect."""
        query = request.query_params
        timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if not self._is_timely(timestamp):
            raise BadCall("too old, or from the future")
        if "signature" in query and not self._is_signed(request):
            raise BadCall("signature")
        content = await read_body(request, LARGEST)
        if query.get("encrypt_type", "raw") == "aes" and self._ciphers:
            secret = parse(content).get("Encrypt")
            if not isinstance(secret, str):
                raise BadXml("nothing encrypted")
            if not is_signed(query.get("msg_signature", ""), self._token, timestamp, nonce, secret):
                raise BadCall("msg_signature")
            plain, cipher = decrypt_with_any(self._ciphers, secret)
            return Call(checked(parse(plain)), cipher)
        if not self._is_signed(request):
            raise BadCall("signature")
        fields = parse(content)
        if "MsgType" not in fields and "Encrypt" in fields:
            log.error("wechat sends encrypted messages: set WECHAT_AES_KEY")
        self._once(query.get("signature", ""), content)
        return Call(checked(fields), None)

    def _is_signed(self, request: Request) -> bool:
        query = request.query_params
        given = query.get("signature", "")
        return is_signed(given, self._token, query.get("timestamp", ""), query.get("nonce", ""))

    def _is_timely(self, timestamp: str) -> bool:
        if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 11:
            return False
        return abs(self.app.clock().timestamp() - int(timestamp)) <= CALL_LASTS.total_seconds()

    def _once(self, signed: str, content: bytes) -> None:
        """A plain call's signature does not cover its body, so it is good for one body only. Raises BadCall."""
        digest = hashlib.sha256(content).digest()
        if self._plain_calls.setdefault(signed, digest) != digest:
            raise BadCall("the signature of another message")
        if len(self._plain_calls) > CALLS_REMEMBERED:
            self._plain_calls.popitem(last=False)

    def _written(self, call: Call, fields: dict[str, Json]) -> str:
        """The answer's XML, encrypted where the call was, with the key that opened it."""
        now = str(int(self.app.clock().timestamp()))
        to = {"ToUserName": call.raw["FromUserName"], "FromUserName": call.raw["ToUserName"], "CreateTime": int(now)}
        body = build({**to, **fields})
        if call.cipher is None:
            return body
        nonce = hashlib.sha256(body.encode()).hexdigest()[:16]
        secret = call.cipher.encrypt(body)
        signed = signature(self._token, now, nonce, secret)
        return build({"Encrypt": secret, "MsgSignature": signed, "TimeStamp": int(now), "Nonce": nonce})

    # --- files ------------------------------------------------------------------------------------------------------

    async def file(self, request: Request) -> ASGIApp:
        """A file that was given to somebody in the chat: to whoever has the link, until it expires."""
        words = texts().in_(self.app.settings.default_locale)
        signer = URLSafeTimedSerializer(self.app.keys.signing, salt=FILE_SALT)
        try:
            key = signer.loads(request.path_params["token"], max_age=int(FILE_LASTS.total_seconds()))
        except BadSignature:
            key = None
        async with self.app.database.reading() as session:
            now = self.app.clock()
            head = await find_file(session, key, contact_id=None, now=now) if isinstance(key, str) else None
        if head is None:
            return PlainTextResponse(words("web-file-gone") + "\n", status_code=404)
        return FileInPieces(
            self._downloads,
            head.key,
            head.name,
            head.media_type,
            head.size,
            chat=head.key,
            read=lambda: read_content(self.app, head.key),
            gone=words("web-file-gone"),
            busy=words("web-downloads-busy"),
        )


def _away() -> Response:
    return PlainTextResponse("the database is away\n", status_code=503)


def _refused(why: str) -> Response:
    log.warning("wechat call refused", why=why)
    return PlainTextResponse("forbidden\n", status_code=403)
