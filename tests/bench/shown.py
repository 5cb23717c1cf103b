"""How well riders are served: what the product shows for sentences that no rule was made for.

Each sentence is said to the whole product by somebody new. What counts is the screen: right if it shows what was
wanted, one tap away if a button of it does, wrong and sure if it opens something else without asking.

`python -m tests.bench.shown [--words] [FILE]` prints the figures; with a table (text, area, what serves) those of that
table; with `--words` without the encoder.
"""

import asyncio
import sys
import tempfile
import time
import tomllib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import time_machine
from rich.console import Console

from bot.commands.migration import upgrade
from bot.settings import SAMPLE_CITY
from bot.start import load_library, load_places
from bot.understanding import Understanding
from bot.understanding.reading import VECTORS
from handlers.talk.meaning import Facts
from models.city.articles import load_articles
from models.city.pack import City, load_city
from models.events.programme import fill_programme
from models.learned.looked_at import LookedAt
from models.learned.vectors import can_encode, vector_of
from models.storage.database import open_database
from models.storage.encryption import Cipher, new_key
from models.values.past_date import read_past_date
from tests.bench.figures import Figure, share, show
from tests.bench.part import Ground, Part
from tests.bench.screens import Reader, Shown
from tests.world.chat import Chat, open_chat

UNSEEN = Path(__file__).parents[1] / "bot" / "understanding" / "unseen_sentences.toml"
BY_ANOTHER_HAND = UNSEEN.with_name("by_another_hand.tsv")
"""130 sentences of an author who had seen neither rules nor examples, and for which none were made."""
SAID_AT = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
RIGHT, WRONG_AND_SURE, ANSWERED, HONEST, FACTS, WRONG_FACTS = 0.95, 0.015, 0.92, 0.95, 0.95, 0.005
P99_MS, LOOKED_P99_MS = 20.0, 80.0


@dataclass(frozen=True, slots=True)
class Asked:
    """wanted: what serves, one of them; `both`: each of them has to be offered."""

    text: str
    wanted: frozenset[str]
    both: bool = False
    area: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence beside its screen. first: the screen shows what was wanted. near: or a button of it does."""

    asked: Asked
    shown: Shown

    @property
    def first(self) -> bool:
        if not self.asked.wanted:
            return self.shown.nothing
        if self.asked.both:
            return self.asked.wanted <= self.shown.labels | self.shown.offered
        return bool(self.asked.wanted & self.shown.labels) or ("none" in self.asked.wanted and self.shown.nothing)

    @property
    def near(self) -> bool:
        return self.first or bool(self.asked.wanted & self.shown.offered and not self.asked.both)

    @property
    def wrong_and_sure(self) -> bool:
        served = self.asked.wanted & self.shown.labels if self.asked.both else self.first
        return self.shown.sure and not served

    def __str__(self) -> str:
        mark = "ok  " if self.first else "tap " if self.near else "SURE" if self.wrong_and_sure else "no  "
        wanted = ", ".join(sorted(self.asked.wanted)) or "nothing"
        return f"{mark} {self.asked.area} {self.asked.text} ({wanted}): {self.shown}"


def _unseen() -> tuple[list[Asked], list[Asked]]:
    rows = tomllib.loads(UNSEEN.read_text(encoding="utf-8"))

    def asked(row: dict[str, list[str]]) -> Asked:
        return Asked(str(row["text"]), frozenset(row.get("both") or row.get("wanted", [])), "both" in row)

    return [asked(row) for row in rows["sentences"]], [asked(row) for row in rows["questions"]]


_NAMES = {
    "human": "talk", "events:course": "events:training", "events:health": "events:health_check",
    "events:volunteer": "events:volunteering", "events:life": "events:activity",
}  # fmt: skip


SMALL_TALK = "talk"
"""The area of a table whose sentences want the answer to small talk, also where they name it `talk`."""


def of_table(file: Path) -> list[Asked]:
    """The sentences of a table of text, area and what serves, parted by tabs; `a|b`: one of them, `a+b`: both."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        text, area, wanted = line.split("\t")[:3]
        keys = frozenset(_NAMES.get(key, key) for key in wanted.replace("+", "|").split("|"))
        if area == SMALL_TALK:
            keys = keys - {SMALL_TALK} | {"chat"}
        found.append(Asked(text, keys, "+" in wanted, area))
    return found


@asynccontextmanager
async def _product(folder: Path, city: City, understanding: Understanding) -> AsyncIterator[Chat]:
    """The product with the sample city's places, articles and events, on Telegram and SQLite."""
    url = f"sqlite+aiosqlite:///{folder / 'shown.db'}"
    await asyncio.to_thread(upgrade, url)
    database = open_database(url, Cipher([new_key()], "s" * 40))
    with time_machine.travel(SAID_AT, tick=True) as clock:
        await load_places(database, city)
        assert city.articles_folder is not None
        await load_library(
            database, load_articles(city.articles_folder, topics=city.topics, targets=city.action_targets)
        )
        async with database.transaction() as session:
            await fill_programme(session, city, now=SAID_AT)
        chat = open_chat("telegram", database, city, clock)
        assert chat.app.understanding is not None
        chat.app.understanding.model, chat.app.understanding.sounds_of = understanding.model, understanding.sounds_of
        chat.app.library.looked_at.shipped = understanding.looked_at.shipped
        await chat.app.library.renew(database, city, now=SAID_AT, kept=folder)
        await chat.app.library.all_learned()
        yield chat
    await database.close()


