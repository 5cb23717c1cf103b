"""Messages to everybody: four a month, each sent once, and what became of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.wechat.api import WeChatApi, WeChatAway, WeChatError
from bot.channels.wechat.mass import WeChatMass
from bot.channels.wechat.template import WeChatTemplates
from models.city.pack import City
from models.storage.database import Database
from models.wechat.errors import MassBudgetSpent
from models.wechat.mass import MassState, mass_left, plan_mass
from tests.world.wechat.api import APP_ID, SECRET, WeChatServer, serve_wechat_api

NOW = datetime(2026, 11, 30, 15, 59, tzinfo=UTC)  # 23:59 in Beijing: the month's last minute
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
async def post(database: Database) -> AsyncIterator[tuple[WeChatMass, WeChatServer, Clock]]:
    clock = Clock()
    async with serve_wechat_api() as server:
        api = WeChatApi(database, app_id=APP_ID, secret=SECRET, api=server.url)
        yield WeChatMass(api, database, clock), server, clock
        await api.close()


async def _left(database: Database, now: datetime) -> int:
    async with database.reading() as session:
        return await mass_left(session, now=now)


@on_sqlite
async def test_four_a_month_and_four_again_when_beijings_month_begins(post: Any, database: Database) -> None:
    mass, server, clock = post
    for number in range(4):
        assert await mass.send(f"notice:{number}", "高温，多喝水。") is MassState.TAKEN
    with pytest.raises(MassBudgetSpent):
        await mass.send("notice:4", "高温，多喝水。")
    assert (len(server.mass), await _left(database, NOW)) == (4, 0)
    assert server.mass[0]["filter"] == {"is_to_all": True}
    clock.now += timedelta(minutes=2)
    assert await mass.send("notice:4", "高温，多喝水。") is MassState.TAKEN
    assert await _left(database, clock.now) == 3


async def test_two_processes_do_not_take_the_last_one_both(database: Database) -> None:
    async def plan(key: str) -> str:
        try:
            async with database.transaction() as session:
                await plan_mass(session, key, now=NOW)
        except MassBudgetSpent:
            return "none left"
        return "planned"

    for number in range(3):
        await plan(f"notice:{number}")
    assert sorted(await asyncio.gather(plan("notice:3"), plan("notice:4"))) == ["none left", "planned"]
    assert await asyncio.gather(plan("notice:0"), plan("notice:0")) == ["planned"] * 2
    assert await _left(database, NOW) == 0


@on_sqlite
async def test_the_same_key_is_sent_once_also_when_the_call_was_cut(post: Any, database: Database) -> None:
    mass, server, _ = post
    await mass.send("notice:0", "a")
    assert await mass.send("notice:0", "a") is MassState.TAKEN
    assert len(server.mass) == 1
    server.template_faults.append("drop")
    with pytest.raises(WeChatAway):
        await mass.send("notice:1", "b")
    assert await mass.send("notice:1", "b") is MassState.TAKEN
    assert (len(server.mass), await _left(database, NOW)) == (2, 2)


@on_sqlite
@pytest.mark.parametrize(("code", "left"), [(45028, 0), (45009, 4), (48001, 4)])
async def test_a_refusal_frees_its_place_unless_none_is_left(
    post: Any, database: Database, code: int, left: int
) -> None:
    mass, server, clock = post
    server.template_faults.append(code)
    with pytest.raises(WeChatError, match=str(code)):
        await mass.send("notice:0", "a")
    assert (server.mass, await _left(database, NOW)) == ([], left)
    if left == 0:
        with pytest.raises(MassBudgetSpent):
            await mass.send("notice:0", "a")
        clock.now += timedelta(minutes=2)
    assert await mass.send("notice:0", "a") is MassState.TAKEN


@on_sqlite
async def test_wechats_report_is_kept(post: Any, database: Database, city: City) -> None:
    mass, _, _ = post
    await mass.send("notice:0", "a")
    templates = WeChatTemplates(mass.api, database, city, "https://example.org")
    report = {"MsgID": "7001", "Status": "send success", "TotalCount": "9", "SentCount": "7", "ErrorCount": "2"}
    raw = {"MsgType": "event", "Event": "MASSSENDJOBFINISH", "FromUserName": "gh", "CreateTime": "1", **report}
    await templates.take_event(raw)
    async with database.transaction() as session:
        row = await plan_mass(session, "notice:0", now=NOW)
    assert (row.state, row.reached, row.failed, row.error) == (MassState.DONE, 7, 2, None)


@on_sqlite
async def test_what_wechat_would_not_take_is_no_message(post: Any, database: Database) -> None:
    mass, _, _ = post
    with pytest.raises(ValueError, match="too long"):
        await mass.send("notice:0", "长" * 700)
    assert await _left(database, NOW) == 4
