"""The map in WeChat's browser and as a Mini App in Telegram, each with a stand-in of what the app puts into a page."""

import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from playwright.async_api import Browser, Page, expect

from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.web.site import build_site
from models.city.pack import City
from models.storage.database import Database
from models.storage.encryption import Cipher
from models.values.position import Position
from tests.world.browser import IN_A_BROWSER
from tests.world.directory import PLACES
from tests.world.processes.serving import free_port
from tests.world.wechat.api import APP_ID, WeChatServer, serve_wechat_api, wechat_settings

pytestmark = IN_A_BROWSER
IN_WECHAT = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116.0 Mobile MicroMessenger/8.0.49"
BRIDGE = """
window.calls = [];
window.WeixinJSBridge = {
  on() {},
  invoke(name, given, then) {
    window.calls.push([name, given]);
    const err_msg = `${name}:${window.refused?.[name] ?? "ok"}`;
    setTimeout(() => then({ ...(window.answers[name] ?? {}), err_msg }), 5);
  },
};
"""
THEME = {"bg_color": "#101820", "secondary_bg_color": "#000000", "text_color": "#f0f0f0", "link_color": "#101822"}
PROXY = """
window.posted = [];
window.TelegramWebviewProxy = {
  postEvent(name, given) {
    window.posted.push([name, JSON.parse(given)]);
    const answer = window.answers[name];
    if (answer) setTimeout(() => window.Telegram.WebView.receiveEvent(...answer), 5);
  },
};
"""


@dataclass
class Service:
    url: str
    server: WeChatServer
    faults: list[str] = field(default_factory=list)

    async def open(self, browser: Browser, path: str, script: str, answers: Any, **options: Any) -> Page:
        context = await browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", **options)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if "Content Security" in said.text else None)
        await page.add_init_script(f"window.answers = {json.dumps(answers)};{script}")
        await page.goto(self.url + path)
        return page


@pytest.fixture
async def service(database: Database, city: City, cipher: Cipher) -> AsyncIterator[Service]:
    async with database.transaction() as session:
        places = PLACES(city)
        for place in places:
            place.hours = "24/7"
        session.add_all(places)
    async with serve_wechat_api() as server:
        port = free_port()
        settings = wechat_settings(wechat_api=server.url, http_port=port, public_url=f"http://127.0.0.1:{port}")
        app = build_app(settings, Keys("s" * 40, cipher), database, city)
        async with running(app, build_site(app)):
            service = Service(f"http://127.0.0.1:{port}", server)
            yield service
            assert service.faults == []


async def _calls(page: Page, name: str) -> list[Any]:
    await page.wait_for_function("name => window.calls.some((each) => each[0] === name)", arg=name)
    return [given for called, given in await page.evaluate("window.calls") if called == name]


async def test_wechat_gives_the_position_in_its_datum_and_what_it_signs_is_this_page(
    browser: Browser, service: Service, city: City
) -> None:
    latitude, longitude = Position.wgs84(city.centre.latitude, city.centre.longitude).to("gcj02")
    answers = {"geoLocation": {"latitude": latitude, "longitude": str(longitude)}}
    page = await service.open(browser, "/map?open=0", BRIDGE, answers, user_agent=IN_WECHAT)
    [proof] = await _calls(page, "preVerifyJSAPI")
    text = (
        f"jsapi_ticket=ticket-1&noncestr={proof['verifyNonceStr']}&timestamp={proof['verifyTimestamp']}"
        f"&url={service.url}/map?open=0"
    )
    assert (proof["verifySignature"], proof["appId"]) == (hashlib.sha1(text.encode()).hexdigest(), APP_ID)
    await page.get_by_role("button", name="找离我最近的").click()
    await expect(page.locator("#list .card").first).to_contain_text("140 米，西北")
    assert (await _calls(page, "geoLocation"))[0]["type"] == "gcj02"
    [shared] = await _calls(page, "updateAppMessageShareData")
    assert "暖新地图" in shared["title"]
    answers = {"scanQRCode": {"resultStr": f"{service.url}/place/T5"}}
    await page.evaluate("answers => Object.assign(window.answers, answers)", answers)
    await page.get_by_role("button", name="扫门上的码").click()
    await page.wait_for_url("**/place/T5")
    await page.context.close()


