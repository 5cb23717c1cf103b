"""What runs when: safe to run twice, made up for once, counted, and finished or given up when the service stops."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from structlog.testing import capture_logs

from bot import running as running_module
from bot.app import App
from bot.jobs import schedule
from bot.jobs import work as jobs
from bot.jobs.schedule import Schedule
from bot.jobs.work import JOBS, Times
from bot.running import running
from bot.web.site import build_site
from models.cases.case import Case
from models.cases.draft import CaseDraft
from models.cases.mine import withdraw_case
from models.cases.personal import DRAFT_KEPT
from models.cases.steps import CaseState
from models.city.pack import City
from models.my_data.nouns import NOUNS
from models.outbox.parked import ParkedReply
from models.people.conversation import FailedUpdate, ProcessedUpdate
from models.places.demand import SearchRecord
from models.places.place import KEEP_REPORTS, FeedbackKind, Place, PlaceFeedback
from models.places.search_counts import SearchCount
from models.places.search_key import SearchKey
from models.storage.database import Database, Own
from models.storage.personal import Old, Personal
from tests.world.bot_api import BotApi, serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.directory import PLACES
from tests.world.filing import a_case, a_draft, a_person
from tests.world.processes.serving import webhook_settings
from tests.world.searches import a_record
from tests.world.tickets import ticket_app

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
ONLY_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


class _Delivery:
    """Stands where the delivery does; counts, and fails on demand."""

    def __init__(self, error: Exception | None = None) -> None:
        self.runs, self.error = 0, error

    async def deliver_waiting(self) -> None:
        self.runs += 1
        if self.error is not None:
            raise self.error

    async def record_message_ids(self) -> None:
        pass


async def _run(app: App, *jobs: Any) -> None:
    """As the schedule does it, but now."""
    one = Schedule(app)
    await asyncio.gather(*(one.begin(job.__name__) for job in jobs))


def _runs(app: App, job: str, result: str) -> float:
    return app.metrics.registry.get_sample_value("nuanxin_job_runs_total", {"job": job, "result": result}) or 0


async def _until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


async def _app(database: Database, city: City) -> App:
    app, channel = await ticket_app(database)
    app.city, app.clock = city, lambda: NOW
    await channel.close()
    return app


def test_every_job_has_its_times() -> None:
    assert set(jobs.WORK) == set(JOBS)


async def test_what_is_over_is_forgotten_once_and_a_second_run_changes_nothing(database: Database, city: City) -> None:
    app = await _app(database, city)
    await _fill(database, city)
    await _run(app, jobs.forget)
    left = await _rows(database)
    assert left == {"processed_update": 1, "failed_update": 1, "place_feedback": 2}
    await _run(app, jobs.forget, jobs.forget)
    assert await _rows(database) == left
    assert _runs(app, "forget", "done") == 3


async def _fill(database: Database, city: City) -> None:
    """Of everything one row that is over and one that is not."""
    async with database.transaction() as session:
        session.add_all(PLACES(city)[:1])
        await session.flush()
        place = (await session.scalars(sa.select(Place.id))).one()
        for number, age in enumerate([timedelta(hours=47), timedelta(hours=49)]):
            session.add(ProcessedUpdate(channel="telegram", key=str(number), at=NOW - age, reply=[]))
        for age in (timedelta(days=6), timedelta(days=8)):
            session.add(FailedUpdate(channel="telegram", key="1", at=NOW - age, update={}, error=""))
            await session.flush()
        for kind, age in (
            (FeedbackKind.USEFUL, timedelta(hours=23)),
            (FeedbackKind.USEFUL, timedelta(hours=25)),
            (FeedbackKind.REFUSED, KEEP_REPORTS - timedelta(days=1)),
            (FeedbackKind.REFUSED, KEEP_REPORTS + timedelta(days=1)),
        ):
            session.add(PlaceFeedback(place_id=place, kind=kind, need=None, at=NOW - age))


async def _rows(database: Database) -> dict[str, int]:
    async with database.reading() as session:
        return {
            table.__tablename__: (await session.scalars(sa.select(sa.func.count()).select_from(table))).one()
            for table in (ProcessedUpdate, FailedUpdate, PlaceFeedback)
        }


async def test_cases_go_when_their_types_time_is_over_and_drafts_when_nobody_went_on(
    database: Database, city: City
) -> None:
    app = await _app(database, city)
    over = NOW - timedelta(days=366)  # a talk is kept for a year, a deduction for three
    async with database.transaction() as session:
        person = await a_person(session)
        for type_key in ("talk", "deduction"):
            case = await a_case(session, person, city, type_key, now=over)
            await withdraw_case(session, case.id, person, now=over)
        await a_case(session, person, city, "talk", now=over)
        for age in (DRAFT_KEPT - timedelta(days=1), DRAFT_KEPT + timedelta(days=1)):
            draft = await a_draft(session, person, city)
            draft.changed_at = NOW - age
    await _run(app, jobs.forget, jobs.forget)
    async with database.reading() as session:
        left = (await session.execute(sa.select(Case.type, Case.state).order_by(Case.id))).all()
        drafts = (await session.scalars(sa.select(CaseDraft.changed_at))).all()
    assert [tuple(each) for each in left] == [("deduction", CaseState.WITHDRAWN), ("talk", CaseState.FILED)]
    assert drafts == [NOW - DRAFT_KEPT + timedelta(days=1)]


async def test_one_part_that_cannot_be_forgotten_keeps_no_other_from_it(
    database: Database, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(session: Any, *, now: datetime) -> None:
        raise LookupError("secret words")

    app = await _app(database, city)
    await _fill(database, city)
    broken = Personal(kept=(), forget_old=(Old(breaks),))
    monkeypatch.setattr(jobs, "NOUNS", (broken, *NOUNS))
    with capture_logs() as logs:
        await _run(app, jobs.forget)
    assert await _rows(database) == {"processed_update": 1, "failed_update": 1, "place_feedback": 2}
    assert _runs(app, "forget", "failed") == 1
    assert [each["job"] for each in logs if each["event"] == "job failed"] == ["forget"]
    assert "secret words" not in str(logs)


async def test_searches_of_days_that_are_over_become_counts_in_several_processes_at_once(
    database: Database, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "BETWEEN_PORTIONS_S", 0.0)
    today = NOW.date()
    async with database.transaction() as session:
        for number in range(450):
            day = today - timedelta(days=number % 3 > 0)
            session.add(a_record(day, str(number % 100), str(number), cell=str(number % 5)))
        session.add_all(SearchKey(day=today - timedelta(days=n), value=Own(f"{today}", b"")) for n in range(2))
    apps = [await _app(database, city) for _ in range(3)]
    await asyncio.gather(*(_run(app, jobs.forget) for app in apps))
    await _run(apps[0], jobs.forget)
    async with database.reading() as session:
        assert (await session.scalars(sa.select(sa.func.sum(SearchCount.searches)))).one() == 300
        assert (await session.scalars(sa.select(sa.func.sum(SearchCount.people)))).one() == 100
        assert (await session.scalars(sa.select(sa.func.count()).select_from(SearchRecord))).one() == 150
        assert list(await session.scalars(sa.select(SearchKey.day))) == [today]


@ONLY_SQLITE
async def test_runs_that_were_missed_are_made_up_for_once(
    database: Database, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "JOBS", {"deliver_parked": Times(0, 0.1)})
    app = await _app(database, city)
    delivery: Any = _Delivery()
    app.delivery = delivery
    one = Schedule(app)
    one.start()
    await _until(lambda: delivery.runs == 1)
    time.sleep(1.05)  # noqa: ASYNC251 - the whole process stands still for ten runs
    for _ in range(10):
        await asyncio.sleep(0)
    assert delivery.runs == 2
    await one.stop(1.0)


@ONLY_SQLITE
async def test_a_job_that_fails_is_counted_and_logged_and_comes_again(
    database: Database, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "JOBS", {"deliver_parked": Times(0, 0.02), "poll_outbox": Times(0, 0.02)})
    app = await _app(database, city)
    delivery: Any = _Delivery(KeyError("secret words"))
    app.delivery = delivery
    one = Schedule(app)
    with capture_logs() as logs:
        one.start()
        await _until(lambda: _runs(app, "deliver_parked", "failed") >= 3)
        delivery.error = ConnectionRefusedError()
        await _until(lambda: _runs(app, "deliver_parked", "waits") >= 1)
        delivery.error = None
        await _until(lambda: _runs(app, "deliver_parked", "done") >= 1)
        await one.stop(1.0)
    failures = [each for each in logs if each["event"] == "job failed"]
    assert {each["job"] for each in failures} == {"deliver_parked"}
    assert "secret words" not in str(logs)
    assert _runs(app, "poll_outbox", "done") >= 3


@ONLY_SQLITE
async def test_a_job_that_is_hurried_runs_at_once_and_once_more_where_it_is_under_way(
    database: Database, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "JOBS", {"deliver_parked": Times(60, 60)})
    app = await _app(database, city)
    let_go, delivery = asyncio.Event(), _Delivery()

    async def wait() -> None:
        delivery.runs += 1
        await let_go.wait()

    delivery.deliver_waiting = wait  # type: ignore[method-assign]
    app.delivery = delivery  # type: ignore[assignment]
    one = Schedule(app)
    one.start()
    one.hurry("deliver_parked")
    await _until(lambda: delivery.runs == 1)
    one.hurry("deliver_parked")
    let_go.set()
    await _until(lambda: delivery.runs == 2)
    await one.stop(1.0)


@ONLY_SQLITE
async def test_what_another_process_does_is_not_done_here(
    database: Database, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "JOBS", {"deliver_parked": Times(0, 0.02), "renew_search": Times(0, 0.02)})
    app = await _app(database, city)
    delivery: Any = _Delivery()
    app.delivery = delivery
    app.peers._is_alone = False  # and it has not got the lease
    one = Schedule(app)
    one.start()
    await _until(lambda: _runs(app, "renew_search", "done") >= 3)
    assert delivery.runs == 0
    assert one.is_alive()
    app.peers._is_alone = True
    await _until(lambda: delivery.runs >= 1)
    await one.stop(1.0)


@ONLY_SQLITE
async def test_a_job_is_not_begun_while_it_is_still_under_way(
    database: Database, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "JOBS", {"deliver_parked": Times(0, 0.02)})
    app = await _app(database, city)
    let_go, delivery = asyncio.Event(), _Delivery()

    async def wait() -> None:
        delivery.runs += 1
        await let_go.wait()

    delivery.deliver_waiting = wait  # type: ignore[method-assign]
    app.delivery = delivery  # type: ignore[assignment]
    one = Schedule(app)
    one.start()
    await _until(lambda: _runs(app, "deliver_parked", "skipped") >= 3)
    assert delivery.runs == 1
    assert one.is_alive()
    let_go.set()
    await one.stop(1.0)
    assert _runs(app, "deliver_parked", "done") >= 1


@ONLY_SQLITE
@pytest.mark.parametrize("leap", [timedelta(hours=-1), timedelta(days=-400), timedelta(days=400)])
async def test_jobs_go_on_when_the_clock_leaps(
    database: Database, city: City, monkeypatch: pytest.MonkeyPatch, leap: timedelta
) -> None:
    monkeypatch.setattr(schedule, "JOBS", {"deliver_parked": Times(0, 0.05)})
    app = await _app(database, city)
    delivery: Any = _Delivery()
    app.delivery = delivery
    with time_machine.travel(NOW, tick=True) as clock:
        one = Schedule(app)
        one.start()
        await _until(lambda: delivery.runs >= 2)
        clock.shift(leap)
        before, began = delivery.runs, time.perf_counter()
        await _until(lambda: delivery.runs >= before + 4, 2.0)
        most = 2 + (time.perf_counter() - began) / 0.05
        assert delivery.runs - before <= most, "what was leapt over is made up for"
        assert one.is_alive()
        await one.stop(1.0)


async def _parked(app: App, api: BotApi) -> None:
    """A reply that Telegram would not take at first."""
    api.faults.append(500)
    await app.receive(app.channels["telegram"], telegram_update(1, {"text": "a"}))
    assert api.texts(1) == []


async def _waiting(database: Database) -> int:
    async with database.reading() as session:
        return (await session.scalars(sa.select(sa.func.count()).select_from(ParkedReply))).one()


async def test_a_stop_lets_the_job_under_way_finish(database: Database, city: City) -> None:
    async with serve_bot_api() as api:
        app, _ = await ticket_app(database, api=api.url, settings=webhook_settings())
        app.city = city
        await _parked(app, api)
        api.latency = 1.0
        async with running(app, build_site(app)):
            await api.until(lambda: _sending(api))
        assert api.texts(1) == ["got a"]
        assert await _waiting(database) == 0
    assert _runs(app, "deliver_parked", "abandoned") == 0


async def test_a_stop_gives_up_what_takes_too_long_and_loses_nothing(
    database: Database, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running_module, "STOP_WITHIN", 0.5)
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url, settings=webhook_settings())
        app.city = city
        await _parked(app, api)
        api.latency = 60.0
        with capture_logs() as logs:
            async with running(app, build_site(app)):
                await api.until(lambda: _sending(api))
                began = time.monotonic()
            assert time.monotonic() - began < 5
        assert [each["job"] for each in logs if each["event"] == "job abandoned"] == ["deliver_parked"]
        assert _runs(app, "deliver_parked", "abandoned") == 1
        assert await _waiting(database) == 1
        api.latency = 0.0
        app.delivery.clock = lambda: datetime.now(UTC) + timedelta(minutes=2)
        await app.delivery.deliver_waiting()
        assert api.texts(1) == ["got a"]
        await channel.close()


def _sending(api: BotApi) -> bool:
    return any(call.method == "sendMessage" and call.in_flight for call in api.calls)
