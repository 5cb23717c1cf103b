"""What the operator's Prometheus reads: every ending of an update counted, what waits to be sent, and who may look."""

import time
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr, ValidationError
from starlette.types import Message

from bot import metrics
from bot.app import App
from bot.intake.flood import LIMIT
from bot.metrics import Ending, JobResult, Metrics
from bot.running import running
from bot.settings import Settings
from bot.trouble import DatabaseAway
from bot.web.site import build_site
from models.outbox.message import Urgency, put
from models.people.person import Person
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher
from tests.world.bot_api import serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.outbox_rows import in_words
from tests.world.processes.serving import webhook_settings
from tests.world.tickets import ticket_app

RIGHT = "right-token-12345"
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


def _updates(app: App, outcome: str) -> float:
    labels = {"channel": "telegram", "outcome": outcome}
    return app.metrics.registry.get_sample_value("nuanxin_updates_total", labels) or 0


def _samples(text: str) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def _text(app: App, *, anew: bool = True) -> dict[tuple[str, ...], float]:
    if anew:
        app.metrics._counted_at = float("-inf")
    return _samples((await app.metrics.text(app.database, now=NOW)).decode())


async def _push(database: Database, count: int) -> None:
    async with database.transaction() as session:
        person = Person(created_at=NOW, locale="zh-CN")
        session.add(person)
        await session.flush()
        for _ in range(count):
            await put(session, person.id, in_words("x"), due_at=NOW.replace(hour=3), urgency=Urgency.TODAY)


async def test_every_update_counts_once_by_what_became_of_it(database: Database, cipher: Cipher) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        for text in ("hello", "rule", "defect"):
            await app.receive(channel, telegram_update(1, {"text": text}))
        twice = telegram_update(1, {"text": "once"})
        await app.receive(channel, twice)
        await app.receive(channel, twice)
        for number in range(LIMIT + 3):
            await app.receive(channel, telegram_update(2, {"text": str(number)}))
        there, app.intake.database = app.intake.database, open_database("sqlite+aiosqlite:////nowhere/x.db", cipher)
        with pytest.raises(DatabaseAway):
            await app.receive(channel, telegram_update(3, {"text": "hello"}))
        app.intake.database = there
        await channel.close()
    expected = {"handled": 2 + LIMIT, "again": 1, "refused": 1, "failed": 1, "flooded": 3, "away": 1}
    assert {ending.value: _updates(app, ending.value) for ending in Ending} == expected
    taken = app.metrics.registry.get_sample_value("nuanxin_handling_seconds_count", {"channel": "telegram"})
    assert taken == sum(expected.values()) - expected["flooded"]


async def test_the_page_can_be_read_by_prometheus_and_moves_with_the_service(database: Database) -> None:
    async with serve_bot_api() as api:
        settings = webhook_settings().model_copy(update={"metrics_token": SecretStr(RIGHT)})
        app, _ = await ticket_app(database, api=api.url, settings=settings)
        url = f"http://127.0.0.1:{settings.http_port}"
        async with running(app, build_site(app)), aiohttp.ClientSession() as client:
            headers = {"X-Telegram-Bot-Api-Secret-Token": "hook"}
            for number in range(3):
                update = telegram_update(1, {"text": str(number)})
                assert (await client.post(f"{url}/telegram/webhook", json=update, headers=headers)).status == 200
            response = await client.get(f"{url}/metrics", headers={"Authorization": f"Bearer {RIGHT}"})
            samples = _samples(await response.text())
    assert response.headers["Content-Type"].startswith("text/plain; version=")
    assert samples["nuanxin_updates_total", "telegram", "handled"] == 3
    assert samples["nuanxin_handling_seconds_count", "telegram"] == 3
    assert samples["nuanxin_outbox_rows", "pushed", "waiting"] == 0
    assert ("process_resident_memory_bytes",) in samples


