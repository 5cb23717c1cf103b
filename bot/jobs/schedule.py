"""Repeats the jobs of bot/jobs/work.py every so many seconds of the monotonic clock, in the one process that holds
their lease. Runs missed while the process was busy or asleep are made up for by one run; a job that is still running is
not begun again. A failure is logged and counted, and the job runs again at its next time."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.app import App
from bot.jobs.work import JOBS, OF_EVERY_PROCESS, WORK, Times, Work
from bot.metrics import JobResult
from bot.peers import JOBS_LEASE
from bot.trouble import DatabaseAway, is_passing, place_of

log = structlog.get_logger(__name__)

SILENT_S = 15.0
"""A job is due every second. After this many seconds without one, the scheduler does not work."""
CANCELLED_WITHIN_S = 2.0


@dataclass(slots=True)
class Schedule:
    """The jobs of one running App, each repeated by a task of its own."""

    app: App
    under_way: dict[asyncio.Task[Any], str] = field(default_factory=dict)
    _repeating: list[asyncio.Task[None]] = field(default_factory=list, init=False)
    _hurried: dict[str, asyncio.Event] = field(default_factory=dict, init=False)
    _heard_at: float = field(default=float("-inf"), init=False)
    _stopping: bool = field(default=False, init=False)

    def start(self) -> None:
        """Run every job when it is due, from now on."""
        self._heard_at = time.monotonic()
        if self.app.settings.works:
            self.app.peers.want(JOBS_LEASE)
        names = JOBS if self.app.settings.works else OF_EVERY_PROCESS
        self._repeating = [asyncio.create_task(self._repeat(name, JOBS[name])) for name in names]

    def is_alive(self) -> bool:
        """Return whether jobs begin when they are due."""
        return not self._stopping and time.monotonic() - self._heard_at < SILENT_S

    def hurry(self, name: str) -> None:
        """Run the job now; if it is running, once more when it has ended."""
        self._hurried.setdefault(name, asyncio.Event()).set()

    async def stop(self, within: float) -> None:
        """Begin no more runs. Running jobs have `within` seconds to finish and are then rolled back."""
        self._stopping = True
        for repeating in self._repeating:
            repeating.cancel()
        if self.under_way:
            await asyncio.wait(self.under_way, timeout=within)
        abandoned = dict(self.under_way)
        for task, name in abandoned.items():
            log.warning("job abandoned", job=name)
            task.cancel()
        if abandoned:
            await asyncio.wait(abandoned, timeout=CANCELLED_WITHIN_S)

    async def _repeat(self, name: str, times: Times) -> None:
        """Run a job again and again, by the monotonic clock, since the wall clock may jump."""
        due = time.monotonic() + times.first
        running: asyncio.Task[None] | None = None
        while True:
            hurried = await self._until(due, name)
            self._heard_at = time.monotonic()
            if name not in OF_EVERY_PROCESS and not self.app.peers.holds(JOBS_LEASE):
                pass  # another process runs it
            elif hurried:
                if running is not None:
                    await asyncio.wait([running])
                running = self.begin(name)
            elif running is None or running.done():
                running = self.begin(name)
            else:
                self.app.metrics.ran(name, JobResult.SKIPPED)
            if not hurried:
                missed = max(0.0, time.monotonic() - due) // times.every
                due += times.every * (1 + missed)

    async def _until(self, due: float, name: str) -> bool:
        """Wait until the job is due; return whether it was hurried before."""
        hurried = self._hurried.setdefault(name, asyncio.Event())
        try:
            async with asyncio.timeout(due - time.monotonic()):
                await hurried.wait()
        except TimeoutError:
            return False
        hurried.clear()
        return True

    def begin(self, name: str) -> asyncio.Task[None]:
        """Begin one run of a job now."""
        task = asyncio.create_task(self._run(name, WORK[name]))
        self.under_way[task] = name
        task.add_done_callback(lambda done: self.under_way.pop(done, None))
        return task

    async def _run(self, name: str, work: Work) -> None:
        """Run a job, and measure and count it. Raises nothing, since no caller waits for it."""
        began, result = time.perf_counter(), JobResult.FAILED
        try:
            await work(self.app)
            result = JobResult.DONE
        except asyncio.CancelledError:
            result = JobResult.ABANDONED
            if not self._stopping:
                raise
        except Exception as error:
            if is_passing(error) or isinstance(error, DatabaseAway):
                result = JobResult.WAITS
                log.warning("job waits for the database", job=name)
            else:
                log.error("job failed", job=name, error=place_of(error))
        finally:
            self.app.metrics.ran(name, result, time.perf_counter() - began)
