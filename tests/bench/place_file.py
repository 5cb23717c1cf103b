"""An import of many places by the command an operator uses, and the largest memory it had."""

import asyncio
import csv
import random
import secrets
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from models.storage.encryption import new_key
from tests.bench.databases import postgresql_bare
from tests.bench.figures import Figure
from tests.bench.part import NO_SERVER, Ground
from tests.world.processes.product import ROOT, environment

SAMPLE_PLACES = ROOT / "bot" / "sample_city" / "places.csv"
IMPORT_S = 60.0
TIMES_THE_MEMORY = 1.1
"""Of the small file's import: more would mean that memory grows with the file."""
SPREAD_DEGREES = 0.01
LOOK_EVERY_S = 0.02


def write_places(file: Path, count: int) -> Path:
    """The sample city's places again and again, each about a kilometre from where its model stands."""
    dice = random.Random(count)
    with SAMPLE_PLACES.open(encoding="utf-8") as source, file.open("w", encoding="utf-8", newline="") as out:
        models = list(csv.DictReader(source))
        writer = csv.DictWriter(out, fieldnames=list(models[0]))
        writer.writeheader()
        for number in range(count):
            row = dict(models[number % len(models)])
            for column in ("latitude", "longitude"):
                row[column] = f"{float(row[column]) + dice.uniform(-SPREAD_DEGREES, SPREAD_DEGREES):.6f}"
            writer.writerow({**row, "code": f"B{number:07d}", "name": f"{row['name']}{number}"})
    return file


@dataclass(frozen=True, slots=True)
class Files:
    """Places in the one and in the other."""

    small: int = 10_000
    large: int = 100_000


async def bench_import(ground: Ground, files: Files) -> str:
    """The command as it is started, the start of Python and the migration included. Returns the address of the SQLite
    database that holds the large directory."""
    folder, title = ground.folder, f"import of {files.large:,} places"
    few, many = write_places(folder / "few.csv", files.small), write_places(folder / "many.csv", files.large)
    ground.say("SQLite")
    _, few_mb = await _import(few, f"sqlite+aiosqlite:///{folder}/few.db", folder)
    url = f"sqlite+aiosqlite:///{folder}/many.db"
    seconds, many_mb = await _import(many, url, folder)
    memory, both = (
        f"peak memory of an import, {files.large:,} / {files.small:,} places",
        f"{many_mb:.0f} / {few_mb:.0f} MB",
    )
    ground.add(
        Figure(memory, many_mb / few_mb, "×", at_most=TIMES_THE_MEMORY, note=both),
        Figure(f"{title}, SQLite", seconds, "s", at_most=IMPORT_S, scales=True),
    )
    ground.say("PostgreSQL")
    async with postgresql_bare("import") as address:
        if address is None:
            ground.not_measured(f"{title}, PostgreSQL", NO_SERVER)
            return url
        seconds, _ = await _import(many, address, folder)
    ground.add(Figure(f"{title}, PostgreSQL", seconds, "s", at_most=IMPORT_S, scales=True))
    return url


async def _import(file: Path, url: str, folder: Path) -> tuple[float, float]:
    """(seconds, peak MB) of the whole command."""
    keys = folder / secrets.token_hex(4)  # one folder of keys has one database
    env = environment(folder, DATABASE_URL=url, ENCRYPTION_KEYS=new_key(), DATA_DIR=str(keys))
    command = [sys.executable, "-m", "bot", "import", "places", str(file), "--datum", "wgs84"]
    began = time.perf_counter()
    with (folder / "import.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(*command, env=env, cwd=folder, stdout=log, stderr=log)
        peak_mb = await _peak_mb(process)
    if process.returncode != 0:
        raise RuntimeError((folder / "import.log").read_text())
    return time.perf_counter() - began, peak_mb


async def _peak_mb(process: asyncio.subprocess.Process) -> float:
    """The most resident memory seen. The kernel's own maximum counts the parent's memory at the fork too."""
    watched, peak = psutil.Process(process.pid), 0
    ended = asyncio.create_task(process.wait())
    while not ended.done():
        try:
            peak = max(peak, watched.memory_info().rss)
        except psutil.Error:
            break
        await asyncio.wait([ended], timeout=LOOK_EVERY_S)
    await ended
    return peak / 1e6
