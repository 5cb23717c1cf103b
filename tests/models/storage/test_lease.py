"""A process that was killed while its clock stood a day ahead keeps nobody from anything."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from models.city.pack import City
from models.outbox.parked import claim_all, claim_due, park
from models.outbox.pictures import expect_media
from models.outbox.sending import hold_channel
from models.people.person import Contact
from models.storage.database import Database
from models.storage.incoming_file import claim_files
from models.storage.lease import SKEW, is_over
from models.wechat.account import lease_value
from tests.world.senders import NOON, Post, running

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("until", "over"),
    [
        (NOON - SECOND, True),
        (NOON + 9 * SECOND, False),
        (NOON + 9 * SECOND + SKEW, False),
        (NOON + 10 * SECOND + SKEW, True),
        (NOON + DAY, True),
    ],
)
def test_a_lease_is_over_when_it_ended_or_could_not_have_been_taken_by_now(until: datetime, over: bool) -> None:
    assert is_over(until, lasts=9 * SECOND, now=NOON) is over


async def test_what_a_sender_with_a_clock_a_day_ahead_had_is_sent_by_the_next(database: Database, city: City) -> None:
    post = Post(database, city)
    anna = await post.person("1")
    await post.put(anna, "a")
    ahead = post.another()
    ahead.clock = lambda: NOON + DAY
    ahead._outlets = {name: ahead._outlet(channel) for name, channel in post.channels.items()}
    await ahead._fill()  # it is killed here: it holds the channel and the row, and sends nothing
    assert await post.states() == ["sending"]
    async with running(post.sender):
        await post.sender.drain()
    assert post.said == [("1", "a")]


async def test_no_lease_of_a_wrong_clock_is_respected(database: Database, city: City) -> None:
    post = Post(database, city)
    anna = await post.person("1")
    ahead = NOON + DAY
    async with database.transaction() as session:
        chat = (await session.scalars(sa.select(Contact).where(Contact.person_id == anna))).one()
        contact = chat.id
        await park(session, contact, [{}], now=NOON, after=timedelta(0), error=None)
        await park(session, contact, [{}], now=ahead, after=timedelta(0), error=None)
        key = await expect_media(session, chat, "m", now=NOON)
        assert await claim_files(session, now=ahead, limit=9)
        assert await claim_due(session, now=ahead, limit=9)
        assert await lease_value(session, "token", now=ahead)
        assert await hold_channel(session, "telegram", "gone", now=ahead, until=ahead + 9 * SECOND)
    async with database.transaction() as session:
        assert len(await claim_all(session, contact, now=NOON)) == 2
        assert [each.owner for each in await claim_files(session, now=NOON, limit=9)] == [key]
        assert await lease_value(session, "token", now=NOON)
        assert not await lease_value(session, "token", now=NOON)
        assert await hold_channel(session, "telegram", "next", now=NOON, until=NOON + 9 * SECOND)
        assert not await hold_channel(session, "telegram", "third", now=NOON, until=NOON + 9 * SECOND)


async def test_a_reply_that_a_clock_set_back_since_put_off_is_due(database: Database, city: City) -> None:
    post = Post(database, city)
    anna = await post.person("1")
    async with database.transaction() as session:
        contact = (await session.scalars(sa.select(Contact.id).where(Contact.person_id == anna))).one()
        await park(session, contact, [{}], now=NOON + DAY, after=SECOND, error="429")
        assert len(await claim_due(session, now=NOON, limit=9)) == 1
