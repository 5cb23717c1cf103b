"""The digest of a week: on Monday morning, once for each lead, of their own department, nothing of fewer than five."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.pushed.table import pushed_screen
from handlers.talk.texts import texts
from models.casework.handling import settle_case, take_case
from models.city.pack import City
from models.duties.duty import DutyKind, Owner
from models.duties.steps import give_duty
from models.events.seat import book_seat
from models.figures.digest import send_digests
from models.notices.audience import Audience, Topic
from models.notices.notice import Notice, Written, raise_notice, tapped
from models.notices.sending import prepare_portion
from models.outbox.message import OutboxMessage, Urgency
from models.people.person import Person
from models.places.demand import cell_of
from models.storage.database import Database
from tests.world.colleagues import LEAD, a_clerk
from tests.world.events import add_date, add_event
from tests.world.filing import NOW, a_case, a_person
from tests.world.searches import a_count

MONDAY = NOW + timedelta(days=7)
SUNDAY = MONDAY - timedelta(days=1)


async def send(database: Database, city: City, now: Any) -> int:
    async with database.transaction() as session:
        return await send_digests(session, city=city, now=now)


async def told(database: Database, person_id: int | None) -> str:
    async with database.reading() as session:
        rows = await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.person_id == person_id))
        digests = [each.content for each in rows if each.content["news"] == "week-digest"]
    (content,) = digests
    assert pushed_screen(texts().in_("en"), content).rows[0][0].text == "Chart"
    return pushed_screen(texts().in_("zh-CN"), content).text


async def a_notice_that_went_out(session: AsyncSession, people: list[Person], *, now: datetime) -> None:
    """Of the union, to all of them; two read it."""
    words = {"zh-CN": "高温"}, {"zh-CN": "多喝水。"}
    written = Written(*words, topic=Topic.WEATHER, urgency=Urgency.NOW, audience=Audience())
    ends = now + timedelta(hours=6)
    await raise_notice(session, written, department="union", source_key="1", expires_at=ends, now=now)
    notice_id = (await session.scalars(sa.select(Notice.id))).one()
    await prepare_portion(session, notice_id, now=now)
    await session.execute(
        sa.update(OutboxMessage).where(OutboxMessage.cause == f"notice:{notice_id}").values(state="sent")
    )
    elsewhere = OutboxMessage.person_id.not_in([each.id for each in people])
    await session.execute(sa.delete(OutboxMessage).where(OutboxMessage.cause == f"notice:{notice_id}", elsewhere))
    for each in people[:2]:
        await tapped(session, notice_id, each.id, acted=False, now=now)


async def test_each_lead_is_told_once_what_the_week_came_to(database: Database, city: City) -> None:
    cell = cell_of(city.centre)
    platform = next(iter(city.platforms))
    async with database.transaction() as session:
        wang, sun = await a_clerk(session, "王芳"), await a_clerk(session, "孙科", role=LEAD)
        zhou = await a_clerk(session, "周姐", "social_work", LEAD)
        qian = await a_clerk(session, "钱工", "transport", LEAD)
        workers = [await a_person(session, f"rider-{each}") for each in range(5)]
        cases = [await a_case(session, each, city, platform=platform, now=NOW + timedelta(days=2)) for each in workers]
        await take_case(session, cases[0].id, wang, city=city, now=NOW + timedelta(days=2))
        await settle_case(session, cases[0].id, wang, "退了", city=city, now=NOW + timedelta(days=2))
        session.add(a_count(NOW.date(), cell, "|toilet|", 4))  # a Monday
        session.add(a_count(NOW.date(), cell, "|toilet|", 2, outcome="far"))
        session.add(a_count(NOW.date(), cell, "|charge|", 3, searches=30))
        session.add(a_count(MONDAY.date(), cell, "|toilet|", 50))
        event_date = await add_date(session, await add_event(session), city, starts_at=SUNDAY, seats=20)
        for each in workers[:3]:
            await book_seat(session, event_date.id, person=each, city=city, now=NOW + timedelta(days=2))
        await a_notice_that_went_out(session, workers, now=NOW + timedelta(days=3))
        for department, day in (("market_regulation", MONDAY), ("market_regulation", SUNDAY), ("transport", NOW)):
            await give_duty(
                session,
                kind=DutyKind.MILESTONE,
                owner=Owner.department(department),
                wanted="建驿站",
                given_by=zhou,
                until=day.date(),
                city=city,
                now=NOW,
            )
    assert await send(database, city, SUNDAY) == 0
    assert await send(database, city, MONDAY - timedelta(hours=6)) == 0  # before the office opens
    assert sorted(await asyncio.gather(send(database, city, MONDAY), send(database, city, MONDAY)))[-1] == 3
    assert await send(database, city, MONDAY + timedelta(hours=5)) == 0
    assert await send(database, city, MONDAY + timedelta(days=3)) == 0
    everything = await told(database, zhou.person_id)
    for part in (
        "全市上周",
        "收到 5 件，办结 1 件",
        "平台甲",
        " 5",
        "厕所 6",
        "座位 20，坐了 3",
        "收到 5 人次，看了 2",
        "快到期 1，超期 2，其中超期 5 个工作日以上 1",
        "市场监管局 1 / 1 / 0",
        "交通运输局 0 / 1 / 1",
    ):
        assert part in everything, everything
    assert "充电" not in everything  # fewer than five
    mine, other = await told(database, sun.person_id), await told(database, qian.person_id)
    assert "市场监管局上周" in mine
    assert "收到 5 件" in mine
    assert "收到 0 件" in other
    assert "快到期 0，超期 1" in other
    assert "市场监管局" not in other
    assert "平台甲" not in other
    assert "收到 5 人次" not in other  # the union's
