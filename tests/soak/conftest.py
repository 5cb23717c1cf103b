"""What the long trials share."""

from collections.abc import Iterator

import pytest

from tests.world.processes.cluster import Cluster, running_cluster


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of the trial's own."""
    with running_cluster() as cluster:
        yield cluster