async def test_wechat_shows_the_way_to_a_place_right_to_two_metres(
    browser: Browser, service: Service, city: City
) -> None:
    page = await service.open(browser, "/place/T5", BRIDGE, {}, user_agent=IN_WECHAT)
    await page.get_by_role("button", name="微信", exact=True).click()
    [there] = await _calls(page, "openLocation")
    place = next(each for each in PLACES(city) if each.code == "T5")
    assert Position.gcj02(there["latitude"], there["longitude"]).distance_m(place.position) < 0.5
    assert there["name"] == place.name
    [shared] = await _calls(page, "updateAppMessageShareData")
    assert shared["imgUrl"] == f"{service.url}/place/T5/map.png"
    await page.context.close()


@pytest.mark.parametrize("refused", [{"geoLocation": "fail"}, {"preVerifyJSAPI": "fail"}])
async def test_where_wechat_fails_the_browser_is_asked(
    browser: Browser, service: Service, city: City, refused: dict[str, str]
) -> None:
    script = f"{BRIDGE}window.refused = {json.dumps(refused)};"
    where = {"latitude": city.centre.latitude, "longitude": city.centre.longitude}
    allowed: dict[str, Any] = {"geolocation": where, "permissions": ["geolocation"]}
    page = await service.open(browser, "/map", script, {}, user_agent=IN_WECHAT, **allowed)
    await page.get_by_role("button", name="找离我最近的").click()
    await expect(page.locator("#list .card").first).to_contain_text("140 米，西北")
    await page.context.close()


async def test_only_a_page_of_ours_is_signed(service: Service) -> None:
    async with aiohttp.ClientSession() as client:
        for path, status in (("/map", 200), ("//evil.example/x", 400), ("https://evil.example", 400), ("", 400)):
            async with client.get(f"{service.url}/wechat/signature", params={"path": path}) as answer:
                assert answer.status == status, path
                assert answer.headers["Cache-Control"] == "no-store"


async def test_telegram_gives_its_position_and_its_colours_where_they_can_be_read(
    browser: Browser, service: Service, city: City
) -> None:
    here = {"available": True, "latitude": city.centre.latitude, "longitude": city.centre.longitude}
    answers = {"web_app_request_location": ["location_requested", here]}
    start = f"/map#tgWebAppData=x&tgWebAppVersion=8.0&tgWebAppThemeParams={quote(json.dumps(THEME))}"
    page = await service.open(browser, start, PROXY, answers)
    await page.get_by_role("button", name="找离我最近的").click()
    await expect(page.locator("#list .card").first).to_contain_text("140 米，西北")
    style = "document.documentElement.style"
    colours = [await page.evaluate(f"{style}.getPropertyValue('--{name}')") for name in ("surface", "text", "link")]
    assert await page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--good')") == "#8ddb9f"
    assert colours == ["#101820", "#f0f0f0", ""], "a link that nobody could read keeps our colour"
    assert ["web_app_ready", {}] in await page.evaluate("window.posted")
    await page.screenshot(path="/tmp/telegram_map.png")
    await page.context.close()


async def test_in_telegram_a_place_goes_into_the_chat_with_the_proof_of_who_asks(
    browser: Browser, service: Service
) -> None:
    page = await service.open(browser, "/map#tgWebAppData=user%3D1%26hash%3D2&tgWebAppVersion=8.0", PROXY, {})
    asked: list[Any] = []

    async def answer(route: Any) -> None:
        asked.append(route.request.post_data_json)
        await route.fulfill(status=200 if len(asked) > 1 else 403, body="{}")

    await page.route("**/telegram/place", answer)
    await page.goto(f"{service.url}/place/T1")
    button = page.locator("#send")
    await button.click()
    await expect(button).to_contain_text("没发过去")
    await button.click()
    await expect(button).to_have_text("发过去了")
    assert asked == [{"code": "T1", "proof": "user=1&hash=2"}] * 2
    posted = [name for name, _ in await page.evaluate("window.posted")]
    assert posted[-1] == "web_app_close"
    await page.get_by_role("link", name="高德").click()
    [[_, given]] = [each for each in await page.evaluate("window.posted") if each[0] == "web_app_open_link"]
    assert given["url"].startswith("https://uri.amap.com/")
    await page.context.close()
