"""The same said of a place in the chat and at the console leaves the same rows: the place, its history, its days, what
is told to whom."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from models.city.pack import City
from models.outbox.message import OutboxMessage
from models.places.change import PlaceChange
from models.places.host import PlaceDay, PlaceReportAnswer
from models.places.hours import PlaceHours
from models.places.place import FeedbackKind, PlaceFeedback
from models.staff.post import Staff, StaffRole
from models.storage.database import Database
from tests.bot.web.console.places.test_place_desk import form
from tests.conftest import THURSDAY_AFTERNOON
from tests.stories.test_place_checked import place_now
from tests.world.chat import Chat, open_chat
from tests.world.console.desk_client import desk_of
from tests.world.directory import PLACES
from tests.world.staff_chat import a_colleague

PATH = "/console/places"
TABLES = (PlaceChange, PlaceDay, PlaceHours, PlaceReportAnswer)
ITS_OWN = {"id", "place_id", "feedback_id", "at", "checked_at", "shut_until", "closed_at", "undone_at", "code"}
"""Columns in which two places differ that have the same said of them a moment apart."""


@pytest.fixture
async def telegram(database: Database, city: City) -> AsyncIterator[Chat]:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        async with database.transaction() as session:
            for code in ("T1", "C1"):
                (place, *_) = PLACES(city)
                place.code = code
                session.add(place)
        yield open_chat("telegram", database, city, time)


async def rows_of(chat: Chat, code: str) -> dict[str, Any]:
    place = await place_now(chat, code)
    async with chat.app.database.reading() as session:
        found: dict[str, Any] = {"place": plain(place)}
        for table in TABLES:
            rows = sa.select(table)
            if table is PlaceReportAnswer:
                rows = rows.join(PlaceFeedback, PlaceFeedback.id == PlaceReportAnswer.feedback_id)
                rows = rows.where(PlaceFeedback.place_id == place.id)
            else:
                rows = rows.where(table.place_id == place.id)
            found[table.__tablename__] = [plain(each) for each in await session.scalars(rows)]
        changes = set(await session.scalars(sa.select(PlaceChange.id).where(PlaceChange.place_id == place.id)))
        told = [
            (row.person_id, row.urgency, row.content["news"], row.content["facts"].get("value"))
            for row in await session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id))
            if row.content.get("facts", {}).get("place_id") == place.id
            or row.content.get("facts", {}).get("change_id") in changes
        ]
    found["told"] = sorted(told, key=str)
    return found


def plain(row: Any) -> dict[str, Any]:
    columns = [each.key for each in sa.inspect(type(row)).column_attrs if each.key not in ITS_OWN]
    return {name: getattr(row, name) for name in columns}


async def a_report(chat: Chat, code: str) -> int:
    place = await place_now(chat, code)
    async with chat.app.database.transaction() as session:
        about = {"kind": FeedbackKind.MISSING_SERVICE, "need": "toilet", "at": chat.app.clock()}
        report = PlaceFeedback(place_id=place.id, person_id=None, **about)
        session.add(report)
        await session.flush()
        return report.id


async def test_hours_facts_closures_reports_and_claims(telegram: Chat) -> None:
    await a_colleague(telegram, "李科", "union", StaffRole.LEAD)  # is told of what others say
    wang = await a_colleague(telegram, "孙科", "union")
    async with telegram.app.database.reading() as session:
        (staff,) = await session.scalars(sa.select(Staff).where(Staff.name == "孙科"))
    desk = await desk_of(telegram.app, staff.id)
    await a_report(telegram, "T1")
    await wang.presses("工作台")
    await wang.presses("驿站反映")
    await wang.presses("1")
    await wang.presses("1")
    await wang.presses("处理好了")
    await wang.presses("改开门时间")
    await wang.presses("关几天")
    await wang.sends("12月1日到12月3日")
    await wang.presses("装修、维修")
    await wang.presses("今天不开")
    await wang.presses("核实资料")
    await wang.presses("时间、进门不对")
    await wang.sends("9点到21点")
    await wang.presses("对")
    report = await a_report(telegram, "C1")
    path = f"{PATH}/{(await place_now(telegram, 'C1')).id}"
    await desk.presses(f"{path}/do/answer", {"report": str(report), "answer": "fixed"})
    days = {"first": "2026-12-01", "last": "2026-12-03", "why": "repair"}
    await desk.presses(f"{path}/do/close", days)
    await desk.presses(f"{path}/do/today", {"open": "no"})
    page = await desk.get(f"{path}/edit")
    await desk.presses(f"{path}/edit", form(desk, page, hours="9点到21点"))
    left, right = await rows_of(telegram, "T1"), await rows_of(telegram, "C1")
    assert left == right
    assert [len(left[name]) for name in ("place_change", "place_day", "place_hours", "place_report_answer")] == [
        1,
        4,
        1,
        1,
    ]
    assert len(left["told"]) == 3
