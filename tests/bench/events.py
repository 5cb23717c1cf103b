"""Courses: riders who look through the programme and book, all through intake; and the list at ten thousand dates."""

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.events import BookEvent, ConfirmBooking, ListEvents, ShowEvent
from models.city.events import EventKind
from models.city.pack import City
from models.events.booking import Booking
from models.events.event import Event, EventDate, minutes_of_day
from models.events.search import When, Wish, events_near, events_to_come
from models.places.place import Place
from models.storage.database import Json, open_database
from models.values.day_span import spans_written
from models.values.position import Position
from tests.bench.beside_echo import QUICK, USUAL, Effort, beside_echo
from tests.bench.conversation import open_ours
from tests.bench.databases import postgresql_pair, sqlite_pair
from tests.bench.figures import Figure, share
from tests.bench.part import NO_SERVER, Ground, Part
from tests.bench.riders import TakesAtOnce
from tests.world.clients.telegram import telegram_update
from tests.world.events import add_event

LIST_P99_MS = 20.0
EVENTS, SEATS = 200, 200
AROUND_DEGREES = 0.05
PEAKS = spans_written("22:00-07:00,11:00-13:30,17:00-20:00")
FIRST_CHAT = 500_000


@dataclass(frozen=True, slots=True)
class Programme:
    """dates: held in the month to come. lists: how often somebody looks through them. riders: who book."""

    dates: int = 10_000
    lists: int = 600
    riders: Effort = USUAL


async def bench_events(ground: Ground, effort: Programme) -> None:
    """On SQLite, and on PostgreSQL where there is a server."""
    url, _ = await sqlite_pair(ground.folder, ground.city, ground.cipher)
    await _on("SQLite", url, ground, effort)
    async with postgresql_pair(ground.city, ground.cipher) as pair:
        if pair is None:
            ground.not_measured("events, PostgreSQL", NO_SERVER)
        else:
            await _on("PostgreSQL", pair[0], ground, effort)


async def _on(name: str, url: str, ground: Ground, effort: Programme) -> None:
    ground.say(f"{name}, the list of {effort.dates:,} dates")
    database = open_database(url, ground.cipher)
    try:
        async with database.transaction() as session:
            ids = await _programme(session, ground.city, effort.dates)
            if not database.is_sqlite:
                await session.execute(sa.text("ANALYZE event_session"))
        async with database.reading() as session:
            taken = await _listings(session, ground.city, effort.lists)
        ground.add(
            Figure(
                f"{name}, a list of {effort.dates:,} dates, p99",
                share(taken, 0.99) * 1000, "ms", at_most=LIST_P99_MS, note=f"{effort.lists} lists", scales=True,
            )
        )  # fmt: skip
        ground.say(f"{name}, bookings")
        riders = range(FIRST_CHAT, FIRST_CHAT + effort.riders.riders)
        async with open_ours(url, ground.city, ground.cipher, riders, TakesAtOnce()) as side:
            side.begins(BookingSteps(ids).updates, riders)
            figures = await beside_echo(f"{name}, booking a course through intake", side, effort.riders)
        async with database.reading() as session:
            booked = (await session.scalars(sa.select(sa.func.count()).select_from(Booking))).one()
            sold = (await session.scalars(sa.select(sa.func.sum(EventDate.taken)))).one()
    finally:
        await database.close()
    assert booked == sold > 0, "the seats do not add up"
    ground.add(*figures)


async def _programme(session: AsyncSession, city: City, dates: int) -> list[int]:
    """Dates of the month to come, at all hours, at the sample city's places; returns their numbers."""
    dice, now, kinds = random.Random(3), datetime.now(UTC), list(EventKind)
    places = list(await session.scalars(sa.select(Place.id)))
    events: list[Event] = [await add_event(session, kind=dice.choice(kinds).value) for _ in range(EVENTS)]
    rows: list[dict[str, Any]] = []
    for number in range(dates):
        event = events[number % EVENTS]
        starts_at = now + timedelta(minutes=dice.randrange(120, 30 * 24 * 60))
        ends_at = starts_at + timedelta(hours=1)
        start_minute, end_minute = minutes_of_day(starts_at, ends_at, city.zone)
        about = {"event_id": event.id, "kind": event.kind, "place_id": dice.choice(places), "seats": SEATS}
        when = {"starts_at": starts_at, "ends_at": ends_at, "start_minute": start_minute, "end_minute": end_minute}
        rows.append({**about, **when, "taken": 0, "waiting": 0, "queue_last": 0, "state": "open", "moved": 0})
    connection = await session.connection()
    await connection.execute(sa.insert(EventDate.__table__), rows)  # type: ignore[arg-type]
    return list(await session.scalars(sa.select(EventDate.id)))


async def _listings(session: AsyncSession, city: City, lists: int) -> list[float]:
    """Every way of looking, alike often: kinds, days, outside the peaks, by words, near, a page further on."""
    dice, now, taken = random.Random(4), datetime.now(UTC), []
    for number in range(lists):
        kind = dice.choice([None, *EventKind])
        wish = Wish(kind, dice.choice(list(When)), True, PEAKS if number % 3 == 0 else ())
        began = time.perf_counter()
        if number % 5 == 0:
            centre = city.centre
            here = Position.wgs84(
                centre.latitude + dice.uniform(-AROUND_DEGREES, AROUND_DEGREES),
                centre.longitude + dice.uniform(-AROUND_DEGREES, AROUND_DEGREES),
            )
            await events_near(session, here, wish, now=now, zone=city.zone)
        else:
            words = "急救" if number % 5 == 1 else None
            offset = 4 * dice.randrange(3)
            await events_to_come(session, wish, now=now, zone=city.zone, limit=5, offset=offset, words=words)
        taken.append(time.perf_counter() - began)
    return taken


@dataclass(frozen=True, slots=True)
class BookingSteps:
    """Four updates: the list, a date's card, what there is to say yes to, and the yes."""

    dates: Sequence[int]

    def updates(self, chat_id: int, _: TakesAtOnce, dice: random.Random) -> Iterable[Json]:
        date = dice.choice(self.dates)
        yield self._press(chat_id, ListEvents())
        yield self._press(chat_id, ShowEvent(date_id=date))
        yield self._press(chat_id, BookEvent(date_id=date))
        yield self._press(chat_id, ConfirmBooking(date_id=date))

    @staticmethod
    def _press(chat_id: int, data: Any) -> Json:
        return telegram_update(chat_id, {"press": data.pack(), "message": 1})


PART = Part(
    "events",
    "riders book courses, and look through ten thousand dates",
    bench_events,
    Programme(),
    Programme(dates=2_000, lists=100, riders=QUICK),
)
