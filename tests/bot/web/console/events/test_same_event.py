"""An event told in the chat and at the console leaves the same rows: event, dates, and what is told to whom."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from models.city.pack import City
from models.events.event import Event, EventDate
from models.outbox.message import OutboxMessage
from models.staff.post import Staff
from models.storage.database import Database
from tests.conftest import THURSDAY_AFTERNOON
from tests.stories.test_hosting import host
from tests.world.chat import Chat, open_chat
from tests.world.console.desk_client import desk_of

PATH = "/console/events"
ITS_OWN = {"id", "event_id", "date_id", "booking_id", "asked_with"}


@pytest.fixture
async def telegram(database: Database, city: City) -> AsyncIterator[Chat]:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        yield open_chat("telegram", database, city, time)


async def rows_of(chat: Chat, event_id: int) -> dict[str, Any]:
    """The event, its dates, and what was told of them, without what tells two events apart."""
    async with chat.app.database.reading() as session:
        event = await session.get_one(Event, event_id)
        dates = (
            await session.scalars(sa.select(EventDate).where(EventDate.event_id == event_id).order_by(EventDate.id))
        ).all()
        numbers = {each.id for each in dates}
        told = [
            (row.person_id, row.urgency, row.content["news"])
            for row in await session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id))
            if row.content.get("facts", {}).get("date_id") in numbers
        ]
    return {"event": plain(event), "dates": [plain(each) for each in dates], "told": told}


def plain(row: Any) -> dict[str, Any]:
    columns = [each.key for each in sa.inspect(type(row)).column_attrs if each.key not in ITS_OWN]
    return {name: getattr(row, name) for name in columns}


async def test_made_moved_and_held_again(telegram: Chat) -> None:
    wang = await host(telegram)
    async with telegram.app.database.reading() as session:
        (staff,) = await session.scalars(sa.select(Staff))
    desk = await desk_of(telegram.app, staff.id)
    await wang.sends("我办的活动")
    await wang.presses("新办一个")
    await wang.presses("课")
    for said in ("中医正骨", "教几个动作", "青石路 999 号院里"):
        await wang.sends(said)
    await wang.presses(next(each for each in wang.labels() if "青石路 999 号院里" in each))
    await wang.sends("12月5号 下午两点半")
    await wang.presses("90 分钟")
    await wang.sends("3")
    await wang.presses("发布")
    await wang.presses("改、取消、再办")
    await wang.presses("改时间")
    await wang.sends("12月6号 10:00")
    await wang.presses("改")
    await wang.presses("改、取消、再办")
    await wang.presses("再办一场")
    await wang.sends("12月12号 10:00")
    await wang.presses("办")
    fields = {"kind": "training", "title": "中医正骨", "about": "教几个动作", "where": "青石路 999 号院里"}
    times = {"starts_at": "2026-12-05T14:30", "minutes": "90", "seats": "3", "place": "typed"}
    made = await desk.post(f"{PATH}/make", fields | times)
    path = made.headers["Location"].partition("?")[0]
    await desk.presses(f"{path}/do/move", {"starts_at": "2026-12-06T10:00"})
    await desk.presses(f"{path}/do/again", {"starts_at": "2026-12-12T10:00"})
    async with telegram.app.database.reading() as session:
        left, right = await session.scalars(sa.select(Event.id).where(Event.key.is_(None)).order_by(Event.id))
    assert await rows_of(telegram, left) == await rows_of(telegram, right)