async def judged(chat: Chat, reader: Reader, said: Sequence[Asked]) -> list[Judged]:
    """Say each sentence as somebody who has just agreed."""
    found = []
    for number, each in enumerate(said):
        rider = await chat.person(f"{each.text}{number}", agreed=True)
        await rider.sends(each.text)
        found.append(Judged(each, reader.read(each.text, rider)))
    return found


def _figures(name: str, of: Sequence[Judged], *, goals: bool) -> list[Figure]:
    def figure(what: str, right: Sequence[bool], least: float | None = None, most: float | None = None) -> Figure:
        reach = (least, most) if goals else (None, None)
        value = sum(right) / max(1, len(right))
        return Figure(f"{name}: {what}", value, "", reach[0], reach[1], note=f"{sum(right)} of {len(right)}")

    with_answer = [each for each in of if each.asked.wanted]
    without = [each for each in of if not each.asked.wanted]
    if without:
        return [
            figure("answered", [each.first for each in with_answer]),
            figure("answered or one tap away", [each.near for each in with_answer], ANSWERED),
            figure("wrong and sure", [each.wrong_and_sure for each in of]),
            figure("honestly not found", [each.first for each in without], HONEST),
        ]
    return [
        figure("right on the screen", [each.first for each in of]),
        figure("right on the screen or one tap away", [each.near for each in of], RIGHT),
        figure("wrong and sure", [each.wrong_and_sure for each in of], None, WRONG_AND_SURE),
    ]


FACTS_ASKED = ("money", "day", "plate", "phone", "order")


def judged_facts(understanding: Understanding) -> tuple[list[Figure], list[str]]:
    """The facts of each sentence: read, or read wrong; and what went wrong."""
    right = wanted = wrong = 0
    lines = []
    rows = tomllib.loads(UNSEEN.read_text(encoding="utf-8"))["facts"]
    for row in rows:
        read = _facts_said(understanding.read(row["text"]).facts)
        for fact in FACTS_ASKED:
            if fact in row:
                wanted += 1
                right += read.get(fact) == row[fact]
            if read.get(fact) not in (None, row.get(fact)):
                wrong += 1
            if read.get(fact) != row.get(fact):
                lines.append(f"fact {row['text']}: {fact} {row.get(fact)} read as {read.get(fact)}")
    told = len(rows) * len(FACTS_ASKED)
    return [
        Figure("facts: read", right / wanted, "", at_least=FACTS, note=f"{right} of {wanted}"),
        Figure("facts: read wrong", wrong / told, "", at_most=WRONG_FACTS, note=f"{wrong} of {told}"),
    ], lines


def _facts_said(facts: Facts) -> dict[str, object]:
    today = SAID_AT.date()
    day = read_past_date(facts.day, today) if facts.day else None
    read = getattr(day, "day", day)
    return {
        **{name: getattr(facts, name, None) for name in FACTS_ASKED},
        "day": read.isoformat() if isinstance(read, date) else None,
    }


async def bench_shown(
    folder: Path, city: City, table: Path | None = None, *, encoder: bool
) -> tuple[list[Figure], list[str]]:
    """All figures, and a line for each sentence that is not shown right."""
    understanding = Understanding(city, LookedAt(VECTORS if encoder else None))
    understanding.learn_here(folder if encoder else None)
    sets = dict(zip(("sentences", "questions"), _unseen(), strict=True))
    sets["by another hand"] = of_table(BY_ANOTHER_HAND)
    if table is not None:
        sets = {table.stem: of_table(table)}
    figures, lines = judged_facts(understanding) if table is None else ([], [])
    figures += _times(understanding, [each.text for said in sets.values() for each in said])
    async with _product(folder, city, understanding) as chat:
        assert chat.app.understanding is not None
        reader = Reader(chat.app.understanding, chat.city)
        await reader.look_at(chat)
        for name, said in sets.items():
            of = await judged(chat, reader, said)
            figures += _figures(name, of, goals=table is None)
            lines += [str(each) for each in of if not each.first]
    return figures, lines


def _times(understanding: Understanding, texts: Sequence[str]) -> Iterator[Figure]:
    encodes = understanding.looked_at.encodes
    taken = []
    for text in texts:
        began = time.process_time()
        assert understanding.read(text).told
        if encodes:
            vector_of(text)
        taken.append(time.process_time() - began)
    name, most = ("looking closely at", LOOKED_P99_MS) if encodes else ("reading", P99_MS)
    yield Figure(f"{name} a sentence, p99 (CPU)", share(taken, 0.99) * 1000, "ms", at_most=most, scales=True)


async def _measure(ground: Ground, _: None) -> None:
    if not can_encode():
        ground.add(*(await bench_shown(ground.folder, ground.city, encoder=False))[0])
        return
    figures, _lines = await bench_shown(ground.folder, ground.city, encoder=True)
    ground.add(*figures)


PART = Part("shown", "what the screen shows for what riders say, questions and facts included", _measure, None, None)

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as at:
        words, tables = "--words" in sys.argv, [Path(each) for each in sys.argv[1:] if each != "--words"]
        encoder = can_encode() and not words
        done = bench_shown(Path(at), load_city(SAMPLE_CITY), next(iter(tables), None), encoder=encoder)
        show(Console(width=130), *asyncio.run(done))
