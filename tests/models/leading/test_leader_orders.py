"""Orders that are about no case: given, accepted, answered, sent back, closed; late ones; who may what."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.casework.errors import NobodyThere
from models.city.pack import City
from models.errors import AnswerMissing, DayPassed
from models.leading.errors import LeaderOrderGone
from models.leading.orders import (
    KEPT,
    OPEN,
    LeaderOrder,
    OrderState,
    accept_order,
    answer_order,
    close_order,
    count_waiting,
    forget_leader_orders,
    give_order,
    leader_order,
    orders_seen,
    send_back,
    steps_of,
    warn_of_leader_orders,
)
from models.outbox.message import OutboxMessage
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole
from models.storage.database import Database
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW
from tests.world.outbox_rows import as_put

LEADER = StaffRole.LEADER
FRIDAY = NOW.date() + timedelta(days=4)
pytestmark = pytest.mark.usefixtures("everything_can_be_said")


async def _told(session: Any, staff: Staff) -> list[str]:
    rows = await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.person_id == staff.person_id))
    return [each.content["news"].removeprefix("leader-order-") for each in as_put(rows)]


async def _given(session: Any, city: City) -> tuple[Staff, Staff, LeaderOrder]:
    luo, sun = await a_clerk(session, "罗", "social_work", LEADER), await a_clerk(session, "孙科", role=LEAD)
    order = await give_order(session, luo, "market_regulation", "排查站点", until=FRIDAY, city=city, now=NOW)
    return luo, sun, order


async def test_an_order_goes_its_way_and_both_sides_hear_of_every_step(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        luo, sun, order = await _given(session, city)
        assert await count_waiting(session, sun) == 1
        await accept_order(session, order.id, sun, **about)
        await accept_order(session, order.id, sun, **about)
        await answer_order(session, order.id, sun, "查了三家", **about)
        later = FRIDAY + timedelta(days=7)
        await send_back(session, order.id, luo, "还有两家", until=later, **about)
        assert order.due_at.astimezone(city.zone).date() == later
        await answer_order(session, order.id, sun, "五家都查了", **about)
        await close_order(session, order.id, luo, **about)
        await close_order(session, order.id, luo, **about)
        assert await _told(session, sun) == ["given", "sent-back", "closed"]
        assert await _told(session, luo) == ["accepted", "answered", "answered"]
    async with database.reading() as session:
        assert order.id == (await leader_order(session, order.id, sun, city=city)).id
        steps = [(each.what.value, each.text) for each in await steps_of(session, order.id)]
        assert steps == [
            ("give", "排查站点"),
            ("accept", None),
            ("answer", "查了三家"),
            ("send_back", "还有两家"),
            ("answer", "五家都查了"),
            ("close", None),
        ]
        assert not await orders_seen(session, luo, city=city)
        closed = await orders_seen(session, luo, city=city, states=(OrderState.CLOSED,))
        assert [each.id for each in closed] == [order.id]


async def test_who_may_give_see_and_close_orders(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        luo, sun, order = await _given(session, city)
        he = await a_clerk(session, "何局", role=LEADER)
        zhou, clerk = await a_clerk(session, "周", "social_work", LEAD), await a_clerk(session, "沈", "social_work")
        chen = await a_clerk(session, "陈", "human_resources", LEAD)
        for staff, department in (
            (sun, "human_resources"),
            (clerk, "market_regulation"),
            (he, "human_resources"),
            (zhou, "social_work"),
            (chen, "human_resources"),
        ):
            with pytest.raises(NotStaff):
                await give_order(session, staff, department, "查", until=FRIDAY, **about)
        own = await give_order(session, he, "market_regulation", "报一页纸", until=FRIDAY, **about)
        leads = await give_order(session, zhou, "human_resources", "清欠", until=FRIDAY, **about)
        assert [each.id for each in await orders_seen(session, chen, city=city)] == [leads.id]
        assert len(await orders_seen(session, clerk, city=city)) == len(await orders_seen(session, luo, city=city)) == 3
        for attempt in (
            leader_order(session, order.id, chen, city=city),
            accept_order(session, order.id, chen, **about),
            answer_order(session, order.id, chen, "好", **about),
            accept_order(session, order.id, he, **about),
            close_order(session, order.id, sun, **about),
            close_order(session, order.id, zhou, **about),
            send_back(session, order.id, luo, "再办", **about),
            close_order(session, 4711, luo, **about),
        ):
            with pytest.raises(LeaderOrderGone):
                await attempt
        for each in (order, own, leads):
            await close_order(session, each.id, luo, **about)
        with pytest.raises(LeaderOrderGone):
            await answer_order(session, order.id, sun, "晚了", **about)


async def test_an_order_needs_words_a_day_to_come_and_somebody_there(database: Database, city: City) -> None:
    async with database.transaction() as session:
        luo, _, _ = await _given(session, city)
        wanted = ("market_regulation", "查"), ("market_regulation", " "), ("transport", "查")
        days = NOW.date() - timedelta(days=1), FRIDAY, FRIDAY
        for (department, text), day, error in zip(wanted, days, (DayPassed, AnswerMissing, NobodyThere), strict=True):
            with pytest.raises(error):
                await give_order(session, luo, department, text, until=day, city=city, now=NOW)


async def test_two_answers_at_once_leave_one(database: Database, city: City) -> None:
    async with database.transaction() as session:
        _, sun, order = await _given(session, city)
        wang = await a_clerk(session, "王芳")
    async with database.transaction() as session:
        await answer_order(session, order.id, sun, "我先回", city=city, now=NOW)
    async with database.transaction() as session:
        with pytest.raises(LeaderOrderGone):
            await answer_order(session, order.id, wang, "我也回", city=city, now=NOW)


async def test_both_sides_hear_once_that_the_day_is_over(database: Database, city: City) -> None:
    over = NOW + timedelta(days=5)
    async with database.transaction() as session:
        luo, sun, _ = await _given(session, city)
        assert await warn_of_leader_orders(session, city=city, now=NOW) == 0
        assert await warn_of_leader_orders(session, city=city, now=over) == 1
        assert await warn_of_leader_orders(session, city=city, now=over) == 0
        assert (await _told(session, luo), await _told(session, sun)) == (["late"], ["given", "late"])


async def test_a_closed_order_is_deleted_when_its_time_is_over(database: Database, city: City) -> None:
    async with database.transaction() as session:
        luo, _, order = await _given(session, city)
        await forget_leader_orders(session, now=NOW + KEPT * 2)
        assert len(await orders_seen(session, luo, city=city, states=OPEN)) == 1
        await close_order(session, order.id, luo, city=city, now=NOW)
        await forget_leader_orders(session, now=NOW + KEPT - timedelta(days=1))
        assert await orders_seen(session, luo, city=city, states=(OrderState.CLOSED,))
        await forget_leader_orders(session, now=NOW + KEPT + timedelta(days=1))
        assert not await steps_of(session, order.id)
