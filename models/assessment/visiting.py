"""A visit, from the list of what is due to its last answer: by a colleague of a department who does not run the
station, or by a rider (models/assessment/riders.py). Nobody visits a station twice in a round, so that a second visit
is by somebody else; it looks like any other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.drawing import VisitKind
from models.assessment.errors import NoRound, VisitGone, VisitsOwnPlace, VisitUnfinished
from models.assessment.round import AssessmentRound, new_visit, newest_round, standard_of
from models.assessment.visit import StationVisit, VisitState, said_of, was_there
from models.city.pack import City
from models.city.standard import Criterion, Evidence, Seen
from models.events.points import earn_points
from models.outbox.pictures import expect_media, keep_as_evidence
from models.people.person import Contact, Person
from models.places.place import Place, find_place
from models.staff.errors import NotStaff
from models.staff.post import Staff, hosted_places, staff_of
from models.storage.secrets import secret
from models.storage.unlinkable import digest_under
from models.values.calendar import monday_of
from models.values.position import Position

AT_DOOR_M = 150.0
EVIDENCE_KEPT = timedelta(days=400)
RIDER_PHOTO = "photo"
"""Under this key stands the one photo of a rider's visit."""
COULD_NOT = ""
"""In place of a photo that could not be taken."""
POINTS_KEY = "station_visit_points"


@dataclass(frozen=True, slots=True)
class Due:
    """A visit that somebody may take."""

    visit_id: int
    place_id: int
    name: str
    district: str | None


async def due_visits(session: AsyncSession, person: Person, *, city: City, now: datetime) -> Sequence[Due]:
    """The visits of this week and before that the person may take, in the order of districts and names. Raises
    NotStaff, NoRound."""
    staff, round_ = await _need_visitor(session, person), await newest_round(session)
    if round_ is None:
        raise NoRound
    monday = monday_of(now, city.zone)
    mine = sa.select(StationVisit.place_id).where(
        StationVisit.round_id == round_.id, StationVisit.person_id == person.id
    )
    given_up = sa.and_(StationVisit.state == VisitState.TAKEN, StationVisit.taken_week < monday)
    due = (
        sa.select(StationVisit.id, StationVisit.place_id, Place.name, Place.district)
        .join(Place, Place.id == StationVisit.place_id)
        .where(
            StationVisit.round_id == round_.id,
            StationVisit.kind != VisitKind.RIDER,
            StationVisit.week <= monday,
            sa.or_(StationVisit.state == VisitState.DRAWN, given_up),
            Place.closed_at.is_(None),
            Place.kind.not_in(_own_kinds(staff, city)),
            Place.id.not_in(await hosted_places(session, person)),
            Place.id.not_in(mine),
        )
        .order_by(Place.district, Place.name, StationVisit.id)
    )
    once = {row.place_id: Due(*row) for row in reversed((await session.execute(due)).all())}
    return sorted(once.values(), key=lambda each: (each.district or "", each.name))


async def _need_visitor(session: AsyncSession, person: Person) -> Staff:
    staff = await staff_of(session, person)
    if staff is None:
        raise NotStaff
    return staff


def _own_kinds(staff: Staff, city: City) -> list[str]:
    """The kinds of place that the colleague's own department runs."""
    return [kind for kind, owner in standard_of(city).owners.items() if owner == staff.department]


async def take_visit(
    session: AsyncSession, visit_id: int, person: Person, *, city: City, now: datetime
) -> StationVisit:
    """Takes a visit for the person; a second press changes nothing. Raises NotStaff, VisitGone, VisitsOwnPlace,
    PlaceGone."""
    staff, monday = await _need_visitor(session, person), monday_of(now, city.zone)
    visit = await _locked(session, visit_id)
    if visit.state is VisitState.TAKEN and visit.person_id == person.id:
        return visit
    given_up = visit.state is VisitState.TAKEN and visit.taken_week is not None and visit.taken_week < monday
    if visit.kind is VisitKind.RIDER or not (visit.state is VisitState.DRAWN or given_up):
        raise VisitGone
    place = await find_place(session, visit.place_id)
    own = place.kind in _own_kinds(staff, city) or place.id in await hosted_places(session, person)
    if own or await was_there(session, person.id, place.id, visit.round_id):
        raise VisitsOwnPlace
    take(visit, person, now=now, city=city)
    await session.flush()
    return visit


