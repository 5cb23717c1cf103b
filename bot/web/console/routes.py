"""Every route of the console. What is not here is refused."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.app import App
from bot.web.console import devices, identity, passkeys, presence
from bot.web.console.desk import PRIVATE, Desk
from bot.web.console.door import Door
from bot.web.console.frame import DESK_PATH, WAYS
from bot.web.console.live import live_routes
from bot.web.console.signing_in import sign_in_routes
from bot.web.console.table import Page, Press


async def _home(_: Desk) -> Response:
    return RedirectResponse(WAYS[0].path, 303, PRIVATE)


TABLE: tuple[Page | Press, ...] = (
    Page(DESK_PATH, _home),
    *devices.PAGES,
    *presence.PAGES,
    *passkeys.PAGES,
    *identity.PAGES,
)
"""Every page and press of somebody who is signed in."""


def console_routes(app: App) -> list[BaseRoute]:
    """The routes of the console: signing in, the stream of events, and the table."""
    return [*sign_in_routes(app), *identity.identity_routes(app), *live_routes(app), *Door(app).routes(TABLE)]
