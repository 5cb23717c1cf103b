"""The desk for places in a real browser: the table and a place, by axe-core, on a desk and on a phone; a file."""

import os
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page, expect

from models.city.pack import City
from models.places.change import What, say_changed
from models.places.place import FeedbackKind, Place, PlaceFeedback
from models.staff.post import StaffRole
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.bot.web.console.places.test_place_desk import PATH
from tests.bot.web.test_accessible_pages import FOUND
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.console.desk_client import a_desk
from tests.world.filing import a_person
from tests.world.importing import ROW, csv_text
from tests.world.web_page import Site, running_site

pytestmark = IN_A_BROWSER
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
PICTURES = os.environ.get("CONSOLE_PICTURES")


@pytest.fixture
async def site(database: Database, city: City, cipher: Cipher) -> AsyncIterator[Site]:
    async with running_site(database, city, cipher) as started:
        yield started


async def some_places(site: Site) -> int:
    """A place where a fault was reported and a rider says something else."""
    now = datetime.now(UTC)
    async with site.app.database.transaction() as session:
        place = (await session.scalars(sa.select(Place).where(Place.code == "T1"))).one()
        session.add(PlaceFeedback(place_id=place.id, kind=FeedbackKind.REFUSED, person_id=None, at=now))
        about = {"city": site.app.city, "now": now}
        await say_changed(session, place.id, What.HOURS, "24/7", await a_person(session), **about)
        return place.id


async def look(page: Page, name: str, path: str, found: dict[tuple[str, str], Any]) -> None:
    await page.evaluate(AXE_SCRIPT)
    schemes: tuple[Any, ...] = ("light", "dark") if name == "desk" else ("light",)
    for scheme in schemes:
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if findings := await page.evaluate(FOUND):
            found[path, f"{name} {scheme}"] = findings
        if PICTURES:
            file = re.sub(r"\W+", "-", path).strip("-")
            await page.screenshot(path=f"{PICTURES}/{file}-{name}-{scheme}.png", full_page=True)
    assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), (path, name)


async def test_axe_finds_nothing_and_a_file_is_looked_at_before_it_is_written(site: Site, city: City) -> None:
    number, desk = await some_places(site), await a_desk(site.app, department="union", role=StaffRole.ADMIN)
    found: dict[tuple[str, str], Any] = {}
    async with chromium() as browser:
        for name, viewport in (("desk", DESK), ("phone", PHONE)):
            context = await browser.new_context(viewport=viewport, locale="zh-CN")
            await context.add_cookies([{**desk.cookie, "url": site.url}])  # type: ignore[typeddict-item]
            page = await context.new_page()
            page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
            page.on("console", lambda said: pytest.fail(said.text) if "Content Security Policy" in said.text else None)
            for path in (PATH, f"{PATH}/{number}", f"{PATH}/{number}/edit", f"{PATH}/doors?place={number}"):
                await page.goto(site.url + path)
                await look(page, name, path, found)
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
                await page.get_by_role("button", name="就这样写进去").click()
                await expect(page.get_by_role("link", name="新来的驿站")).to_be_visible()
            await context.close()
    assert found == {}
