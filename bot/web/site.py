"""The ASGI app: every path the service answers on."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from bot.app import App
from bot.configured_channels import parts_of
from bot.door.body import BODY_REFUSALS
from bot.door.packed import Packed
from bot.door.static_files import Static
from bot.door.well_formed import OnlyWellFormed
from bot.web.api.cases import api_routes
from bot.web.certificate import certificate_routes
from bot.web.console.routes import console_routes
from bot.web.demonstration import DemonstrationStrip, is_demonstration
from bot.web.demonstration_entry import demonstration_routes
from bot.web.map.routes import map_routes
from bot.web.receipt import receipt_routes
from bot.web.seals import seal_routes
from bot.web.security_headers import SecurityHeaders
from bot.web.standard import standard_routes
from bot.web.status import status_routes

STATIC = Path(__file__).parent / "static"


def build_site(app: App) -> Starlette:
    """Return the app with the paths of the configured channels; a worker only has those for machines."""
    routes: list[BaseRoute] = [*status_routes(), *(_routes_of_people(app) if app.settings.takes_in else ())]
    bounds = [Middleware(SecurityHeaders, app.settings.public_url), Middleware(OnlyWellFormed), Middleware(Packed)]
    if is_demonstration(app):
        bounds.append(Middleware(DemonstrationStrip, app))
    site = Starlette(routes=routes, middleware=bounds, exception_handlers=BODY_REFUSALS)
    site.router.redirect_slashes = False  # a redirect would use any host that the request names
    site.state.app = app
    return site


def _routes_of_people(app: App) -> list[BaseRoute]:
    routes: list[BaseRoute] = [
        *receipt_routes(app),
        *seal_routes(),
        *certificate_routes(app),
        *map_routes(app),
        *standard_routes(app),
        *console_routes(app),
        *demonstration_routes(app),
        *api_routes(app),
        Mount("/static", Static(directory=STATIC)),
    ]
    for part, channel in parts_of(app.channels):
        routes += part.routes(app, channel)
    return routes
