"""The desk for articles in a real browser: the preview follows what is typed; axe-core, and a phone."""

from typing import Any

from playwright.async_api import expect

from models.staff.post import StaffRole
from tests.bot.web.console.articles.test_article_desk import PARTS, PATH, QUESTIONS, asked, begins
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.console.desk_client import a_desk
from tests.world.console.looked_at import DESK, PHONE, look, signed_in
from tests.world.web_page import Site

pytestmark = IN_A_BROWSER


async def test_the_preview_follows_and_axe_finds_nothing(site: Site) -> None:
    app = site.app
    desk = await a_desk(app, "李主任", role=StaffRole.LEAD)
    key, group = await begins(desk, app), await asked(app, "电动车上牌要带什么材料")
    await desk.presses(f"{PATH}/{key}/do/change", PARTS | {"revision": "1"})
    found: dict[tuple[str, str], Any] = {}
    async with chromium() as browser:
        for name, viewport in (("desk", DESK), ("phone", PHONE)):
            page = await signed_in(await browser.new_context(viewport=viewport, locale="zh-CN"), site, desk)
            for path in (PATH, QUESTIONS, f"{QUESTIONS}/{group}", f"{PATH}/{key}/history/1", f"{PATH}/{key}"):
                await page.goto(site.url + path)
                await look(page, name, path.replace(key, "key"), found)
                assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), (path, name)
            await page.locator("textarea[name=body]").fill("- 带**发票**")
            await expect(page.locator(".preview strong")).to_have_text("发票")
            await page.context.close()
    assert found == {}
