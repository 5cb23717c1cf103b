"""A person's place at one date of an event: a seat, or one's turn on the waiting list.

    waiting ──► offered ──► booked ──► cancelled     given back by the person
       │           │           ├──► attended         was there
       │           │           └──► no_show          was not, though others were
       │           ├──► declined                     the offer was not wanted
       │           └──► lapsed                       nobody answered it in time
       └──► cancelled                                waits no longer

Who left can come back; the row is the same, at the end of the list. What may be done with it: models/events/seat.py and
models/events/waiting_list.py.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.events.errors import BookingGone
from models.events.event import DateState, Event, EventDate, lock_date, of_each
from models.outbox.causes import CauseKind
from models.outbox.message import withdraw
from models.places.place import Place
from models.storage.database import Base, BigId, EncryptedJson, UtcDateTime


class BookingState(StrEnum):
    BOOKED = "booked"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    LAPSED = "lapsed"
    ATTENDED = "attended"
    NO_SHOW = "no_show"


LIVE = (BookingState.BOOKED, BookingState.OFFERED, BookingState.WAITING)
"""It can still be given up. The better one comes first."""
HOLDS_SEAT = (
    BookingState.BOOKED,
    BookingState.OFFERED,
    BookingState.ATTENDED,
    BookingState.NO_SHOW,
)

OF_ONE_DATE = frozenset({"name", "phone"})
"""Answers that are for the hosts of one date alone."""


class Booking(Base):
    """One row for each person and date."""

    __tablename__ = "booking"
    __table_args__ = (
        sa.UniqueConstraint("session_id", "person_id"),
        sa.Index("ix_booking_queue", "session_id", "state", "queue_number"),
        sa.Index("ix_booking_offers", "state", "offered_until"),
        sa.Index("ix_booking_person", "person_id", "state"),
        sa.Index("ix_booking_named", "named_until"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    date_id: Mapped[int] = mapped_column("session_id", sa.ForeignKey("event_session.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    state: Mapped[BookingState]
    answers: Mapped[dict[str, str] | None] = mapped_column(EncryptedJson)
    """What the event asked, by the key of the question; and the name left for its hosts (models/events/names.py)."""
    named_until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=False)
    """When that name is erased."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    queue_number: Mapped[int | None]
    """Who has the smaller one is asked first."""
    offered_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    kept: Mapped[int] = mapped_column(default=0)
    """How often the date had been moved when the person last said that they come: behind it, they may leave at any
    time."""
    attended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    useful: Mapped[int | None] = mapped_column(sa.SmallInteger)
    """What the person says afterwards: 3 of use, 2 so so, 1 of none."""
    fit: Mapped[str | None]
    """Whether time and place were right: `right`, `time` or `place`, which was wrong."""


# --- questions ------------------------------------------------------------------------------------------------------


async def booking_of(session: AsyncSession, date_id: int, person_id: int) -> Booking | None:
    return (await session.scalars(_MINE, {"date_id": date_id, "person_id": person_id})).one_or_none()


_MINE = sa.select(Booking).where(
    Booking.date_id == sa.bindparam("date_id"), Booking.person_id == sa.bindparam("person_id")
)
"""Built once, like the others that every booking runs: that takes longer than running it."""


async def find_booking(session: AsyncSession, booking_id: int, *, person_id: int) -> Booking:
    """One of the person's. Raises BookingGone, also for somebody else's."""
    found = await session.get(Booking, booking_id)
    if found is None or found.person_id != person_id:
        raise BookingGone
    return found


async def bookings_of(session: AsyncSession, person_id: int) -> Sequence[Booking]:
    """All of the person's, whatever became of them."""
    return (await session.scalars(sa.select(Booking).where(Booking.person_id == person_id).order_by(Booking.id))).all()


