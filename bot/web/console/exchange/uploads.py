"""Files that staff choose on a page: they come one by one, within the bounds of every upload, and wait for a day until
a form names them by their keys."""

import asyncio
import hmac

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.door.client_address import client_address
from bot.door.uploads import REFUSALS, Uploads, refused_upload
from bot.door.well_formed import is_same_origin
from bot.web.console.desk import PRIVATE
from bot.web.console.door import form_token, token_of
from handlers.talk.texts import texts
from models.cases.evidence import media_type_of
from models.casework.files import holder_of_uploads
from models.staff.console_session import SignedIn, signed_in
from models.storage.kept_file import store_large_file

log = structlog.get_logger(__name__)
PATH = "/console/uploads"
NAME = "sent"
"""The name under which a file is kept: its outside name is not for keeping."""


def upload_routes(app: App) -> list[BaseRoute]:
    """The path that takes files."""
    return [Route(PATH, PageUploads(app).take, methods=["POST"])]


class PageUploads:
    """Takes files of people who are signed in."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.uploads = Uploads(app.database)
        self._one_kept_at_a_time = asyncio.Lock()

    async def take(self, request: Request) -> Response:
        """Keeps the body; answers with its key, or with words that say why not."""
        token = token_of(request, self.app)
        who = await self._who(token)
        origin, host = request.headers.get("Origin", ""), request.headers.get("Host", "")
        ours = is_same_origin(origin, host, self.app.settings.public_url)
        given = request.headers.get("X-Form-Token", "").encode()
        if who is None or not ours or not hmac.compare_digest(given, form_token(token).encode()):
            return JSONResponse({"error": "forbidden"}, status_code=403, headers=PRIVATE)
        words = texts().in_(who.person.locale)
        try:
            async with self.uploads.received(request, str(who.at.id), client_address(request.scope)) as content:
                key, media_type = await self._kept(who, content)
        except REFUSALS as error:
            return refused_upload(words, error, PRIVATE)
        return JSONResponse({"key": key, "picture": media_type.startswith("image/")}, headers=PRIVATE)

    async def _who(self, token: str) -> SignedIn | None:
        async with self.app.database.reading() as session:
            return await signed_in(session, token, now=self.app.clock()) if token else None

    async def _kept(self, who: SignedIn, content: bytearray) -> tuple[str, str]:
        """The key and type of the kept file. Raises EvidenceRefused, TooManyFiles."""
        async with self._one_kept_at_a_time:  # each is in memory several times while it is encrypted
            media_type = await asyncio.to_thread(media_type_of, content)
            async with self.app.database.reading() as session:
                contact = await holder_of_uploads(session, who.person)
            about = {"name": NAME, "media_type": media_type}
            return await store_large_file(
                self.app.database, contact.id, content, **about, clock=self.app.clock
            ), media_type
