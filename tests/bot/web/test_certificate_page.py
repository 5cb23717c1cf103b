"""The page of a certificate, in a real browser: genuine or not, and the name only where its holder allows it."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from models.city.pack import City
from models.events.attendance import issue_certificate, show_name
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.models.events.test_attendance import OVER, attended
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.processes.serving import free_port

pytestmark = IN_A_BROWSER


@pytest.fixture
async def address(database: Database, city: City, cipher: Cipher) -> AsyncIterator[str]:
    settings = Settings(_env_file=None, webchat=True, http_port=free_port())  # type: ignore[call-arg]
    app = build_app(settings, Keys("s" * 40, cipher), database, city)
    async with running(app, build_site(app)):
        yield f"http://127.0.0.1:{settings.http_port}"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


async def test_a_certificate_is_looked_up_and_shows_what_its_holder_allows(
    address: str, browser: Browser, database: Database, city: City
) -> None:
    _, (anna, _), rows = await attended(database, city, certificate=True, titles={"zh-CN": "急救", "en": "First aid"})
    async with database.transaction() as session:
        about = {"person_id": anna.id, "name": "王<b>小明", "city": city, "now": OVER}
        issued = await issue_certificate(session, rows[0].id, **about)
    page = await browser.new_page(locale="zh-CN", viewport={"width": 360, "height": 640})
    await _shows(
        page, f"{address}/certificate/{issued.number}", "这张证书是真的", "急救", "2026 年 11 月 29 日", "没有公开"
    )
    await expect(page.locator("dl")).not_to_contain_text("小明")
    async with database.transaction() as session:
        await show_name(session, rows[0].id, person_id=anna.id, shown=True)
    await _shows(page, f"{address}/certificate/{issued.number.lower()}", "王<b>小明")
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    await _shows(page, f"{address}/certificate/C26-0000000000", "没有这个编号")
    await _shows(page, f"{address}/check-in/482913", "482 913", "把这 6 个数字发过去")
    english = await browser.new_page(locale="en-GB")
    await _shows(english, f"{address}/certificate/{issued.number}", "This certificate is genuine", "First aid")


async def _shows(page: Page, url: str, *parts: str) -> None:
    await page.goto(url)
    for part in parts:
        await expect(page.locator("main")).to_contain_text(part)
