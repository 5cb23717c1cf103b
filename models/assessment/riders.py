"""体验官: a rider goes to one of three stations that are drawn for them, and gets points. It is offered, never tracked:
nothing is kept of what was offered, and of a visit no day."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.drawing import VisitKind
from models.assessment.errors import NoRound, NotAVisitor, RiderVisitDone, VisitGone, VisitsOwnPlace
from models.assessment.round import AssessmentRound, new_visit, newest_round, standard_of
from models.assessment.visit import StationVisit, VisitState, was_there
from models.assessment.visiting import take
from models.city.pack import City
from models.people.person import Person
from models.people.settled import counts
from models.places.place import Place, find_place
from models.staff.post import has_post
from models.storage.unlinkable import digest_key, digest_under
from models.values.calendar import monday_of

OFFERED = 3
NOT_AGAIN = timedelta(weeks=12)


async def may_be_visitor(session: AsyncSession, person: Person, *, city: City, now: datetime) -> bool:
    """Whether the person may go: a settled rider without a post, while a round runs."""
    if city.standard is None or not person.agreed or not await counts(session, person.id, now=now):
        return False
    round_ = await newest_round(session)
    runs = round_ is not None and monday_of(now, city.zone) < round_.ends
    return runs and not await has_post(session, person.id)


async def offered_stations(session: AsyncSession, person: Person, *, city: City, now: datetime) -> Sequence[Place]:
    """The stations that are drawn for the person this week: the same as long as it lasts, in their district if it has
    enough. Raises NoRound, NotAVisitor, RiderVisitDone."""
    await _need_rider(session, person, city=city, now=now)
    monday = monday_of(now, city.zone)
    lately = sa.select(StationVisit.place_id).where(
        StationVisit.person_id == person.id, StationVisit.done_week > monday - NOT_AGAIN
    )
    there = sa.select(Place).where(
        Place.kind.in_(standard_of(city).kinds), Place.closed_at.is_(None), Place.id.not_in(lately)
    )
    places = (await session.scalars(there)).all()
    near = [each for each in places if each.district is not None and each.district == person.district]
    key, of = await digest_key(session), f"{person.id}:{monday}"
    chosen = near if len(near) >= OFFERED else places
    return sorted(chosen, key=lambda each: digest_under(key, "offered", f"{of}:{each.id}"))[:OFFERED]


async def pick_station(
    session: AsyncSession, place_id: int, person: Person, *, city: City, now: datetime
) -> StationVisit:
    """Begins the rider's visit to one of the stations that were drawn for them; another one that they began is over.
    Raises NoRound, NotAVisitor, RiderVisitDone, VisitsOwnPlace, VisitGone, PlaceGone."""
    round_ = await _need_rider(session, person, city=city, now=now)
    place = await find_place(session, place_id)
    begun = await _begun(session, person)
    if begun is not None and begun.place_id == place.id:
        return begun
    if place.id not in {each.id for each in await offered_stations(session, person, city=city, now=now)}:
        raise VisitGone
    if await was_there(session, person.id, place.id, round_.id):
        raise VisitsOwnPlace
    if begun is not None:
        await session.delete(begun)
    visit = new_visit(round_, place.id, VisitKind.RIDER, monday_of(now, city.zone))
    take(visit, person, now=now, city=city)
    session.add(visit)
    await session.flush()
    return visit


async def _begun(session: AsyncSession, person: Person) -> StationVisit | None:
    mine = (StationVisit.person_id == person.id, StationVisit.kind == VisitKind.RIDER)
    return await session.scalar(sa.select(StationVisit).where(*mine, StationVisit.state == VisitState.TAKEN))


async def _need_rider(session: AsyncSession, person: Person, *, city: City, now: datetime) -> AssessmentRound:
    """The round, if the person may make a visit this week. Raises NoRound, NotAVisitor, RiderVisitDone."""
    round_ = await newest_round(session)
    if round_ is None or monday_of(now, city.zone) >= round_.ends:
        raise NoRound
    if not await may_be_visitor(session, person, city=city, now=now):
        raise NotAVisitor
    await session.refresh(person, with_for_update=True)
    mine = (StationVisit.person_id == person.id, StationVisit.kind == VisitKind.RIDER)
    done = sa.exists().where(*mine, StationVisit.done_week == monday_of(now, city.zone))
    if await session.scalar(sa.select(done)):
        raise RiderVisitDone
    return round_
