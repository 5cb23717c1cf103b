"""How the bot presents itself: what Telegram refuses holds up nothing else, what it is too busy for is said later."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from bot.channels.telegram import profile as telegram_profile
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.profile import set_profile
from bot.settings import Settings
from models.city.pack import City
from tests.world.bot_api import serve_bot_api
from tests.world.tickets import no_file

PROFILE = {
    "deleteWebhook": 1,
    "setChatMenuButton": 1,
    "setMyCommands": 2,
    "setMyDescription": 2,
    "setMyShortDescription": 2,
}


async def _said(city: City, faults: dict[str, list[int]], **settings: Any) -> tuple[Counter[str], Counter[str]]:
    """How often each method was taken, and how often refused."""
    async with serve_bot_api() as api:
        api.method_faults = faults
        channel = TelegramChannel("42:TEST", api.url, no_file)
        async with asyncio.timeout(10):
            await set_profile(channel, Settings(_env_file=None, **settings), city)  # type: ignore[call-arg]
        await channel.close()
        return (
            Counter(call.method for call in api.calls if call.answered),
            Counter(call.method for call in api.calls if not call.answered),
        )


@pytest.mark.parametrize("status", [400, 403, 404, 501])
async def test_a_method_that_is_refused_is_left_out_and_the_rest_is_said(city: City, status: int) -> None:
    taken, refused = await _said(city, {"setMyDescription": [status] * 9})
    assert taken == {method: times for method, times in PROFILE.items() if method != "setMyDescription"}
    assert refused == {"setMyDescription": 2}


async def test_what_telegram_is_too_busy_for_is_said_after_the_rest(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_profile, "PAUSE", 0.01)
    taken, refused = await _said(city, {"setChatMenuButton": [500, 429, 500]})
    assert (taken, refused) == (PROFILE, {"setChatMenuButton": 3})


async def test_a_webhook_is_tried_until_its_address_is_found(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_profile, "PAUSE", 0.01)
    settings = {"telegram_webhook_secret": "s" * 32, "public_url": "https://bot.example"}
    taken, refused = await _said(city, {"setWebhook": [400, 400]}, **settings)
    assert (taken["setWebhook"], refused["setWebhook"], taken["setMyCommands"]) == (1, 2, 2)
