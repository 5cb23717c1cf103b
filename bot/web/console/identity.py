"""The second door: signing in through the city's provider of identities, and tying one to a post first.

The browser is sent to the provider and comes back to BACK. Its network is spoken to between two transactions, never in
one.
"""

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.door.budget import Budget
from bot.door.client_address import client_address
from bot.door.language import words_for
from bot.door.well_formed import came_by_https
from bot.web.console import devices
from bot.web.console.desk import PRIVATE, Desk, Done
from bot.web.console.door import refused_page, set_cookie, to_sign_in, token_of
from bot.web.console.frame import DESK_PATH, SIGN_IN_PATH
from bot.web.console.provider import Provider, ProviderRefused
from bot.web.console.table import Page, Press
from bot.web.console.user_agent import browser_name
from bot.web.console.who import Who
from handlers.talk.refusals import error_said
from models.staff.console_session import LASTS, ConsoleSession, signed_in
from models.staff.console_sign_in import Browser
from models.staff.errors import IdentityGone
from models.staff.identity import (
    LASTS as REQUEST_LASTS,
)
from models.staff.identity import (
    begin_request,
    found_identity,
    has_found,
    sign_in_by_identity,
    take_request,
    tie_identity,
    untie_identity,
)

log = structlog.get_logger(__name__)

COOKIE = "console-identity"
PATH = "/console/identity"
SIGN_IN, TIE, BACK = f"{PATH}/sign-in", f"{PATH}/tie", f"{PATH}/back"
BEGUN, BEGUN_A_SECOND = 30.0, 0.2
"""Ways to the provider that one address may begin."""
STEP = "identity"


def identity_routes(app: App) -> list[BaseRoute]:
    """The ways to the provider and back; none without one."""
    provider = Provider.of(app.settings, BACK)
    if provider is None:
        return []
    pages = _Identity(app, provider)
    ways = ((SIGN_IN, pages.to_sign_in), (TIE, pages.to_tie), (BACK, pages.back))
    return [Route(path, answer, methods=["GET"]) for path, answer in ways]


class _Identity:
    def __init__(self, app: App, provider: Provider) -> None:
        self.app, self.provider = app, provider
        self.begun = Budget(BEGUN, BEGUN_A_SECOND)

    async def to_sign_in(self, request: Request) -> Response:
        """Send the browser to the provider, to sign in."""
        return await self._send(request, None)

    async def to_tie(self, request: Request) -> Response:
        """Send the browser of somebody who is signed in there, to tie who they are there to their post."""
        at = await self._at(request)
        return await self._send(request, at) if at is not None else to_sign_in(request)

    async def _send(self, request: Request, at: ConsoleSession | None) -> Response:
        if not self.begun.spend(client_address(request.scope)):
            return self._say(request, "console-sign-in-too-many", 429)
        async with self.app.database.transaction() as session:
            sent = await begin_request(session, at.id if at is not None else None, now=self.app.clock())
        try:
            address = await self.provider.address(state=sent.state, nonce=sent.nonce, verifier=sent.verifier)
        except ProviderRefused as error:
            log.warning("provider of identities away", error=str(error))
            return self._say(request, "console-identity-away", 503)
        response = RedirectResponse(address, 303, PRIVATE)
        set_cookie(response, request, self.app, COOKIE, sent.browser, lasts_s=int(REQUEST_LASTS.total_seconds()))
        return response

    async def back(self, request: Request) -> Response:
        """Take the code that the browser came back with."""
        asked, now = request.query_params, self.app.clock()
        try:
            async with self.app.database.transaction() as session:
                came = await take_request(session, asked.get("state", ""), self._secret(request), now=now)
            subject = await self.provider.subject(asked.get("code", ""), nonce=came.nonce, verifier=came.verifier)
        except IdentityGone as error:
            log.warning("identity refused", why="no such request")
            return self._forget(request, self._said(request, error))
        except ProviderRefused as error:
            log.warning("identity refused", why=str(error))
            return self._forget(request, self._say(request, "console-identity-refused", 403))
        if came.session_id is not None:
            return self._forget(request, await self._found(request, came.session_id, subject))
        return self._forget(request, await self._sign_in(request, subject))

    async def _found(self, request: Request, session_id: int, subject: str) -> Response:
        """Back in the session that began it: its holder still has to say yes."""
        at = await self._at(request)
        if at is None or at.id != session_id:
            log.warning("identity refused", why="another session")
            return self._said(request, IdentityGone())
        async with self.app.database.transaction() as session:
            await found_identity(session, at, self.provider.issuer, subject, now=self.app.clock())
        return RedirectResponse(f"{PATH}/found", 303, PRIVATE)

    async def _sign_in(self, request: Request, subject: str) -> Response:
        browser = Browser(browser_name(request.headers.get("User-Agent", "")), client_address(request.scope))
        async with self.app.database.transaction() as session:
            token = await sign_in_by_identity(session, self.provider.issuer, subject, browser, now=self.app.clock())
        if token is None:
            log.warning("identity refused", why="tied to no post")
            return self._say(request, "console-identity-nobodys", 403)
        response = RedirectResponse(DESK_PATH, 303, PRIVATE)
        set_cookie(response, request, self.app, "console", token, lasts_s=int(LASTS.total_seconds()))
        return response

    async def _at(self, request: Request) -> ConsoleSession | None:
        async with self.app.database.reading() as session:
            token = token_of(request, self.app)
            who = await signed_in(session, token, now=self.app.clock()) if token else None
            return who.at if who is not None else None

    def _secret(self, request: Request) -> str:
        secure = came_by_https(request, self.app.settings.public_url)
        return request.cookies.get(f"__Host-{COOKIE}" if secure else COOKIE, "")

    def _forget(self, request: Request, response: Response) -> Response:
        set_cookie(response, request, self.app, COOKIE, "", lasts_s=0)
        return response

    def _said(self, request: Request, error: IdentityGone) -> Response:
        said = error_said(words_for(request, self.app), error)
        return refused_page(request, self.app, said, 403, said=True, path=SIGN_IN_PATH)

    def _say(self, request: Request, key: str, status: int) -> Response:
        return refused_page(request, self.app, key, status, path=SIGN_IN_PATH)


# --- in 我的设备 ------------------------------------------------------------------------------------------------------


async def show_found(desk: Desk) -> Response:
    """Ask whether to tie the identity that the browser came back with."""
    if desk.error is None and not await has_found(desk.session, desk.at, now=desk.now):
        return RedirectResponse(devices.PATH, 303, PRIVATE)
    return desk.page("signing/identity_found.html", title=desk.words("console-identity-tie"))


async def tie(desk: Desk) -> Done:
    """Tie it."""
    await tie_identity(desk.session, desk.at, desk.staff, now=desk.now)
    return Done(devices.PATH, "identity-tied")


async def untie(desk: Desk) -> Done:
    """Untie the identity of the post."""
    await untie_identity(desk.session, desk.staff, now=desk.now)
    return Done(devices.PATH, "identity-untied")


PAGES = (
    Page(f"{PATH}/found", show_found, Who.DESK),
    Press(f"{PATH}/found", tie, show_found, Who.DESK, by_chat=True, step=STEP),
    Press(f"{PATH}/untie", untie, devices.show, Who.DESK, strong=True, step=STEP),
)
