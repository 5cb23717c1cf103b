"""Telegram's calls to us."""

import json
from dataclasses import dataclass
from hmac import compare_digest

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.channels.telegram.channel import TelegramChannel
from bot.door.body import is_number, read_body
from bot.trouble import DatabaseAway, place_of

log = structlog.get_logger(__name__)

LARGEST_UPDATE = 1024 * 1024
"""Bytes of a call; Telegram's own are far smaller."""


def webhook_routes(app: App, channel: TelegramChannel) -> list[BaseRoute]:
    """The one path that Telegram calls."""
    return [Route("/telegram/webhook", _Webhook(app, channel).update, methods=["POST"])]


@dataclass(frozen=True, slots=True)
class _Webhook:
    app: App
    channel: TelegramChannel

    async def update(self, request: Request) -> Response:
        """200 once the reply is handed over; 503 while the database is away, so that Telegram delivers again."""
        secret = self.app.settings.telegram_webhook_secret
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if secret is None or not compare_digest(given.encode(), secret.get_secret_value().encode()):
            return PlainTextResponse("forbidden\n", status_code=403)
        try:
            raw = json.loads(await read_body(request, LARGEST_UPDATE))
        except (ValueError, RecursionError):
            return PlainTextResponse("not JSON\n", status_code=400)
        if not isinstance(raw, dict) or not is_number(raw.get("update_id")):
            return PlainTextResponse("not an update\n", status_code=400)
        try:
            await self.app.receive(self.channel, raw)
        except DatabaseAway:
            return PlainTextResponse("the database is away\n", status_code=503, headers={"Retry-After": "2"})
        except Exception as error:  # whatever the error, its message can contain what people said
            log.error("update not finished", update=raw["update_id"], error=place_of(error))
            return PlainTextResponse("not finished\n", status_code=500)
        return JSONResponse({"ok": True})
