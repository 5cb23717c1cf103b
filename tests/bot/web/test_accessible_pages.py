"""Every page as axe-core reads it, in light and in dark: it finds nothing."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page, expect

from models.city.pack import City
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.browser import IN_A_BROWSER, chromium, newest, open_page
from tests.world.web_page import Site, running_site

pytestmark = IN_A_BROWSER

FOUND = """async () => (await axe.run()).violations.map(
  ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(" | ")}`)"""


@pytest.fixture
async def site(database: Database, city: City, cipher: Cipher) -> AsyncIterator[Site]:
    async with running_site(database, city, cipher) as started:
        yield started


async def test_axe_finds_nothing_on_any_page_in_light_or_dark(site: Site, city: City) -> None:
    found: dict[tuple[str, str], list[str]] = {}
    async with chromium() as browser:
        page = await open_page(browser, f"{site.url}/chat", city)
        await newest(page, "先看看").click()
        await newest(page, "找暖新驿站").click()
        await newest(page, "厕所").click()
        await page.get_by_role("button", name="发送位置", exact=True).last.click()
        await expect(page.get_by_role("log")).to_contain_text("河湾综合体")
        await _look(page, "chat", found)
        await page.goto(f"{site.url}/map?open=0")
        await page.locator("#show-map").click()
        await expect(page.locator("#map .pin").first).to_be_visible()
        await _look(page, "map", found)
        for path in ("/place/T1", "/place/T1/door", "/place/NOPE", "/standard", "/receipt"):
            await page.goto(site.url + path)
            await _look(page, path, found)
        await page.context.close()
    assert found == {}


async def _look(page: Page, name: str, found: dict[tuple[str, str], list[str]]) -> None:
    await page.evaluate(AXE_SCRIPT)
    schemes: tuple[Any, ...] = ("light", "dark")
    for scheme in schemes:
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if findings := await page.evaluate(FOUND):
            found[name, scheme] = findings
