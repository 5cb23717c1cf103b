"""A process in which many people want the same seats at once. Every fifth of who got one gives it back."""

import asyncio
from collections.abc import Sequence

from bot.settings import SAMPLE_CITY
from models.city.pack import load_city
from models.events.errors import SeatsGone
from models.events.seat import book_seat, cancel_booking
from models.events.waiting_list import join_waiting_list
from models.people.person import Person
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher
from tests.world.events import NOW

CITY = load_city(SAMPLE_CITY)


def crowd(database_url: str, key: str, date_id: int, people: Sequence[int]) -> None:
    asyncio.run(_crowd(database_url, key, date_id, people))


async def _crowd(database_url: str, key: str, date_id: int, people: Sequence[int]) -> None:
    database = open_database(database_url, Cipher([key], "s" * 40))
    await asyncio.gather(*(_one(database, date_id, each) for each in people))
    await database.close()


async def _one(database: Database, date_id: int, person_id: int) -> None:
    try:
        async with database.transaction() as session:
            person = await session.get_one(Person, person_id)
            booking = await book_seat(session, date_id, person=person, city=CITY, now=NOW)
    except SeatsGone:
        async with database.transaction() as session:
            person = await session.get_one(Person, person_id)
            await join_waiting_list(session, date_id, person=person, city=CITY, now=NOW)
        return
    if person_id % 5 == 0:
        async with database.transaction() as session:
            person = await session.get_one(Person, person_id)
            await cancel_booking(session, booking.id, person=person, city=CITY, now=NOW)
