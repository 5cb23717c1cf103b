"""The metrics for the operator's Prometheus: counters of this process, and the number of rows that wait to be sent.

No metric names a person. Every App has its own registry and gets its `Metrics`. Processes that one parent started
(bot/processes) count into files of one folder, which prometheus_client reads together: each of them answers for all.
"""

import asyncio
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from models.cases.case import Case
from models.cases.steps import CaseState
from models.outbox.message import OutboxMessage, OutboxState
from models.outbox.parked import ParkedReply, ParkedState
from models.storage.database import Database

log = structlog.get_logger(__name__)

COUNTED = 100_000
"""At most this many rows of each state are counted, so that a million waiting rows do not make a scrape slow."""
COUNTS_LAST_S = 15.0
"""Scrapes that come sooner get the earlier counts."""
COUNT_WITHIN_S = 5.0

HANDLING_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
LATE_S = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 1800.0, 7200.0)
JOB_S = (0.005, 0.05, 0.5, 2.0, 10.0, 60.0, 600.0)
TOGETHER = "PROMETHEUS_MULTIPROC_DIR" in os.environ
"""Whether this process counts with others; prometheus_client looks at this variable too, when it is imported."""
STARTED = "nuanxin_process_started_timestamp_seconds"


class Ending(StrEnum):
    """The result of an update."""

    HANDLED = "handled"
    AGAIN = "again"
    """The update had been handled before."""
    REFUSED = "refused"
    """A rule of the domain forbade it, and the person was told which."""
    FAILED = "failed"
    """A defect of ours."""
    AWAY = "away"
    """The database was away; the update will come again."""
    FLOODED = "flooded"


class JobResult(StrEnum):
    DONE = "done"
    FAILED = "failed"
    WAITS = "waits"
    """The database was in trouble."""
    ABANDONED = "abandoned"
    """The service stopped before the job was finished."""
    SKIPPED = "skipped"
    """The previous run was still going on."""


