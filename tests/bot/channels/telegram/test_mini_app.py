"""The map inside Telegram: a press sends a place to the chat of the person whom Telegram names, and to nobody else."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.app import App
from bot.assembly import build_app
from bot.channels.telegram.channel import TelegramChannel
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from models.city.pack import City
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.bot_api import TOKEN, BotApi, serve_bot_api
from tests.world.directory import PLACES
from tests.world.processes.serving import free_port

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
ANNA: dict[str, Any] = {"id": 4711, "first_name": "Anna", "language_code": "zh-hans"}


def proof(at: datetime, *, user: Any = ANNA, token: str = TOKEN) -> str:
    """initData, signed as Telegram documents it."""
    fields = {"query_id": "AAH", "auth_date": str(int(at.timestamp())), "user": json.dumps(user)}
    text = "\n".join(f"{key}={value}" for key, value in sorted(fields.items()))
    key = hmac.digest(b"WebAppData", token.encode(), "sha256")
    return urlencode({**fields, "hash": hmac.new(key, text.encode(), hashlib.sha256).hexdigest()})


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with serve_bot_api() as started:
        yield started


@pytest.fixture
async def app(database: Database, city: City, cipher: Cipher, api: BotApi) -> AsyncIterator[App]:
    async with database.transaction() as session:
        session.add_all(PLACES(city))
    settings = Settings(_env_file=None, telegram_token=TOKEN, telegram_api=api.url, http_port=free_port())  # type: ignore[arg-type,call-arg]
    made = build_app(settings, Keys("s" * 40, cipher), database, city)
    assert isinstance(made.channels["telegram"], TelegramChannel)
    async with running(made, build_site(made)):
        yield made


async def _press(app: App, body: Any) -> int:
    async with aiohttp.ClientSession() as client:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with client.post(f"http://127.0.0.1:{app.settings.http_port}/telegram/place", data=raw) as answer:
            assert "Set-Cookie" not in answer.headers
            return answer.status


async def test_the_place_comes_into_the_chat_of_who_pressed(app: App, api: BotApi) -> None:
    assert await _press(app, {"code": "T1", "proof": proof(app.clock())}) == 200
    assert any("青石路暖新驿站" in text for text in api.texts(ANNA["id"]))
    assert {call.arguments["chat_id"] for call in api.sent()} == {ANNA["id"]}


@pytest.mark.parametrize(
    "forged",
    [
        lambda now: proof(now, token="42:OTHER"),
        lambda now: proof(now).replace("4711", "4712"),
        lambda now: proof(now) + "&user=%7B%22id%22%3A1%7D",
        lambda now: proof(now - timedelta(hours=1, minutes=1)),
        lambda now: proof(now + timedelta(minutes=6)),
        lambda now: proof(now, user={**ANNA, "is_bot": True}),
        lambda now: proof(now, user={"id": "x"}),
        lambda now: proof(now).rpartition("&hash=")[0],
        lambda now: "",
    ],
)
async def test_a_proof_that_is_forged_or_old_sends_nothing(app: App, api: BotApi, forged: Any) -> None:
    assert await _press(app, {"code": "T1", "proof": forged(app.clock())}) == 403
    assert api.sent() == []


async def test_what_names_no_place_is_refused_before_anything_else(app: App, api: BotApi) -> None:
    good = proof(app.clock())
    for body in (
        b"",
        b"[]",
        b"[" * 9000,
        {"code": "T1"},
        {"code": "T1 /staff", "proof": good},
        {"code": 1, "proof": good},
    ):
        assert await _press(app, body) == 400, body
    assert await _press(app, b"x" * 20_000) == 413
    assert api.sent() == []
