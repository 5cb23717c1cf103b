"""The desk for notices in a real browser: the count changes while one is written; axe-core, and a phone."""

from typing import Any

from playwright.async_api import expect

from bot.jobs.notices import prepare_notices
from models.staff.post import StaffRole
from tests.bot.web.console.notices.test_notice_desk import ASKS, PATH, WORDS, keeps, riders
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.console.desk_client import a_desk
from tests.world.console.looked_at import DESK, PHONE, look, signed_in
from tests.world.web_page import Site

pytestmark = IN_A_BROWSER


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
            page = await signed_in(await browser.new_context(viewport=viewport, locale="zh-CN"), site, desk)
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
            await page.context.close()
    assert found == {}
