"""The map in a real browser as slow as an old phone on a weak line: 360 × 640, a sixth of a core, 400 kbit/s."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.async_api import Browser, Page

from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from models.storage.database import open_database
from tests.bench.databases import sqlite_pair
from tests.bench.figures import Figure
from tests.bench.part import Ground, Part
from tests.world.browser import CHROMIUM, chromium
from tests.world.processes.serving import free_port

SLOWER = 6
BYTES_A_SECOND = 400_000 / 8
LATENCY_MS = 60
NOTE = f"{SLOWER} × slower, 400 kbit/s, {LATENCY_MS} ms there and back"
FIND = """async () => {
  const module = document.querySelector('link[href$="directory.js"]').href;
  const { loadDirectory } = await import(module);
  const directory = await loadDirectory(JSON.parse(document.getElementById("data").textContent).hash, 30);
  const ask = { from: directory.columns.centre, needs: ["toilet"], openOnly: true, district: null, limit: 21 };
  const taken = [];
  for (let round = 0; round < 15; round += 1) {
    const began = performance.now();
    directory.find({ ...ask, minute: 600 + round });
    taken.push(performance.now() - began);
  }
  return taken;
}"""
READY = "() => localStorage.getItem('nuanxin.map.directory') !== null || performance.now() > 8000"
"""A large directory is not loaded before it is needed."""
PAINTED = 'performance.getEntriesByName("first-contentful-paint")[0]?.startTime'


@dataclass(slots=True)
class _Visit:
    """painted_s: until the list stood on the screen, with its style; ready_s: until the page finds by itself."""

    painted_s: float
    ready_s: float
    received_kb: float


@dataclass
class _Line:
    """What came over the line, as it was packed."""

    received: float = 0.0

    def finished(self, event: Any) -> None:
        self.received += event["encodedDataLength"]


@dataclass(frozen=True, slots=True)
class Visits:
    """times: somebody comes for the first time, and once more."""

    times: int = 5


async def bench_map(ground: Ground, visits: Visits) -> None:
    """In the sample city, on SQLite."""
    if not CHROMIUM.exists():
        ground.not_measured("the map", "there is no Chromium")
        return
    url, _ = await sqlite_pair(ground.folder, ground.city, ground.cipher)
    database, port = open_database(url, ground.cipher), free_port()
    settings = Settings(_env_file=None, webchat=False, http_port=port)  # type: ignore[call-arg]
    app = build_app(settings, Keys("s" * 40, ground.cipher), database, ground.city, channels=[])
    address = f"http://127.0.0.1:{port}/map"
    try:
        async with running(app, build_site(app)), chromium() as browser:
            await _two_visits(browser, address)  # the first look at the directory is the server's, not the phone's
            pairs = [await _two_visits(browser, address) for _ in range(visits.times)]
            taken = await _finding(browser, address)
    finally:
        await database.close()
    firsts, nexts = ([pair[at] for pair in pairs] for at in (0, 1))
    measured = {
        "list on the first visit": (median(each.painted_s for each in firsts), "s", 1.5),
        "list on the next visit": (median(each.painted_s for each in nexts), "s", 0.5),
        "finds by itself on the first visit": (median(each.ready_s for each in firsts), "s", None),
        "received on the first visit": (median(each.received_kb for each in firsts), "kB", 90.0),
        "the nearest that are open": (median(taken), "ms", 15.0),
    }
    ground.add(
        *(
            Figure(f"map: {what}", value, unit, at_most=most, note=NOTE)
            for what, (value, unit, most) in measured.items()
        )
    )


async def _slow_page(browser: Browser) -> tuple[Page, _Line]:
    context = await browser.new_context(viewport={"width": 360, "height": 640}, locale="zh-CN", service_workers="block")
    page, line = await context.new_page(), _Line()
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    slow = {
        "offline": False,
        "latency": LATENCY_MS,
        "downloadThroughput": BYTES_A_SECOND,
        "uploadThroughput": BYTES_A_SECOND,
    }
    await session.send("Network.emulateNetworkConditions", slow)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.on("Network.loadingFinished", lambda event: line.finished(event))
    return page, line


async def _two_visits(browser: Browser, address: str) -> tuple[_Visit, _Visit]:
    page, line = await _slow_page(browser)
    first = await _visit(page, address, line)
    await page.goto("about:blank")
    line.received = 0.0
    again = await _visit(page, address, line)
    await page.context.close()
    return first, again


async def _visit(page: Page, address: str, line: _Line) -> _Visit:
    await page.goto(address)
    await page.locator("#list .card").first.wait_for()
    await page.wait_for_function(f"() => {PAINTED} !== undefined")
    painted_ms = float(await page.evaluate(PAINTED))
    await page.wait_for_function(READY)
    ready_ms = float(await page.evaluate("performance.now()"))
    await page.wait_for_load_state("networkidle")
    return _Visit(painted_ms / 1000, ready_ms / 1000, line.received / 1000)


async def _finding(browser: Browser, address: str) -> list[float]:
    page, _ = await _slow_page(browser)
    await page.goto(address)
    taken: list[float] = await page.evaluate(FIND)
    await page.context.close()
    return taken


PART = Part("map_page", "the map on a slow phone", bench_map, Visits(), Visits(1))
