"""One appeal against a result, decided by somebody who was not involved: who neither visited the station in this round
nor runs it nor made the appeal."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.answering import mark_stale
from models.assessment.errors import (
    AppealGone,
    AppealTaken,
    DecidesOwnAppeal,
    DecidesOwnPlace,
    DecidesOwnVisit,
    FindingGone,
)
from models.assessment.mending import drop_duty
from models.assessment.result import (
    AssessmentAppeal,
    FindingState,
    StationFinding,
    appeal_of,
    findings_of,
    need_answerer,
    owner_of,
    result_of,
)
from models.assessment.telling import AssessmentNews, put_news
from models.assessment.visit import was_there
from models.cases.answers import what_is_said
from models.city.pack import City
from models.people.person import Person
from models.places.host import responsible
from models.places.place import Place
from models.staff.errors import NotStaff, SecondPersonNeeded
from models.staff.four_eyes import StaffHolder, need_second_person
from models.staff.post import Staff, StaffRole, hosted_places, hosts_of_place, leads_of, post_at, staff_of


async def appeal(
    session: AsyncSession,
    place_id: int,
    person: Person,
    text: str,
    *,
    finding_id: int | None = None,
    city: City,
    now: datetime,
) -> AssessmentAppeal:
    """Appeals against one finding of the place's result, or all of them (None), once, until the result settles. Raises
    NotStaff, PlaceGone, FindingGone, AppealTaken, AppealGone, AnswerMissing, AnswerTooLong."""
    staff, said = await need_answerer(session, person, place_id, city=city), what_is_said(text)
    result = await result_of(session, place_id)
    if result is None:
        raise FindingGone
    if await appeal_of(session, result) is not None:
        raise AppealTaken
    if now > result.settles_at:
        raise AppealGone
    findings = await findings_of(session, place_id, result.round_id)
    if not findings or finding_id not in (None, *(each.id for each in findings)):
        raise FindingGone
    made = AssessmentAppeal(
        round_id=result.round_id,
        place_id=place_id,
        finding_id=finding_id,
        asked_by=staff.id,
        asked_at=now,
        text=said,
    )
    session.add(made)
    await session.flush()
    await _tell_deciders(session, made, city=city, now=now)
    return made


async def _tell_deciders(session: AsyncSession, made: AssessmentAppeal, *, city: City, now: datetime) -> None:
    """Tells the leads of the departments that may decide, without the one that the station belongs to."""
    place = await session.get_one(Place, made.place_id)
    departments = _deciding(city) - {owner_of(place.kind, city) or ""}
    leads = [each for department in sorted(departments) for each in await leads_of(session, department)]
    facts = {"place_id": place.id, "place": place.name}
    await put_news(session, leads, AssessmentNews.APPEALED, facts, f"{made.round_id}:{place.id}", now=now)


def _deciding(city: City) -> set[str]:
    """The lead department, and the one that looks after stations."""
    return {city.lead_department.key, responsible(city) or city.lead_department.key}


async def need_decider(session: AsyncSession, person: Person, city: City) -> Staff:
    """The post by which the person decides appeals: a lead of one of the departments that may. Raises NotStaff."""
    staff = await staff_of(session, person)
    if staff is None or not may_decide(staff, city):
        raise NotStaff
    return staff


def may_decide(staff: Staff, city: City) -> bool:
    """Whether the colleague decides appeals of other departments' stations."""
    leads = staff.role in (StaffRole.LEAD, StaffRole.ADMIN)
    return leads and city.standard is not None and staff.department in _deciding(city)


async def open_appeals(session: AsyncSession, person: Person, *, city: City) -> Sequence[tuple[AssessmentAppeal, str]]:
    """The appeals that wait for a decision and that this person may decide, with the names of the places. Raises
    NotStaff."""
    staff = await need_decider(session, person, city)
    waiting = (
        sa.select(AssessmentAppeal, Place)
        .join(Place, Place.id == AssessmentAppeal.place_id)
        .where(AssessmentAppeal.answered_at.is_(None), Place.closed_at.is_(None))
        .order_by(AssessmentAppeal.asked_at)
    )
    rows = (await session.execute(waiting)).all()
    return [(made, place.name) for made, place in rows if owner_of(place.kind, city) != staff.department]


async def appeal_to_decide(session: AsyncSession, place_id: int, person: Person, *, city: City) -> AssessmentAppeal:
    """The appeal of the place that waits, if the person may decide it. Raises NotStaff, AppealGone, DecidesOwnVisit,
    DecidesOwnPlace, DecidesOwnAppeal."""
    staff = await need_decider(session, person, city)
    waiting = sa.select(AssessmentAppeal).where(
        AssessmentAppeal.place_id == place_id, AssessmentAppeal.answered_at.is_(None)
    )
    made = await session.scalar(waiting.with_for_update().execution_options(populate_existing=True))
    if made is None:
        raise AppealGone
    place = await session.get_one(Place, place_id)
    if await was_there(session, person.id, place_id, made.round_id):
        raise DecidesOwnVisit
    if owner_of(place.kind, city) == staff.department or place_id in await hosted_places(session, person):
        raise DecidesOwnPlace
    await _need_other_person(session, made, staff)
    return made


async def _need_other_person(session: AsyncSession, made: AssessmentAppeal, staff: Staff) -> None:
    """Raises DecidesOwnAppeal if who decides may be who made the appeal, from whichever post. An appeal whose maker was
    forgotten is decided all the same: undecided, it would keep the grade back for ever."""
    known = sa.select(sa.exists().where(StaffHolder.staff_id == made.asked_by))
    if made.asked_by != staff.id and not await session.scalar(known):
        return
    try:
        await need_second_person(session, made.asked_by, staff.id)
    except SecondPersonNeeded:
        raise DecidesOwnAppeal from None


async def decide(
    session: AsyncSession, place_id: int, person: Person, reason: str, *, upheld: bool, city: City, now: datetime
) -> AssessmentAppeal:
    """Decides the appeal with a reason; what is upheld is struck and counts no more. Raises as `appeal_to_decide`,
    AnswerMissing, AnswerTooLong."""
    said = what_is_said(reason)
    made = await appeal_to_decide(session, place_id, person, city=city)
    staff = await need_decider(session, person, city)
    made.upheld, made.reason, made.answered_by, made.answered_at = upheld, said, staff.id, now
    if upheld:
        for finding in await findings_appealed(session, made):
            finding.state = FindingState.STRUCK
            await drop_duty(session, finding, city=city, now=now)
    await mark_stale(session, made.round_id, place_id)
    place = await session.get_one(Place, place_id)
    facts = {"place_id": place.id, "place": place.name, "upheld": "yes" if upheld else "no", "reason": {"said": said}}
    whom = {each.id: each for each in await hosts_of_place(session, place_id)}
    asked = await post_at(session, made.asked_by)
    if asked is not None:
        whom[asked.id] = asked
    await put_news(session, whom.values(), AssessmentNews.DECIDED, facts, f"{made.round_id}:{place_id}", now=now)
    return made


async def findings_appealed(session: AsyncSession, made: AssessmentAppeal) -> list[StationFinding]:
    """What the appeal is about: nothing that was told after it was made."""
    findings = await findings_of(session, made.place_id, made.round_id)
    return [each for each in findings if made.finding_id in (None, each.id) and each.told_at <= made.asked_at]
