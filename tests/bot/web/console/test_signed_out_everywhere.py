"""What one process does is seen within a second in the open pages that another one serves: a case that changed, and a
session that ended."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
import sqlalchemy as sa

from bot.assembly import build_app
from bot.keys import Keys
from bot.settings import Settings
from models.casework.posts import remove_staff
from models.city.pack import City
from models.staff.console_session import ConsoleSession
from models.staff.post import StaffRole
from models.storage.database import open_database
from models.storage.encryption import Cipher
from tests.world.console.desk_client import DeskClient, a_desk, desk_of
from tests.world.filing import a_case, a_person
from tests.world.processes.product import SECRET, key_of
from tests.world.processes.several import Several, several_processes

pytestmark = [pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True), pytest.mark.timeout(400)]
WITHIN_S = 1.0
URL = "http://nuanxin.example.org"


@asynccontextmanager
async def open_page(service: Several, pid: int, desk: DeskClient) -> AsyncIterator[aiohttp.ClientResponse]:
    """The stream of events of a page that this process serves."""
    cookie = "{name}={value}".format(**desk.cookie)
    async with service.lines_to(pid) as client:
        stream = await client.get(f"{service.url}/console/live", headers={"Cookie": cookie})
        assert stream.status == 200
        assert await stream.content.readline() == b": here\n"
        yield stream
        stream.close()


async def seconds_until(event: bytes, stream: aiohttp.ClientResponse, since: float) -> float:
    async with asyncio.timeout(20):
        async for line in stream.content:
            if line == b"event: " + event + b"\n":
                return time.monotonic() - since
    raise AssertionError("the stream ended and did not say why")


async def ends_by_a_press(service: Several, pid: int, lead: DeskClient, number: int) -> None:
    """The lead's press, handled by this process."""
    cookie = "{name}={value}".format(**lead.cookie)
    async with service.lines_to(pid) as client:
        page = await client.get(f"{service.url}/console/devices/colleagues", headers={"Cookie": cookie})
        token = re.search(r'name="token" value="([^"]+)"', await page.text())
        assert token is not None
        fields = {"token": token[1], "once": "once", "session": str(number)}
        path, headers = f"{service.url}/console/devices/colleagues/end", {"Cookie": cookie, "Origin": URL}
        answer = await client.post(path, data=fields, headers=headers, allow_redirects=False)
        assert answer.status == 303


async def takes(service: Several, pid: int, desk: DeskClient, number: str) -> None:
    """A case is taken by a press that this process handles."""
    cookie = "{name}={value}".format(**desk.cookie)
    async with service.lines_to(pid) as client:
        page = await client.get(f"{service.url}/console/cases/{number}", headers={"Cookie": cookie})
        token = re.search(r'name="token" value="([^"]+)"', await page.text())
        assert token is not None
        path, headers = f"{service.url}/console/cases/{number}/do/take", {"Cookie": cookie, "Origin": URL}
        fields = {"token": token[1], "once": "taken"}
        answer = await client.post(path, data=fields, headers=headers, allow_redirects=False)
        assert answer.status == 303


async def test_what_one_process_does_is_seen_in_the_pages_of_the_other(
    database_url: str, tmp_path: Path, city: City
) -> None:
    cipher = Cipher([key_of(tmp_path)], SECRET)
    database = open_database(database_url, cipher)
    settings = Settings(_env_file=None, public_url=URL, database_url=database_url)  # type: ignore[call-arg]
    app = build_app(settings, Keys(SECRET, cipher), database, city, channels=[])
    async with several_processes(tmp_path, 2, DATABASE_URL=database_url, PUBLIC_URL=URL, WEBCHAT="true") as service:
        first, second = service.pids("web")
        clerk, lead = await a_desk(app), await a_desk(app, "李主任", role=StaffRole.LEAD)
        async with database.reading() as session:
            mine = sa.select(ConsoleSession.id).where(ConsoleSession.staff_id == clerk.staff_id)
            number = (await session.scalars(mine)).one()
        async with database.transaction() as session:
            case = await a_case(session, await a_person(session), city, now=app.clock())
        async with open_page(service, second, clerk) as stream:
            began = time.monotonic()
            changed = asyncio.create_task(seconds_until(b"changed", stream, began))
            await takes(service, first, lead, case.number)
            pressed = time.monotonic() - began
            assert await changed < pressed + WITHIN_S
            began = time.monotonic()
            gone = asyncio.create_task(seconds_until(b"gone", stream, began))
            await ends_by_a_press(service, first, lead, number)
            pressed = time.monotonic() - began
            assert await gone < pressed + WITHIN_S
        again = await desk_of(app, clerk.staff_id)
        async with open_page(service, first, again) as here, open_page(service, second, again) as there:
            async with database.transaction() as session:
                await remove_staff(session, clerk.staff_id)
            began = time.monotonic()
            for stream in (here, there):
                assert await seconds_until(b"gone", stream, began) < WITHIN_S
    await database.close()
