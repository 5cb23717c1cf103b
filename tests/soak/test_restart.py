"""All processes are restarted one after the other under load: nobody who calls is refused."""

import signal
from pathlib import Path

import pytest

from tests.soak.trial import UNDER_WAY, WEB, log, trial
from tests.world.processes.cluster import Cluster
from tests.world.processes.several import lives, until

pytestmark = pytest.mark.timeout(900)
RESTARTS = 5


async def test_all_are_restarted_in_turn(cluster: Cluster, tmp_path: Path) -> None:
    async with trial(tmp_path, cluster.url) as one:
        for number in range(RESTARTS):
            await one.busy()
            old = [*one.service.pids("web"), *one.service.pids("worker")]
            one.note_trouble()
            one.service.process.send_signal(signal.SIGHUP)
            took = await until(lambda left=tuple(old): not any(lives(each) for each in left), 60 * len(old))
            assert len(one.service.pids("web")) == WEB
            log.info("all new after %.1f s; refused %s, cut %d", took, dict(one.riders.statuses), one.riders.cut)
            await one.tell_pages(f"restart {number}")
        assert set(one.riders.statuses) == {200}
        assert one.riders.cut == 0
        assert min(one.under_way) >= UNDER_WAY
