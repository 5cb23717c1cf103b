"""The web chat's paths: the page, its socket, photos on the way in and files on the way out."""

import asyncio
import hashlib
import math
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import sqlalchemy as sa
import structlog
from aiogram.methods import SendMessage
from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.templating import Jinja2Templates
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.app import App
from bot.channels.webchat import FILE_PATH, WebChatChannel
from bot.intake import DatabaseAway
from bot.newcomers import Newcomers
from bot.web.language import words_for
from handlers.onboarding import welcome_screen
from handlers.texts import locale_for, texts
from models.conversation import Conversation, ProcessedUpdate
from models.database import Json
from models.errors import EvidenceRefused, TooManyFiles
from models.evidence import media_type_of
from models.file import LARGEST, read_file, store_file
from models.outbox import OutboxMessage
from models.outbox_media import MEDIA_NAME, is_media, media_for
from models.person import Contact, meet

log = structlog.get_logger(__name__)

COOKIE = "nuanxin_chat"
COOKIE_LASTS = 365 * 24 * 3600
UPLOAD_PATH = "/chat/upload"
START_OVER = 4001
"""Close code: the page has no identity any more and has to load again."""
LONGEST_TEXT = 4000
INPUTS_READ = 4
"""Of a page before the one before them is taken; what else it sends waits in its connection."""
REPLIES_REMEMBERED = 50
AGAIN_AFTER = 2

_templates = Jinja2Templates(directory=Path(__file__).parent / "templates")


def chat_routes(app: App, channel: WebChatChannel) -> list[BaseRoute]:
    """The paths of the web chat."""
    if app.settings.public_url is not None and not app.settings.trusted_proxies:
        log.warning("everybody behind the proxy counts as one address: set TRUSTED_PROXIES")
    chat = _Chat(app, channel)
    return [
        Route("/chat", chat.page),
        WebSocketRoute("/chat/socket", chat.socket),
        Route(UPLOAD_PATH, chat.upload, methods=["POST"]),
        Route(FILE_PATH + "{key}", chat.file),
    ]


