"""Starts the web processes, which share one listening socket, and a worker, and watches them.

parent ── starts ──> web, web, …, worker
  │  restarts a process that ended: at once, or after a growing pause if it keeps ending soon after its start
  │  passes SIGTERM to all; kills what still runs after STOP_WITHIN_S
  │  at SIGHUP replaces one process after the other: an old one ends when its successor serves
  └─ its own end, even by kill -9, closes the line to each child, which then stops by itself
"""

import asyncio
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

import structlog

from bot.commands.listening import open_listeners
from bot.processes.child import main
from bot.processes.metrics_folder import METRICS_FOLDER, metrics_folder
from bot.settings import Settings
from bot.start import Say, greet, prepared
from bot.watched import READY
from handlers.talk.texts import Words

log = structlog.get_logger(__name__)

STOP_WITHIN_S = 12.0
"""A process itself takes up to ten seconds to stop (bot/running.py)."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 30.0
LIVED_S = 10.0
"""A process that lived longer did not end soon after its start."""
START_WITHIN_S = 120.0
"""A successor that does not serve by then is given up, and its predecessor stays."""
_PROCESSES = multiprocessing.get_context("forkserver")


async def watch(settings: Settings, words: Words, say: Say, processes: int) -> None:
    """Run until SIGTERM or SIGINT; at SIGHUP restart all processes in turn. Raises BadSettings, BadCityPack, Unready,
    an ExceptionGroup of them, OSError."""
    async with prepared(settings, words) as (_, _, pack):
        pass  # report mistakes once, here; the children find all data brought in
    listeners = open_listeners(settings)
    roles = ["web"] * processes + (["worker"] if settings.works else [])
    with metrics_folder() as metrics:
        os.environ[METRICS_FOLDER] = str(metrics)  # before the fork server starts, which passes it on
        _PROCESSES.set_forkserver_preload(["bot.processes.imported"])
        starting = asyncio.Lock()
        family = _Family([_Child(role, listeners if role == "web" else (), metrics, starting) for role in roles])
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, stop.set)
        loop.add_signal_handler(signal.SIGHUP, family.ask_to_renew)
        renewing = asyncio.create_task(family.renew_when_asked())
        greeting = asyncio.create_task(_greet(family, settings, words, pack, say))
        await stop.wait()
        greeting.cancel()
        renewing.cancel()
        for listener in listeners:
            listener.close()
        await family.stop()


async def _greet(family: "_Family", *greeting: object) -> None:
    """Greet the operator once all children serve."""
    await family.serves()
    greet(*greeting)  # type: ignore[arg-type]


class _Family:
    """All children, each kept running by a task of its own."""

    def __init__(self, children: "Sequence[_Child]") -> None:
        self._keeping = {child: asyncio.create_task(child.keep()) for child in children}
        self._asked = asyncio.Event()

    async def serves(self) -> None:
        """Wait until all children serve."""
        for child in list(self._keeping):
            await child.served.wait()

    def ask_to_renew(self) -> None:
        """Have all children replaced, once more where that is under way."""
        self._asked.set()

    async def renew_when_asked(self) -> None:
        """Replace all children, one after the other, whenever asked; run until cancelled. If a successor does not come
        to serve, perhaps because of a new setting, the others stay as they are."""
        await self.serves()
        while True:
            await self._asked.wait()
            self._asked.clear()
            for child in list(self._keeping):
                if not await self._renew(child):
                    log.error("a new process does not serve; the others stay", role=child.role)
                    break
            else:
                log.info("all processes are new")

    async def _renew(self, old: "_Child") -> bool:
        """Replace the child by one of its kind as soon as that serves; return whether it came to that."""
        new = old.successor()
        self._keeping[new] = asyncio.create_task(new.keep())
        try:
            async with asyncio.timeout(START_WITHIN_S):
                await new.served.wait()
        except TimeoutError:
            await self._end(new)
            return False
        await self._end(old)
        return True

    async def _end(self, child: "_Child") -> None:
        await _stop({child: self._keeping[child]})
        del self._keeping[child]

    async def stop(self) -> None:
        """End all children."""
        await _stop(self._keeping)


async def _stop(keeping: "Mapping[_Child, asyncio.Task[None]]") -> None:
    for child in keeping:
        child.end(signal.SIGTERM)
    _, left = await asyncio.wait(keeping.values(), timeout=STOP_WITHIN_S)
    if left:
        log.error("processes did not stop in time", count=len(left))
        for child in keeping:
            child.end(signal.SIGKILL)
        await asyncio.wait(left)


async def _end_of(process: BaseProcess) -> None:
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(process.sentinel, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(process.sentinel)


@dataclass(slots=True, eq=False)
class _Child:
    """Keeps one process of a role running, and starts a new one when it ends."""

    role: str
    listeners: Sequence[socket.socket]
    metrics: Path
    starting: asyncio.Lock
    """Shared by all children, so that one is started at a time."""
    served: asyncio.Event = field(default_factory=asyncio.Event)
    _process: BaseProcess | None = None
    _ending: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self) -> None:
        """Run one process after the other until `end`."""
        pause = FIRST_PAUSE_S
        while not self._ending.is_set():
            began = time.monotonic()
            code = await self._run()
            if self._ending.is_set():
                return
            pause = FIRST_PAUSE_S if time.monotonic() - began > LIVED_S else min(2 * pause, LONGEST_PAUSE_S)
            log.error("a process ended", ended=self.role, code=code, again_in=round(pause, 1))
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._ending.wait()

    def successor(self) -> "_Child":
        """Return another child of the same kind, which does not run yet."""
        return _Child(self.role, self.listeners, self.metrics, self.starting)

    def end(self, how: signal.Signals) -> None:
        """Send the signal to the running process and start no more."""
        self._ending.set()
        if self._process is not None and self._process.is_alive():
            os.kill(self._process.pid or 0, how)

    async def _run(self) -> int | None:
        """Run one process to its end; return its exit code."""
        ours, theirs = socket.socketpair()
        with closing(ours):
            with closing(theirs):
                process = _PROCESSES.Process(target=main, args=(self.role, theirs, list(self.listeners)))
                async with self.starting:
                    await asyncio.to_thread(process.start)
            self._process = process
            log.info("a process started", started=self.role, number=process.pid)
            if self._ending.is_set():  # `end` was called during the start
                self.end(signal.SIGTERM)
            hearing = asyncio.create_task(self._hear(ours))
            await _end_of(process)
            hearing.cancel()
            await asyncio.wait([hearing])
        process.join()
        self._forget_gauges(process.pid)
        return process.exitcode

    async def _hear(self, line: socket.socket) -> None:
        line.setblocking(False)
        if await asyncio.get_running_loop().sock_recv(line, 1) == READY:
            self.served.set()

    def _forget_gauges(self, pid: int | None) -> None:
        """Delete the gauges of a process that ended; its counters stay."""
        for each in self.metrics.glob(f"gauge_live*_{pid}.db"):
            each.unlink()
