"""What one stranger can do to everybody: each bomb beside a chat of others, against the product as it is started.

Of each: how much longer the others wait (p99), how much memory the service and its processes take at most, and what is
left of it a minute later at most. Bombs come from 127.0.0.1, the others from networks of their own.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from models.learned.vectors import can_encode
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher, new_key
from tests.bench.bombs import BOMBS, Dud
from tests.bench.calm import Calm, calm_chats
from tests.bench.figures import Figure, share
from tests.bench.part import Ground, Part
from tests.bench.strangers import stranger
from tests.world.processes.product import SECRET, Product, running_product

FLOOR_S = 0.03
"""What others may wait in any case: on a shared machine three times nothing is noise."""
MOST_TIMES_SLOWER = 3.0
MOST_TIMES_MEMORY = 2.0
LEFT = 0.25
"""Of the memory before, a minute later."""


LEARNED, LEARNED_CLOSELY = ("understanding", "search"), ("understanding_closer", "search_closer")
"""The files of what was learned, the last ones."""
LEARNED_WITHIN_S, SETTLED_S = 240.0, 3.0
APART = frozenset({"bot.understanding.learning", "models.articles.learning_likeness", "bot.picture_process"})
"""Processes that end by themselves: two learn once, whoever else is there; the third reads pictures, and what it takes
is measured apart (tests/bench/pictures.py)."""


@dataclass
class Watch:
    """The service and its processes but for those APART: the most memory they took, and what they hold."""

    process: psutil.Process
    most_mb: float = 0.0
    _task: asyncio.Task[None] | None = field(default=None, repr=False)

    def memory_mb(self) -> float:
        total = 0
        for each in (self.process, *self.process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                if APART.isdisjoint(each.cmdline()):
                    total += each.memory_info().rss
        return total / 1e6

    def files(self) -> int:
        return self.process.num_fds()

    async def __aenter__(self) -> "Watch":
        self.most_mb = self.memory_mb()
        self._task = asyncio.create_task(self._look())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.wait([self._task])

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(0.1)
            self.most_mb = max(self.most_mb, self.memory_mb())


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds and megabytes. left_files: more than before, some time later. did: what of the bomb reached the
    service."""

    name: str
    calm_p99: float
    p99: float
    longest: float
    idle_mb: float
    most_mb: float
    left_mb: float
    left_files: int
    did: str

    @property
    def slower(self) -> float:
        return self.p99 / max(self.calm_p99, FLOOR_S / MOST_TIMES_SLOWER)

    @property
    def memory(self) -> float:
        return self.most_mb / self.idle_mb


async def _left_mb(watch: Watch, idle_mb: float, within_s: float) -> float:
    """As soon as it is little, so long after the bomb at most."""
    until = time.monotonic() + within_s
    while (left := watch.memory_mb() - idle_mb) > idle_mb * LEFT and time.monotonic() < until:
        await asyncio.sleep(0.5)
    return left


async def measure(
    product: Product, others: Calm, name: str, *, seconds: float, later_s: float, database: Database
) -> Measured:
    """One bomb, beside the others, after as long a calm. later_s: how long after it what is left may take to be
    little. Raises Dud."""
    watch = Watch(psutil.Process(product.process.pid))
    idle_mb, files = watch.memory_mb(), watch.files()
    async with (
        watch,
        stranger(product.url, database=database) as who,
        BOMBS[name].prepared(who, seconds) as go_off,
    ):
        calm = await others.waited(seconds)
        bomb = asyncio.ensure_future(go_off())
        took: list[float] = []
        try:
            while not bomb.done() or not took:
                took += await others.waited(1.0)
            await bomb
        finally:
            bomb.cancel()
            await asyncio.wait([bomb])
    left_mb = await _left_mb(watch, idle_mb, later_s)
    return Measured(
        name,
        share(calm, 0.99),
        share(took, 0.99),
        max(took),
        idle_mb,
        watch.most_mb,
        left_mb,
        watch.files() - files,
        ", ".join(f"{count} {what}" for what, count in who.did.items()),
    )


@dataclass(frozen=True, slots=True)
class Blasts:
    """seconds: of a bomb, and of the calm before it. later_s: so long at most until what is left is little."""

    names: tuple[str, ...] = tuple(BOMBS)
    seconds: float = 5.0
    later_s: float = 60.0


async def bench_bombs(ground: Ground, blasts: Blasts) -> None:
    """Every bomb, one after the other, against one service that has learned what it needs."""
    async with bombed(ground.folder) as (product, database, others):
        watch = Watch(psutil.Process(product.process.pid))
        idle_mb = watch.memory_mb()
        duds = 0
        for name in blasts.names:
            ground.say(name)
            seconds, later_s = blasts.seconds, blasts.later_s
            try:
                seen = await measure(product, others, name, seconds=seconds, later_s=later_s, database=database)
            except Dud as dud:
                ground.not_measured(name, str(dud))
                duds += 1
            else:
                ground.add(*_figures(seen))
        ground.say("what all of them left")
        left_mb = await _left_mb(watch, idle_mb, blasts.later_s)
        ground.add(Figure("all bombs: left later", left_mb, "MB", at_most=idle_mb * LEFT))
        assert not duds, f"{duds} bombs did not go off"


@asynccontextmanager
async def bombed(folder: Path, *, learned: bool = True) -> AsyncIterator[tuple[Product, Database, Calm]]:
    """A service, its database, and the others, who are warm. learned: with the encoder, and whatever is to be learned
    is learned."""
    key, encoder = new_key(), "on" if learned else "off"
    async with running_product(folder, WEBCHAT="true", ENCRYPTION_KEYS=key, ENCODER=encoder) as product:
        database = open_database(f"sqlite+aiosqlite:///{folder}/nuanxin.db", Cipher([key], SECRET))
        if learned:
            await _learned(folder)
        async with calm_chats(product.url) as others:
            await others.waited(2.0)
            yield product, database, others
        await database.close()


async def _learned(folder: Path) -> None:
    kinds = LEARNED_CLOSELY if can_encode() else LEARNED
    async with asyncio.timeout(LEARNED_WITHIN_S):
        while not all(any(folder.glob(f"{kind}-*.npz")) for kind in kinds):
            await asyncio.sleep(0.1)
    await asyncio.sleep(SETTLED_S)


def _figures(of: Measured) -> list[Figure]:
    waits = f"calm {of.calm_p99 * 1000:.0f} ms, then {of.p99 * 1000:.0f} ms; the longest {of.longest * 1000:.0f} ms"
    memory = f"from {of.idle_mb:.0f} to {of.most_mb:.0f} MB"
    left = f"and {of.left_files} files"
    return [
        Figure(f"{of.name}: others' p99", of.slower, "×", at_most=MOST_TIMES_SLOWER, note=f"{of.did}; {waits}"),
        Figure(f"{of.name}: memory", of.memory, "×", at_most=MOST_TIMES_MEMORY, note=memory),
        Figure(f"{of.name}: left later", of.left_mb, "MB", at_most=of.idle_mb * LEFT, note=left),
    ]


QUICK = Blasts(("half requests", "small frames", "uploads"), 3.0, 5.0)
PART = Part("bombing", "what one stranger does to everybody", bench_bombs, Blasts(), QUICK, starts=True)
