"""The desk for places in a real browser: the table and a place, by axe-core, on a desk and on a phone; a file."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from playwright.async_api import expect

from models.city.pack import City
from models.places.change import What, say_changed
from models.places.place import FeedbackKind, Place, PlaceFeedback
from models.staff.post import StaffRole
from tests.bot.web.console.places.test_place_desk import PATH
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.console.desk_client import a_desk
from tests.world.console.looked_at import DESK, PHONE, SCHEMES, look, signed_in
from tests.world.filing import a_person
from tests.world.importing import ROW, csv_text
from tests.world.web_page import Site

pytestmark = IN_A_BROWSER


async def some_places(site: Site) -> int:
    """A place where a fault was reported and a rider says something else."""
    now = datetime.now(UTC)
    async with site.app.database.transaction() as session:
        place = (await session.scalars(sa.select(Place).where(Place.code == "T1"))).one()
        session.add(PlaceFeedback(place_id=place.id, kind=FeedbackKind.REFUSED, person_id=None, at=now))
        about = {"city": site.app.city, "now": now}
        await say_changed(session, place.id, What.HOURS, "24/7", await a_person(session), **about)
        return place.id


async def test_axe_finds_nothing_and_a_file_is_looked_at_before_it_is_written(site: Site, city: City) -> None:
    number, desk = await some_places(site), await a_desk(site.app, department="union", role=StaffRole.ADMIN)
    found: dict[tuple[str, str], Any] = {}
    async with chromium() as browser:
        for name, viewport in (("desk", DESK), ("phone", PHONE)):
            page = await signed_in(await browser.new_context(viewport=viewport, locale="zh-CN"), site, desk)
            for path in (PATH, f"{PATH}/{number}", f"{PATH}/{number}/edit", f"{PATH}/doors?place={number}"):
                await page.goto(site.url + path)
                await look(page, name, path, found, SCHEMES if name == "desk" else SCHEMES[:1])
                assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), (path, name)
            if name == "desk":
                await page.goto(f"{site.url}{PATH}/import")
                centre = {"latitude": str(city.centre.latitude), "longitude": str(city.centre.longitude)}
                row = csv_text(ROW | centre | {"code": "N1", "name": "新来的驿站", "needs": "toilet"})
                file: Any = {"name": "places.csv", "mimeType": "text/csv", "buffer": row.encode()}
                await page.set_input_files("#places-file", file)
                await expect(page.locator(".uploaded input[name=file]")).to_have_count(1)
                await page.select_option("[name=datum]", "wgs84")
                await page.get_by_role("button", name="看看要改什么").click()
                await expect(page.get_by_text("新增 1 个")).to_be_visible()
                await look(page, name, f"{PATH}/import", found)
                assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
                await page.get_by_role("button", name="就这样写进去").click()
                await expect(page.get_by_role("link", name="新来的驿站")).to_be_visible()
            await page.context.close()
    assert found == {}
