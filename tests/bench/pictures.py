"""What is read in screenshots and photos of papers, how surely, and how long it takes, on pages with known facts.

`python -m tests.bench.pictures` also prints what went wrong. The engine runs in its process, as in production.
"""

import asyncio
import re
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from playwright.async_api import async_playwright
from rich.console import Console

from bot.picture_reader import PictureReader, PictureUnread
from bot.settings import SAMPLE_CITY
from handlers.filing.shown import answers_on, type_on
from models.city.pack import City, load_city
from models.pictures.page import Page
from models.pictures.papers import paper_on
from tests.bench.bombing import bombed
from tests.bench.figures import Figure, share, show
from tests.bench.part import Ground, Part
from tests.bench.picture_pages import LAYOUTS, LOOKS, TODAY, Facts, Look, PicturePage, picture_pages
from tests.world.browser import CHROMIUM, QUIET

RIGHT, WRONG = 0.95, 0.005
P50_S, P95_S = 4.0, 8.0
SLOWER = 2.0
TYPE = "deduction"


@dataclass
class Judged:
    """Counts of values: right and sure, doubtful, missed, and wrong though sure. wrongs: these, in words."""

    right: int = 0
    doubtful: int = 0
    missed: int = 0
    wrong: int = 0
    of: int = 0
    wrongs: list[str] = field(default_factory=list)

    def judge(self, picture: PicturePage, page: Page | None, city: City) -> None:
        if picture.facts is not None:
            self._form(picture.name, picture.facts, page, city)
        elif picture.paper is not None:
            paper = paper_on(page, city) if page is not None else None
            found = (paper.kind, paper.expires_on) if paper is not None else None
            self._one(picture.name, (picture.paper.kind, picture.paper.expires), found, sure=bool(paper and paper.sure))

    def _form(self, name: str, facts: Facts, page: Page | None, city: City) -> None:
        case_type = city.case_types[TYPE]
        read = answers_on(page, case_type, {}, city, TODAY) if page is not None else None
        sure, doubtful = (read.sure, read.doubtful) if read is not None else ({}, {})
        for key, value in facts.answers.items():
            self._one(f"{name}: {key}", value, sure.get(key, doubtful.get(key)), sure=key in sure)
        for key in sure.keys() - facts.answers.keys():
            self._one(f"{name}: {key}", None, sure[key], sure=True)
        kind = type_on(page, city, TODAY) if page is not None else None
        self._one(f"{name}: what it is", TYPE, kind.key if kind is not None else None, sure=True)

    def _one(self, name: str, wanted: Any, found: Any, *, sure: bool) -> None:
        self.of += 1
        if found is None:
            self.missed += 1
        elif not sure:
            self.doubtful += 1
        elif _plain(found) == _plain(wanted):
            self.right += 1
            return
        else:
            self.wrong += 1
        how = "missed" if found is None else "wrong and sure" if sure else "doubtful"
        self.wrongs.append(f"{how}: {name}: {wanted!r} was read as {found!r}")


def _plain(value: Any) -> Any:
    """Words without signs and blanks, which a reader does not miss."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", value)) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Effort:
    """beside_s: how long others chat while pictures are read; 0: not at all."""

    looks: Sequence[Look] = LOOKS
    layouts: Sequence[str] = LAYOUTS
    beside_s: float = 15.0


async def bench_pictures(city: City, effort: Effort, folder: Path | None = None) -> tuple[list[Figure], list[str]]:
    """The figures, and what was not read right."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        pictures = [each async for each in picture_pages(browser, effort.looks, effort.layouts)]
        await browser.close()
    judged, taken = Judged(), list[float]()
    reader = PictureReader()
    for each in pictures:
        began = time.perf_counter()
        page = await _read(reader, each.content)
        taken.append(time.perf_counter() - began)
        judged.judge(each, page, city)
    memory = _memory_mb(reader)
    beside = [await _beside(reader, pictures, effort.beside_s, folder)] if folder is not None else []
    await reader.close()
    note = f"{len(pictures)} pictures, {judged.of} values"
    figures = [
        Figure("pictures: values read right and sure", judged.right / judged.of, "", at_least=RIGHT, note=note),
        Figure("pictures: wrong and not marked doubtful", judged.wrong / judged.of, "", at_most=WRONG, note=note),
        Figure("pictures: marked doubtful, so asked", judged.doubtful / judged.of, "", note=note),
        Figure("pictures: a picture, p50", share(taken[1:] or taken, 0.5), "s", at_most=P50_S, scales=True),
        Figure("pictures: a picture, p95", share(taken[1:] or taken, 0.95), "s", at_most=P95_S, scales=True),
        Figure("pictures: the first, with the start of the engine", taken[0], "s"),
        Figure("pictures: memory of the engine", memory, "MB"),
        *beside,
    ]
    return figures, judged.wrongs


async def _read(reader: PictureReader, content: bytes) -> Page | None:
    try:
        return Page.of(await reader.lines_of(content))
    except PictureUnread:
        return None


async def _beside(reader: PictureReader, pictures: Sequence[PicturePage], seconds: float, folder: Path) -> Figure:
    """How much longer others wait for a reply (p99) while one picture after the other is read."""

    async def read_on() -> None:
        for each in cycle(pictures):
            await _read(reader, each.content)

    async with bombed(folder) as (_, _, others):
        idle = share(await others.waited(seconds), 0.99)
        reading = asyncio.create_task(read_on())
        busy = share(await others.waited(seconds), 0.99)
        reading.cancel()
        await asyncio.wait([reading])
    note = f"from {idle * 1000:.0f} to {busy * 1000:.0f} ms"
    return Figure("pictures: others' p99 while they are read", busy / idle, "×", at_most=SLOWER, note=note)


def _memory_mb(reader: PictureReader) -> float:
    """The most that the engine's process has taken."""
    if reader.process is None:
        return 0.0
    status = Path(f"/proc/{reader.process.pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


async def _measure(ground: Ground, effort: Effort) -> None:
    if not CHROMIUM.exists():
        ground.not_measured("pictures", "there is no Chromium to draw them")
        return
    figures, _ = await bench_pictures(ground.city, effort, ground.place("beside") if effort.beside_s else None)
    ground.add(*figures)


PART = Part(
    "pictures",
    "what is read in screenshots and papers, and how fast",
    _measure,
    Effort(),
    Effort(LOOKS[:1], beside_s=0.0),
)

if __name__ == "__main__":
    show(Console(width=150), *asyncio.run(bench_pictures(load_city(SAMPLE_CITY), Effort())))
