"""A day of people with quiet times, forms and a network that fails: what each is told, when, and in which order."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.channel.channel import TryLater
from models.city.pack import City
from models.outbox.message import OutboxMessage, OutboxState, Urgency
from models.people.conversation import Conversation
from models.storage.database import Database
from models.values.day_span import spans_written
from tests.world.senders import NOON, Post, running

PEOPLE = 12
EACH = 6
DAY = timedelta(hours=24)
QUIET = ("", "22:00-07:00", "22:00-07:00,11:00-13:30,17:00-20:00", "15:10-15:40,16:00-23:30", "00:00-15:30")


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_day_is_told_in_order_outside_of_quiet_times_and_leaves_nothing_over(
    database: Database, city: City, seed: int
) -> None:
    dice, post = random.Random(seed), Post(database, city)
    people = {str(number): dice.choice(QUIET) for number in range(1, PEOPLE + 1)}
    for address, quiet in people.items():
        person = await post.person(address, quiet_times=quiet)
        for number in range(EACH):
            due_at = NOON + timedelta(minutes=dice.randrange(8 * 60))
            await post.put(person, f"{address}.{number}", urgency=dice.choice(list(Urgency)), due_at=due_at)
    await _live_through(post, dice)

    rows = await post.rows()
    assert {row.state for row in rows} == {OutboxState.SENT}
    assert all(row.sent_at is not None and row.due_at <= row.sent_at <= row.due_at + DAY for row in rows)
    texts = [text for _, text in post.said]
    assert len(texts) == len(set(texts)) == PEOPLE * EACH
    for address, quiet in people.items():
        own = [row for row in rows if row.content["facts"]["text"].startswith(f"{address}.")]
        _in_order(own, texts)
        assert not any(_is_quiet(row.sent_at, quiet, city) for row in own if row.urgency == Urgency.CAN_WAIT)


async def _live_through(post: Post, dice: random.Random) -> None:
    """From one moment at which something is tried to the next; now and then somebody begins or ends a form, and now
    and then the network fails."""
    notebook = post.channels["telegram"]
    async with running(post.sender):
        while (next_at := await _next(post.database)) is not None:
            post.now = max(post.now, next_at)
            notebook.errors = [TryLater("500") if dice.random() < 0.1 else None for _ in range(PEOPLE)]
            await _forms(post, dice)
            await post.sender.drain()


async def _next(database: Database) -> datetime | None:
    async with database.reading() as session:
        waiting = sa.select(OutboxMessage.send_at).where(OutboxMessage.state == OutboxState.WAITING)
        return (await session.scalars(waiting.order_by(OutboxMessage.send_at).limit(1))).first()


async def _forms(post: Post, dice: random.Random) -> None:
    begun = sa.update(Conversation).where(Conversation.contact_id == dice.randint(1, PEOPLE))
    state = dice.choice(["Finding:where", None, None])
    async with post.database.transaction() as session:
        await session.execute(begun.values(state=state, seen_at=post.now))


def _in_order(rows: Sequence[OutboxMessage], texts: Sequence[str]) -> None:
    """What is equally urgent comes in the order in which it was due."""
    for urgency in Urgency:
        alike = sorted((row for row in rows if row.urgency == urgency), key=lambda row: (row.due_at, row.id))
        places = [texts.index(row.content["facts"]["text"]) for row in alike]
        assert places == sorted(places), [(row.due_at, row.sent_at) for row in alike]


def _is_quiet(at: datetime | None, quiet: str, city: City) -> bool:
    assert at is not None
    local = at.astimezone(city.zone)
    return any(span.minutes_left(local.hour * 60 + local.minute) for span in spans_written(quiet))
