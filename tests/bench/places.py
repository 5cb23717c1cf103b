"""Places: an import of very many, and the nearest of few and of as many."""

from dataclasses import dataclass

from tests.bench.databases import sqlite_pair
from tests.bench.nearest import Questions, bench_nearest
from tests.bench.part import Ground, Part
from tests.bench.place_file import Files, bench_import


@dataclass(frozen=True, slots=True)
class Directory:
    files: Files
    questions: Questions


async def bench_places(ground: Ground, directory: Directory) -> None:
    """The nearest are looked for on SQLite alone."""
    sample, _ = await sqlite_pair(ground.folder, ground.city, ground.cipher)
    ground.say("the nearest in the sample city")
    await bench_nearest(sample, "sample", ground, directory.questions)
    ground.say("an import")
    large = await bench_import(ground, directory.files)
    ground.say(f"the nearest of {directory.files.large:,}")
    await bench_nearest(large, "large", ground, directory.questions)


PART = Part(
    "places", "an import of 100,000 places, and the nearest beside brute force", bench_places,
    Directory(Files(), Questions()), Directory(Files(2_000, 20_000), Questions(300, 4)), starts=True,
)  # fmt: skip
