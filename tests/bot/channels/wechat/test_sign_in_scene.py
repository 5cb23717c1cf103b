"""Signing in to the console with WeChat: the picture on the page is a scene of the account, and whoever scans it is
asked for the number on the screen."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from bot.app import App
from bot.assembly import build_app
from bot.keys import Keys
from bot.web.site import build_site
from models.city.pack import City
from models.people.person import meet
from models.staff.post import StaffRole, add_staff, seal_post
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.console.desk_client import site_client, text_of
from tests.world.wechat.api import WeChatServer, asgi, call, message_xml, opened, serve_wechat_api, wechat_settings

PAGE, STATE = "/console/sign-in", "/console/sign-in/state"
PART = {"HX-Request": "true"}


@dataclass
class Account:
    app: App
    server: WeChatServer

    async def calls(self, follower: str, kind: str, **fields: Any) -> str:
        """WeChat brings something from a follower: the text of the passive reply."""
        query, body = call(message_xml(follower, kind, **fields))
        status, answer, _ = await asgi(build_site(self.app), "POST", "/wechat/callback", query, body)
        assert status == 200
        return str(opened(answer).content)


@pytest.fixture
async def account(database: Database, city: City, cipher: Cipher) -> AsyncIterator[Account]:
    async with serve_wechat_api() as server:
        settings = wechat_settings(wechat_api=server.url, encoder=False)
        app = build_app(settings, Keys("s" * 40, cipher), database, city)
        try:
            yield Account(app, server)
        finally:
            for channel in app.channels.values():
                await channel.close()


async def a_follower_at_work(app: App) -> None:
    async with app.database.transaction() as session:
        person, _, _ = await meet(session, "wechat", "wang", locale="zh-CN", now=app.clock())
        about = {"name": "王经办", "role": StaffRole.STAFF, "department": "market_regulation"}
        staff, _ = await add_staff(session, **about, now=app.clock())
        staff.person_id, staff.joined_at = person.id, app.clock()
        seal_post(session, staff)


@pytest.mark.parametrize("event", ["SCAN", "subscribe"])
async def test_whoever_scans_the_picture_picks_the_number_and_is_in(account: Account, event: str) -> None:
    await a_follower_at_work(account.app)
    async with site_client(account.app) as browser:
        page = await browser.get(PAGE)
        assert "用微信扫" in text_of(page)
        assert page.text.count("<svg") == 1
        await browser.get(PAGE)
        (scene,) = account.server.scenes
        key = scene if event == "SCAN" else f"qrscene_{scene}"
        said = await account.calls("wang", "event", Event=event, EventKey=key, Ticket=f"ticket-{scene}")
        assert "要用你的账号登录办公台" in said
        number = re.search(r'class="number">(\d\d)<', (await browser.get(STATE, headers=PART)).text)
        assert number is not None
        assert "登录好了" in await account.calls("wang", "text", Content=number[1])
        entered = await browser.get(STATE, headers=PART)
        assert entered.headers["HX-Redirect"] == "/console"


async def test_an_account_that_may_make_no_scenes_has_the_typed_code_alone(account: Account) -> None:
    account.server.may_make_scenes = False
    for _ in range(2):
        async with site_client(account.app) as browser:
            page = await browser.get(PAGE)
        assert page.status_code == 200
        assert "<svg" not in page.text
        assert "打开聊天，发下面六位码" in text_of(page)
    assert account.server.scenes == [""], "it is not asked again for a while"
