"""What runs when: APScheduler polls the database. Every job may run twice, and in several processes."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.delivery import Delivery
from bot.intake import is_passing, place_of
from models.conversation import forget_marks
from models.database import Database
from models.file import forget_files
from models.person import forget_sessions
from models.place import forget_reporters

log = structlog.get_logger(__name__)

Job = Callable[[], Awaitable[object]]


def build_schedule(database: Database, delivery: Delivery) -> AsyncIOScheduler:
    """The jobs, not yet started."""

    async def forget_what_is_over() -> None:
        now = datetime.now(UTC)
        async with database.transaction() as session:
            await forget_sessions(session, now=now)
            await forget_marks(session, now=now)
            await forget_files(session, now=now)
            await forget_reporters(session, now)

    schedule = AsyncIOScheduler(
        timezone=UTC, job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
    )
    for name, job, seconds in (
        ("deliver waiting", delivery.deliver_waiting, 1),
        ("record message ids", delivery.record_message_ids, 1),
        ("forget what is over", forget_what_is_over, 600),
    ):
        schedule.add_job(_guarded(name, job), IntervalTrigger(seconds=seconds, timezone=UTC), id=name)
    return schedule


def _guarded(name: str, job: Job) -> Callable[[], Awaitable[None]]:
    """The job, whose failures are told in one line: it runs again anyway."""

    async def run() -> None:
        try:
            await job()
        except Exception as error:
            if is_passing(error):
                log.warning("job waits for the database", job=name)
            else:
                log.error("job failed", job=name, error=place_of(error))

    return run
