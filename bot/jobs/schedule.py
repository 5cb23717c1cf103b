"""When the jobs of bot/jobs/work.py run: again and again after so many seconds, by the clock that never leaps, in the
one process that holds their lease. A run missed while the process was busy or asleep is made up for once; one that is
still under way is not begun again. A failure is logged and counted, and the job runs again at its next time.
"""

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
"""A job is due every second: so long without one, and the scheduler does not run."""
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
        """From now on everything runs when it is due."""
        self._heard_at = time.monotonic()
        if self.app.settings.works:
            self.app.peers.want(JOBS_LEASE)
        names = JOBS if self.app.settings.works else OF_EVERY_PROCESS
        self._repeating = [asyncio.create_task(self._repeat(name, JOBS[name])) for name in names]

    def is_alive(self) -> bool:
        """Whether jobs begin when they are due."""
        return not self._stopping and time.monotonic() - self._heard_at < SILENT_S

    def hurry(self, name: str) -> None:
        """The job is due now; where it runs, once more when it is done."""
        self._hurried.setdefault(name, asyncio.Event()).set()

    async def stop(self, within: float) -> None:
        """Begins nothing more; what is under way has `within` seconds to finish, and is then rolled back."""
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
        """The clock on the wall may leap: how long it is until the next run is measured by one that does not."""
        due = time.monotonic() + times.first
        running: asyncio.Task[None] | None = None
        while True:
            hurried = await self._until(due, name)
            self._heard_at = time.monotonic()
            if name not in OF_EVERY_PROCESS and not self.app.peers.holds(JOBS_LEASE):
                pass  # another process does it
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
        """Whether the job was hurried before it was due."""
        hurried = self._hurried.setdefault(name, asyncio.Event())
        try:
            async with asyncio.timeout(due - time.monotonic()):
                await hurried.wait()
        except TimeoutError:
            return False
        hurried.clear()
        return True

    def begin(self, name: str) -> asyncio.Task[None]:
        """One run of a job, now."""
        task = asyncio.create_task(self._run(name, WORK[name]))
        self.under_way[task] = name
        task.add_done_callback(lambda done: self.under_way.pop(done, None))
        return task

    async def _run(self, name: str, work: Work) -> None:
        """Timed and counted. Raises nothing: nobody waits for it."""
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