class _Chat:
    def __init__(self, app: App, channel: WebChatChannel) -> None:
        self.app = app
        self.channel = channel
        self.newcomers = Newcomers()
        self.signer = URLSafeSerializer(app.keys.signing, salt="webchat-identity")

    def identity(self, cookies: Mapping[str, str]) -> str | None:
        """The address the signed cookie holds."""
        try:
            address = self.signer.loads(cookies.get(COOKIE, ""))
        except BadSignature:
            return None
        return address if isinstance(address, str) else None

    async def page(self, request: Request) -> Response:
        address = self.identity(request.cookies) or secrets.token_urlsafe(16)
        words = words_for(request, self.app)
        city = self.app.city
        response = _templates.TemplateResponse(
            request,
            "chat.html",
            {
                "t": words.starting_with("web-"),
                "locale": words.locale,
                "city_name": words.pick(city.titles),
                "sample": city.sample,
                "socket_path": "/chat/socket",
                "upload_path": UPLOAD_PATH,
                # lets the page drop the transcript of somebody else; says nothing about the address
                "identity": hashlib.sha256(address.encode()).hexdigest()[:16],
            },
            headers={"Cache-Control": "no-store"},
        )
        response.set_cookie(
            COOKIE,
            str(self.signer.dumps(address)),
            max_age=COOKIE_LASTS,
            httponly=True,
            samesite="lax",
            secure=(self.app.settings.public_url or "").startswith("https://"),
        )
        return response

    async def socket(self, websocket: WebSocket) -> None:
        address = self.identity(websocket.cookies)
        if not _same_origin(websocket, self.app.settings.public_url):
            await websocket.close()
            return
        await websocket.accept()
        if address is None:
            await websocket.close(START_OVER)
            return
        page = self.channel.join(address)
        inputs: asyncio.Queue[Any] = asyncio.Queue(INPUTS_READ)
        writing = asyncio.create_task(_write(websocket, page))
        taking = asyncio.create_task(self._take_all(inputs, address, page, websocket))
        try:
            await self._listen(websocket, address, inputs)
        except WebSocketDisconnect:
            log.debug("page left")
        finally:
            self.channel.leave(address, page)
            writing.cancel()
            await inputs.put(None)  # what is being taken is not cut off
            await asyncio.wait([writing, taking])

    async def _listen(self, websocket: WebSocket, address: str, inputs: asyncio.Queue[Any]) -> None:
        """Reads while the input before is still being taken: what lies ahead is heard of at once."""
        language: str | None = None
        while True:
            try:
                given = await websocket.receive_json()
            except (ValueError, KeyError):
                continue
            if isinstance(given, dict) and isinstance(given.get("hello"), dict):
                language = _short(given["hello"].get("language"))
            if isinstance(given, dict) and "ahead" in given:
                self._hear(address, given["ahead"], language)
            else:
                await inputs.put((given, language))

    async def _take_all(
        self, inputs: asyncio.Queue[Any], address: str, page: asyncio.Queue[Json], connection: HTTPConnection
    ) -> None:
        """One after the other, until there is None."""
        known = welcomed = False
        while (read := await inputs.get()) is not None:
            given, language = read
            if isinstance(given, dict) and isinstance(given.get("hello"), dict):
                welcomed = await self._catch_up(address, page, given["hello"], language)
            elif known or _input(given) is None or (known := await self._may_come(address, connection)):
                await self._take(address, page, given, language, welcomed=welcomed)
            else:
                words = texts().in_(locale_for(language, self.app.settings.default_locale))
                page.put_nowait({"refused": given["id"], "text": words("web-too-many-new")})

    def _hear(self, address: str, given: Any, language: str | None) -> None:
        """An input that the page holds back until the one before it is taken."""
        raw = _input(given)
        if raw is not None:
            self.app.hear(self.channel, {**raw, "address": address, "language": language})

    async def _may_come(self, address: str, connection: HTTPConnection) -> bool:
        """Whether there is somebody at the address already, or their network may bring one more. While the database is
        away nobody is made, and whoever takes the input says so."""
        try:
            async with self.app.database.reading() as session:
                if await _contact(session, self.channel.name, address) is not None:
                    return True
        except Exception as error:
            log.warning("nobody looked up", error=type(error).__name__)
            return True
        peer = connection.client.host if connection.client is not None else ""
        return self.newcomers.may_come(peer, now=self.app.clock())

    async def _catch_up(self, address: str, page: asyncio.Queue[Json], hello: Json, language: str | None) -> bool:
        """What the page missed; to one that has nothing yet, the last thing said or a welcome. Whether nobody is at the
        address: opening a page makes nobody, so that welcome is kept by the page alone."""
        try:
            replies = await self._replies(address)
        except Exception as error:
            log.warning("cannot catch up", error=type(error).__name__)
            return False
        seen = hello.get("seen")
        if replies is None:
            if hello.get("welcomed") is not True:
                page.put_nowait(self._welcome(language))
        elif not replies:
            start = {"id": f"start-{secrets.token_urlsafe(8)}", "text": "/start"}
            await self._take(address, page, start, language)
        elif isinstance(seen, int):
            for frame in (each for reply in replies for each in reply if each["seq"] > seen):
                page.put_nowait(frame)
        else:
            for frame in replies[-1]:
                page.put_nowait(_as_new(frame))
        return replies is None

    def _welcome(self, language: str | None) -> Json:
        """Numbered by the clock, as the first answer to whoever then writes will be (models/person.py); marked, so that
        the page says when it is back that it still shows it."""
        words = texts().on(self.channel.name).in_(locale_for(language, self.app.settings.default_locale))
        screen = welcome_screen(words, self.app.city)
        said = SendMessage(chat_id=0, text=screen.text, reply_markup=screen.markup())
        number = int(self.app.clock().timestamp() * 1000)
        (frame,) = self.channel.write([said], Conversation(counter=number, data={}))
        frame["message"]["welcome"] = True
        return frame

    async def _replies(self, address: str) -> Sequence[Json] | None:
        """What was said in the last days, answers and messages of ours, oldest first; None where nobody is there."""
        async with self.app.database.reading() as session:
            contact = await _contact(session, self.channel.name, address)
            if contact is None:
                return None
            said: list[Json] = []
            for table, newest in (
                (ProcessedUpdate, (sa.func.coalesce(ProcessedUpdate.counter, 0).desc(),)),
                (OutboxMessage, (OutboxMessage.sent_at.desc(), OutboxMessage.id.desc())),
            ):
                query = sa.select(table.reply).where(table.contact_id == contact.id, table.reply.is_not(None))
                said += await session.scalars(query.order_by(*newest).limit(REPLIES_REMEMBERED))
        return sorted(filter(None, said), key=lambda reply: int(reply[0]["seq"]))

    async def _take(
        self, address: str, page: asyncio.Queue[Json], given: Any, language: str | None, *, welcomed: bool = False
    ) -> None:
        raw = _input(given)
        if raw is None:
            log.warning("malformed input from a page")
            if isinstance(given, dict) and isinstance(given.get("id"), str):
                words = texts().in_(locale_for(language, self.app.settings.default_locale))
                page.put_nowait({"refused": given["id"][:64], "text": words("web-not-understood")})
            return
        try:
            await self.app.receive(
                self.channel, {**raw, "address": address, "language": language, "welcomed": welcomed}
            )
        except DatabaseAway:
            page.put_nowait({"again": raw["id"], "after": AGAIN_AFTER})
        else:
            page.put_nowait({"accepted": raw["id"]})

    async def upload(self, request: Request) -> Response:
        """Keeps a photo, recording or document for a day; gives the page its key, and whether it is a photo."""
        words = words_for(request, self.app)
        address = self.identity(request.cookies)
        if address is None or request.headers.get("X-Requested-With") != "chat":
            return PlainTextResponse("forbidden\n", status_code=403)
        if not await self._may_come(address, request):
            return JSONResponse({"error": words("web-too-many-new")}, status_code=429)
        content = await _body(request, LARGEST)
        if content is None:
            return JSONResponse({"error": words("web-file-too-large")}, status_code=413)
        picture = picture_type(content)
        try:
            media_type = picture or media_type_of(content)
            await self._meet(address, words.locale)
            key = await self._keep(address, content, media_type)
        except EvidenceRefused as error:
            return JSONResponse({"error": words("error-evidence-refused", reason=error.reason)}, status_code=415)
        except TooManyFiles:
            return JSONResponse({"error": words("error-too-many-files")}, status_code=429)
        if key is None:
            return PlainTextResponse("forbidden\n", status_code=403)
        return JSONResponse({"key": key, "kind": "photo" if picture else "document"})

    async def _meet(self, address: str, locale: str) -> None:
        """A photo can be the first thing that somebody sends."""
        turn = self.app.intake.turn(self.channel.name, address)
        async with turn, self.app.database.transaction() as session:
            if await _contact(session, self.channel.name, address) is None:
                await meet(session, self.channel.name, address, locale=locale, now=self.app.clock())

    async def _keep(self, address: str, content: bytes, media_type: str) -> str | None:
        """Under a name of ours: what a file is called outside is nobody's to keep."""
        async with self.app.database.transaction() as session:
            contact = await _contact(session, self.channel.name, address)
            if contact is None:
                return None
            now = self.app.clock()
            return await store_file(session, contact.id, content, name="sent", media_type=media_type, now=now)

    async def file(self, request: Request) -> Response:
        """A file of this chat, to whoever holds its cookie."""
        address = self.identity(request.cookies)
        async with self.app.database.reading() as session:
            contact = await _contact(session, self.channel.name, address) if address else None
            found = await _file(session, request.path_params["key"], contact, self.app.clock()) if contact else None
        if found is None:
            return PlainTextResponse(words_for(request, self.app)("web-file-gone") + "\n", status_code=404)
        name, media_type, content = found
        return Response(
            content,
            media_type=media_type,
            headers={
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
                "Cache-Control": "private, no-store",
            },
        )


