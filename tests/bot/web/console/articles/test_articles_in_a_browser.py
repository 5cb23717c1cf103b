"""The desk for articles in a real browser: the preview follows what is typed; axe-core, and a phone."""

import os
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page, expect

from models.city.pack import City
from models.staff.post import StaffRole
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.bot.web.console.articles.test_article_desk import PARTS, PATH, QUESTIONS, asked, begins
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


async def look(page: Page, name: str, path: str, found: dict[tuple[str, str], Any]) -> None:
    await page.evaluate(AXE_SCRIPT)
    schemes: tuple[Any, ...] = ("light", "dark")
    for scheme in schemes:
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if findings := await page.evaluate(FOUND):
            found[path, f"{name} {scheme}"] = findings
        if PICTURES:
            file = re.sub(r"\W+", "-", path).strip("-")
            await page.screenshot(path=f"{PICTURES}/{file}-{name}-{scheme}.png", full_page=True)


async def test_the_preview_follows_and_axe_finds_nothing(site: Site) -> None:
    app = site.app
    desk = await a_desk(app, "李主任", role=StaffRole.LEAD)
    key, group = await begins(desk, app), await asked(app, "电动车上牌要带什么材料")
    await desk.presses(f"{PATH}/{key}/do/change", PARTS | {"revision": "1"})
    found: dict[tuple[str, str], Any] = {}
    async with chromium() as browser:
        for name, viewport in (("desk", DESK), ("phone", PHONE)):
            context = await browser.new_context(viewport=viewport, locale="zh-CN")
            await context.add_cookies([{**desk.cookie, "url": site.url}])  # type: ignore[typeddict-item]
            page = await context.new_page()
            page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
            page.on("console", lambda said: pytest.fail(said.text) if "Content Security Policy" in said.text else None)
            for path in (PATH, QUESTIONS, f"{QUESTIONS}/{group}", f"{PATH}/{key}/history/1", f"{PATH}/{key}"):
                await page.goto(site.url + path)
                await look(page, name, path.replace(key, "key"), found)
                assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), (path, name)
            await page.locator("textarea[name=body]").fill("- 带**发票**")
            await expect(page.locator(".preview strong")).to_have_text("发票")
            await context.close()
    assert found == {}
