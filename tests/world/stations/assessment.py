"""What tests of the assessment share: a round that is over in a week, and visits that are made without the chat."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.mending import hold_back_unmended, settle_findings
from models.assessment.publishing import publish_results
from models.assessment.result import StationFinding
from models.assessment.round import AssessmentRound, draw_round
from models.assessment.telling import tell_results
from models.assessment.visit import StationVisit, VisitState
from models.assessment.visiting import (
    COULD_NOT,
    answer,
    cannot_show,
    finish_visit,
    no_photo,
    photos_of,
    questions_of,
    take_visit,
)
from models.casework.files import SentPiece
from models.city.pack import City
from models.duties.proof import keep_proof, proof_of
from models.duties.steps import report_done, strike
from models.people.person import Person
from models.places.place import Place
from models.staff.post import need_desk, need_host
from tests.world.chat import Chat, Someone
from tests.world.filing import a_picture
from tests.world.staff_chat import person_of

SEED = "a seed that everybody knows"


async def place_of(session: AsyncSession, code: str) -> Place:
    return (await session.scalars(sa.select(Place).where(Place.code == code))).one()


async def drawn(chat: Chat, lead: Someone, *, seed: str = SEED, weeks: int = 1) -> AssessmentRound:
    """A round in which everything is due at once."""
    async with chat.app.database.transaction() as session:
        person = await person_of(chat, lead, session)
        return await draw_round(session, person, city=chat.city, now=chat.app.clock(), seed=seed, weeks=weeks)


async def visits_of(session: AsyncSession, code: str, *, state: VisitState = VisitState.DRAWN) -> list[StationVisit]:
    """The visits at the place, the first ones before the others."""
    place = await place_of(session, code)
    at = sa.select(StationVisit).where(StationVisit.place_id == place.id, StationVisit.state == state)
    return list(await session.scalars(at.order_by(StationVisit.kind)))


async def make_visit(
    session: AsyncSession,
    visit: StationVisit,
    person: Person,
    *,
    city: City,
    now: datetime,
    failed: tuple[str, ...] = (),
) -> None:
    """The person makes the visit: yes to everything but what failed, without a photo."""
    await take_visit(session, visit.id, person, city=city, now=now)
    await cannot_show(session, visit.id, person)
    place = await session.get_one(Place, visit.place_id)
    questions = questions_of(visit, place, city)
    for each in questions:
        await answer(session, visit.id, person, each.key, each.key not in failed, city=city)
    for key in photos_of(visit, questions):
        await no_photo(session, visit.id, person, key)
    assert COULD_NOT in visit.photos.values() or not photos_of(visit, questions)
    await finish_visit(session, visit.id, person, city=city, now=now)


async def everything_visited(chat: Chat, first: Someone, second: Someone, **failed: tuple[str, ...]) -> None:
    """Two colleagues make all visits that are left. failed: what fails, by the code of the place."""
    async with chat.app.database.transaction() as session:
        one, other = await person_of(chat, first, session), await person_of(chat, second, session)
        open_ = sa.select(StationVisit, Place.code).join(Place, Place.id == StationVisit.place_id)
        open_ = open_.where(StationVisit.state == VisitState.DRAWN).order_by(StationVisit.kind)
        for visit, code in (await session.execute(open_)).all():
            there = await session.scalars(
                sa.select(StationVisit.person_id).where(StationVisit.place_id == visit.place_id)
            )
            who = other if one.id in there.all() else one
            what = failed.get(code, ())
            await make_visit(session, visit, who, city=chat.city, now=chat.app.clock(), failed=what)


async def mended(
    session: AsyncSession, finding: StationFinding, host: Person, lead: Person, *, city: City, now: datetime
) -> None:
    """The host reports it with a photo, which arrives, and the lead strikes it off."""
    assert finding.duty_id is not None
    by, judge = await need_host(session, host, finding.place_id), await need_desk(session, lead)
    photo = SentPiece("telegram", "photo-1", compressed=True)
    await report_done(session, finding.duty_id, by, "好了", proof=[photo], city=city, now=now)
    (proof,) = await proof_of(session, finding.duty_id)
    await keep_proof(session, proof.id, a_picture(), "image/jpeg", now=now)
    await strike(session, finding.duty_id, judge, city=city, now=now)
    await settle_findings(session, city=city, now=now)


async def next_monday(chat: Chat) -> None:
    """Time passes until Monday, 10:00, and the jobs run."""
    now = chat.app.clock().astimezone(chat.city.zone)
    monday = (now + timedelta(days=7 - now.weekday())).replace(hour=10, minute=0)
    chat.wait(seconds=(monday - now).total_seconds())
    await jobs_run(chat)


async def jobs_run(chat: Chat) -> None:
    async with chat.app.database.transaction() as session:
        await tell_results(session, city=chat.city, now=chat.app.clock())
        await settle_findings(session, city=chat.city, now=chat.app.clock())
        await hold_back_unmended(session, city=chat.city, now=chat.app.clock())
    async with chat.app.database.transaction() as session:
        await publish_results(session, city=chat.city, now=chat.app.clock())
