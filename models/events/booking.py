"""A person's place at one date of an event: a seat, or a turn on the waiting list.

    waiting ──► offered ──► booked ──► cancelled     given back by the person
       │           │           ├──► attended         was there
       │           │           └──► no_show          was not, though others were
       │           ├──► declined                     the offer was not wanted
       │           └──► lapsed                       nobody answered it in time
       └──► cancelled                                waits no longer

A person who left can come back; the row is the same, at the end of the list. The operations are in
models/events/seat.py and models/events/waiting_list.py.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.events.errors import BookingGone
from models.events.event import DateState, Event, EventDate, lock_date, of_each
from models.outbox.causes import CauseKind
from models.outbox.message import withdraw
from models.places.place import Place
from models.storage.database import Base, BigId, EncryptedJson, UtcDateTime
from models.storage.one_hop import OneHop, attach


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
"""States of a booking that can still be given up, the best first."""
HOLDS_SEAT = (
    BookingState.BOOKED,
    BookingState.OFFERED,
    BookingState.ATTENDED,
    BookingState.NO_SHOW,
)

OF_ONE_DATE = frozenset({"name", "phone"})
"""Keys of answers that only the hosts of this date need."""


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
    """The person's answers to the event's questions, by key; and the name left for its hosts
    (models/events/names.py)."""
    named_until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=False)
    """The moment when that name is erased."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    queue_number: Mapped[int | None]
    """The place on the waiting list: the smallest number is asked first."""
    offered_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    kept: Mapped[int] = mapped_column(default=0)
    """The date's `moved` counter when the person last confirmed. If the date has moved since, they may cancel without a
    time limit."""
    attended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    useful: Mapped[int | None] = mapped_column(sa.SmallInteger)
    """The person's opinion afterwards: 3 useful, 2 so-so, 1 of no use."""
    fit: Mapped[str | None]
    """Whether time and place suited the person: `right`, or the one that did not, `time` or `place`."""


# --- questions ------------------------------------------------------------------------------------------------------


async def booking_of(session: AsyncSession, date_id: int, person_id: int) -> Booking | None:
    found = await _mine_statement().entities(session, Booking, date_id=date_id, person_id=person_id)
    return found[0] if found else None


@cache
def _mine_statement() -> OneHop:
    columns = Booking.__table__.c
    mine = columns.session_id == sa.bindparam("date_id"), columns.person_id == sa.bindparam("person_id")
    return OneHop(sa.select(*columns).where(*mine))


async def find_booking(session: AsyncSession, booking_id: int, *, person_id: int) -> Booking:
    """A booking of the person. Raises BookingGone, also for somebody else's."""
    found = await session.get(Booking, booking_id)
    if found is None or found.person_id != person_id:
        raise BookingGone
    return found


async def bookings_of(session: AsyncSession, person_id: int) -> Sequence[Booking]:
    """All bookings of the person, in every state."""
    return (await session.scalars(sa.select(Booking).where(Booking.person_id == person_id).order_by(Booking.id))).all()


async def coming_bookings(
    session: AsyncSession, person_id: int, *, now: datetime
) -> Sequence[tuple[Booking, EventDate, Event, Place | None]]:
    """Seats, offers and turns at dates that are not over yet, the soonest first."""
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
    """How many people are asked before this one."""
    earlier = sa.select(sa.func.count()).where(
        Booking.date_id == booking.date_id,
        Booking.state == BookingState.WAITING,
        Booking.queue_number < booking.queue_number,
    )
    return (await session.scalars(earlier)).one()


async def clashing(session: AsyncSession, person_id: int, event_date: EventDate) -> tuple[EventDate, Event] | None:
    """The first other date, with its event, at which the person has a seat during that time; None if there is none."""
    about = {
        "person_id": person_id,
        "besides": event_date.id,
        "starts_at": event_date.starts_at,
        "ends_at": event_date.ends_at,
    }
    for row in await _clashing_statement().rows(session, **about):
        of_date, of_event = row[: len(EventDate.__table__.c)], row[len(EventDate.__table__.c) :]
        other = attach(session.sync_session, EventDate, of_date)
        event = attach(session.sync_session, Event, of_event)
        assert other is not None
        assert event is not None
        return other, event
    return None


