"""Spending points at a place, by its code: the person gets a slip to show there, and the hosts of the place hear of it
too."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.events.errors import PointsShort
from models.events.news import EventNews
from models.events.points import PointsEntry, entry_seal, points_of
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.people.person import Person
from models.places.place import Place, place_by_code
from models.staff.post import hosts_of_place
from models.storage.encryption import cipher_of


async def spend_points(
    session: AsyncSession, person: Person, points: int, *, place_code: str, mark: str, now: datetime
) -> tuple[PointsEntry, Place]:
    """Spends `points` at the place with this code; a second call with the same mark returns the same slip. The person's
    row is the lock of their balance. Raises PlaceUnknown, PlaceGone, PointsShort.
    """
    place = await place_by_code(session, place_code)
    await session.refresh(person, with_for_update=True)
    before = await session.scalar(sa.select(PointsEntry).where(PointsEntry.mark == mark))
    if before is not None:
        return before, place
    have = await points_of(session, person.id)
    if points < 1 or have < points:
        raise PointsShort(points=have)
    slip = "".join(secrets.choice("ACDEFGHJKLMNPQRTUVWXY") for _ in range(4))
    entry = PointsEntry(person_id=person.id, points=-points, mark=mark, place_id=place.id, slip=slip, at=now)
    entry.seal = entry_seal(entry, cipher_of(session))
    session.add(entry)
    await session.flush()
    await _tell_hosts(session, entry, place, now=now)
    return entry, place


async def _tell_hosts(session: AsyncSession, entry: PointsEntry, place: Place, *, now: datetime) -> None:
    """Tells the hosts the value of the slip, so that an invented one is recognised. They do not hear whose it is: they
    see the person."""
    pushed = Pushed(EventNews.SPENT_HERE, {"place": place.name, "points": -entry.points, "slip": entry.slip})
    until = now + timedelta(days=1)
    await put_all(
        session,
        [
            Put(
                host.person_id,
                pushed,
                now,
                Urgency.NOW,
                until,
                dedupe_key=f"slip:{entry.mark}:{host.id}",
                cause=CauseKind.STAFF.of(host.id),
            )
            for host in await hosts_of_place(session, place.id)
            if host.person_id is not None
        ],
    )
