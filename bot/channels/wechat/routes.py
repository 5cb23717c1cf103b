"""WeChat's calls to us: each is checked before anything of it is read, and answered within five seconds. Also the files
that the chat gives to people, behind links that are signed and expire.
"""

import asyncio
import hashlib
import random
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.app import App
from bot.channels.wechat.answer import Answer
from bot.channels.wechat.channel import WeChatChannel
from bot.channels.wechat.crypto import BadCall, MessageCipher, decrypt_with_any, is_signed, signature
from bot.channels.wechat.file_link import FILE_PATH, FILE_SALT
from bot.channels.wechat.update import checked, delivery_key, is_report
from bot.channels.wechat.xml import LARGEST, BadXml, build, parse
from bot.door.body import BodyTooLarge, read_body
from bot.door.downloads import Downloads, FileInPieces, read_content
from bot.trouble import DatabaseAway, is_passing, place_of
from handlers.talk.texts import texts
from models.storage.database import Json
from models.storage.kept_file import find_file
from models.wechat.call import CALL_LASTS, is_first_body

log = structlog.get_logger(__name__)

CALLBACK_PATH = "/wechat/callback"
FILE_LASTS = timedelta(hours=24)
ANSWER_WITHIN = 4.5
"""Seconds; after five WeChat drops the call."""
KEEP_TRYING_S = 24 * 3600.0
"""How long a message waits for the database: WeChat itself brings it three times within fifteen seconds."""
LONGEST_PAUSE_S = 5.0
CHECKED_WITHIN_S = 0.5
"""If the database has not told by then whether a plain call is replayed, the check continues while the call waits."""
WAITING_AT_MOST = 5_000
"""Messages that wait, each of some kilobytes; we tell WeChat that further ones have not arrived."""
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
    """One call that was checked: the message, and the key to encrypt the answer with."""

    raw: Json
    cipher: MessageCipher | None
    unchecked: "tuple[str, bytes] | None" = None
    """The signature and the body of a plain call, if the database was not there to tell whether it is replayed."""


@dataclass(slots=True)
class Taking:
    """A message on its way into the database, and the answer to the latest call that brought it."""

    task: asyncio.Task[None]
    answer: Answer
    away: bool = False
    """Whether the database was away at the last try."""
    unchecked: dict[str, bytes] = field(default_factory=dict)
    """Bodies by their signatures (`Call.unchecked`)."""


