"""The base map in a real browser: tiles lie where the dots say, in each datum, and without tiles the rings stay."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.map.files import files_base
from bot.web.map.tile_sources import share_of_world
from bot.web.site import build_site
from models.city.base_map import BaseMap
from models.city.pack import City
from models.places.place import place_by_code
from models.storage.database import Database
from models.storage.encryption import Cipher
from models.values.position import Position
from tests.world.browser import IN_A_BROWSER
from tests.world.directory import PLACES
from tests.world.processes.serving import free_port
from tests.world.tiles import TileServer, serve_tiles

pytestmark = IN_A_BROWSER
NAMED: dict[str, Any] = {"attribution": {"zh-CN": "某图", "en": "Some map"}, "review_number": "GS（2024）0650号"}
DATUMS = ("wgs84", "gcj02", "bd09")
WHERE = """() => {
  const pin = document.querySelector("#map .pin").getBoundingClientRect();
  const tile = document.querySelector(".leaflet-tile-loaded");
  const { x, y, width } = tile.getBoundingClientRect();
  return { pin: [pin.x + pin.width / 2, pin.y + pin.height / 2], tile: [tile.getAttribute("src"), x, y, width] };
}"""


@asynccontextmanager
async def serving(
    database: Database, city: City, cipher: Cipher, folder: Path, base_map: BaseMap
) -> AsyncIterator[str]:
    port = free_port()
    settings = Settings(_env_file=None, webchat=True, http_port=port, data_dir=folder)  # type: ignore[call-arg]
    app = build_app(settings, Keys("s" * 40, cipher), database, replace(city, base_map=base_map))
    async with running(app, build_site(app)):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
async def server(database: Database, city: City) -> AsyncIterator[TileServer]:
    async with database.transaction() as session:
        places = PLACES(city)
        for place in places:
            place.hours = "24/7"
        session.add_all(places)
    async with serve_tiles() as started:
        yield started


async def _open(browser: Browser, address: str) -> tuple[Page, list[str]]:
    context = await browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    page, faults = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    await page.goto(address)
    await expect(page.locator("#map .pin").first).to_be_visible()
    return page, faults


async def test_the_phone_shifts_as_the_service_does(browser: Browser, url: str) -> None:
    chance = random.Random(21)
    positions = [[chance.uniform(0, 56), chance.uniform(71, 139)] for _ in range(600)]
    page = await browser.new_page()
    await page.goto(f"{url}/place/T1")
    for datum in DATUMS:
        said = await page.evaluate(
            """async ([files, datum, positions]) => {
              const { into, from } = (await import(`${files}map/datum.js`)).datums[datum];
              return positions.map((each) => [into(each), from(into(each))]);
            }""",
            [files_base(), datum, positions],
        )
        for position, (there, back) in zip(positions, said, strict=True):
            known = Position.wgs84(*position)
            assert Position.wgs84(*there).distance_m(Position.wgs84(*known.to(datum))) < 0.01, (datum, position)  # type: ignore[arg-type]
            known_back = Position.from_datum(datum, *known.to(datum))  # type: ignore[arg-type]
            assert Position.wgs84(*back).distance_m(known_back) < 0.01, (datum, position)
    await page.close()


@pytest.mark.parametrize("datum", DATUMS)
async def test_a_dot_lies_where_a_map_of_that_datum_shows_the_place(
    browser: Browser, database: Database, city: City, cipher: Cipher, server: TileServer, tmp_path: Path, datum: Any
) -> None:
    base_map = BaseMap(base="xyz", datum=datum, url=f"{server.url}/{{z}}/{{x}}/{{y}}", **NAMED)
    async with serving(database, city, cipher, tmp_path, base_map) as url, database.reading() as session:
        page, faults = await _open(browser, f"{url}/map?place=T1")
        await expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
        await expect(page.locator("#credit")).to_have_text("底图：某图 · 审图号：GS（2024）0650号")
        found = await page.evaluate(WHERE)
        place = (await place_by_code(session, "T1")).position
        source, left, top, width = found["tile"]
        zoom, column, row = map(int, source.split("?")[0].split("/")[-3:])
        east, south = share_of_world(*place.to(datum))
        drawn = left + (east * 2**zoom - column) * width, top + (south * 2**zoom - row) * width
        assert found["pin"] == pytest.approx(drawn, abs=1.6), "pixels; a dot is rounded to whole ones"
        assert await page.locator("#map path.ring").count() == 3
        if datum == "gcj02":
            await page.screenshot(path="/tmp/map_tiles.png", full_page=True)
        assert faults == []
        await page.context.close()


async def test_without_tiles_the_rings_stay_and_no_map_is_named(
    browser: Browser, database: Database, city: City, cipher: Cipher, server: TileServer, tmp_path: Path
) -> None:
    server.status = 500
    base_map = BaseMap(base="xyz", url=f"{server.url}/{{z}}/{{x}}/{{y}}", **NAMED)
    async with serving(database, city, cipher, tmp_path, base_map) as url:
        page, faults = await _open(browser, f"{url}/map?place=T1")
        await expect(page.locator("#credit")).to_be_hidden()
        assert await page.locator(".leaflet-tile").count() == 0
        assert await page.locator("#map path.ring").count() == 3
        assert faults == []
        await page.context.close()
