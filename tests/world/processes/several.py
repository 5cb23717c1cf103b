"""`python -m bot run --processes N` on PostgreSQL, and its processes one by one."""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import psutil

from tests.world.processes.product import READY_WITHIN_S, Product, _ready, environment

METRICS_TOKEN = "metrics-token-of-the-test"


@dataclass
class Several(Product):
    """The parent, and what it watches."""

    def pids(self, role: str) -> list[int]:
        """Of the processes with this role that live now, the oldest first."""
        said = [json.loads(line) for line in self.log.read_text().splitlines() if '"a process started"' in line]
        return [each["number"] for each in said if each["started"] == role and lives(each["number"])]

    @contextmanager
    def only(self, pid: int) -> Iterator[None]:
        """For the length of the block no other web process accepts a connection."""
        others = [each for each in self.pids("web") if each != pid]
        for each in others:
            os.kill(each, signal.SIGSTOP)
        try:
            yield
        finally:
            for each in others:
                os.kill(each, signal.SIGCONT)

    @asynccontextmanager
    async def lines_to(self, pid: int, count: int = 1) -> AsyncIterator[aiohttp.ClientSession]:
        """Connections that are kept, to this web process."""
        connector = aiohttp.TCPConnector(limit=count, keepalive_timeout=60)
        async with aiohttp.ClientSession(connector=connector) as client:
            with self.only(pid):
                await asyncio.gather(*(client.get(f"{self.url}/healthz") for _ in range(count)))
            yield client


def lives(pid: int) -> bool:
    """Whether there is such a process, and it has not ended."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def until(condition: Callable[[], bool], seconds: float = 20.0) -> float:
    """Waits until the condition holds; after how many seconds it did."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        await asyncio.sleep(0.05)
    return time.monotonic() - began


async def start_several(folder: Path, count: int, env: dict[str, str]) -> Several:
    """Start so many web processes and a worker, and wait until all of them are ready."""
    log = folder / "log"
    greeted = log.read_text().count("Ctrl-C") if log.exists() else 0
    with log.open("ab") as out:
        command = (sys.executable, "-m", "bot", "run", "--processes", str(count))
        process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=env, stdout=out, stderr=out)
    service = Several(process, (await _ready(process, env, log)).url, log)
    await until(lambda: log.read_text().count("Ctrl-C") > greeted, READY_WITHIN_S)
    return service


@asynccontextmanager
async def several_processes(folder: Path, count: int, **settings: str) -> AsyncIterator[Several]:
    """So many web processes and a worker for the length of the block, all of them ready."""
    service = await start_several(folder, count, environment(folder, METRICS_TOKEN=METRICS_TOKEN, **settings))
    try:
        yield service
    finally:
        if service.process.returncode is None:
            await service.stop()
