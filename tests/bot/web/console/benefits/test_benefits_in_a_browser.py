"""The desk for benefits in a real browser: axe-core, and a phone."""

import os
from collections.abc import AsyncIterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from models.city.pack import City
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.bot.web.test_accessible_pages import FOUND
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.console.desk_client import a_desk
from tests.world.web_page import Site, running_site

pytestmark = IN_A_BROWSER
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
PICTURES = os.environ.get("CONSOLE_PICTURES")


@pytest.fixture
async def site(database: Database, city: City, cipher: Cipher) -> AsyncIterator[Site]:
    async with running_site(database, city, cipher) as started:
        yield started


async def test_axe_finds_nothing_and_it_fits_a_phone(site: Site) -> None:
    desk = await a_desk(site.app, department="health")
    found: dict[str, Any] = {}
    schemes: tuple[Any, ...] = ("light", "dark")
    async with chromium() as browser:
        for name, viewport in (("desk", DESK), ("phone", PHONE)):
            context = await browser.new_context(viewport=viewport, locale="zh-CN")
            await context.add_cookies([{**desk.cookie, "url": site.url}])  # type: ignore[typeddict-item]
            page = await context.new_page()
            page.on("console", lambda said: pytest.fail(said.text) if "Content Security Policy" in said.text else None)
            await page.goto(f"{site.url}/console/benefits?whose=mine")
            await page.evaluate(AXE_SCRIPT)
            for scheme in schemes:
                await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                if findings := await page.evaluate(FOUND):
                    found[f"{name} {scheme}"] = findings
                if PICTURES:
                    await page.screenshot(path=f"{PICTURES}/console-benefits-{name}-{scheme}.png", full_page=True)
            assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
            await context.close()
    assert found == {}
