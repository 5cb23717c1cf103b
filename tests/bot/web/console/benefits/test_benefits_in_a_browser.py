"""The desk for benefits in a real browser: axe-core, and a phone."""

from typing import Any

from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.console.desk_client import a_desk
from tests.world.console.looked_at import DESK, PHONE, look, signed_in
from tests.world.web_page import Site

pytestmark = IN_A_BROWSER


async def test_axe_finds_nothing_and_it_fits_a_phone(site: Site) -> None:
    desk = await a_desk(site.app, department="health")
    found: dict[tuple[str, str], Any] = {}
    async with chromium() as browser:
        for name, viewport in (("desk", DESK), ("phone", PHONE)):
            page = await signed_in(await browser.new_context(viewport=viewport, locale="zh-CN"), site, desk)
            await page.goto(f"{site.url}/console/benefits?whose=mine")
            await look(page, name, "/console/benefits", found)
            assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
            await page.context.close()
    assert found == {}
