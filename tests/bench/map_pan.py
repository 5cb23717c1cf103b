"""The map of a large directory under a thumb: how long it stands still, and when its dots are there again."""

from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.async_api import Page

from bot.commands.place_file import import_places
from models.storage.database import open_database
from tests.bench.part import Ground
from tests.bench.place_file import write_places

PAN_MS = 100.0
PANS = 6
RESTS_MS = 150.0
"""Before the thumb lets go, so that the map does not glide on."""
WATCH = """() => {
  const box = document.querySelector("#map .leaflet-marker-pane");
  window.panning = { frame: 0, changed: 0 };
  new MutationObserver(() => { window.panning.changed = performance.now(); }).observe(box, { childList: true });
  let before = performance.now();
  const tick = (now) => {
    window.panning.frame = Math.max(window.panning.frame, now - before);
    before = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}"""
BEGIN = "() => { window.panning.frame = 0; window.panning.changed = 0; window.panning.ended = 0; }"
LET_GO = "() => document.addEventListener('mouseup', () => { window.panning.ended = performance.now(); }, true)"
SETTLED = (
    "() => window.panning.ended > 0 && performance.now() - Math.max(window.panning.changed, window.panning.ended) > 600"
)
SEEN = "() => [window.panning.frame, Math.max(1, window.panning.changed - window.panning.ended)]"


@dataclass(frozen=True, slots=True)
class Pan:
    """frame_ms: the longest time without a new picture; drawn_ms: from letting go until the last dot stands."""

    frame_ms: float
    drawn_ms: float


async def fill(url: str, ground: Ground, places: int) -> None:
    """Writes that many places, beside those that are there."""
    database = open_database(url, ground.cipher)
    file = write_places(ground.folder / "many.csv", places)
    try:
        report = await import_places(
            database, ground.city, file, datum="wgs84", now=datetime.now(UTC), sample=True, accept_outside=True
        )
        assert report.ok, report
    finally:
        await database.close()


async def panned(page: Page, address: str) -> list[Pan]:
    """Opens the map and moves it by half a screen, there and back."""
    await page.goto(f"{address}?open=0")
    await page.locator("#show-map").click()
    await page.locator("#map .many, #map .dot").first.wait_for(timeout=60_000)
    await page.evaluate(WATCH)
    await page.evaluate(LET_GO)
    box = await page.locator("#map").bounding_box()
    assert box is not None
    middle, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    pans = []
    for number in range(PANS):
        way = box["width"] / 4 * (-1 if number % 2 else 1)
        await page.evaluate(BEGIN)
        await page.mouse.move(middle - way, y)
        await page.mouse.down()
        await page.mouse.move(middle + way, y + 20, steps=8)
        await page.wait_for_timeout(RESTS_MS)
        await page.mouse.up()
        await page.wait_for_function(SETTLED)
        pans.append(Pan(*await page.evaluate(SEEN)))
    return pans
