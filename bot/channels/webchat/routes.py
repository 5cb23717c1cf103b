"""The web chat's paths: the page, its socket, photos on the way in and files on the way out."""

import hashlib
import secrets
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa
import structlog
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.templating import Jinja2Templates

from bot.app import App
from bot.channels.webchat.channel import FILE_PATH, WebChatChannel
from bot.channels.webchat.cookie import COOKIE, STAFF_LASTS, ChatCookie, Holder
from bot.channels.webchat.files import ChatFiles
from bot.channels.webchat.newcomers import Newcomers
from bot.channels.webchat.socket import ChatSockets
from bot.door.client_address import client_address
from bot.door.language import words_for
from bot.door.static_files import Static
from bot.door.well_formed import came_by_https
from handlers.talk.texts import Words, texts
from models.people.person import Contact, Person, contact_at
from models.staff.post import has_post

log = structlog.get_logger(__name__)

SOCKET_PATH, UPLOAD_PATH, STATIC_PATH = "/chat/socket", "/chat/upload", "/chat/static"

BACK = (
    "filing-button-back",
    "me-button-back",
    "filing-button-unchanged",
    "place-button-back",
    "paper-button-back",
    "event-button-back",
    "own-case-button-back",
    "article-edit-button-back",
    "staff-button-back",
    "benefit-button-back",
    "article-button-back",
    "place-button-other-need",
    "menu-button-home",
)
"""The labels that lead one screen back, and last home: the browser's back key presses the first that is shown."""

_HERE = Path(__file__).parent
_templates = Jinja2Templates(directory=_HERE / "templates")


def chat_routes(app: App, channel: WebChatChannel) -> list[BaseRoute]:
    """The paths of the web chat."""
    if app.settings.public_url is not None and not app.settings.trusted_proxies:
        log.warning("everybody behind the proxy counts as one address: set TRUSTED_PROXIES")
    chat = _Chat(app, channel)
    sockets = ChatSockets(app, channel, chat.cookie, chat.known, chat.may_come)
    files = ChatFiles(app, channel, chat.known, chat.may_come)
    return [
        Route("/", lambda _: RedirectResponse(channel.page)),
        Route(channel.page, chat.page),
        WebSocketRoute(SOCKET_PATH, sockets.serve),
        Route(UPLOAD_PATH, files.upload, methods=["POST"]),
        Route(FILE_PATH + "{key}", files.file),
        Mount(STATIC_PATH, Static(directory=_HERE / "static")),
    ]


class _Chat:
    def __init__(self, app: App, channel: WebChatChannel) -> None:
        self.app = app
        self.channel = channel
        self.newcomers = Newcomers()
        self.cookie = ChatCookie(app.keys.signing)

    async def known(self, cookies: Mapping[str, str]) -> Holder | None:
        """The holder of the cookies. For somebody with a post in a department, old cookies do not count."""
        holder = self.cookie.holder(cookies)
        if holder is None or holder.age <= STAFF_LASTS:
            return holder
        async with self.app.database.reading() as session:
            contact = await contact_at(session, self.channel.name, holder.address)
            if contact is not None and await has_post(session, contact.person_id):
                return None
        return holder

    async def page(self, request: Request) -> Response:
        """Show the chat page, and set or renew its cookie."""
        holder = await self.known(request.cookies)
        address = holder.address if holder is not None else secrets.token_urlsafe(16)
        words = await self._words(request, holder)
        city = self.app.city
        response = _templates.TemplateResponse(
            request,
            "chat.html",
            {
                "t": words.starting_with("web-"),
                "locale": words.locale,
                "city_name": words.pick(city.titles),
                "sample": city.sample,
                "socket_path": SOCKET_PATH,
                "upload_path": UPLOAD_PATH,
                "back": [words(key) for key in BACK],
                # The page drops another person's transcript by this value; it says nothing about the address.
                "identity": hashlib.sha256(address.encode()).hexdigest()[:16],
            },
            headers={"Cache-Control": "no-store"},
        )
        secure = came_by_https(request, self.app.settings.public_url)
        self.cookie.give(response, address, secure=secure)
        if secure and COOKIE in request.cookies:
            response.delete_cookie(COOKIE)
        return response

    async def _words(self, request: Request, holder: Holder | None) -> Words:
        """The chat's language; for a newcomer, or while the database is away, the browser's."""
        if holder is not None:
            try:
                async with self.app.database.reading() as session:
                    mine = sa.select(Person.locale).join(Contact, Contact.person_id == Person.id)
                    mine = mine.where(Contact.channel == self.channel.name, Contact.address == holder.address)
                    locale = await session.scalar(mine)
                if locale is not None:
                    return texts().in_(locale)
            except Exception as error:
                log.warning("nobody looked up", error=type(error).__name__)
        return words_for(request, self.app)

    async def may_come(self, address: str, connection: HTTPConnection) -> bool:
        """Return whether somebody is at the address already, or their network may bring one more. While the database is
        away it is True: no contact can be made then, and the input's handling says so.
        """
        try:
            async with self.app.database.reading() as session:
                if await contact_at(session, self.channel.name, address) is not None:
                    return True
        except Exception as error:
            log.warning("nobody looked up", error=type(error).__name__)
            return True
        return self.newcomers.may_come(client_address(connection.scope), now=self.app.clock())