@dataclass(slots=True)
class WeChatCalls:
    """The handlers of the paths."""

    app: App
    channel: WeChatChannel
    _token: str = field(init=False)
    _ciphers: list[MessageCipher] = field(init=False)
    _taking: dict[str, "Taking"] = field(default_factory=dict, init=False)
    """By the delivery key."""
    _lines: weakref.WeakValueDictionary[str, asyncio.Lock] = field(
        default_factory=weakref.WeakValueDictionary, init=False
    )
    """A lock for each chat: a message keeps its place while the database is away."""
    _downloads: Downloads = field(default_factory=Downloads, init=False)

    def __post_init__(self) -> None:
        settings = self.app.settings
        self._token = settings.wechat_token.get_secret_value() if settings.wechat_token else ""
        keys = (settings.wechat_aes_key, settings.wechat_aes_key_previous)
        self._ciphers = [MessageCipher(key.get_secret_value(), settings.wechat_app_id or "") for key in keys if key]
        if self._ciphers and settings.wechat_compatible:
            log.warning("wechat: plain messages are taken too; turn WECHAT_COMPATIBLE off when the change is done")

    async def prove(self, request: Request) -> Response:
        """Prove that we know the token, which WeChat asks when the address is entered."""
        query = request.query_params
        if not self._is_timely(query.get("timestamp", "")) or not self._is_signed(request):
            return _refused("signature")
        echo = query.get("echostr", "")
        return PlainTextResponse(echo if len(echo) <= 256 and echo.isascii() and echo.isprintable() else "")

    async def message(self, request: Request) -> Response:
        """Take a message or an event. The response is its reply, or `success` if that takes longer."""
        deadline = time.monotonic() + ANSWER_WITHIN
        try:
            call = await self._read(request)
        except BadCall as error:
            return _refused(str(error))
        except (BadXml, BodyTooLarge) as error:
            log.warning("wechat call refused", why=str(error) or "too large")
            return PlainTextResponse("not a message\n", status_code=400)
        if is_report(call.raw):
            return _away() if call.unchecked else await self._note(call.raw)
        return await self._answer(call, deadline)

    async def _note(self, raw: Json) -> Response:
        """Take an event that is no conversation; while the database is away, WeChat brings it again."""
        try:
            await self.channel.take_report(raw)
        except Exception as error:
            if not is_passing(error):
                raise
            return _away()
        return PlainTextResponse(SUCCESS)

    async def _answer(self, call: Call, deadline: float) -> Response:
        """Answer the call. If WeChat brings a message again while it is being taken, the newer call gets the answer."""
        key = delivery_key(call.raw)
        taking = self._taking.get(key) or self._begin(key, call)
        if call.unchecked is not None and not taking.unchecked:
            return _away()  # the message being taken was checked: an unchecked call must not join it
        if call.unchecked is not None:
            taking.unchecked.setdefault(*call.unchecked)
        answer = taking.answer
        answer.closed = False
        either: set[asyncio.Future[Any]] = {taking.task, answer.given}
        await asyncio.wait(either, timeout=deadline - time.monotonic(), return_when=asyncio.FIRST_COMPLETED)
        if answer.given.done():
            body = self._written(call, answer.given.result())
            return Response(body, media_type="application/xml", background=BackgroundTask(answer.handed_over.set))
        answer.closed = True
        failed = taking.task.done() and isinstance(taking.task.exception(), DatabaseAway)
        return _away() if failed or taking.away else PlainTextResponse(SUCCESS)

    def _begin(self, key: str, call: Call) -> Taking:
        answer = Answer()
        self.channel.answers[key] = answer
        task = asyncio.create_task(self._take(key, call.raw))
        unchecked = dict([call.unchecked]) if call.unchecked else {}
        taking = self._taking[key] = Taking(task, answer, away=bool(unchecked), unchecked=unchecked)
        self.channel.under_way.add(task)
        task.add_done_callback(partial(self._ended, key))
        return taking

    async def _take(self, key: str, raw: Json) -> None:
        """Try until the database has taken the message, after the earlier ones of its chat. Raises DatabaseAway after
        KEEP_TRYING_S, or at once if too many messages wait.
        """
        taking = self._taking[key]
        if len(self._taking) > WAITING_AT_MOST and not taking.unchecked:
            await self.app.receive(self.channel, raw)
            return
        self.app.hear(self.channel, raw)
        keeps_trying_s = CALL_LASTS.total_seconds() if taking.unchecked else KEEP_TRYING_S
        tried_until, pause = time.monotonic() + keeps_trying_s, 0.5
        async with self._lines.setdefault(raw["FromUserName"], asyncio.Lock()):
            while True:
                try:
                    await self._check(taking.unchecked)
                    await self.app.receive(self.channel, raw)
                except DatabaseAway:
                    taking.away = True
                    if time.monotonic() > tried_until:
                        raise
                    await asyncio.sleep(pause * random.uniform(0.8, 1.2))
                    pause = min(pause * 2, LONGEST_PAUSE_S)
                else:
                    taking.away = False
                    return

    async def _check(self, unchecked: dict[str, bytes]) -> None:
        """Check now whether a message is a replayed one. Raises BadCall if it is, DatabaseAway."""
        for signed, content in list(unchecked.items()):
            await self._need_first_body(signed, content)
            del unchecked[signed]

    async def _need_first_body(self, signed: str, content: bytes) -> None:
        """Raises BadCall if another body came with this signature, DatabaseAway."""
        try:
            async with self.app.database.transaction() as session:
                first = await is_first_body(session, signed, content, now=self.app.clock())
        except Exception as error:
            if is_passing(error):
                raise DatabaseAway from error
            raise
        if not first:
            raise BadCall("the signature of another message")

    def _ended(self, key: str, task: asyncio.Task[None]) -> None:
        self.channel.under_way.discard(task)
        del self._taking[key], self.channel.answers[key]
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("wechat message not taken", error=place_of(error))

    # --- whether to believe a call ----------------------------------------------------------------------------------

    async def _read(self, request: Request) -> Call:
        """Check and read the call. With an AES key, only a call that is encrypted and signed as a whole counts,
        whatever it claims to be; during a change of the mode (WECHAT_COMPATIBLE) a plain one counts too. Raises
        BadCall, BadXml, BodyTooLarge, ClientDisconnect.
        """
        query = request.query_params
        if len(query.multi_items()) != len(query):
            raise BadCall("a parameter twice")
        if not self._is_timely(query.get("timestamp", "")):
            raise BadCall("too old, or from the future")
        if "signature" in query and not self._is_signed(request):
            raise BadCall("signature")
        content = await read_body(request, LARGEST)
        fields = parse(content)
        says_encrypted = "Encrypt" in fields or query.get("encrypt_type", "raw") != "raw"
        if self._ciphers and (says_encrypted or not self.app.settings.wechat_compatible):
            return self._decrypted(query, fields.get("Encrypt"))
        return await self._plain(request, fields, content)

    def _decrypted(self, query: Mapping[str, str], secret: Any) -> Call:
        """The decrypted call. Raises BadCall, BadXml."""
        if not isinstance(secret, str) or not secret:
            raise BadXml("nothing encrypted")
        timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if not is_signed(query.get("msg_signature", ""), self._token, timestamp, nonce, secret):
            raise BadCall("msg_signature")
        plain, cipher = decrypt_with_any(self._ciphers, secret)
        return Call(checked(parse(plain)), cipher)

    async def _plain(self, request: Request, fields: dict[str, Any], content: bytes) -> Call:
        """The call of a plain body. Its signature does not cover the body, so it is valid for one body only. While the
        database is away nobody can tell: the text is still searched for emergencies, and waits until it can be checked.
        Raises BadCall, BadXml.
        """
        if not self._is_signed(request):
            raise BadCall("signature")
        if "MsgType" not in fields and "Encrypt" in fields:
            log.error("wechat sends encrypted messages: set WECHAT_AES_KEY")
        raw, signed = checked(fields), request.query_params.get("signature", "")
        checking = asyncio.create_task(self._need_first_body(signed, content))
        self.channel.under_way.add(checking)
        checking.add_done_callback(self.channel.under_way.discard)
        await asyncio.wait({checking}, timeout=CHECKED_WITHIN_S)
        error = checking.exception() if checking.done() else DatabaseAway()
        if error is None:
            return Call(raw, None)
        if not isinstance(error, DatabaseAway):
            raise error
        return Call(raw, None, unchecked=(signed, content))

    def _is_signed(self, request: Request) -> bool:
        query = request.query_params
        given = query.get("signature", "")
        return is_signed(given, self._token, query.get("timestamp", ""), query.get("nonce", ""))

    def _is_timely(self, timestamp: str) -> bool:
        if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 11:
            return False
        return abs(self.app.clock().timestamp() - int(timestamp)) <= CALL_LASTS.total_seconds()

    def _written(self, call: Call, fields: dict[str, Json]) -> str:
        """The answer's XML; if the call was encrypted, encrypted with the key that opened it."""
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
        """A file that the chat gave to somebody; anybody with the link gets it until it expires."""
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