async def test_what_waits_is_counted_but_not_at_every_look(database: Database) -> None:
    app, channel = await ticket_app(database)
    await _push(database, 3)
    waiting = ("nuanxin_outbox_rows", "pushed", "waiting")
    first = await _text(app)
    assert first[waiting] == 3
    assert first["nuanxin_outbox_behind_seconds", "pushed"] == 3600
    assert first["nuanxin_outbox_behind_seconds", "parked"] == 0
    await _push(database, 2)
    assert (await _text(app, anew=False))[waiting] == 3
    assert (await _text(app))[waiting] == 5
    await channel.close()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_no_more_rows_are_counted_than_a_scrape_can_afford(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, channel = await ticket_app(database)
    await _push(database, 8)
    monkeypatch.setattr(metrics, "COUNTED", 5)
    metrics._counts.cache_clear()
    assert (await _text(app))["nuanxin_outbox_rows", "pushed", "waiting"] == 5
    metrics._counts.cache_clear()
    await channel.close()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_without_the_database_the_counters_can_still_be_read(database: Database, cipher: Cipher) -> None:
    app, channel = await ticket_app(database)
    app.metrics.too_many("telegram")
    await _text(app)
    app.database = open_database("sqlite+aiosqlite:////nowhere/x.db", cipher)
    samples = await _text(app)
    assert samples["nuanxin_too_many_requests_total", "telegram"] == 1
    assert not [name for name in samples if name[0].startswith("nuanxin_outbox")]
    await channel.close()


def test_sends_lateness_and_jobs_are_counted() -> None:
    counted = Metrics()
    counted.sent("telegram", "sent")
    counted.sent("telegram", "Blocked")
    counted.late(1.5)
    counted.ran("forget", JobResult.FAILED, 0.1)
    value = counted.registry.get_sample_value
    assert value("nuanxin_sends_total", {"channel": "telegram", "result": "Blocked"}) == 1
    assert value("nuanxin_send_late_seconds_bucket", {"le": "1.0"}) == 0
    assert value("nuanxin_send_late_seconds_bucket", {"le": "2.0"}) == 1
    assert value("nuanxin_job_runs_total", {"job": "forget", "result": "failed"}) == 1
    assert value("nuanxin_job_last_success_timestamp_seconds", {"job": "forget"}) is None
    counted.ran("forget", JobResult.DONE, 0.1)
    assert value("nuanxin_job_last_success_timestamp_seconds", {"job": "forget"}) == pytest.approx(time.time(), abs=5)
    assert Metrics().registry.get_sample_value("nuanxin_job_runs_total", {"job": "forget", "result": "done"}) is None


def test_counting_an_update_costs_next_to_nothing() -> None:
    counted = Metrics()
    best = min(_time_of(counted, 2000) for _ in range(5))
    assert best < 20e-6, "the way of every update"


def _time_of(counted: Metrics, times: int) -> float:
    began = time.thread_time()
    for _ in range(times):
        counted.update("telegram", Ending.HANDLED, 0.002)
    return (time.thread_time() - began) / times


HERE = {"host": "127.0.0.1:8080"}
WHO_MAY_LOOK = [
    ("127.0.0.1", HERE, None, 404),
    ("127.0.0.1", {**HERE, "authorization": f"Bearer {RIGHT}"}, None, 404),
    ("127.0.0.1", {"host": "localhost"}, None, 404),
    ("203.0.113.7", HERE, None, 404),
    ("", {}, None, 404),
    ("127.0.0.1", HERE, RIGHT, 401),
    ("127.0.0.1", {**HERE, "authorization": "Bearer wrong"}, RIGHT, 401),
    ("127.0.0.1", {**HERE, "authorization": RIGHT}, RIGHT, 401),
    ("127.0.0.1", {**HERE, "authorization": "Bearer höök"}, RIGHT, 401),
    ("203.0.113.7", {"x-forwarded-for": "1.2.3.4", "authorization": f"Bearer {RIGHT}"}, RIGHT, 200),
]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("peer", "headers", "token", "status"), WHO_MAY_LOOK)
async def test_only_who_brings_the_token_may_look(
    database: Database, peer: str, headers: dict[str, str], token: str | None, status: int
) -> None:
    settings = Settings(_env_file=None, metrics_token=SecretStr(token) if token else None)  # type: ignore[call-arg]
    app, channel = await ticket_app(database, settings=settings)
    assert await _status(app, peer, headers) == status
    await channel.close()


async def _status(app: App, peer: str, headers: dict[str, str]) -> int:
    scope: Any = {
        "type": "http",
        "method": "GET",
        "path": "/metrics",
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": (peer, 4711) if peer else None,
        "server": ("203.0.113.1", 8080),
    }
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    await build_site(app)(scope, receive, send)
    return int(said[0]["status"])


@pytest.mark.parametrize("token", ["short", "with spaces in between", "größer-als-sechzehn"])
def test_a_token_that_fits_no_header_is_refused(token: str) -> None:
    with pytest.raises(ValidationError, match="setting-metrics-token"):
        Settings(_env_file=None, metrics_token=SecretStr(token))  # type: ignore[call-arg]