async def _write(websocket: WebSocket, page: asyncio.Queue[Json]) -> None:
    while True:
        await websocket.send_json(await page.get())


async def _file(session: Any, key: str, contact: Contact, now: datetime) -> tuple[str, str, bytes] | None:
    """(name, media type, bytes) of what this chat may see."""
    if is_media(key):
        media = await media_for(session, key, contact)
        return (MEDIA_NAME, media.media_type or "", media.content or b"") if media is not None else None
    file = await read_file(session, key, contact_id=contact.id, now=now)
    return (file.shown_name, file.media_type, file.content) if file is not None else None


async def _contact(session: Any, channel: str, address: str) -> Contact | None:
    found = await session.scalars(sa.select(Contact).where(Contact.channel == channel, Contact.address == address))
    contact: Contact | None = found.one_or_none()
    return contact


async def _body(request: Request, largest: int) -> bytes | None:
    """The body, unless it is larger."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            return None
    return bytes(body)


def picture_type(content: bytes) -> str | None:
    """The media type that the first bytes show; none if it is no picture."""
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        return "image/heic"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    heads = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"GIF8": "image/gif"}
    return next((kind for head, kind in heads.items() if content.startswith(head)), None)


def _same_origin(websocket: WebSocket, public_url: str | None) -> bool:
    """Another site's script must not speak with this person's cookie."""
    origin = websocket.headers.get("Origin")
    if origin is None:
        return True  # not a browser: it has no cookie jar to abuse
    return urlsplit(origin).netloc in (websocket.headers.get("Host"), urlsplit(public_url or "").netloc or None)


def _short(value: Any) -> str | None:
    return value[:35] if isinstance(value, str) else None


def _as_new(frame: Json) -> Json:
    """An edit of a message that the page does not have is shown as a message."""
    return {"seq": frame["seq"], "message": frame["edit"]} if "edit" in frame else frame


def _input(given: Any) -> Json | None:
    """The input if it is well formed, with nothing else in it."""
    if not isinstance(given, dict) or not isinstance(given.get("id"), str) or not 0 < len(given["id"]) <= 64:
        return None
    kept = {"id": given["id"]}
    if isinstance(given.get("text"), str) and given["text"].strip():
        return {**kept, "text": given["text"][:LONGEST_TEXT]}
    if isinstance(given.get("press"), str) and isinstance(given.get("message"), int):
        return {**kept, "press": given["press"][:64], "message": given["message"]}
    if isinstance(given.get("photo"), str):
        return {**kept, "photo": given["photo"][:64]}
    if isinstance(given.get("document"), str):
        return {**kept, "document": given["document"][:64], "name": str(given.get("name") or "")[:255]}
    where = given.get("location")
    if isinstance(where, dict) and _degrees(where.get("latitude"), 90) and _degrees(where.get("longitude"), 180):
        return {**kept, "location": {"latitude": where["latitude"], "longitude": where["longitude"]}}
    return None


def _degrees(value: Any, most: float) -> bool:
    return isinstance(value, int | float) and math.isfinite(value) and abs(value) <= most
