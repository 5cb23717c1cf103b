"""The station's part: what is put right, why something is not, and the words that are printed beside the grade."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.errors import FindingGone, HasDuty
from models.assessment.result import (
    AssessmentResult,
    FindingState,
    StationFinding,
    need_answerer,
    result_of,
)
from models.assessment.visit import visits_at
from models.assessment.visiting import look_again
from models.city.pack import City
from models.errors import AnswerMissing, AnswerTooLong
from models.people.person import Person
from models.values.clean_text import clean_line

LONGEST_REPLY = 200
"""Characters: everybody reads it beside the grade."""


async def put_right(
    session: AsyncSession, finding_id: int, person: Person, *, city: City, now: datetime
) -> StationFinding:
    """Notes that a finding without a duty is put right; after a must somebody looks again, on no day that the station
    knows. Raises FindingGone, HasDuty, NotStaff."""
    if (await own_finding(session, finding_id, person, city=city)).duty_id is not None:
        raise HasDuty
    finding = await _answered(session, finding_id, person, FindingState.FIXED, None, city=city, now=now)
    if finding.must:
        visits = await visits_at(session, finding.place_id, finding.round_id)
        if visits:
            await look_again(session, visits[0], city=city, now=now)
    return finding


async def explain(
    session: AsyncSession, finding_id: int, person: Person, text: str, *, city: City, now: datetime
) -> StationFinding:
    """Keeps why it is not put right. Raises FindingGone, NotStaff, AnswerMissing, AnswerTooLong."""
    said = _short(text)
    return await _answered(session, finding_id, person, FindingState.EXPLAINED, said, city=city, now=now)


async def own_finding(session: AsyncSession, finding_id: int, person: Person, *, city: City) -> StationFinding:
    """A finding at a place that the person answers for. Raises FindingGone, NotStaff."""
    finding = await session.get(StationFinding, finding_id, with_for_update=True, populate_existing=True)
    if finding is None:
        raise FindingGone
    await need_answerer(session, person, finding.place_id, city=city)
    return finding


async def _answered(
    session: AsyncSession,
    finding_id: int,
    person: Person,
    state: FindingState,
    said: str | None,
    *,
    city: City,
    now: datetime,
) -> StationFinding:
    finding = await own_finding(session, finding_id, person, city=city)
    staff = await need_answerer(session, person, finding.place_id, city=city)
    open_ = finding.state in (FindingState.FOUND, FindingState.EXPLAINED)
    if not open_ or finding.state is state:
        raise FindingGone
    finding.state, finding.answered_at, finding.answered_by, finding.said = state, now, staff.id, said
    await mark_stale(session, finding.round_id, finding.place_id)
    return finding


async def reply(session: AsyncSession, place_id: int, person: Person, text: str, *, city: City) -> AssessmentResult:
    """Keeps the words that are printed beside the grade; an empty text takes them away. Raises FindingGone, NotStaff,
    PlaceGone, AnswerTooLong."""
    staff = await need_answerer(session, person, place_id, city=city)
    result = await result_of(session, place_id)
    if result is None:
        raise FindingGone
    result.reply, result.written_by, result.stale = _short(text) if text.strip() else None, staff.id, True
    await session.flush()
    return result


async def mark_stale(session: AsyncSession, round_id: int, place_id: int) -> None:
    """Has the result published anew."""
    result = await session.get_one(AssessmentResult, (round_id, place_id))
    result.stale = True
    await session.flush()


def _short(text: str) -> str:
    said = clean_line(text)
    if not said:
        raise AnswerMissing("text")
    if len(said) > LONGEST_REPLY:
        raise AnswerTooLong(LONGEST_REPLY)
    return said