async def coming_bookings(
    session: AsyncSession, person_id: int, *, now: datetime
) -> Sequence[tuple[Booking, EventDate, Event, Place | None]]:
    """Seats, offers and turns at what is not over yet, the soonest first."""
    rows = await session.execute(
        sa.select(Booking, EventDate, Event, Place)
        .join(EventDate, EventDate.id == Booking.date_id)
        .join(Event, Event.id == EventDate.event_id)
        .outerjoin(Place, Place.id == EventDate.place_id)
        .where(Booking.person_id == person_id, Booking.state.in_((*LIVE, BookingState.ATTENDED)))
        .where(of_each(EventDate.state) == DateState.OPEN, EventDate.ends_at > now)
        .order_by(of_each(EventDate.starts_at), Booking.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


async def waiting_before(session: AsyncSession, booking: Booking) -> int:
    """How many are asked before this one."""
    earlier = sa.select(sa.func.count()).where(
        Booking.date_id == booking.date_id,
        Booking.state == BookingState.WAITING,
        Booking.queue_number < booking.queue_number,
    )
    return (await session.scalars(earlier)).one()


async def clashing(session: AsyncSession, person_id: int, event_date: EventDate) -> tuple[EventDate, Event] | None:
    """What else the person has a seat at during that time; the first, if there is more."""
    about = {
        "person_id": person_id,
        "besides": event_date.id,
        "starts_at": event_date.starts_at,
        "ends_at": event_date.ends_at,
    }
    found = (await session.execute(_CLASHING, about)).one_or_none()
    return (found[0], found[1]) if found is not None else None


_CLASHING = (
    sa.select(EventDate, Event)
    .join(Booking, Booking.date_id == EventDate.id)
    .join(Event, Event.id == EventDate.event_id)
    .where(Booking.person_id == sa.bindparam("person_id"), Booking.state.in_(HOLDS_SEAT))
    .where(of_each(EventDate.state) == DateState.OPEN, EventDate.id != sa.bindparam("besides"))
    .where(of_each(EventDate.starts_at) < sa.bindparam("ends_at"), EventDate.ends_at > sa.bindparam("starts_at"))
    .order_by(of_each(EventDate.starts_at))
    .limit(1)
)


async def answers_before(session: AsyncSession, person_id: int) -> dict[str, str]:
    """What the person answered when they booked before, the newest answer to each question: asked once is enough."""
    answered = sa.select(Booking.answers).where(Booking.person_id == person_id, Booking.answers.is_not(None))
    known: dict[str, str] = {}
    for answers in await session.scalars(answered.order_by(Booking.changed_at, Booking.id)):
        known.update(answers or {})
    return {key: answer for key, answer in known.items() if key not in OF_ONE_DATE}


async def bookings_that_remind(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Of the bookings, those with a seat at a date that is held."""
    booked = (
        sa.select(Booking.id)
        .join(EventDate, EventDate.id == Booking.date_id)
        .where(Booking.id.in_([int(each) for each in ids]))
        .where(Booking.state == BookingState.BOOKED, EventDate.state == DateState.OPEN)
    )
    return {str(number) for number in await session.scalars(booked)}


async def offers_that_stand(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Of the bookings, those whose offer was neither taken nor passed on."""
    offered = sa.select(Booking.id).where(
        Booking.id.in_([int(each) for each in ids]), Booking.state == BookingState.OFFERED
    )
    return {str(number) for number in await session.scalars(offered)}


# --- people who leave, or become one --------------------------------------------------------------------------------


async def release_seats(session: AsyncSession, person_id: int) -> None:
    """Everything the person holds is free again, and their rows are gone; the next are asked by the job."""
    await _remove(session, await bookings_of(session, person_id))


async def merge_bookings(session: AsyncSession, other_id: int, kept_id: int) -> None:
    """Two people become one: of two rows at the same date the better one stays, and is the kept person's."""
    kept = {each.date_id: each for each in await bookings_of(session, kept_id)}
    pairs = [(each, kept[each.date_id]) for each in await bookings_of(session, other_id) if each.date_id in kept]
    doubles = [theirs if _rank(mine) <= _rank(theirs) else mine for theirs, mine in pairs]
    await _remove(session, doubles)


def _rank(booking: Booking) -> int:
    order = (BookingState.ATTENDED, *LIVE)
    return order.index(booking.state) if booking.state in order else len(order)


async def _remove(session: AsyncSession, bookings: Sequence[Booking]) -> None:
    """In the order of their dates, as everybody locks them."""
    for booking in sorted(bookings, key=lambda each: each.date_id):
        event_date = await lock_date(session, booking.date_id)
        await session.refresh(booking)
        event_date.taken -= booking.state in HOLDS_SEAT
        event_date.waiting -= booking.state == BookingState.WAITING
        for kind in (CauseKind.BOOKING, CauseKind.OFFER):
            await withdraw(session, cause=kind.of(booking.id))
        await session.delete(booking)
    await session.flush()