@cache
def _clashing_statement() -> OneHop:
    date, event, booking = EventDate.__table__.c, Event.__table__.c, Booking.__table__.c
    return OneHop(
        sa.select(*date, *event)
        .join(Booking.__table__, booking.session_id == date.id)
        .join(Event.__table__, event.id == date.event_id)
        .where(booking.person_id == sa.bindparam("person_id"), is_one_of(booking.state, HOLDS_SEAT))
        .where(of_each(date.state) == DateState.OPEN, date.id != sa.bindparam("besides"))
        .where(of_each(date.starts_at) < sa.bindparam("ends_at"), date.ends_at > sa.bindparam("starts_at"))
        .order_by(of_each(date.starts_at))
        .limit(1)
    )


def is_one_of(state: sa.ColumnElement[BookingState], states: Collection[BookingState]) -> sa.ColumnElement[bool]:
    """The state is one of these, for a OneHop, where the list of an IN would be a value."""
    return sa.or_(*(state == each for each in states))


async def answers_before(session: AsyncSession, person_id: int) -> dict[str, str]:
    """The person's newest answer to each question from earlier bookings, so that it is asked only once."""
    answered = sa.select(Booking.answers).where(Booking.person_id == person_id, Booking.answers.is_not(None))
    known: dict[str, str] = {}
    for answers in await session.scalars(answered.order_by(Booking.changed_at, Booking.id)):
        known.update(answers or {})
    return {key: answer for key, answer in known.items() if key not in OF_ONE_DATE}


async def bookings_that_remind(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which of the bookings have a seat at a date that still takes place."""
    booked = (
        sa.select(Booking.id)
        .join(EventDate, EventDate.id == Booking.date_id)
        .where(Booking.id.in_([int(each) for each in ids]))
        .where(Booking.state == BookingState.BOOKED, EventDate.state == DateState.OPEN)
    )
    return {str(number) for number in await session.scalars(booked)}


async def offers_that_stand(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which of the bookings have an offer that is still open."""
    offered = sa.select(Booking.id).where(
        Booking.id.in_([int(each) for each in ids]), Booking.state == BookingState.OFFERED
    )
    return {str(number) for number in await session.scalars(offered)}


# --- people who leave, or are linked --------------------------------------------------------------------------------


async def release_seats(session: AsyncSession, person_id: int) -> None:
    """Deletes the person's bookings and frees their seats; the job asks the next people."""
    await _remove(session, await bookings_of(session, person_id))


async def merge_bookings(session: AsyncSession, other_id: int, kept_id: int) -> None:
    """Joins the bookings of two people who are linked into one: of two rows at the same date the one with the better
    state stays."""
    kept = {each.date_id: each for each in await bookings_of(session, kept_id)}
    pairs = [(each, kept[each.date_id]) for each in await bookings_of(session, other_id) if each.date_id in kept]
    doubles = [theirs if _rank(mine) <= _rank(theirs) else mine for theirs, mine in pairs]
    await _remove(session, doubles)


def _rank(booking: Booking) -> int:
    order = (BookingState.ATTENDED, *LIVE)
    return order.index(booking.state) if booking.state in order else len(order)


async def _remove(session: AsyncSession, bookings: Sequence[Booking]) -> None:
    """Deletes bookings in the order of their dates, in which every operation locks dates."""
    for booking in sorted(bookings, key=lambda each: each.date_id):
        event_date = await lock_date(session, booking.date_id)
        await session.refresh(booking)
        event_date.taken -= booking.state in HOLDS_SEAT
        event_date.waiting -= booking.state == BookingState.WAITING
        for kind in (CauseKind.BOOKING, CauseKind.OFFER):
            await withdraw(session, cause=kind.of(booking.id))
        await session.delete(booking)
    await session.flush()
