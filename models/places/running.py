"""Running a place: its host, or a colleague of the department responsible, says in the chat when it is open — not
today, until another time today, shut until a day, as usual again. Riders are led by it at once; other people who
look after the place are told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.errors import DayPassed
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.people.person import Person
from models.places.errors import ClosureGone, ClosureTooLong, HoursPassed
from models.places.host import PlaceDay, PlaceNews, need_place_staff, need_runner, responsible
from models.places.hours import (
    DAY_MINUTES,
    LONGEST_REASON,
    PlaceHours,
    closures_at,
    during,
    end_exceptions,
    open_rule,
    put_hours,
    shut_rule,
)
from models.places.listed_place import LIKE_ESCAPE, like_literal
from models.places.place import Place, find_place
from models.staff.post import Post, Staff, hosts_of_place, leads_of
from models.storage.database import Json
from models.values.clean_text import clean_line
from models.values.opening_hours import BadOpeningHours, open_state, opens_on
from models.values.written_moment import NIGHT_OVER

LONGEST_CLOSURE = timedelta(days=92)
MOST_FOUND = 6


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement about a place: by which post, and when. `now` is aware."""

    staff: Staff
    place: Place
    city: City
    now: datetime

    @property
    def today(self) -> date:
        """The date in the city."""
        return self.now.astimezone(self.city.zone).date()


async def confirm_today(
    session: AsyncSession, place_id: int, person: Person, *, is_open: bool, city: City, now: datetime
) -> Place:
    """Records whether the place is open today: riders are led there or not, whatever was reported before. Open ends a
    closure of more days. Raises NotStaff, PlaceGone."""
    said = await _locked(session, place_id, person, city=city, now=now)
    place, today = said.place, said.today
    before = await session.get(PlaceDay, (place_id, today), populate_existing=True)
    was_open = (before is None or before.is_open) and opens_on(place.hours, today, city.zone)
    if is_open and not opens_on(place.hours, today, city.zone):
        await end_exceptions(session, place, during(today, today))
    _settle(place, until=None if is_open else datetime.combine(today + timedelta(days=1), time(0), city.zone), now=now)
    await _note_day(session, said, today, is_open=is_open)
    if was_open is not is_open:
        await _tell(session, said, {"how": "open" if is_open else "shut"})
    return place


