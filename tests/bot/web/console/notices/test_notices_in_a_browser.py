"""The desk for notices in a real browser: the count changes while one is written; axe-core, and a phone."""

import os
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page, expect

from bot.jobs.notices import prepare_notices
from models.city.pack import City
from models.staff.post import StaffRole
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.bot.web.console.notices.test_notice_desk import ASKS, PATH, WORDS, keeps, riders
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


async def test_it_is_written_and_watched_in_a_browser(site: Site) -> None:
    app = site.app
    await riders(app, 6)
    desk = await a_desk(app, "李主任", role=StaffRole.LEAD)
    draft = await keeps(desk, app, **ASKS)
    sent = await keeps(desk, app, title="发着的")
    await desk.presses(f"{sent}/do/hand-in", {"when": "now", "valid_h": "24"})
    await prepare_notices(app.database, clock=app.clock)
    found: dict[tuple[str, str], Any] = {}
    async with chromium() as browser:
        for name, viewport in (("desk", DESK), ("phone", PHONE)):
            context = await browser.new_context(viewport=viewport, locale="zh-CN")
            await context.add_cookies([{**desk.cookie, "url": site.url}])  # type: ignore[typeddict-item]
            page = await context.new_page()
            page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
            page.on("console", lambda said: pytest.fail(said.text) if "Content Security Policy" in said.text else None)
            for path in (PATH, f"{PATH}/new", draft, sent, f"{draft}/edit"):
                await page.goto(site.url + path)
                await look(page, name, path, found)
                assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), (path, name)
            await page.goto(f"{site.url}{PATH}/new")
            await page.get_by_label("标题", exact=True).fill(WORDS["title"])
            await page.locator("textarea[name=text]").fill(WORDS["text"])
            await expect(page.locator(".counted")).to_contain_text("发给 6 人")
            await page.locator("input[name=occupations]").first.check()
            await expect(page.locator(".counted")).to_contain_text("发给 0 人")
            await context.close()
    assert found == {}
