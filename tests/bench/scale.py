"""Several processes on one PostgreSQL, beside as many of the usual way, and who chats while a worker sends.

Updates come through real HTTP from a process of their own, replies go to a Bot API in another; all share the cores.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil
from sqlalchemy.engine import make_url

from tests.bench.databases import postgresql_pair
from tests.bench.figures import Figure, share
from tests.bench.load import loaded
from tests.bench.part import NO_SERVER, Ground, Part
from tests.bench.replies import TIMES_IDLE, chat, riders, until_it_sends
from tests.bench.riders import Round
from tests.bench.rival import add_riders, rival_engine
from tests.bench.rival_process import rival_processes
from tests.bench.sending import Crowd, crowd, start_sender, start_sending
from tests.bench.stand_in import running_stand_in
from tests.world.processes.product import ROOT, Product

TWICE_AS_MANY = 1.7
"""Two web processes, of what one does, until the database is the limit."""
PROCESSES, ROLE = "--processes", "--role"
SERVING_WITHIN_S = 60.0
WARM_UP = 4
"""Of the seconds, one in so many before it counts."""


@dataclass(frozen=True, slots=True)
class Scale:
    """people: whom the service knows; a message to each waits while a worker sends. at_once: riders."""

    people: int = 40_000
    at_once: int = 32
    seconds: float = 6.0
    chat_rounds: int = 2
    chat_s: float = 5.0


async def bench_scale(ground: Ground, scale: Scale) -> None:
    """On PostgreSQL alone: SQLite has one process."""
    options = await _options()
    async with postgresql_pair(ground.city, ground.cipher) as pair:
        if pair is None:
            ground.not_measured("scale", NO_SERVER)
            return
        engine = rival_engine(pair[1])
        await add_riders(engine, range(1, scale.people + 1))
        await engine.dispose()
        async with crowd(pair[0], scale.people) as many:
            usual, ours = {}, {}
            for count in (1, 2):
                ground.say(f"the usual way, {count} web")
                usual[count] = await _usual(pair[1], count, scale)
                ground.add(*_figures(f"{count} web, the usual way", usual[count]))
                if PROCESSES in options:
                    ground.say(f"ours, {count} web and a worker")
                    ours[count] = await _ours(many, ground.place(f"ours-{count}"), count, scale)
                    ground.add(*_figures(f"{count} web and a worker, ours", ours[count]))
                    times = ours[count].done.rate / usual[count].done.rate
                    ground.add(Figure(f"{count} web: ours / the usual way", times, "×"))
            if PROCESSES in options:
                times, busy = ours[2].done.rate / ours[1].done.rate, f"of two: {ours[2].busy}"
                ground.add(Figure("two web processes / one", times, "×", at_least=TWICE_AS_MANY, note=busy))
            else:
                ground.not_measured("one and two web processes with a worker", f"`run` has no {PROCESSES}")
            if ROLE in options:
                ground.say("who chats while a worker sends without a rate")
                ground.add(await _beside_worker(many, ground.place("chat"), scale))
            else:
                ground.not_measured("a chat reply while a worker sends without a rate", f"`run` has no {ROLE}")


async def _options() -> str:
    """What `run` can be told."""
    command = (sys.executable, "-m", "bot", "run", "--help")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    return said.decode()


# --- processes and what they use --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Used:
    """What a stretch came to. cpu_s: by kind of process."""

    done: Round
    cpu_s: dict[str, float]

    @property
    def busy(self) -> str:
        """Cores, by kind of process: what is the limit."""
        each = ", ".join(f"{kind} {cpu_s / self.done.wall_s:.2f}" for kind, cpu_s in self.cpu_s.items())
        return f"busy: {each} of {os.cpu_count()} cores"


def _figures(name: str, used: _Used) -> list[Figure]:
    p50, p99 = (share(used.done.latencies_s, fraction) * 1000 for fraction in (0.5, 0.99))
    updates = len(used.done.latencies_s)
    return [
        Figure(f"{name}: rate", used.done.rate, "/s", note=used.busy),
        Figure(f"{name}: p50", p50, "ms"),
        Figure(f"{name}: p99", p99, "ms", note=f"{updates} updates"),
        Figure(f"{name}: CPU an update, web", used.cpu_s["web"] / updates * 1000, "ms"),
        Figure(f"{name}: CPU an update, PostgreSQL", used.cpu_s["PostgreSQL"] / updates * 1000, "ms"),
    ]


async def _usual(database_url: str, count: int, scale: Scale) -> _Used:
    async with running_stand_in() as api, rival_processes(database_url, api.url, count) as rivals:
        return await _ridden(rivals.url, database_url, scale, {"web": lambda: rivals.pids})


async def _ours(many: Crowd, folder: Path, count: int, scale: Scale) -> _Used:
    async with running_stand_in() as api:
        product = await start_sending(folder, many, api, PROCESSES, str(count))
        try:
            await _all_serve(product)
            kinds = {"web": lambda: _of_role(product, "web"), "worker": lambda: _of_role(product, "worker")}
            assert len(_of_role(product, "web")) == count
            return await _ridden(product.url, many.url, scale, kinds)
        finally:
            await product.stop()


async def _all_serve(product: Product) -> None:
    """The parent says how it is stopped when each of them serves."""
    async with asyncio.timeout(SERVING_WITHIN_S):
        while "Ctrl-C" not in product.log.read_text():
            await asyncio.sleep(0.1)


def _of_role(product: Product, role: str) -> list[int]:
    """Its processes, as its log tells of them."""
    said = [json.loads(line) for line in product.log.read_text().splitlines() if '"a process started"' in line]
    return [each["number"] for each in said if each["started"] == role and psutil.pid_exists(each["number"])]


async def _ridden(url: str, database_url: str, scale: Scale, kinds: dict[str, Callable[[], list[int]]]) -> _Used:
    database = str(make_url(database_url).database)
    kinds = {**kinds, "PostgreSQL": lambda: _backends(database)}
    async with loaded(url, at_once=scale.at_once, riders=scale.people) as load:
        await load.rides(scale.seconds / WARM_UP)
        kinds["riders"] = lambda: [load.process.pid]
        before = {kind: _cpu_s(pids()) for kind, pids in kinds.items()}
        done = await load.rides(scale.seconds)
        return _Used(done, {kind: _cpu_s(pids()) - before[kind] for kind, pids in kinds.items()})


def _backends(database: str) -> list[int]:
    """PostgreSQL's processes for it, which say so in their title."""
    servers = (each for each in psutil.process_iter(["name", "cmdline"]) if each.info["name"] == "postgres")
    return [each.pid for each in servers if database in " ".join(each.info["cmdline"] or ())]


