"""The map in a real browser as slow as an old phone on a weak line: 360 × 640, a sixth of a core, 400 kbit/s."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median

from playwright.async_api import Browser, Page

from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from models.storage.database import open_database
from tests.bench.databases import sqlite_pair
from tests.bench.figures import Figure
from tests.bench.map_pan import PAN_MS, fill, panned
from tests.bench.part import Ground, Part
from tests.bench.slow_phone import LATENCY_MS, SLOWER, Line, slow_page
from tests.world.browser import CHROMIUM, chromium
from tests.world.processes.serving import free_port

NOTE = f"{SLOWER} × slower, 400 kbit/s, {LATENCY_MS} ms there and back"
FIND = """async () => {
  const places = document.querySelector('link[href$="map/places.js"]').href;
  const { Directory } = await import(places.replace("places.js", "directory.js"));
  const { hash } = JSON.parse(document.getElementById("data").textContent);
  const columns = await (await fetch(`/map/places-${hash}.json`)).json();
  const directory = new Directory(columns, { hash, at: 0, soon: 30 });
  const ask = { from: columns.centre, needs: ["toilet"], openOnly: true, district: null, limit: 21 };
  const taken = [];
  for (let round = 0; round < 15; round += 1) {
    const began = performance.now();
    directory.find({ ...ask, minute: 600 + round });
    taken.push(performance.now() - began);
  }
  return taken;
}"""
"""On the page's own thread, as the one that finds for the page is not slowed."""
READY = "() => localStorage.getItem('nuanxin.map.directory') !== null || performance.now() > 8000"
"""A large directory is not loaded before it is needed."""
PAINTED = 'performance.getEntriesByName("first-contentful-paint")[0]?.startTime'


@dataclass(slots=True)
class _Visit:
    """painted_s: until the list stood on the screen, with its style; ready_s: until the page finds by itself;
    received_kb: all of it, packed, with the map, which is opened then; headers_kb: what came with it."""

    painted_s: float
    ready_s: float
    received_kb: float
    headers_kb: float


@dataclass(frozen=True, slots=True)
class Visits:
    """times: somebody comes for the first time, and once more. places: of a large directory."""

    times: int = 5
    places: int = 100_000


async def bench_map(ground: Ground, visits: Visits) -> None:
    """In the sample city, and in one with a large directory, on SQLite."""
    if not CHROMIUM.exists():
        ground.not_measured("the map", "there is no Chromium")
        return
    url, large = await sqlite_pair(ground.folder, ground.city, ground.cipher)
    async with chromium() as browser:
        ground.say("the sample city")
        async with _served(url, ground) as address:
            await _sample(browser, address, ground, visits)
        ground.say(f"{visits.places:,} places")
        await fill(large, ground, visits.places)
        async with _served(large, ground) as address:
            await _large(browser, address, ground, visits)


@asynccontextmanager
async def _served(url: str, ground: Ground) -> AsyncIterator[str]:
    """The address of the map on this database."""
    database, port = open_database(url, ground.cipher), free_port()
    settings = Settings(_env_file=None, webchat=False, http_port=port, data_dir=ground.folder)  # type: ignore[call-arg]
    app = build_app(settings, Keys("s" * 40, ground.cipher), database, ground.city, channels=[])
    try:
        async with running(app, build_site(app)):
            yield f"http://127.0.0.1:{port}/map"
    finally:
        await database.close()


async def _large(browser: Browser, address: str, ground: Ground, visits: Visits) -> None:
    page, _ = await slow_page(browser, weak_line=False)
    pans = await panned(page, address)
    await page.context.close()
    title, note = f"map of {visits.places:,} places", f"{SLOWER} × slower, but for the thread that finds"
    ground.add(
        Figure(
            f"{title}: the longest frame of a pan", max(each.frame_ms for each in pans), "ms", at_most=PAN_MS, note=note
        ),
        Figure(f"{title}: dots after a pan", median(each.drawn_ms for each in pans), "ms", at_most=PAN_MS, note=note),
    )


async def _sample(browser: Browser, address: str, ground: Ground, visits: Visits) -> None:
    await _two_visits(browser, address)  # the first look at the directory is the server's, not the phone's
    pairs = [await _two_visits(browser, address) for _ in range(visits.times)]
    taken = await _finding(browser, address)
    firsts, nexts = ([pair[at] for pair in pairs] for at in (0, 1))
    measured = {
        "list on the first visit": (median(each.painted_s for each in firsts), "s", 1.5),
        "list on the next visit": (median(each.painted_s for each in nexts), "s", 0.5),
        "finds by itself on the first visit": (median(each.ready_s for each in firsts), "s", None),
        "received on the first visit, the map too": (median(each.received_kb for each in firsts), "kB", 90.0),
        "headers of it": (median(each.headers_kb for each in firsts), "kB", None),
        "the nearest that are open": (median(taken), "ms", 15.0),
    }
    ground.add(
        *(
            Figure(f"map: {what}", value, unit, at_most=most, note=NOTE)
            for what, (value, unit, most) in measured.items()
        )
    )


async def _two_visits(browser: Browser, address: str) -> tuple[_Visit, _Visit]:
    page, line = await slow_page(browser)
    first = await _visit(page, address, line)
    await page.goto("about:blank")
    line.finished.clear()
    again = await _visit(page, address, line)
    await page.context.close()
    return first, again


async def _visit(page: Page, address: str, line: Line) -> _Visit:
    await page.goto(address)
    await page.locator("#list .card").first.wait_for()
    await page.wait_for_function(f"() => {PAINTED} !== undefined")
    painted_ms = float(await page.evaluate(PAINTED))
    await page.wait_for_function(READY)
    ready_ms = float(await page.evaluate("performance.now()"))
    await page.wait_for_load_state("networkidle")
    await page.get_by_role("button", name="地图").click()
    await page.locator("path.ring").first.wait_for()
    await page.wait_for_load_state("networkidle")
    return _Visit(painted_ms / 1000, ready_ms / 1000, *await line.received_kb())


async def _finding(browser: Browser, address: str) -> list[float]:
    page, _ = await slow_page(browser)
    await page.goto(address)
    taken: list[float] = await page.evaluate(FIND)
    await page.context.close()
    return taken


PART = Part("map_page", "the map on a slow phone", bench_map, Visits(), Visits(1))
