"""The page that signs in: a code to open in the chat, then the number to pick there, then the desk."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.door.budget import Budget
from bot.door.client_address import client_address
from bot.door.language import words_for
from bot.door.well_formed import came_by_https
from bot.web.chats import Chats
from bot.web.console.desk import PRIVATE
from bot.web.console.door import refused_page, set_cookie, token_of
from bot.web.console.frame import DESK_PATH, SIGN_IN_PATH, templates
from bot.web.console.user_agent import browser_name
from models.staff.console_session import LASTS, begin_session, signed_in
from models.staff.console_sign_in import LASTS as CODE_LASTS
from models.staff.console_sign_in import LINK_MARK, Browser, SignInState, Waiting, begin_sign_in, waiting_sign_in

COOKIE = "console-sign-in"
STATE_PATH = f"{SIGN_IN_PATH}/state"
BEGUN, BEGUN_A_SECOND = 30.0, 0.2
"""Sign-ins that one address may begin."""
ASKED, ASKED_A_SECOND = 400.0, 20.0
"""Looks whether it was granted, for one address: a department shares one."""


def sign_in_routes(app: App) -> list[BaseRoute]:
    """The page, and the part of it that is fetched again and again."""
    pages = _SignIn(app)
    return [Route(SIGN_IN_PATH, pages.show, methods=["GET"]), Route(STATE_PATH, pages.state, methods=["GET"])]


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture to scan with a phone. chat: the name of the app. opens: the address is a link too."""

    chat: str
    address: str
    picture: Markup
    opens: bool


class _SignIn:
    def __init__(self, app: App) -> None:
        self.app = app
        self.chats = Chats(app)
        self.begun, self.asked = Budget(BEGUN, BEGUN_A_SECOND), Budget(ASKED, ASKED_A_SECOND)

    async def show(self, request: Request) -> Response:
        """Show the code; the same one again while its browser waits."""
        now, back = self.app.clock(), _back(request)
        async with self.app.database.reading() as session:
            if await signed_in(session, token_of(request, self.app), now=now) is not None:
                return RedirectResponse(back, 303, PRIVATE)
            waiting = await waiting_sign_in(session, self._secret(request), now=now)
        if waiting is not None and waiting.state in (SignInState.OPEN, SignInState.ASKED):
            return await self._page(request, waiting, waiting.code)
        if not self.begun.spend(client_address(request.scope)):
            return refused_page(request, self.app, "console-sign-in-too-many", 429)
        browser = Browser(browser_name(request.headers.get("User-Agent", "")), client_address(request.scope))
        async with self.app.database.transaction() as session:
            secret, code = await begin_sign_in(session, browser, now=now)
        response = await self._page(request, Waiting(SignInState.OPEN, code, None, now + CODE_LASTS), code)
        set_cookie(response, request, self.app, COOKIE, secret, lasts_s=_seconds(CODE_LASTS))
        return response

    async def state(self, request: Request) -> Response:
        """How far the sign-in is; once it is granted, the browser gets its session and goes to the desk."""
        if not self.asked.spend(client_address(request.scope)):
            return refused_page(request, self.app, "console-sign-in-too-many", 429)
        now, secret = self.app.clock(), self._secret(request)
        async with self.app.database.reading() as session:
            waiting = await waiting_sign_in(session, secret, now=now)
        if waiting is None or waiting.state is not SignInState.GRANTED:
            return self._state(request, waiting)
        async with self.app.database.transaction() as session:
            token = await begin_session(session, secret, now=now)
        if token is None:
            return self._state(request, None)
        back = _back(request)
        by_part = bool(request.headers.get("HX-Request"))
        response = (
            Response(headers={"HX-Redirect": back, **PRIVATE}) if by_part else RedirectResponse(back, 303, PRIVATE)
        )
        set_cookie(response, request, self.app, "console", token, lasts_s=_seconds(LASTS))
        set_cookie(response, request, self.app, COOKIE, "", lasts_s=0)
        return response

    async def _page(self, request: Request, waiting: Waiting, code: str) -> Response:
        words = words_for(request, self.app)
        start, lasts = LINK_MARK + code, waiting.until - self.app.clock()
        links = await self.chats.links(start)
        scenes = await self.chats.scenes(start, lasts=lasts)
        shown = {
            "words": words,
            "title": words("console-sign-in-title"),
            "city_name": words.pick(self.app.city.titles),
            "sample": self.app.city.sample,
            "code": f"{code[:3]} {code[3:]}",
            "scans": [
                Scan(words("me-chat", channel=name), address, _picture(address), opens=opens)
                for found, opens in ((links, True), (scenes, False))
                for name, address in found
                if not address.startswith("/")
            ],
            "here": [address for _, address in links if address.startswith("/")],
            "state_path": f"{STATE_PATH}?{request.url.query}" if request.url.query else STATE_PATH,
            "waiting": waiting,
            "provider": self.app.settings.oidc_issuer is not None,
        }
        return HTMLResponse(templates.get_template("console/signing/sign_in.html").render(shown), 200, PRIVATE)

    def _state(self, request: Request, waiting: Waiting | None) -> Response:
        if not request.headers.get("HX-Request"):
            return RedirectResponse(SIGN_IN_PATH, 303, PRIVATE)
        shown = {"words": words_for(request, self.app), "waiting": waiting, "sign_in_path": SIGN_IN_PATH}
        return HTMLResponse(templates.get_template("console/signing/sign_in_state.html").render(shown), 200, PRIVATE)

    def _secret(self, request: Request) -> str:
        secure = came_by_https(request, self.app.settings.public_url)
        return request.cookies.get(f"__Host-{COOKIE}" if secure else COOKIE, "")


def _back(request: Request) -> str:
    """Where to go afterwards: a path of the console, else the desk."""
    asked = request.query_params.get("to", "")
    parts = urlsplit(asked)
    ours = not parts.scheme and not parts.netloc and (parts.path + "/").startswith(f"{DESK_PATH}/")
    return parts.path if ours and not parts.path.startswith(SIGN_IN_PATH) else DESK_PATH


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())


def _picture(link: str) -> Markup:
    out = BytesIO()
    segno.make(link, error="m").save(out, kind="svg", scale=5, border=3, light="#fff", xmldecl=False, svgns=True)
    return Markup(out.getvalue().decode())
