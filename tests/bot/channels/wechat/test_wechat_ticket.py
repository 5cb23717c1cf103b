"""The ticket that signed pages need: anybody can open such a page, and none of them uses up the account's calls."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import time_machine

from bot.assembly import build_app
from bot.channels.wechat import api
from bot.channels.wechat.api import WeChatApi, WeChatAway, WeChatError
from bot.keys import Keys
from bot.web.site import build_site
from models.city.pack import City
from models.city.wechat_templates import load_wechat_templates
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.conftest import THURSDAY_AFTERNOON
from tests.models.city.test_wechat_template_pack import PACK
from tests.world.wechat.api import APP_ID, SECRET, WeChatServer, asgi, serve_wechat_api, wechat_settings

REFUSALS = [{"errcode": 48001}, {}, {"ticket": "x"}, {"ticket": "x", "expires_in": -5}]


@pytest.fixture
async def server() -> AsyncIterator[WeChatServer]:
    async with serve_wechat_api() as started:
        yield started


def _api(database: Database, server: WeChatServer) -> WeChatApi:
    return WeChatApi(database, app_id=APP_ID, secret=SECRET, api=server.url)


@pytest.mark.parametrize("answer", REFUSALS)
async def test_a_refusal_is_not_asked_for_again_for_a_minute_by_no_process(
    database: Database, server: WeChatServer, answer: Any
) -> None:
    server.ticket_answer = answer
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        one, other = _api(database, server), _api(database, server)
        asked = [each.page_ticket() for _ in range(15) for each in (one, other)]
        told = await asyncio.gather(*asked, return_exceptions=True)
        assert {type(each) for each in told} <= {WeChatError, WeChatAway}
        assert server.ticket_calls == 1
        time.shift(api.REFUSED_FOR.total_seconds() + 1)
        server.ticket_answer = None
        assert await one.page_ticket() == await other.page_ticket() == "ticket-2"
        await one.close()
        await other.close()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_the_page_shows_its_words_where_it_could_not_be_signed(
    database: Database, city: City, cipher: Cipher, server: WeChatServer, tmp_path: Path
) -> None:
    (tmp_path / "wechat.toml").write_text(PACK, encoding="utf-8")
    city = replace(city, wechat_templates=load_wechat_templates(tmp_path / "wechat.toml"))
    server.ticket_answer = {"errcode": 40013}
    settings = wechat_settings(wechat_api=server.url)
    app = build_app(settings, Keys("s" * 40, cipher), database, city)
    site = build_site(app)
    for _ in range(10):
        status, body, _ = await asgi(site, "GET", "/wechat/notices/reminder", {}, b"")
        assert status == 200
        assert "让微信提醒我".encode() in body
    assert server.ticket_calls == 1
    await app.channels["wechat"].close()
