"""The web chat's files: photos, recordings and documents on the way in, the chat's files on the way out."""

import asyncio

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp

from bot.app import App
from bot.channels.webchat.channel import WebChatChannel
from bot.channels.webchat.socket import Known, MayCome
from bot.door.client_address import client_address
from bot.door.downloads import Downloads, FileInPieces, file_headers, read_content
from bot.door.language import words_for
from bot.door.uploads import REFUSALS, Uploads, refused_upload
from handlers.talk.texts import Words
from models.cases.evidence import media_type_of
from models.outbox.pictures import MEDIA_NAME, is_media, media_for
from models.people.person import Contact, contact_at, known_or_met
from models.storage.kept_file import find_file, store_large_file

log = structlog.get_logger(__name__)


class ChatFiles:
    """The handlers of the paths. known, may_come: as the page's own path identifies people and lets them in."""

    def __init__(self, app: App, channel: WebChatChannel, known: Known, may_come: MayCome) -> None:
        self.app = app
        self.channel = channel
        self.known, self.may_come = known, may_come
        self.uploads = Uploads(app.database)
        self.downloads = Downloads()
        self._one_kept_at_a_time = asyncio.Lock()

    async def upload(self, request: Request) -> Response:
        """Keep a photo, recording or document for a day; answer with its key, and whether it is a photo."""
        words = words_for(request, self.app)
        holder = await self.known(request.cookies)
        if holder is None or request.headers.get("X-Requested-With") != "chat":
            return PlainTextResponse("forbidden\n", status_code=403)
        if not await self.may_come(holder.address, request):
            return _told(words, "web-too-many-new", 429)
        try:
            async with self.uploads.received(request, holder.address, client_address(request.scope)) as content:
                return await self._kept(holder.address, content, words.locale)
        except REFUSALS as error:
            return refused_upload(words, error)

    async def _kept(self, address: str, content: bytearray, locale: str) -> Response:
        """Keep the file under a name of ours: its outside name is not for keeping.

        Raises EvidenceRefused, TooManyFiles.
        """
        async with self._one_kept_at_a_time:  # each is in memory several times while it is encrypted
            picture = picture_type(bytes(content[:HEAD]))
            media_type = await asyncio.to_thread(media_type_of, content) if picture is None else picture
            contact = await self._met(address, locale)
            about = {"name": "sent", "media_type": media_type}
            key = await store_large_file(self.app.database, contact.id, content, **about, clock=self.app.clock)
        return JSONResponse({"key": key, "kind": "photo" if picture else "document"})

    async def _met(self, address: str, locale: str) -> Contact:
        """The contact at the address, created if needed: a photo can be the first thing that somebody sends."""
        turn = self.app.intake.turn(self.channel.name, address)
        async with turn, self.app.database.transaction() as session:
            return await known_or_met(session, self.channel.name, address, locale=locale, now=self.app.clock())

    async def file(self, request: Request) -> ASGIApp:
        """A file of this chat, for the holder of its cookie."""
        words = words_for(request, self.app)
        key = request.path_params["key"]
        holder = await self.known(request.cookies)
        async with self.app.database.reading() as session:
            contact = await contact_at(session, self.channel.name, holder.address) if holder is not None else None
            if contact is None:
                return _gone(words)
            if is_media(key):
                media = await media_for(session, key, contact)
                return _picture(media.content or b"", media.media_type or "") if media is not None else _gone(words)
        return await self._own_file(key, contact, words)

    async def _own_file(self, key: str, contact: Contact, words: Words) -> ASGIApp:
        async with self.app.database.reading() as session:
            head = await find_file(session, key, contact_id=contact.id, now=self.app.clock())
        if head is None:
            return _gone(words)
        return FileInPieces(
            self.downloads,
            key,
            head.name,
            head.media_type,
            head.size,
            contact.address,
            read=lambda: read_content(self.app, key),
            gone=words("web-file-gone"),
            busy=words("web-downloads-busy"),
        )


def _picture(content: bytes, media_type: str) -> Response:
    return Response(content, media_type=media_type, headers=file_headers(MEDIA_NAME))


def _gone(words: Words) -> Response:
    return PlainTextResponse(words("web-file-gone") + "\n", status_code=404)


def _told(words: Words, key: str, status: int) -> Response:
    return JSONResponse({"error": words(key)}, status_code=status)


HEAD = 16
"""Bytes that show what kind of picture it is."""


def picture_type(content: bytes) -> str | None:
    """The media type that the first bytes show; None if it is no picture."""
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        return "image/heic"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    heads = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"GIF8": "image/gif"}
    return next((kind for head, kind in heads.items() if content.startswith(head)), None)
