"""The webhook: only Telegram may call it, and nothing malformed gets through."""

import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import aiohttp
import pytest
import structlog

from bot.running import running
from bot.web.site import build_site
from models.storage.database import Database
from tests.world.bot_api import serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.processes.serving import webhook_settings
from tests.world.tickets import ticket_app, tickets


async def _statuses(database: Database, calls: list[tuple[dict[str, str], Any]]) -> list[int]:
    async with serve_bot_api() as api:
        settings = webhook_settings()
        app, _ = await ticket_app(database, api=api.url, settings=settings)
        url = f"http://127.0.0.1:{settings.http_port}/telegram/webhook"
        async with running(app, build_site(app)), aiohttp.ClientSession() as client:
            return [(await client.post(url, data=body, headers=headers)).status for headers, body in calls]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_call_without_the_secret_changes_nothing(database: Database) -> None:
    update = json.dumps(telegram_update(1, {"text": "hello"}))
    secrets = [{}, *({"X-Telegram-Bot-Api-Secret-Token": each} for each in ("", "wrong", "hoo", "hookk", "höök"))]
    assert set(await _statuses(database, [(each, update) for each in secrets])) == {403}
    assert await tickets(database) == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_what_is_no_update_is_refused(database: Database) -> None:
    secret = {"X-Telegram-Bot-Api-Secret-Token": "hook"}
    bodies = [b"", b"{", b"[]", b"{}", b'{"update_id": "1"}', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 100_000]
    assert set(await _statuses(database, [(secret, each) for each in bodies])) == {400}
    too_large = [(secret, BytesIO(b"x" * (1024 * 1024 + 1))), (secret, _pieces())]
    assert await _statuses(database, too_large) == [413, 413]


async def _pieces() -> AsyncIterator[bytes]:
    """A body that does not say how long it is."""
    for _ in range(30):
        yield b"x" * 65_536


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_an_update_of_no_known_form_is_over_once_and_its_words_are_in_no_log(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    odd = [telegram_update(number, {"text": "secret words"}) for number in (1, 2, 3)]
    for update, what in zip(odd, ({"text": "secret \ud800"}, {"text": {"secret": 1}}, {"date": 10**20}), strict=True):
        update["message"] |= what
    deep = '{"update_id": 4, "message": {"text": "secret words", "a":' + '{"a":' * 900 + "1" + "}" * 902
    bodies = [*map(json.dumps, odd), deep, json.dumps(telegram_update(5, {"text": "hello"}))]
    secret = {"X-Telegram-Bot-Api-Secret-Token": "hook"}
    with structlog.testing.capture_logs() as events:
        assert await _statuses(database, [(secret, each) for each in bodies]) == [200] * 5
    assert "secret" not in str(events) + caplog.text
    assert await tickets(database) == ["secret", "", "secret words", "hello"], "what can be read of it is"
