"""The desk for events in a real browser: codes are kept while there is no network; axe-core, and a phone."""

from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.async_api import expect

from models.events.booking import BookingState
from models.events.seat import book_seat
from models.people.person import Person
from tests.bot.web.console.events.test_event_desk import PATH, codes
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.console.desk_client import a_desk
from tests.world.console.looked_at import DESK, PHONE, look, signed_in
from tests.world.events import a_date, people, rows_of
from tests.world.web_page import Site

pytestmark = IN_A_BROWSER


async def a_date_now(site: Site) -> int:
    """A course that begins now, with three people who have seats."""
    app, now = site.app, datetime.now(UTC)
    about = {"certificate": True, "subsidy_fen": 10000}
    number = await a_date(app.database, app.city, event=about, starts_at=now + timedelta(minutes=5), seats=9)
    for each in await people(app.database, 3, now=now):
        async with app.database.transaction() as session:
            person = await session.get_one(Person, each.id)
            await book_seat(session, number, person=person, city=app.city, now=now)
    return number


async def test_codes_wait_for_the_network_and_axe_finds_nothing(site: Site) -> None:
    number, desk = await a_date_now(site), await a_desk(site.app, department="health")
    mine = await codes(site.app, number)
    found: dict[tuple[str, str], Any] = {}
    async with chromium() as browser:
        for name, viewport in (("desk", DESK), ("phone", PHONE)):
            page = await signed_in(await browser.new_context(viewport=viewport, locale="zh-CN"), site, desk)
            for path in (PATH, f"{PATH}/new", f"{PATH}/{number}"):
                await page.goto(site.url + path)
                if path.endswith(f"/{number}"):
                    await page.get_by_text("签到码", exact=True).click()
                    await expect(page.locator("#code svg")).to_be_visible()
                await look(page, name, path, found)
                assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), (path, name)
            if name == "phone":
                await page.context.set_offline(True)
                for each in mine[:2]:
                    await page.locator("[data-typed]").fill(each)
                    await page.locator("[data-take]").click()
                await expect(page.locator("[data-scans]")).to_contain_text("记下了，等着交")
                assert [each.state for each in await rows_of(site.app.database, number)].count(BookingState.BOOKED) == 3
                await page.context.set_offline(False)
                await expect(page.locator("[data-count]")).to_contain_text("到了 2/3")
            await page.context.close()
    assert [each.state for each in await rows_of(site.app.database, number)].count(BookingState.ATTENDED) == 2
    assert found == {}
