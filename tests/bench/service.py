"""The service as an operator starts it: how soon it is ready, what it holds while nobody writes, how it answers."""

import asyncio
import sys
import time
from dataclasses import dataclass
from statistics import median

import psutil

from tests.bench.figures import Figure, share
from tests.bench.part import Ground, Part
from tests.world.bot_api import TOKEN, BotApi, serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.processes.product import ROOT, Product, environment, start_product

READY_S = 6.0
UNDERSTOOD_S = 12.0
SERVING_MB = 230.0
"""Ready and idle, before what search and understanding need is loaded."""
MEMORY_MB = 400.0
"""In all, free text understood."""
UNDERSTOOD = b"free text is understood"
HELP_S = 1.0
LONGEST_MS = 150.0
"""Nothing of the process's own holds everybody up for longer: no round of the garbage collector, no job."""
SAID = ("你好", "厕所", "充电宝在哪", "我想投诉扣钱")
CHATS = range(800_000, 802_000)


@dataclass(frozen=True, slots=True)
class Starts:
    """starts: after the first. texts: answered one after the other by the last of them."""

    starts: int = 2
    idle_s: float = 3.0
    understood_s: float = 60.0
    texts: int = 1500
    helps: int = 3


async def bench_service(ground: Ground, starts: Starts) -> None:
    """The starts after the first, with Telegram (polling a stand-in on loopback) and the web chat."""
    taken, understood, serving, memory = [], [], [], []
    folder, texts = ground.folder, starts.texts
    async with serve_bot_api() as api:
        env = environment(folder, TELEGRAM_TOKEN=TOKEN, TELEGRAM_API=api.url, WEBCHAT="true")
        await (await start_product(folder, env)).stop()
        for number in range(starts.starts):
            ground.say(f"start {number + 2}")
            began = time.perf_counter()
            product = await start_product(folder, env)
            taken.append(time.perf_counter() - began)
            serving.append(_megabytes(product)[0])
            understood.append(await _understood(product, began, starts.understood_s))
            await asyncio.sleep(starts.idle_s)
            memory.append(_megabytes(product))
            if len(memory) == starts.starts:
                ground.say(f"{texts:,} texts")
                answered = (await _answered(api, texts))[texts // 10 :]
            await product.stop()
    resident, own = max(memory)
    ready, longest = f"the longest: {max(taken):.2f} s", f"of {len(answered)}, after {texts // 10} others"
    before, after = "before search and understanding have their words", f"{starts.idle_s:g} s after they have them"
    ground.add(
        Figure("second start to ready", median(taken), "s", at_most=READY_S, note=ready, scales=True),
        Figure("second start to free text understood", median(understood), "s", at_most=UNDERSTOOD_S, scales=True),
        Figure("resident memory, ready", max(serving), "MB", at_most=SERVING_MB, note=before),
        Figure("resident memory, idle", resident, "MB", at_most=MEMORY_MB, note=after),
        Figure("memory of its own (USS), idle", own, "MB"),
        Figure("free text answered, one after the other, p99", share(answered, 0.99) * 1000, "ms"),
        Figure(
            "free text answered, the longest",
            max(answered) * 1000, "ms", at_most=LONGEST_MS, note=longest, scales=True,
        ),
        await bench_help(starts.helps),
    )  # fmt: skip


async def _answered(api: BotApi, texts: int) -> list[float]:
    """How long each of so many texts waits for its answer, in seconds: from Telegram and back to it."""
    waited = []
    for number in range(texts):
        before, said = len(api.calls), telegram_update(CHATS[number % len(CHATS)], {"text": SAID[number % len(SAID)]})
        began = time.monotonic()
        api.push(said)
        await api.until(lambda before=before: any(call.method == "sendMessage" for call in api.calls[before:]))
        waited.append(next(call.at for call in api.calls[before:] if call.method == "sendMessage") - began)
    return waited


async def _understood(product: Product, began: float, within_s: float) -> float:
    """When the service has learned, in seconds since the start; the seconds waited, where it has not by then."""
    before = product.log.read_bytes().count(UNDERSTOOD)
    while time.perf_counter() - began < within_s and product.log.read_bytes().count(UNDERSTOOD) == before:
        await asyncio.sleep(0.05)
    return time.perf_counter() - began


async def bench_help(times: int) -> Figure:
    """How long `--help` takes."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "--help"), cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
        )
        assert await process.wait() == 0
        taken.append(time.perf_counter() - began)
    return Figure("python -m bot --help", median(taken), "s", at_most=HELP_S, scales=True)


def _megabytes(product: Product) -> tuple[float, float]:
    """(resident, its own) in MB of a million bytes."""
    memory = psutil.Process(product.process.pid).memory_full_info()
    return memory.rss / 1e6, memory.uss / 1e6


QUICK = Starts(1, 1.0, texts=500, helps=1)
PART = Part("service", "how soon it is ready, and what it holds", bench_service, Starts(), QUICK, starts=True)
