"""Runs every part of the bench, prints the table and writes bench.json: `python -m tests.bench [--quick]`."""

import gc
import os
import platform
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from rich.console import Console

from bot.logs import configure_logs
from bot.settings import SAMPLE_CITY
from models.city.pack import load_city
from models.storage.encryption import Cipher, new_key
from tests.bench.bombing import bench_bombs
from tests.bench.bombs import BOMBS
from tests.bench.cases import Load, bench_cases
from tests.bench.conversation import Effort, bench_conversation
from tests.bench.databases import sqlite_pair
from tests.bench.events import bench_events
from tests.bench.figures import Figure, show, write_json
from tests.bench.filing import bench_filing
from tests.bench.map_page import bench_map
from tests.bench.nearest import bench_nearest
from tests.bench.outbox import Size, bench_outbox
from tests.bench.place_file import bench_import
from tests.bench.queue import bench_queue
from tests.bench.service import bench_service
from tests.bench.understanding import bench_understanding

RESULT = Path("bench.json")
ABOUT = [
    "All in one run on this machine; the sides of a comparison in alternating rounds, ratios from their medians.",
    "Conversation: under uvloop, as in production, with an in-process session instead of HTTP; ours encrypts, the "
    "usual way does not. CPU is this process's, all threads, with the riders' own share in it; PostgreSQL's is not.",
    "Outbox: one process that only sends, at no rate; the product as it is started, at its rate; the Bot API in a "
    "process of its own, which counts in any sliding second and is up to 20 ms away. All on the same cores.",
    "What limits it: one process runs Python on one core, and is busy with it; see the busy share of each rate.",
]


def main(quick: Annotated[bool, typer.Option(help="Rough figures in about a minute.")] = False) -> None:
    """Measure everything."""
    configure_logs("WARNING")
    console = Console(width=max(Console().width, 150))
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="nuanxin-bench-") as folder:
        figures, remarks = uvloop.run(_measure(Path(folder), console, quick=quick))
    remarks += [
        *ABOUT,
        f"{os.cpu_count()} cores, Python {platform.python_version()}, {time.perf_counter() - began:.0f} s in all",
    ]
    show(console, figures, remarks)
    write_json(RESULT, figures, remarks, at=datetime.now(UTC).isoformat(timespec="seconds"), quick=quick)


async def _measure(folder: Path, console: Console, *, quick: bool) -> tuple[list[Figure], list[str]]:
    city, cipher = load_city(SAMPLE_CITY), Cipher([new_key()], "s" * 40)
    gc.collect()
    gc.freeze()  # as the product does when it has started; for both sides of a comparison
    effort = Effort(rounds=2, seconds=0.5, riders=600) if quick else Effort()
    with console.status("the conversation"):
        figures, remarks = await bench_conversation(folder, city, cipher, effort)
    with console.status("courses"):
        (folder / "events").mkdir()
        figures += await bench_events(folder / "events", city, cipher, effort)
    with console.status("filing"):
        (folder / "filing").mkdir()
        figures += await bench_filing(folder / "filing", city, cipher, effort)
    with console.status("cases"):
        (folder / "cases").mkdir()
        load = Load(20_000, due=200, looks=100, rounds=1, idle_s=2.0) if quick else Load()
        worked, untold = await bench_cases(folder / "cases", city, cipher, load)
    figures += worked
    with console.status("the service"):
        figures += await bench_service(folder / "service", starts=1 if quick else 3)
    with console.status("bombs"):
        bombs = ("half requests", "small frames", "uploads") if quick else tuple(BOMBS)
        later_s = 5.0 if quick else 60.0
        figures += await bench_bombs(folder / "bombs", names=bombs, seconds=4.0 if quick else 8.0, later_s=later_s)
    with console.status("what riders say"):
        figures += bench_understanding()
    with console.status("an import"):
        large = 20_000 if quick else 100_000
        imported, missing, many = await bench_import(folder, small=large // 10, large=large)
    figures += imported
    with console.status("the nearest places"):
        (folder / "few").mkdir()
        few, _ = await sqlite_pair(folder / "few", city, cipher)
        queries = 300 if quick else 2000
        figures += await bench_nearest(few, city, cipher, size="sample", queries=queries, by_force=20)
        figures += await bench_nearest(many, city, cipher, size="large", queries=queries, by_force=4)
    with console.status("the map in a browser"):
        visits = 1 if quick else 5
        figures += await bench_map(few, city, cipher, size="sample", visits=visits)
        figures += await bench_map(many, city, cipher, size="large", visits=visits)
    with console.status("the queue of a department"):
        looked = 20 if quick else 100
        cases = 20_000 if quick else 200_000
        figures += await bench_queue(folder / "queue", city, cipher, cases=cases, rounds=looked)
    with console.status("the outbox"):
        size = Size(10_000, 10.0, 1, 4.0, few_later=100, many_later=10_000) if quick else Size()
        sent, unsent = await bench_outbox(folder / "outbox", city, size)
    return figures + sent, remarks + untold + missing + unsent


if __name__ == "__main__":
    typer.run(main)
