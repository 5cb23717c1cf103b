"""Every route of the console. What is not here is refused."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.app import App
from bot.web.console import (
    act_log,
    assessment,
    colleagues,
    devices,
    duties,
    figures,
    identity,
    passkeys,
    posts,
    presence,
    upkeep,
)
from bot.web.console.articles.every import PAGES as ARTICLES
from bot.web.console.benefits.every import PAGES as BENEFITS
from bot.web.console.case.every import PAGES as CASE
from bot.web.console.desk import PRIVATE, Desk
from bot.web.console.door import Door
from bot.web.console.events.every import PAGES as EVENTS
from bot.web.console.exchange.routes import PAGES as EXCHANGE
from bot.web.console.exchange.uploads import upload_routes
from bot.web.console.frame import DESK_PATH, WAYS
from bot.web.console.lists.every import PAGES as LISTS
from bot.web.console.live import live_routes
from bot.web.console.notices.every import PAGES as NOTICES
from bot.web.console.places.every import PAGES as PLACES
from bot.web.console.signing_in import sign_in_routes
from bot.web.console.table import Page, Press
from bot.web.console.who import Who


async def _home(desk: Desk) -> Response:
    first = next(way for way in WAYS if way.who.allows(desk.staff, desk.city))
    return RedirectResponse(first.path, 303, PRIVATE)


TABLE: tuple[Page | Press, ...] = (
    Page(DESK_PATH, _home, Who.DESK),
    *LISTS,
    *colleagues.PAGES,
    *figures.PAGES,
    *assessment.PAGES,
    *duties.PAGES,
    *posts.PAGES,
    *act_log.PAGES,
    *upkeep.PAGES,
    *EXCHANGE,
    *CASE,
    *NOTICES,
    *EVENTS,
    *PLACES,
    *ARTICLES,
    *BENEFITS,
    *devices.PAGES,
    *presence.PAGES,
    *passkeys.PAGES,
    *identity.PAGES,
)
"""Every page and press of somebody who is signed in."""


def console_routes(app: App) -> list[BaseRoute]:
    """The routes of the console: signing in, the stream of events, and the table."""
    signing_in = [*sign_in_routes(app), *identity.identity_routes(app)]
    return [*signing_in, *live_routes(app), *upload_routes(app), *Door(app).routes(TABLE)]
