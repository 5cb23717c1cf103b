"""The ASGI app: every path the service answers on."""

import json
from hmac import compare_digest
from pathlib import Path
from typing import Any

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.app import App
from bot.trouble import DatabaseAway, place_of
from bot.web.certificate import certificate_routes
from bot.web.chat.input import is_number
from bot.web.chat.page import chat_routes
from bot.web.door.body import BODY_REFUSALS, read_body
from bot.web.door.well_formed import OnlyWellFormed
from bot.web.map.routes import map_routes
from bot.web.receipt import receipt_routes
from bot.web.seals import seal_routes
from bot.web.security_headers import SecurityHeaders
from bot.web.status import status_routes
from bot.web.wechat import wechat_routes
from bot.web.wechat_templates import template_routes

log = structlog.get_logger(__name__)

STATIC = Path(__file__).parent / "static"
LARGEST_UPDATE = 1024 * 1024
"""Bytes of a webhook call; Telegram's own are far smaller."""


def build_site(app: App) -> Starlette:
    """Only the paths of what is configured."""
    routes: list[BaseRoute] = [
        *status_routes(),
        *receipt_routes(app),
        *seal_routes(),
        *certificate_routes(app),
        *map_routes(app),
        Mount("/static", _Static(directory=STATIC)),
    ]
    if app.webchat is not None:
        routes += [Route("/", lambda _: RedirectResponse("/chat")), *chat_routes(app, app.webchat)]
    if app.telegram is not None and app.settings.telegram_webhook_secret is not None:
        routes.append(Route("/telegram/webhook", _telegram_webhook, methods=["POST"]))
    if app.wechat is not None:
        routes += [*wechat_routes(app, app.wechat), *template_routes(app, app.wechat)]
    bounds = [Middleware(SecurityHeaders, app.settings.public_url), Middleware(OnlyWellFormed)]
    site = Starlette(routes=routes, middleware=bounds, exception_handlers=BODY_REFUSALS)
    site.router.redirect_slashes = False  # it would lead to whatever host the request names
    site.state.app = app
    return site


class _Static(StaticFiles):
    """Files whose newness the browser asks about each time, so that it never mixes old scripts with new ones."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


async def _telegram_webhook(request: Request) -> Response:
    """200 once the reply is handed over, 503 while the database is away: then Telegram delivers again."""
    app: App = request.app.state.app
    secret, telegram = app.settings.telegram_webhook_secret, app.telegram
    given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    if secret is None or telegram is None or not compare_digest(given.encode(), secret.get_secret_value().encode()):
        return PlainTextResponse("forbidden\n", status_code=403)
    try:
        raw = json.loads(await read_body(request, LARGEST_UPDATE))
    except (ValueError, RecursionError):
        return PlainTextResponse("not JSON\n", status_code=400)
    if not isinstance(raw, dict) or not is_number(raw.get("update_id")):
        return PlainTextResponse("not an update\n", status_code=400)
    try:
        await app.receive(telegram, raw)
    except DatabaseAway:
        return PlainTextResponse("the database is away\n", status_code=503, headers={"Retry-After": "2"})
    except Exception as error:  # whatever it is, its message can hold what people said
        log.error("update not finished", update=raw["update_id"], error=place_of(error))
        return PlainTextResponse("not finished\n", status_code=500)
    return JSONResponse({"ok": True})
