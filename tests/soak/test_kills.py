"""kill -9 of each kind of process at random moments, twenty times: nothing is lost and nothing done twice."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from bot.processes.parent import LIVED_S
from tests.soak.trial import TAKEN_OVER_WITHIN_S, UNDER_WAY, WEB, Trial, log, trial
from tests.world.processes.cluster import Cluster
from tests.world.processes.several import lives, until

pytestmark = pytest.mark.timeout(1800)
KILLS, OF_PARENT = 20, 3
APART_S = LIVED_S + 5.0
"""Between two kills of a worker: one that ends soon after its start is started again later each time."""


async def test_web_processes_and_workers_are_killed(cluster: Cluster, tmp_path: Path) -> None:
    async with trial(tmp_path, cluster.url) as one:
        waited, pushes = [], []
        for number in range(KILLS):
            resting = asyncio.create_task(asyncio.sleep(APART_S))
            await one.busy(pushing=True)
            before = await one.holders()
            pushes.append(one.pushes_under_way)
            killed_at = _kill(one, one.service.pids("worker")[-1])
            await one.busy()
            _kill(one, one.dice.choice(one.service.pids("web")))
            waited.append(await one.taken_over(before, killed_at))
            await until(lambda: len(one.service.pids("web")) == WEB, 30)
            await one.tell_pages(f"kill {number}")
            await resting
        log.info("messages under way at each kill of a worker %s; taken over within %s s", pushes, _rounded(waited))
        assert max(waited) < TAKEN_OVER_WITHIN_S
        assert min(one.under_way) >= UNDER_WAY


async def test_the_parent_is_killed(cluster: Cluster, tmp_path: Path) -> None:
    async with trial(tmp_path, cluster.url) as one:
        for _ in range(OF_PARENT):
            await one.busy(pushing=True)
            orphans = [*one.service.pids("web"), *one.service.pids("worker")]
            one.note_trouble()
            one.service.process.kill()
            await one.service.process.wait()
            await until(lambda left=tuple(orphans): not any(lives(each) for each in left), 15)
            await one.start_again()
            log.info("well again %.1f s after the next start", await one.well())
        assert min(one.under_way) >= UNDER_WAY


def _kill(one: Trial, pid: int) -> float:
    """When it was killed."""
    one.note_trouble()
    os.kill(pid, signal.SIGKILL)
    return one.troubles[-1]


def _rounded(seconds: list[float]) -> list[float]:
    return [round(each, 1) for each in seconds]
