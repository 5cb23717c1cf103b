"""Several processes on one PostgreSQL are one service: what one of them says the others show, what one of them counts
the others count, and one that is killed is missed by nobody."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families

from bot.intake.flood import LIMIT
from models.city.pack import City
from models.notices.notice import NoticeNews
from models.outbox.message import Pushed, Urgency, put
from models.people.conversation import ProcessedUpdate
from models.people.person import Contact
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher
from models.storage.process_lease import ProcessLease
from tests.bot.intake.test_kill import _search
from tests.world.bot_api import TOKEN, BotApi, serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.processes.product import SECRET, key_of
from tests.world.processes.several import METRICS_TOKEN, Several, lives, several_processes, until
from tests.world.searches import attempts, count_attempts, searched
from tests.world.web_page import Page, browser

pytestmark = [pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True), pytest.mark.timeout(180)]
HOOK = {"X-Telegram-Bot-Api-Secret-Token": "hook"}
UPDATES, UNDER_WAY = 60, 10


@asynccontextmanager
async def _service(folder: Path, url: str, api: BotApi) -> AsyncIterator[tuple[Several, Database]]:
    """Two web processes and a worker, with a web chat and Telegram by webhook."""
    database = open_database(url, Cipher([key_of(folder)], SECRET))
    telegram = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": api.url, "TELEGRAM_WEBHOOK_SECRET": "hook"}
    settings = {"DATABASE_URL": url, "PUBLIC_URL": "http://nuanxin.example.org", "WEBCHAT": "true", **telegram}
    async with several_processes(folder, 2, **settings) as service:
        yield service, database
    await database.close()


async def test_web_processes_and_a_worker_are_one_service(database_url: str, tmp_path: Path) -> None:
    async with serve_bot_api() as api, _service(tmp_path, database_url, api) as (service, database):
        first, second = service.pids("web")
        async with browser() as anna:
            await anna.get(f"{service.url}/chat", headers={"Connection": "close"})  # each page has one of its own
            async with _page(service, first, anna) as here, _page(service, second, anna) as there:
                await here.say("a", text="/start")
                answer = await here.until("message")
                assert await there.until("message") == answer, "said by the other process"
                await there.say("b", text="厕所")
                assert (await there.until("accepted"))["accepted"] == "b"
                await _push(database, "webchat", "from the worker")
                for page in (here, there):
                    while not _told(page.texts(), "from the worker"):
                        await page.until("message")
        await _floods(service, database, first, second)
        await _tells_of_all(service)
        began = time.monotonic()
        assert await service.stop() == 0
        assert time.monotonic() - began < 10


async def test_one_that_is_killed_is_missed_by_nobody(database_url: str, tmp_path: Path, city: City) -> None:
    async with serve_bot_api(latency=0.3) as api, _service(tmp_path, database_url, api) as (service, database):
        first, second = service.pids("web")
        await count_attempts(database)
        async with service.lines_to(first, UNDER_WAY) as killed, service.lines_to(second, UNDER_WAY) as other:
            posts = [
                asyncio.create_task(_post(service, (killed, other)[number % 2], _search(number, city.centre)))
                for number in range(UPDATES)
            ]
            await api.until(lambda: sum(call.in_flight for call in api.calls) >= UNDER_WAY)
            os.kill(first, signal.SIGKILL)
            await asyncio.gather(*posts)
        await until(lambda: len(service.pids("web")) == 2 and first not in service.pids("web"))
        async with database.reading() as session:
            cells = [each.cell for each in await searched(session)]
            tried = await attempts(session)
            held = await _holder(session)
        assert (len(set(cells)), tried) == (UPDATES, UPDATES), "an update was lost, or done twice"
        os.kill(*service.pids("worker"), signal.SIGKILL)
        await _push(database, "telegram", "from the next worker")
        await api.until(lambda: _told(api.texts(), "from the next worker"), 15)
        async with database.reading() as session:
            assert await _holder(session) not in (None, held)
        orphans = [*service.pids("web"), *service.pids("worker")]
        assert len(orphans) == 3
        service.process.kill()
        await service.process.wait()
        await until(lambda: not any(lives(each) for each in orphans), 12)


async def _holder(session: Any) -> str | None:
    holder: str | None = await session.scalar(sa.select(ProcessLease.holder).where(ProcessLease.name == "jobs"))
    return holder


@asynccontextmanager
async def _page(service: Several, pid: int, client: aiohttp.ClientSession) -> AsyncIterator[Page]:
    """A page of the browser's chat, held by this process."""
    with service.only(pid):
        socket = await client.ws_connect(f"{service.url}/chat/socket")
        await socket.send_json({"hello": {"seen": 0, "language": "zh-CN", "welcomed": True}})
        await socket.send_json({"id": "?"})
        page = Page(client, service.url, socket)
        await page.until("refused")
    try:
        yield page
    finally:
        await socket.close()


async def _push(database: Database, channel: str, text: str) -> None:
    """To everybody of the channel, as a notice: the processes know no words of a test."""
    now = datetime.now(UTC)
    facts = {"notice_id": 0, "title": "", "text": text, "targets": [], "emergency": True}
    async with database.transaction() as session:
        for person_id in set(await session.scalars(sa.select(Contact.person_id).where(Contact.channel == channel))):
            await put(session, person_id, Pushed(NoticeNews.NOTICE, facts), due_at=now, urgency=Urgency.NOW)


def _told(texts: Iterable[str], text: str) -> bool:
    return any(each.endswith(text) for each in texts)


async def _post(service: Several, client: aiohttp.ClientSession, update: dict[str, object]) -> None:
    """As Telegram does: again until it is taken."""
    while True:
        try:
            async with client.post(f"{service.url}/telegram/webhook", json=update, headers=HOOK) as response:
                if response.status == 200:
                    return
        except aiohttp.ClientError:
            await asyncio.sleep(0.1)


async def _floods(service: Several, database: Database, first: int, second: int) -> None:
    """Half to each, and then as many to the second alone: the person's thirty are thirty in all, however long it takes
    a busy machine to take them."""
    sent_at = int(time.time())
    async with service.lines_to(first) as one, service.lines_to(second) as two:
        for number in range(2 * LIMIT):
            client = (one, two)[number % 2] if number < LIMIT else two
            update = telegram_update(7, {"text": "你好"}, update_id=1000 + number)
            update["message"]["date"] = sent_at
            await _post(service, client, update)
    async with database.reading() as session:
        taken = sa.select(sa.func.count()).select_from(ProcessedUpdate).where(ProcessedUpdate.channel == "telegram")
        assert (await session.scalars(taken)).one() == LIMIT


async def _tells_of_all(service: Several) -> None:
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {METRICS_TOKEN}"}) as client:
        async with client.get(f"{service.url}/readyz") as response:
            assert (await response.json())["role"] == "web"
        async with client.get(f"{service.url}/metrics") as response:
            families = {each.name: each for each in text_string_to_metric_families(await response.text())}
    updates = [each.labels | {"value": each.value} for each in families["nuanxin_updates"].samples]
    assert {"channel": "telegram", "outcome": "handled", "value": LIMIT} in updates
    pids = {(each.labels["role"], each.labels["pid"]) for each in families["process_resident_memory_bytes"].samples}
    assert pids == {(role, str(pid)) for role in ("web", "worker") for pid in service.pids(role)}
    assert {each.labels["job"] for each in families["nuanxin_job_runs"].samples} >= {"deliver_parked", "renew_search"}
