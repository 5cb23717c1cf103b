"""The way of a reminder, from the seat that causes it to the result of its sending, is one that a reader can follow."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import sqlalchemy as sa

from bot.channels.telegram.channel import TelegramChannel
from models.city.pack import City
from models.events.booking import Booking, BookingState
from models.events.reminder import write_reminders
from models.people.person import Person
from models.storage.database import Database
from tests.world.bot_api import TOKEN, serve_bot_api
from tests.world.events import SUNDAY, add_date, add_event
from tests.world.senders import Post
from tests.world.tickets import no_file

ROOT = Path(__file__).parents[3]
PRODUCT = ("bot", "handlers", "models")
MOST_FILES = 32
"""Files of the product whose functions run on the way, the storage under every statement included."""


@contextmanager
def entered() -> Iterator[set[str]]:
    """Collects the product's files whose functions are called in the block."""
    files: set[str] = set()

    def note(frame: FrameType, event: str, _: Any) -> None:
        file = Path(frame.f_code.co_filename)
        if event == "call" and file.is_relative_to(ROOT) and frame.f_code.co_name != "<module>":
            name = file.relative_to(ROOT)
            if name.parts[0] in PRODUCT:
                files.add(str(name))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield files
    finally:
        sys.setprofile(before)


async def test_a_reminder_passes_through_few_files(database: Database, city: City) -> None:
    async with serve_bot_api() as api:
        channel = TelegramChannel(TOKEN, api.url, no_file)
        post = Post(database, city, channels={"telegram": channel})
        anna = await post.person("7")
        async with database.transaction() as session:
            event = await add_event(session, remind_minutes=[60])
            event_date = await add_date(session, event, city)
            booking = Booking(
                date_id=event_date.id,
                person_id=anna,
                state=BookingState.BOOKED,
                created_at=post.now,
                changed_at=post.now,
            )
            session.add(booking)
            await session.flush()
            person = (await session.scalars(sa.select(Person))).one()
            with entered() as files:
                await write_reminders(session, booking, event_date, event, None, person=person, city=city, now=post.now)
        post.now = SUNDAY - timedelta(minutes=60)
        with entered() as sent:
            await post.deliver()
        await channel.close()
        assert [each.arguments["chat_id"] for each in api.sent()] == [7]
        assert await post.states() == ["sent"]
    assert len(files | sent) <= MOST_FILES, "\n".join(sorted(files | sent))
