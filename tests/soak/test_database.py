"""PostgreSQL is restarted, its connections are cut, and its standby takes over: nothing is lost and nothing done
twice."""

import asyncio
from pathlib import Path

import pytest

from tests.soak.trial import TAKEN_OVER_WITHIN_S, UNDER_WAY, log, trial
from tests.world.processes.cluster import Cluster

pytestmark = pytest.mark.timeout(900)
CUTS = 10
CUT = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"""


async def test_every_connection_is_cut(cluster: Cluster, tmp_path: Path) -> None:
    async with trial(tmp_path, cluster.url) as one:
        for number in range(CUTS):
            await one.busy(pushing=True)
            one.note_trouble()
            count = await asyncio.to_thread(cluster.say, CUT)
            log.info("%s connections cut; well after %.1f s", count, await one.well())
            await one.tell_pages(f"cut {number}")
        assert min(one.under_way) >= UNDER_WAY


async def test_it_is_restarted(cluster: Cluster, tmp_path: Path) -> None:
    async with trial(tmp_path, cluster.url) as one:
        for how in ("fast", "immediate", "fast", "immediate"):
            await one.busy(pushing=True)
            one.note_trouble()
            await asyncio.to_thread(cluster.stop, how)
            await asyncio.to_thread(cluster.start)
            log.info("restarted (%s); well after %.1f s", how, await one.well())
            await one.tell_pages(f"{how} {len(one.troubles)}")
        assert min(one.under_way) >= UNDER_WAY


async def test_its_standby_is_promoted(cluster: Cluster, tmp_path: Path) -> None:
    with cluster.followed() as standby:
        hosts = f"host=127.0.0.1,127.0.0.1&port={cluster.port},{standby.port}&target_session_attrs=read-write"
        async with trial(tmp_path, f"postgresql+asyncpg://postgres@/postgres?{hosts}") as one:
            await one.busy(pushing=True)
            before = await one.holders()
            one.note_trouble()
            await asyncio.to_thread(cluster.stop, "immediate")
            await asyncio.to_thread(standby.promote)
            well = await one.well()
            log.info("standby promoted; well after %.1f s; same holders: %s", well, before == await one.holders())
            assert well < TAKEN_OVER_WITHIN_S
            await one.tell_pages("promoted")
        assert min(one.under_way) >= UNDER_WAY
