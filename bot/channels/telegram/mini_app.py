"""The map as a Mini App: a place that is pressed there comes into the person's own chat.

The pages themselves know nobody. Telegram's proof of who opened them (`initData`, signed with the bot's token) is sent
only with that press, and is good for an hour. What follows is what the person would get by opening the place's link: an
update like any other, whose key is of the proof and the place, so that a second press is no second message.
https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from aiogram.utils.web_app import WebAppUser, safe_parse_webapp_init_data
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.channels.telegram.channel import TelegramChannel
from bot.door.body import BodyTooLarge, read_body
from bot.door.budget import Budget
from bot.door.client_address import client_address
from bot.trouble import DatabaseAway, place_of
from models.places.directory import LINK_CODE
from models.places.place import DOOR
from models.storage.database import Json

log = structlog.get_logger(__name__)

PLACE_PATH = "/telegram/place"
LASTS, AHEAD = timedelta(hours=1), timedelta(minutes=5)
"""How old a proof may be, and how far the clocks may differ."""
LARGEST = 16 * 1024
STORE, A_SECOND = 60.0, 1.0
NOT_KEPT = {"Cache-Control": "no-store"}


class BadProof(Exception):
    """The proof is not Telegram's, names nobody, or is too old."""


def mini_app_routes(app: App, channel: TelegramChannel) -> list[BaseRoute]:
    """The one path that the map's pages call inside Telegram."""
    return [Route(PLACE_PATH, _MiniApp(app, channel).send_place, methods=["POST"])]


@dataclass(frozen=True, slots=True)
class _MiniApp:
    app: App
    channel: TelegramChannel
    _budget: Budget = field(default_factory=lambda: Budget(STORE, A_SECOND))

    async def send_place(self, request: Request) -> Response:
        """Take the press as the person's own message."""
        if not self._budget.spend(client_address(request.scope)):
            return PlainTextResponse("too many\n", status_code=429, headers={**NOT_KEPT, "Retry-After": "10"})
        try:
            code, proof = _asked(json.loads(await read_body(request, LARGEST)))
            user = proved(self.channel.bot.token, proof, now=self.app.clock())
        except BodyTooLarge:
            return PlainTextResponse("too large\n", status_code=413, headers=NOT_KEPT)
        except BadProof:
            return PlainTextResponse("open it from the chat again\n", status_code=403, headers=NOT_KEPT)
        except (ValueError, RecursionError):
            return PlainTextResponse("not a place\n", status_code=400, headers=NOT_KEPT)
        try:
            await self.app.receive(self.channel, _update(user, code, proof, self.app.clock()))
        except DatabaseAway:
            return PlainTextResponse("the database is away\n", status_code=503, headers=NOT_KEPT)
        except Exception as error:  # whatever the error, its message can contain what people said
            log.error("place not sent", error=place_of(error))
            return PlainTextResponse("not finished\n", status_code=500, headers=NOT_KEPT)
        return JSONResponse({"sent": True}, headers=NOT_KEPT)


def _asked(body: Json) -> tuple[str, str]:
    """Return (code of the place, proof). Raises ValueError."""
    code, proof = (body.get("code"), body.get("proof")) if isinstance(body, dict) else (None, None)
    if not isinstance(code, str) or not LINK_CODE.fullmatch(code) or not isinstance(proof, str):
        raise ValueError("no place")
    return code, proof


def proved(token: str, proof: str, *, now: datetime) -> WebAppUser:
    """The person who opened the page. Raises BadProof."""
    try:
        data = safe_parse_webapp_init_data(token, proof)
    except (ValueError, ValidationError, RecursionError):
        raise BadProof from None
    if data.user is None or data.user.is_bot or not -AHEAD <= now - data.auth_date <= LASTS:
        raise BadProof
    return data.user


def _update(user: WebAppUser, code: str, proof: str, now: datetime) -> Json:
    """The update of opening the link of the place. Its id is below zero, where Telegram has none."""
    digest = hashlib.sha256(f"{proof}\n{code}".encode()).digest()
    sender = {"id": user.id, "is_bot": False, "first_name": user.first_name, "language_code": user.language_code}
    return {
        "update_id": -1 - int.from_bytes(digest[:6], "big"),
        "message": {
            "message_id": 0,
            "date": int(now.timestamp()),
            "chat": {"id": user.id, "type": "private", "first_name": user.first_name},
            "from": sender,
            "text": f"/start {DOOR}{code}",
        },
    }