def _cpu_s(pids: Iterable[int]) -> float:
    total = 0.0
    for pid in pids:
        with suppress(psutil.NoSuchProcess):
            total += sum(psutil.Process(pid).cpu_times()[:2])
    return total


# --- beside a worker --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Waits:
    """Seconds of each reply. sent: messages of the worker meanwhile."""

    idle_s: list[float] = field(default_factory=list)
    sending_s: list[float] = field(default_factory=list)
    sent: int = 0


async def _beside_worker(many: Crowd, folder: Path, scale: Scale) -> Figure:
    """A web process, idle, and while a process that only sends does so at no rate, by turns."""
    waits, said, seconds = _Waits(), riders(), scale.chat_s
    async with running_stand_in() as api, aiohttp.ClientSession() as client:
        product = await start_sending(folder, many, api, ROLE, "web")
        try:
            await chat(client, product, said, seconds / WARM_UP)
            for _ in range(scale.chat_rounds):
                waits.idle_s += await chat(client, product, said, seconds)
                await many.notice()
                async with _worker(many, api.url):
                    before = await until_it_sends(api)
                    waits.sending_s += await chat(client, product, said, seconds)
                    waits.sent += (await api.seen()).chats - before
                await many.withdraw()
        finally:
            await product.stop()
    sending, idle = (share(each, 0.99) * 1000 for each in (waits.sending_s, waits.idle_s))
    note = f"{sending:.1f} / {idle:.1f} ms, {len(waits.sending_s)} replies beside {waits.sent:,} messages"
    what = "p99 of a chat reply, a worker sends without a rate / idle"
    return Figure(what, sending / idle, "×", at_most=TIMES_IDLE, note=note)


@asynccontextmanager
async def _worker(many: Crowd, api: str) -> AsyncIterator[None]:
    process = await start_sender(many.url, api, many.key)
    try:
        yield
    finally:
        process.kill()
        await process.wait()


PART = Part(
    "scale", "one and two web processes beside the usual way", bench_scale,
    Scale(), Scale(5_000, seconds=2.0, chat_rounds=1, chat_s=2.0),
    starts=True,
)  # fmt: skip