def take(visit: StationVisit, person: Person, *, now: datetime, city: City) -> None:
    """Begins the visit anew for the person."""
    visit.state, visit.taken_week, visit.person_id = VisitState.TAKEN, monday_of(now, city.zone), person.id
    visit.at_door, visit.answers, visit.photos = None, {}, {}


async def visits_begun(session: AsyncSession, person: Person) -> Sequence[tuple[StationVisit, str]]:
    """The visits that the person has taken and not done, with the names of the places."""
    mine = sa.select(StationVisit, Place.name).join(Place, Place.id == StationVisit.place_id)
    mine = mine.where(StationVisit.person_id == person.id, StationVisit.state == VisitState.TAKEN)
    return [(visit, name) for visit, name in await session.execute(mine.order_by(Place.name))]


async def own_visit(session: AsyncSession, visit_id: int, person: Person, *, lock: bool = False) -> StationVisit:
    """The visit that the person has begun. Raises VisitGone."""
    visit = await (_locked(session, visit_id) if lock else session.get(StationVisit, visit_id))
    if visit is None or visit.state is not VisitState.TAKEN or visit.person_id != person.id:
        raise VisitGone
    return visit


async def _locked(session: AsyncSession, visit_id: int) -> StationVisit:
    visit = await session.get(StationVisit, visit_id, with_for_update=True, populate_existing=True)
    if visit is None:
        raise VisitGone
    return visit


def questions_of(visit: StationVisit, place: Place, city: City) -> list[Criterion]:
    """What the visitor is asked at the place, in this order; a rider only what is asked of riders."""
    of_place = standard_of(city).of_place(place.kind, place.needs.strip("|").split("|"))
    asked = [each for each in of_place if each.seen is Seen.VISIT]
    return [each for each in asked if each.riders] if visit.kind is VisitKind.RIDER else asked


def photos_of(visit: StationVisit, questions: Sequence[Criterion]) -> list[str]:
    """The keys for which a photo belongs to the visit: of what was seen and asks for one; of a rider's visit one."""
    if visit.kind is VisitKind.RIDER:
        return [RIDER_PHOTO]
    said = said_of(visit)
    return [each.key for each in questions if each.evidence is Evidence.PHOTO and said.get(each.key) is not None]


# --- at the door ------------------------------------------------------------------------------------------------------


async def show_code(session: AsyncSession, visit_id: int, person: Person, code: str) -> bool:
    """Whether this is the code of the door; then it is kept that the visitor is there. Raises VisitGone, PlaceGone."""
    visit = await own_visit(session, visit_id, person, lock=True)
    place = await find_place(session, visit.place_id)
    return await _arrive(session, visit, place.code.casefold() == code.casefold())


async def show_position(session: AsyncSession, visit_id: int, person: Person, here: Position) -> bool:
    """Whether the position is within AT_DOOR_M of the place; only that is kept. Raises VisitGone, PlaceGone."""
    visit = await own_visit(session, visit_id, person, lock=True)
    place = await find_place(session, visit.place_id)
    return await _arrive(session, visit, place.position.distance_m(here) <= AT_DOOR_M)


async def cannot_show(session: AsyncSession, visit_id: int, person: Person) -> None:
    """Notes that neither worked, and that the visitor goes on. Raises VisitGone, VisitUnfinished for a rider."""
    visit = await own_visit(session, visit_id, person, lock=True)
    if visit.kind is VisitKind.RIDER:
        raise VisitUnfinished
    visit.at_door = False
    await session.flush()


async def _arrive(session: AsyncSession, visit: StationVisit, there: bool) -> bool:
    if there:
        visit.at_door = True
        await session.flush()
    return there


# --- answers ----------------------------------------------------------------------------------------------------------


