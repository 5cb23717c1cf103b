"""The links that a demonstration prints: one press signs in to the chat of an invented person, and to their desk.

Only a site whose city is a demonstration has the path, a link works once, and it is signed.
"""

from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.channels.webchat.cookie import ChatCookie
from bot.door.client_address import client_address
from bot.door.language import words_for
from bot.door.well_formed import came_by_https
from bot.web.console.door import set_cookie
from bot.web.console.frame import DESK_PATH
from bot.web.console.user_agent import browser_name
from bot.web.demonstration import is_demonstration
from models.people.person import Contact
from models.staff.console_session import LASTS, new_session
from models.staff.console_sign_in import Browser
from models.staff.post import post_at
from models.upkeep.demonstration import use_link

PATH = "/demonstration/"
CHAT_PATH = "/chat"
PRIVATE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Entry:
    """Whom a link signs in. staff_id: the post whose desk opens; 0: only the chat."""

    mark: str
    contact_id: int
    staff_id: int = 0


def entry_path(signing: str, entry: Entry) -> str:
    """The path of a link."""
    return PATH + str(_signer(signing).dumps([entry.mark, entry.contact_id, entry.staff_id]))


def demonstration_routes(app: App) -> list[BaseRoute]:
    """The path of the links; none unless everything is invented."""
    if not is_demonstration(app):
        return []

    async def enter(request: Request) -> Response:
        return await _enter(app, request)

    return [Route(PATH + "{token}", enter, methods=["GET"])]


def _signer(signing: str) -> URLSafeSerializer:
    return URLSafeSerializer(signing, salt="demonstration")


async def _enter(app: App, request: Request) -> Response:
    try:
        entry = Entry(*_signer(app.keys.signing).loads(request.path_params["token"]))
    except (BadSignature, TypeError):
        return _refused(app, request)
    token, address = "", ""
    async with app.database.transaction() as session:
        contact = await session.get(Contact, entry.contact_id)
        if contact is None or not await use_link(session, entry.mark, now=app.clock()):
            return _refused(app, request)
        address = contact.address
        staff = await post_at(session, entry.staff_id) if entry.staff_id else None
        if staff is not None and staff.person_id == contact.person_id:
            browser = Browser(browser_name(request.headers.get("User-Agent", "")), client_address(request.scope))
            token = await new_session(session, staff, contact.id, browser, now=app.clock())
    response = RedirectResponse(DESK_PATH if token else CHAT_PATH, 303, PRIVATE)
    ChatCookie(app.keys.signing).give(response, address, secure=came_by_https(request, app.settings.public_url))
    set_cookie(response, request, app, "console", token, lasts_s=int(LASTS.total_seconds()))
    return response


def _refused(app: App, request: Request) -> Response:
    text = words_for(request, app)("demonstration-link-used")
    return PlainTextResponse(text + "\n", 410, PRIVATE)
