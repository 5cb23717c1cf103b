"""A file of places is looked at before anything of it is written, and is then written as it was looked at, at once or
not at all. Its rows are checked already (models/places/directory.py).
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.people.person import Person
from models.places.directory import MADE_HERE, PlaceRow
from models.places.errors import PlacesChangedMeanwhile
from models.places.host import need_place_staff
from models.places.importing import Changes, Planned, close_places, count_planned, plan_places, write_planned
from models.places.place import Place

MOST_ROWS = 10_000
"""Rows of one file: they are written in one transaction, and others who write wait for it."""
_PORTION = 1000


@dataclass(frozen=True, slots=True)
class Look:
    """What a file would do. closing: id, code and name of the places that are not in it, if it replaces all."""

    planned: Sequence[Planned]
    closing: Sequence[tuple[int, str, str]] = ()
    counts: Changes = field(default_factory=Changes)

    @property
    def mark(self) -> str:
        """A mark of all that would change."""
        said = [
            (each.row.code, each.how, sorted((what.value, *pair) for what, pair in each.differences.items()))
            for each in self.planned
            if each.how != "unchanged"
        ]
        written = json.dumps([said, [code for _, code, _ in self.closing]], ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()


async def look_at_rows(
    session: AsyncSession, rows: Sequence[PlaceRow], person: Person, *, replace: bool, city: City
) -> Look:
    """What the rows would do, with nothing written. replace: every place of a file that is not among them closes.
    Raises NotStaff."""
    await need_place_staff(session, person, city)
    return await _look(session, rows, replace=replace, zone=city.zone)


def _portions(some: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (some[at : at + _PORTION] for at in range(0, len(some), _PORTION))


async def _look(session: AsyncSession, rows: Sequence[PlaceRow], *, replace: bool, zone: ZoneInfo) -> Look:
    planned: list[Planned] = []
    for some in _portions(rows):
        planned += await plan_places(session, some, zone=zone)
    look = Look(planned, await _missing(session, {each.code for each in rows}) if replace else ())
    count_planned(planned, look.counts)
    look.counts.closed = len(look.closing)
    return look


async def _missing(session: AsyncSession, codes: set[str]) -> list[tuple[int, str, str]]:
    there = sa.select(Place.id, Place.code, Place.name).where(
        Place.closed_at.is_(None), Place.code.not_like(f"{MADE_HERE}%")
    )
    rows = await session.execute(there.order_by(Place.name, Place.id))
    return [(row.id, row.code, row.name) for row in rows if row.code not in codes]


async def bring_in(
    session: AsyncSession,
    rows: Sequence[PlaceRow],
    person: Person,
    *,
    replace: bool,
    mark: str,
    city: City,
    now: datetime,
) -> Changes:
    """Writes the rows. mark: of what was looked at. Raises NotStaff, PlacesChangedMeanwhile."""
    staff = await need_place_staff(session, person, city)
    await session.execute(sa.select(Place.id).order_by(Place.id).with_for_update())  # nobody changes one meanwhile
    look = await _look(session, rows, replace=replace, zone=city.zone)
    if look.mark != mark:
        raise PlacesChangedMeanwhile
    for some in _portions(look.planned):
        await write_planned(session, some, now=now, staff_id=staff.id)
    for ids in _portions([number for number, _, _ in look.closing]):
        await close_places(session, ids, now=now, staff_id=staff.id)
    return look.counts