async def answer(
    session: AsyncSession, visit_id: int, person: Person, key: str, said: bool | None, *, city: City
) -> StationVisit:
    """Keeps an answer; None: it could not be seen. Raises VisitGone, PlaceGone."""
    visit = await own_visit(session, visit_id, person, lock=True)
    place = await find_place(session, visit.place_id)
    if key not in {each.key for each in questions_of(visit, place, city)}:
        raise VisitGone
    visit.answers = {**visit.answers, key: said}
    await session.flush()
    return visit


async def keep_photo(
    session: AsyncSession, visit_id: int, person: Person, key: str, contact: Contact, file_id: str, *, now: datetime
) -> StationVisit:
    """Keeps a photo that a job fetches and draws anew; nothing leads from it to the chat it came from. Raises
    VisitGone."""
    visit = await own_visit(session, visit_id, person, lock=True)
    media = await expect_media(session, contact, file_id, now=now)
    await keep_as_evidence(session, media, until=now + EVIDENCE_KEPT)
    visit.photos = {**visit.photos, key: media}
    await session.flush()
    return visit


async def no_photo(session: AsyncSession, visit_id: int, person: Person, key: str) -> StationVisit:
    """Notes that a photo could not be taken. Raises VisitGone, VisitUnfinished for a rider."""
    visit = await own_visit(session, visit_id, person, lock=True)
    if visit.kind is VisitKind.RIDER:
        raise VisitUnfinished
    visit.photos = {**visit.photos, key: COULD_NOT}
    await session.flush()
    return visit


async def begin_anew(session: AsyncSession, visit_id: int, person: Person) -> StationVisit:
    """Drops the answers and photos of the visit. Raises VisitGone."""
    visit = await own_visit(session, visit_id, person, lock=True)
    visit.answers, visit.photos = {}, {}
    await session.flush()
    return visit


async def finish_visit(session: AsyncSession, visit_id: int, person: Person, *, city: City, now: datetime) -> int:
    """Ends the visit. Whoever runs the station hears of it next week, and not of whom or when. A rider gets points;
    where a rider saw that a must fails, a colleague looks. Returns the points. Raises VisitGone, PlaceGone,
    VisitUnfinished."""
    visit = await own_visit(session, visit_id, person, lock=True)
    place = await find_place(session, visit.place_id)
    questions = questions_of(visit, place, city)
    answered = all(each.key in said_of(visit) for each in questions)
    shown = all(key in visit.photos for key in photos_of(visit, questions))
    there = visit.at_door is True or (visit.at_door is False and visit.kind is not VisitKind.RIDER)
    if not (answered and shown and there):
        raise VisitUnfinished
    visit.state, visit.done_week = VisitState.DONE, monday_of(now, city.zone)
    await session.flush()
    if visit.kind is not VisitKind.RIDER:
        return 0
    if any(each.must and said_of(visit).get(each.key) is False for each in questions):
        await look_again(session, visit, city=city, now=now)
    return await _reward(session, visit, person, city=city, now=now)


async def look_again(session: AsyncSession, visit: StationVisit, *, city: City, now: datetime) -> None:
    """Adds a visit by a colleague from this week on, unless one is open."""
    open_ = sa.exists().where(
        StationVisit.round_id == visit.round_id,
        StationVisit.place_id == visit.place_id,
        StationVisit.kind == VisitKind.RISK,
        StationVisit.state != VisitState.DONE,
    )
    if await session.scalar(sa.select(open_)):
        return
    of = await session.get_one(AssessmentRound, visit.round_id)
    session.add(new_visit(of, visit.place_id, VisitKind.RISK, monday_of(now, city.zone)))
    await session.flush()


async def _reward(session: AsyncSession, visit: StationVisit, person: Person, *, city: City, now: datetime) -> int:
    """The mark of the points does not lead to the visit without a secret of the service."""
    points = standard_of(city).rider_points
    if points:
        mark = digest_under(await secret(session, POINTS_KEY), "visit", str(visit.id))[:32]
        await earn_points(session, person.id, points, mark=f"visited:{mark}", now=now)
    return points


def left_to_answer(visit: StationVisit, questions: Sequence[Criterion]) -> Criterion | None:
    """The first question without an answer."""
    said: Mapping[str, bool | None] = said_of(visit)
    return next((each for each in questions if each.key not in said), None)
