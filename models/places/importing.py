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

from models.places.change import PlaceChange, What, said_by_people
from models.places.directory import MADE_HERE, PlaceRow
from models.places.hours import PlaceHours, exceptions_at, with_exceptions
from models.places.place import CheckedBy, Place


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
_WRITTEN = (*_AS_GIVEN, "usual_hours", "closed_at", "checked_at", "checked_by")


async def put_places(
    session: AsyncSession,
    rows: Sequence[PlaceRow],
    changes: Changes,
    *,
    zone: ZoneInfo,
    now: datetime,
    dry_run: bool,
) -> None:
    """Write rows: add places with new codes, update known ones, and reopen closed ones.

    rows: a few thousand at most, each code once. The counts are added to `changes`; dry_run: only count.
    """
    known = {row.code: row for row in await _known_places(session, [row.code for row in rows])}
    ids = [each.id for each in known.values()]
    excepted, said = await exceptions_at(session, ids), await said_by_people(session, ids)
    new = [_as_new(row, zone) for row in rows if row.code not in known]
    altered: list[dict[str, Any]] = []
    history: list[dict[str, Any]] = []
    for row in (row for row in rows if row.code in known):
        before = known[row.code]._mapping
        merged = _Merged(row, before, excepted.get(before["id"], ()), said.get(before["id"], {}), zone)
        values = merged.values()
        changes.kept += merged.kept
        if all(before[name] == value for name, value in values.items()):
            changes.unchanged += 1
        else:
            reopened = before["closed_at"] is not None and values["closed_at"] is None
            changes.reopened += reopened
            changes.changed += not reopened
            altered.append({"row_id": before["id"], **values})
            history += _history(before, values, now)
    changes.new += len(new)
    if not dry_run:
        for statement, some in (
            (sa.insert(_PLACE), new),
            (_update(), altered),
            (sa.insert(PlaceChange.__table__), history),  # type: ignore[arg-type]
        ):
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
    """A row together with what is known of its place. said: when people last changed what; kept: whether something
    stayed as they said."""

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
        self.kept = False

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
        self.kept |= stays
        return stays


def _history(before: Mapping[Any, Any], values: Mapping[str, Any], now: datetime) -> list[dict[str, Any]]:
    """The changes of hours and access, for the history."""

    def said(of: Mapping[Any, Any]) -> dict[What, str]:
        usual = of["hours"] if of["usual_hours"] is None else of["usual_hours"]
        return {What.HOURS: usual, What.ACCESS: f"{of['access'] or ''}\n{of['access_note'] or ''}"}

    was, becomes = said(before), said(values)
    about = {"place_id": before["id"], "by": CheckedBy.IMPORT.value, "staff_id": None, "at": now, "undone_at": None}
    return [
        {**about, "what": what.value, "before": was[what], "after": becomes[what]}
        for what in was
        if was[what] != becomes[what]
    ]


async def close_places(session: AsyncSession, ids: Sequence[int], *, now: datetime) -> None:
    """Close places for good: searches no longer find them, and their old buttons say that they are gone. now: aware
    UTC."""
    await session.execute(sa.update(Place).where(Place.id.in_(ids), Place.closed_at.is_(None)).values(closed_at=now))


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