async def open_until(
    session: AsyncSession,
    place_id: int,
    person: Person,
    *,
    minute: int,
    begins: int | None = None,
    city: City,
    now: datetime,
) -> Place:
    """Sets another closing time for today: a minute of the city's day, past 1440 in the following night. The place
    counts as open from `begins` if that is still to come, else from now, or from when it opens today. Raises
    NotStaff, PlaceGone, HoursPassed."""
    said = await _locked(session, place_id, person, city=city, now=now)
    place = said.place
    local = now.astimezone(city.zone)
    at_minute = local.hour * 60 + local.minute
    if not at_minute < minute <= NIGHT_OVER:
        raise HoursPassed
    await end_exceptions(session, place, during(local.date(), local.date()))
    if begins is None:
        begins = _opens_at(place.hours, local, minute)
    rule = open_rule(local.date(), max(at_minute, begins or 0), minute)
    until = local.date() + timedelta(days=minute > DAY_MINUTES)
    await _except(session, said, rule, local.date(), until, minute=minute)
    _settle(place, until=None, now=now)
    await _note_day(session, said, local.date(), is_open=True)
    hour, how = (minute // 60, "until") if minute <= DAY_MINUTES else (minute // 60 - 24, "until-night")
    await _tell(session, said, {"how": how, "at": f"{hour}:{minute % 60:02}"})
    return place


async def close_days(
    session: AsyncSession,
    place_id: int,
    person: Person,
    *,
    first: date,
    last: date,
    reason: str | None = None,
    city: City,
    now: datetime,
) -> Place:
    """Closes the place on these days of the city, both included; what was said of these days before ends. reason: for
    riders. Raises NotStaff, PlaceGone, DayPassed, ClosureTooLong."""
    said = await _locked(session, place_id, person, city=city, now=now)
    place, today = said.place, said.today
    if last < first or first < today:
        raise DayPassed
    if last > today + LONGEST_CLOSURE:
        raise ClosureTooLong(LONGEST_CLOSURE.days)
    await end_exceptions(session, place, during(first, last))
    await _except(session, said, shut_rule(first, last), first, last, reason=_short(reason))
    if first == today:
        _settle(place, until=None, now=now)
    for days in range((last - first).days + 1):
        await _note_day(session, said, first + timedelta(days=days), is_open=False)
    told: dict[str, Json] = {"how": "closed", "from": {"day": first.isoformat()}, "at": {"day": last.isoformat()}}
    told["days"] = "one" if first == last else "more"
    await _tell(session, said, told)
    return place


async def say_why(session: AsyncSession, closure_id: int, person: Person, reason: str, *, city: City) -> PlaceHours:
    """Notes for riders why the place is shut on these days. Raises ClosureGone, NotStaff."""
    closure = await session.get(PlaceHours, closure_id, with_for_update=True, populate_existing=True)
    if closure is None:
        raise ClosureGone
    await need_runner(session, person, closure.place_id, city)
    closure.reason = _short(reason)
    await session.flush()
    return closure


def _short(reason: str | None) -> str | None:
    return clean_line(reason or "")[:LONGEST_REASON].strip() or None


async def end_closure(session: AsyncSession, closure_id: int, person: Person, *, city: City, now: datetime) -> Place:
    """Ends one closure, or takes it back before it begins; other exceptions stay. Raises ClosureGone, NotStaff,
    PlaceGone."""
    closure = await session.get(PlaceHours, closure_id)
    if closure is None:
        raise ClosureGone
    said = await _locked(session, closure.place_id, person, city=city, now=now)
    ended = await end_exceptions(session, said.place, PlaceHours.id == closure_id)
    if not ended:
        raise ClosureGone
    await _forget_days(session, said)
    if ended[0].first <= said.today:
        await _open_today(session, said)
    await _tell(session, said, {"how": "usual"})
    return said.place


async def as_usual(session: AsyncSession, place_id: int, person: Person, *, city: City, now: datetime) -> Place:
    """Puts the usual hours back, from now on: what holds today ends; if nothing does, the closures to come. Raises
    NotStaff, PlaceGone."""
    said = await _locked(session, place_id, person, city=city, now=now)
    place, today = said.place, said.today
    shut = place.shut_until is not None and place.shut_until > now
    ended = await end_exceptions(session, place, during(today, today))
    if not ended and not shut:
        ended = await end_exceptions(session, place, sa.true())
    await _forget_days(session, said)
    await _open_today(session, said)
    if ended or shut:
        await _tell(session, said, {"how": "usual"})
    return place


async def _forget_days(session: AsyncSession, said: _Said) -> None:
    """Deletes what was said of the days to come, but for those of closures that stay."""
    place_id, today = said.place.id, said.today
    stay = (await closures_at(session, [place_id], today=today)).get(place_id, ())
    still = sa.or_(sa.false(), *(PlaceDay.day.between(each.first, each.until) for each in stay))
    to_come = (PlaceDay.place_id == place_id, PlaceDay.day > today, sa.not_(still))
    await session.execute(sa.delete(PlaceDay).where(*to_come))


async def _open_today(session: AsyncSession, said: _Said) -> None:
    """Notes that today the usual hours count, and settles what was reported before."""
    place, today = said.place, said.today
    _settle(place, until=None, now=said.now)
    await _note_day(session, said, today, is_open=opens_on(place.hours, today, said.city.zone))


async def find_places(session: AsyncSession, person: Person, said: str, *, city: City) -> Sequence[Place]:
    """Places by a part of their name, or their code, for the department responsible; MOST_FOUND at most. Raises
    NotStaff."""
    await need_place_staff(session, person, city)
    part = said.strip()
    named = sa.or_(Place.code == part, Place.name.like(f"%{like_literal(part)}%", escape=LIKE_ESCAPE))
    found = sa.select(Place).where(named, Place.closed_at.is_(None)).order_by(sa.func.length(Place.name), Place.id)
    return (await session.scalars(found.limit(MOST_FOUND))).all() if part else []


async def _locked(session: AsyncSession, place_id: int, person: Person, *, city: City, now: datetime) -> _Said:
    staff = await need_runner(session, person, place_id, city)
    await find_place(session, place_id)
    place = await session.get_one(Place, place_id, with_for_update=True, populate_existing=True)
    return _Said(staff, place, city, now)


def _opens_at(hours: str, local: datetime, until_minute: int) -> int | None:
    """The minute of the day at which it opens later today, before it is to close; None if it is open, or does not open
    any more."""
    try:
        state = open_state(hours, local, local.tzinfo)  # type: ignore[arg-type]  # the city's zone
    except BadOpeningHours:
        return None
    if state.is_open is not False or state.until is None:
        return None
    opens = state.until.astimezone(local.tzinfo)
    minute = opens.hour * 60 + opens.minute
    return minute if opens.date() == local.date() and minute < until_minute else None


async def _except(
    session: AsyncSession,
    said: _Said,
    rule: str,
    first: date,
    until: date,
    *,
    minute: int | None = None,
    reason: str | None = None,
) -> None:
    """Keeps an exception and puts its rule into the hours. minute: of the day at which the place closes; None if it is
    shut."""
    kept = {"first": first, "until": until, "rule": rule, "closes_minute": minute, "reason": reason}
    session.add(PlaceHours(place_id=said.place.id, staff_id=said.staff.id, at=said.now, **kept))
    await session.flush()
    await put_hours(session, said.place)


def _settle(place: Place, *, until: datetime | None, now: datetime) -> None:
    """Settles earlier reports by moving `shut_until`: reports from before it do not count (models/places/place.py)."""
    place.shut_until = until.astimezone(UTC) if until is not None else now
    place.shut_asked_at = None


async def _note_day(session: AsyncSession, said: _Said, day: date, *, is_open: bool) -> None:
    by, place = said.staff.id, said.place.id
    await session.merge(PlaceDay(place_id=place, day=day, is_open=is_open, staff_id=by, at=said.now))
    await session.flush()


async def _tell(session: AsyncSession, said: _Said, what: Mapping[str, Json]) -> None:
    """Tells the other hosts and the leads of the department responsible, without the person who said it."""
    place, by, now = said.place, said.staff, said.now
    whom: list[Post | Staff] = list(await hosts_of_place(session, place.id))
    department = responsible(said.city)
    if department is not None:
        whom += await leads_of(session, department)
    facts = {"place": place.name, "name": by.name, "at": "none", "from": "none", "days": "none", **what}
    pushed = Pushed(PlaceNews.HOURS, {"place_id": place.id, **facts})
    key, on = f"hours:{place.id}:{now.isoformat()}", CauseKind.STAFF
    rows = {
        each.person_id: Put(
            each.person_id, pushed, now, Urgency.TODAY, dedupe_key=f"{key}:{each.id}", cause=on.of(each.id)
        )
        for each in whom
        if each.person_id not in (None, by.person_id)
    }
    await put_all(session, list(rows.values()))
