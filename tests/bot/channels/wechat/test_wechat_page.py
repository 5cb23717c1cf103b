"""The page on which WeChat asks whether it may pass on notices, in a real browser with a stand-in of its script."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, async_playwright, expect

from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.web.site import build_site
from models.city.pack import City
from models.city.wechat_templates import load_wechat_templates
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.models.city.test_wechat_template_pack import PACK
from tests.world.browser import CHROMIUM, QUIET
from tests.world.processes.serving import free_port
from tests.world.wechat.api import APP_ID, WeChatServer, serve_wechat_api, wechat_settings

pytestmark = [
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium: install Debian's package chromium"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
WECHATS_SCRIPT = """
window.wx = {
  config(given) { window.given = given; },
  ready(then) { setTimeout(then, 10); },
  error() {},
};
window.answers = (status) => {
  const tag = document.querySelector("wx-open-subscribe");
  const one = JSON.stringify({ status });
  const detail = { errMsg: "subscribe:ok", subscribeDetails: JSON.stringify({ [tag.getAttribute("template")]: one }) };
  tag.dispatchEvent(new CustomEvent("success", { detail }));
};
"""


@pytest.fixture
async def server() -> AsyncIterator[WeChatServer]:
    async with serve_wechat_api() as started:
        yield started


@pytest.fixture
async def url(
    database: Database, city: City, cipher: Cipher, server: WeChatServer, tmp_path: Path
) -> AsyncIterator[str]:
    (tmp_path / "wechat.toml").write_text(PACK, encoding="utf-8")
    city = replace(city, wechat_templates=load_wechat_templates(tmp_path / "wechat.toml"))
    port = free_port()
    settings = wechat_settings(wechat_api=server.url, http_port=port, public_url=f"http://127.0.0.1:{port}")
    app = build_app(settings, Keys("s" * 40, cipher), database, city)
    async with running(app, build_site(app)):
        yield f"http://127.0.0.1:{port}/wechat/notices"


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async def script(route: Route) -> None:
        await route.fulfill(body=WECHATS_SCRIPT, content_type="text/javascript")

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        opened = await browser.new_page(viewport={"width": 360, "height": 640}, locale="zh-CN")
        await opened.route("https://res.wx.qq.com/**", script)
        yield opened
        await browser.close()


async def test_the_page_is_signed_shows_wechats_button_and_says_what_was_answered(
    url: str, page: Page, server: WeChatServer
) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    address = f"{url}/reminder?from=singlemessage"
    response = await page.goto(address)
    assert response is not None
    assert "res.wx.qq.com" in response.headers["content-security-policy"]
    await expect(page.get_by_role("heading")).to_have_text("让微信提醒我")
    result = page.locator("#result")
    await expect(result).to_have_attribute("data-state", "ready")
    given = await page.evaluate("window.given")
    text = f"jsapi_ticket=ticket-1&noncestr={given['nonceStr']}&timestamp={given['timestamp']}&url={address}"
    assert given["signature"] == hashlib.sha1(text.encode()).hexdigest()
    assert (given["appId"], given["openTagList"]) == (APP_ID, ["wx-open-subscribe"])
    await page.evaluate("window.answers('accept')")
    await expect(result).to_have_text("好了，回聊天就行。")
    await page.evaluate("window.answers('cancel')")
    await expect(result).to_contain_text("没开")
    await page.goto(f"{url}/progress")
    await expect(page.locator("p").first).to_contain_text("允许一次，只发一次")
    assert server.ticket_calls == 1
    assert problems == []


async def test_without_wechats_script_the_page_says_so_and_other_kinds_have_none(url: str, page: Page) -> None:
    await page.unroute("https://res.wx.qq.com/**")
    await page.route("https://res.wx.qq.com/**", lambda route: route.abort())
    await page.goto(f"{url}/reminder")
    await expect(page.locator("#result")).to_contain_text("在微信里打开")
    for kind in ("notice", "nothing"):
        response = await page.goto(f"{url}/{kind}")
        assert response is not None
        assert response.status == 404
