"""What one stranger does to everybody else, at its smallest: the whole of it is part of `make bench`."""

from pathlib import Path

import pytest

from tests.bench.bombing import MOST_TIMES_MEMORY, MOST_TIMES_SLOWER, bombed, measure

NOISE_S = 0.5
"""What anybody may wait on a machine that does other things too."""
CHEAP = ("half requests", "compressed frames", "nested frames", "hellos unread", "presses", "unread downloads")


@pytest.mark.timeout(300)
async def test_others_are_answered_and_memory_stays_while_a_stranger_does_his_worst(tmp_path: Path) -> None:
    missed = {}
    async with bombed(tmp_path, learned=False) as (product, database, others):
        for name in CHEAP:
            seen = await measure(product, others, name, seconds=1.5, later_s=0.0, database=database)
            slow = seen.p99 > max(NOISE_S, MOST_TIMES_SLOWER * seen.calm_p99)
            if slow or seen.memory > MOST_TIMES_MEMORY:
                missed[name] = seen
        assert b"Traceback" not in product.log.read_bytes()
    assert missed == {}
