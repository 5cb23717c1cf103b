"""A notice that is repeated: the next one is made once, waits for a yes where something new asks for one, and ends."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.jobs.notices import follow, prepare_notices
from models.city.pack import City
from models.notices.audience import Audience, Topic
from models.notices.errors import NoticeIncomplete
from models.notices.handing_in import hand_in_notice
from models.notices.notice import Author, Notice, NoticeState, Written, cancel_notice, write_notice
from models.notices.repeating import Repeat
from models.outbox.message import Urgency
from models.storage.database import Database
from tests.models.notices.test_notice import ANNA, people
from tests.world.senders import Post

WEEK = timedelta(weeks=1)


@pytest.fixture
def post(database: Database, city: City) -> Post:
    return Post(database, city)


async def a_series(
    post: Post, weeks: int = 1, days: int = 21, *, by: Author = ANNA, lasts: timedelta = WEEK, **about: Audience
) -> int:
    """A notice that goes out every so many weeks for so many days."""
    written = Written(
        {"zh-CN": "例会"}, {"zh-CN": "周三开会。"}, Topic.CITY, Urgency.TODAY, about.get("audience", Audience())
    )
    repeat = Repeat(weeks, post.now.date() + timedelta(days=days))
    async with post.database.transaction() as session:
        notice = await write_notice(session, written, by, now=post.now)
        times = {"send_at": post.now, "expires_at": post.now + lasts}
        await hand_in_notice(session, notice.id, by, **times, city=post.city, now=post.now, repeat=repeat)
        return notice.id


async def series(post: Post) -> list[Notice]:
    async with post.database.reading() as session:
        return list(await session.scalars(sa.select(Notice).order_by(Notice.id)))


async def works(post: Post) -> None:
    for _ in range(2):
        await prepare_notices(post.database, clock=lambda: post.now)
        await follow(post.database, post.city, clock=lambda: post.now)


async def test_each_leads_to_the_next_until_the_last_day(post: Post) -> None:
    await people(post, 2)
    await a_series(post, days=15)
    begun = post.now
    await works(post)
    first, second = await series(post)
    assert (second.follows, second.state, second.send_at) == (first.id, NoticeState.SCHEDULED, begun + WEEK)
    assert second.expires_at == begun + 2 * WEEK
    assert second.titles == first.titles
    for _ in range(4):
        post.now += WEEK
        await works(post)
    assert [each.send_at for each in await series(post)] == [begun, begun + WEEK, begun + 2 * WEEK]


async def test_after_a_long_pause_none_is_sent_for_the_past(post: Post) -> None:
    await people(post, 2)
    await a_series(post, days=60)
    begun = post.now
    await prepare_notices(post.database, clock=lambda: post.now)
    post.now += timedelta(days=16)
    await works(post)
    assert [each.send_at for each in await series(post)] == [begun, begun + 3 * WEEK]


async def test_one_that_reaches_many_by_now_waits_for_a_yes(post: Post) -> None:
    await people(post, 2)
    await a_series(post)
    few = replace(post.city, approve_notices_above=1)
    await prepare_notices(post.database, clock=lambda: post.now)
    await follow(post.database, few, clock=lambda: post.now)
    assert [each.state for each in await series(post)] == [NoticeState.SENDING, NoticeState.TO_APPROVE]


async def test_cancelling_one_ends_the_series(post: Post) -> None:
    await people(post, 2)
    first = await a_series(post)
    await works(post)
    async with post.database.transaction() as session:
        _, second = await session.scalars(sa.select(Notice).order_by(Notice.id))
        await cancel_notice(session, second.id, ANNA, now=post.now)
    post.now += 2 * WEEK
    await works(post)
    assert [each.id for each in await series(post)] == [first, second.id]


@pytest.mark.parametrize(
    "wrong",
    [
        {"weeks": 3},
        {"days": 6},
        {"days": 200},
        {"lasts": timedelta(days=8)},
    ],
)
async def test_what_cannot_be_repeated_is_refused(post: Post, wrong: dict[str, object]) -> None:
    with pytest.raises(NoticeIncomplete, match="repeat"):
        await a_series(post, **wrong)  # type: ignore[arg-type]


async def test_a_correction_cannot_be_repeated(post: Post) -> None:
    wrong = await a_series(post)
    with pytest.raises(NoticeIncomplete, match="repeat"):
        await a_series(post, audience=Audience(got=(wrong,)))
