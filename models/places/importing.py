"""Write checked rows as new, changed or closed places. Rows match existing places by their code: importing the same row
again changes nothing.

What people changed later (models/places/change.py) stays as they said, until a row was checked after that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.places.change import (
    COLUMNS,
    GONE,
    THERE,
    PlaceChange,
    What,
    position_value,
    said_by_people,
)
from models.places.directory import MADE_HERE, PlaceRow
from models.places.hours import PlaceHours, exceptions_at, with_exceptions
from models.places.place import CheckedBy, Place
from models.values.street import street_of


@dataclass(slots=True)
class Changes:
    """The number of places that an import added, changed, left, reopened and closed, or would on a dry run. kept: the
    places of which something stayed as people said later."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    reopened: int = 0
    closed: int = 0
    kept: int = 0


_PLACE = cast(sa.Table, Place.__table__)
_AS_GIVEN = tuple(name for name in PlaceRow._fields if name != "checked_on")
_HISTORY = sa.insert(cast(sa.Table, PlaceChange.__table__))
_WRITTEN = (*_AS_GIVEN, "usual_hours", "closed_at", "checked_at", "checked_by")


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row would do. before: the columns of its place as they are, None if it is new; values: those to write;
    kept: what stays as people said later."""

    row: PlaceRow
    before: Mapping[Any, Any] | None
    values: Mapping[str, Any]
    kept: tuple[What, ...] = ()

    @property
    def how(self) -> str:
        """new, unchanged, reopened, or changed."""
        if self.before is None:
            return "new"
        if all(self.before[name] == value for name, value in self.values.items()):
            return "unchanged"
        return "reopened" if self.before["closed_at"] is not None and self.values["closed_at"] is None else "changed"

    @property
    def differences(self) -> dict[What, tuple[str, str]]:
        """What is different from the place as it is: the value before, and the one after."""
        if self.before is None:
            return {}
        was, becomes = _said(self.before), _said(self.values)
        return {what: (was[what], becomes[what]) for what in What if was[what] != becomes[what]}


async def put_places(
    session: AsyncSession,
    rows: Sequence[PlaceRow],
    changes: Changes,
    *,
    zone: ZoneInfo,
    now: datetime,
    dry_run: bool,
    staff_id: int | None = None,
) -> None:
    """Write rows: add places with new codes, update known ones, and reopen closed ones.

    rows: a few thousand at most, each code once. The counts are added to `changes`; dry_run: only count. staff_id: the
    post of who imports them.
    """
    planned = await plan_places(session, rows, zone=zone)
    count_planned(planned, changes)
    if not dry_run:
        await write_planned(session, planned, now=now, staff_id=staff_id)


def count_planned(planned: Sequence[Planned], changes: Changes) -> None:
    """Adds to the counts what the rows would do."""
    for each in planned:
        setattr(changes, each.how, getattr(changes, each.how) + 1)
        changes.kept += bool(each.kept)


async def plan_places(session: AsyncSession, rows: Sequence[PlaceRow], *, zone: ZoneInfo) -> list[Planned]:
    """What each row would do, in their order. rows: a few thousand at most, each code once."""
    known = {row.code: row for row in await _known_places(session, [row.code for row in rows])}
    ids = [each.id for each in known.values()]
    excepted, said = await exceptions_at(session, ids), await said_by_people(session, ids)
    planned: list[Planned] = []
    for row in rows:
        if row.code not in known:
            planned.append(Planned(row, None, _as_new(row, zone)))
            continue
        before = known[row.code]._mapping
        merged = _Merged(row, before, excepted.get(before["id"], ()), said.get(before["id"], {}), zone)
        values = merged.values()
        planned.append(Planned(row, before, values, tuple(merged.kept)))
    return planned


async def write_planned(
    session: AsyncSession, planned: Sequence[Planned], *, now: datetime, staff_id: int | None = None
) -> None:
    """Write what the rows would do, with its history."""
    new = [each.values for each in planned if each.before is None]
    altered = [each for each in planned if each.before is not None and each.how != "unchanged"]
    values = [{"row_id": each.before["id"], **each.values} for each in altered if each.before is not None]
    history = [line for each in altered for line in _history(each, now, staff_id)]
    for statement, some in ((sa.insert(_PLACE), new), (_update(), values), (_HISTORY, history)):
        if some:
            await session.execute(statement, some)


def _as_new(row: PlaceRow, zone: ZoneInfo) -> dict[str, Any]:
    at = _checked_at(row, zone)
    given = {name: getattr(row, name) for name in _AS_GIVEN}
    return {**given, "usual_hours": None, "checked_at": at, "checked_by": at and CheckedBy.IMPORT.value}


def _checked_at(row: PlaceRow, zone: ZoneInfo) -> datetime | None:
    """The first moment of the day on which it was checked."""
    if row.checked_on is None:
        return None
    return datetime.combine(date.fromisoformat(row.checked_on), time(0), zone).astimezone(UTC)


class _Merged:
    """A row together with what is known of its place. said: when people last changed what; kept: what stays as they
    said."""

    def __init__(
        self,
        row: PlaceRow,
        before: Mapping[Any, Any],
        exceptions: Sequence[PlaceHours],
        said: Mapping[str, datetime],
        zone: ZoneInfo,
    ) -> None:
        self.row, self.before, self.said = row, before, said
        self.rules = [each.rule for each in exceptions]
        self.at = _checked_at(row, zone)
        self.kept: list[What] = []

    def values(self) -> dict[str, Any]:
        """The columns to write. An empty `access` or `access_note` leaves what is known."""
        row, before = self.row, self.before
        values = {name: getattr(row, name) for name in _AS_GIVEN}
        usual_before = before["hours"] if before["usual_hours"] is None else before["usual_hours"]
        usual = usual_before if self._stays(What.HOURS, usual_before != row.hours) else row.hours
        values["hours"], values["usual_hours"] = with_exceptions(usual, self.rules), usual if self.rules else None
        given = {name: getattr(row, name) or before[name] for name in ("access", "access_note")}
        differs = any(given[name] != before[name] for name in given)
        values |= {name: before[name] for name in given} if self._stays(What.ACCESS, differs) else given
        for what in COLUMNS:
            if self._stays(what, (before[what] or "") != (values[what] or "")):
                values[what] = before[what]
        moved = any(values[name] != before[name] for name in ("latitude", "longitude"))
        if self._stays(What.POSITION, moved):
            values |= {name: before[name] for name in ("latitude", "longitude")}
        if What.NAME in self.kept or What.ADDRESS in self.kept:
            values["street"] = street_of(values["address"], values["name"])
        stays_closed = self._stays(What.CLOSED, before["closed_at"] is not None)
        values["closed_at"] = before["closed_at"] if stays_closed else None
        newer = self.at is not None and (before["checked_at"] is None or self.at > before["checked_at"])
        values["checked_at"] = self.at if newer else before["checked_at"]
        values["checked_by"] = CheckedBy.IMPORT.value if newer else before["checked_by"]
        return values

    def _stays(self, what: What, differs: bool) -> bool:
        """Whether this stays as people said, against the row."""
        at = self.said.get(what)
        stays = differs and at is not None and (self.at is None or self.at <= at)
        if stays:
            self.kept.append(what)
        return stays


def _said(of: Mapping[Any, Any]) -> dict[What, str]:
    """The columns of a place as values of `What`."""
    usual = of["hours"] if of["usual_hours"] is None else of["usual_hours"]
    return {
        What.HOURS: usual,
        What.ACCESS: f"{of['access'] or ''}\n{of['access_note'] or ''}",
        What.CLOSED: THERE if of["closed_at"] is None else GONE,
        What.POSITION: position_value(of["latitude"], of["longitude"]),
        **{what: of[what] or "" for what in COLUMNS},
    }


def _history(planned: Planned, now: datetime, staff_id: int | None) -> list[dict[str, Any]]:
    """What it changes, for the history."""
    assert planned.before is not None  # a new place has none
    about = {"place_id": planned.before["id"], "by": CheckedBy.IMPORT.value, "staff_id": staff_id, "at": now}
    return [
        {**about, "what": what.value, "before": before, "after": after, "undone_at": None}
        for what, (before, after) in planned.differences.items()
    ]


async def close_places(
    session: AsyncSession, ids: Sequence[int], *, now: datetime, staff_id: int | None = None
) -> None:
    """Close places for good: searches no longer find them, and their old buttons say that they are gone. now: aware
    UTC; staff_id: the post of who imports the file that they are not in."""
    open_ = (Place.id.in_(ids), Place.closed_at.is_(None))
    closing = (await session.scalars(sa.select(Place.id).where(*open_).with_for_update())).all()
    await session.execute(sa.update(Place).where(*open_).values(closed_at=now))
    about = {"what": What.CLOSED.value, "before": THERE, "after": GONE, "by": CheckedBy.IMPORT.value, "at": now}
    rows = [{**about, "place_id": each, "staff_id": staff_id, "undone_at": None} for each in closing]
    if rows:
        await session.execute(_HISTORY, rows)


async def open_codes(session: AsyncSession, *, after_id: int, limit: int) -> Sequence[tuple[int, str]]:
    """(id, code) of places of files that are not closed for good, with ids above `after_id`, in their order."""
    query = sa.select(Place.id, Place.code).where(
        Place.closed_at.is_(None), Place.id > after_id, Place.code.not_like(f"{MADE_HERE}%")
    )
    return [(row.id, row.code) for row in await session.execute(query.order_by(Place.id).limit(limit))]


async def _known_places(session: AsyncSession, codes: list[str]) -> Sequence[sa.Row[Any]]:
    query = sa.select(_PLACE.c.id, *(_PLACE.c[name] for name in _WRITTEN)).where(_PLACE.c.code.in_(codes))
    return (await session.execute(query)).all()


def _update() -> sa.Update:
    values: dict[str, Any] = {name: sa.bindparam(name) for name in _WRITTEN}
    return sa.update(_PLACE).where(_PLACE.c.id == sa.bindparam("row_id")).values(values)