class _Waiting(Collector):
    """The counts of rows that wait to be sent, of the whole database and not of one process."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], float] = {}
        self.behind: dict[str, float] = {}
        self.urgent = 0.0

    def collect(self) -> Iterator[Metric]:
        rows = GaugeMetricFamily(
            "nuanxin_outbox_rows",
            f"Rows to be sent, at most {COUNTED} counted of each state.",
            labels=("queue", "state"),
        )
        behind = GaugeMetricFamily(
            "nuanxin_outbox_behind_seconds", "How long the oldest row has been due.", labels=("queue",)
        )
        for labels, count in self.rows.items():
            rows.add_metric(labels, count)
        for queue, seconds in self.behind.items():
            behind.add_metric((queue,), seconds)
        yield from (each for each in (rows, behind) if each.samples)
        told = "Calls of people who want to die that nobody has taken."
        yield GaugeMetricFamily("nuanxin_urgent_cases_waiting", told, self.urgent)


class _Together(Collector):
    """The counts of all processes together, and the memory and time of each."""

    def collect(self) -> Iterator[Metric]:
        counted: list[Metric] = list(MultiProcessCollector(None).collect())  # type: ignore[no-untyped-call]
        started = (sample for metric in counted if metric.name == STARTED for sample in metric.samples)
        yield from counted
        yield from _of_each(sample.labels for sample in started)


def _of_each(processes: Iterable[dict[str, str]]) -> Iterable[Metric]:
    """The resources of each process, labelled with `role` and `pid`."""
    found: dict[str, Metric] = {}
    for labels in processes:
        of_one = ProcessCollector(pid=lambda pid=labels["pid"]: pid, registry=None)  # type: ignore[misc]
        for metric in of_one.collect():
            for sample in metric.samples:
                known = found.setdefault(metric.name, Metric(metric.name, metric.documentation, metric.type))
                known.add_sample(sample.name, {**sample.labels, **labels}, sample.value)
    return found.values()


@dataclass(slots=True)
class Metrics:
    """The counters of one process. Counting costs about a microsecond, so every update can be counted."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    _updates: Counter = field(init=False)
    _handling: Histogram = field(init=False)
    _sends: Counter = field(init=False)
    _late: Histogram = field(init=False)
    _too_many: Counter = field(init=False)
    _runs: Counter = field(init=False)
    _run_s: Histogram = field(init=False)
    _succeeded: Gauge = field(init=False)
    _started: Gauge = field(init=False)
    _waiting: _Waiting = field(default_factory=_Waiting, init=False)
    _counted_at: float = field(default=float("-inf"), init=False)
    _counting: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    def __post_init__(self) -> None:
        def of(kind: Any, name: str, what: str, *labels: str, **more: Any) -> Any:
            return kind(f"nuanxin_{name}", what, labels, registry=self.registry, **more)

        self._updates = of(Counter, "updates", "Updates by what became of them.", "channel", "outcome")
        self._handling = of(
            Histogram, "handling_seconds", "From the chat's turn to the commit.", "channel", buckets=HANDLING_S
        )
        self._sends = of(Counter, "sends", "Messages handed to a channel, by result.", "channel", "result")
        self._late = of(Histogram, "send_late_seconds", "How late what was due was sent.", buckets=LATE_S)
        self._too_many = of(Counter, "too_many_requests", "How often a channel said 429.", "channel")
        self._runs = of(Counter, "job_runs", "Runs of a job by result.", "job", "result")
        self._run_s = of(Histogram, "job_seconds", "How long a job took.", "job", buckets=JOB_S)
        when = ("job_last_success_timestamp_seconds", "When a job last succeeded.")
        self._succeeded = of(Gauge, *when, "job", multiprocess_mode="max")
        began = (STARTED.removeprefix("nuanxin_"), "When the process began to serve.")
        self._started = of(Gauge, *began, "role", multiprocess_mode="liveall")
        self.registry.register(self._waiting)
        if not TOGETHER:
            ProcessCollector(registry=self.registry)

    def begin(self, role: str) -> None:
        """Note that the process serves from now on. role: of the settings."""
        self._started.labels(role).set(time.time())

    # --- counting -----------------------------------------------------------------------------------------------

    def update(self, channel: str, ending: Ending, seconds: float) -> None:
        """Count an update by its result."""
        self._updates.labels(channel, ending.value).inc()
        self._handling.labels(channel).observe(seconds)

    def flooded(self, channel: str) -> None:
        """Count an update that was not taken because its chat sent too many."""
        self._updates.labels(channel, Ending.FLOODED.value).inc()

    def sent(self, channel: str, result: str) -> None:
        """Count a message handed to a channel. result: `sent`, or the kind of the refusal."""
        self._sends.labels(channel, result).inc()

    def late(self, seconds: float) -> None:
        """Count how long after it was due a message was sent."""
        self._late.observe(seconds)

    def too_many(self, channel: str) -> None:
        """Count that a channel said we send too much."""
        self._too_many.labels(channel).inc()

    def ran(self, job: str, result: JobResult, seconds: float | None = None) -> None:
        """Count a run of a job. seconds: its duration; None if it did not begin."""
        self._runs.labels(job, result.value).inc()
        if seconds is not None:
            self._run_s.labels(job).observe(seconds)
        if result is JobResult.DONE:
            self._succeeded.labels(job).set(time.time())

    # --- reading ------------------------------------------------------------------------------------------------

    async def text(self, database: Database, *, now: datetime) -> bytes:
        """Return all metrics in Prometheus' text format. While the database is away the counts of its rows are left
        out."""
        async with self._counting:
            if time.monotonic() - self._counted_at >= COUNTS_LAST_S:
                await self._count(database, now)
        if not TOGETHER:
            return generate_latest(self.registry)
        of_all = CollectorRegistry()
        of_all.register(_Together())
        of_all.register(self._waiting)
        return generate_latest(of_all)

    async def _count(self, database: Database, now: datetime) -> None:
        self._waiting.rows.clear()
        self._waiting.behind.clear()
        try:
            async with asyncio.timeout(COUNT_WITHIN_S), database.reading() as session:
                row = (await session.execute(_counts())).one()
        except Exception as error:
            log.warning("outbox not counted", error=type(error).__name__)
            return
        self._counted_at = time.monotonic()
        for label, value in row._mapping.items():
            queue, _, state = label.partition(" ")
            if queue == "urgent":
                self._waiting.urgent = float(value)
            elif state == "due":
                self._waiting.behind[queue] = 0.0 if value is None else max(0.0, (now - value).total_seconds())
            else:
                self._waiting.rows[queue, state] = float(value)


@cache
def _counts() -> sa.Select[*tuple[Any, ...]]:
    """A query of one row: columns named `queue state` and `queue due`, and the number of urgent cases that no member of
    staff has taken. Every part uses an index, and those of the outbox stop at COUNTED."""
    pushed, parked = OutboxMessage, ParkedReply
    pushed_states = (OutboxState.WAITING, OutboxState.SENDING, OutboxState.HELD, OutboxState.FAILED)
    first_due = [
        sa.select(pushed.send_at)
        .where(pushed.state == OutboxState.WAITING, pushed.priority == priority)
        .order_by(pushed.send_at)
        .limit(1)
        for priority in (0, 1)
    ]
    either = sa.union_all(*(sa.select(each.subquery()) for each in first_due)).subquery()
    return sa.select(
        *(_rows_in(pushed.state, state).label(f"pushed {state}") for state in pushed_states),
        *(_rows_in(parked.state, state).label(f"parked {state}") for state in ParkedState),
        sa.select(sa.func.min(either.c.send_at)).scalar_subquery().label("pushed due"),
        sa.select(sa.func.min(parked.due_at))
        .where(parked.state == ParkedState.WAITING)
        .scalar_subquery()
        .label("parked due"),
        sa.select(sa.func.count())
        .select_from(Case)
        .where(Case.urgent, Case.state == CaseState.FILED)
        .scalar_subquery()
        .label("urgent waiting"),
    )


def _rows_in(column: Any, state: Any) -> sa.ScalarSelect[int]:
    some = sa.select(sa.literal(1)).where(column == state).limit(COUNTED).subquery()
    return sa.select(sa.func.count()).select_from(some).scalar_subquery()
