"""Tells whoever runs a station what a visit found, in the week after it: never on its day. Where a blind second visit
is still to come, it waits for that one for a while, so that the second visitor sees what the first one saw."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.drawing import VisitKind
from models.assessment.mending import give_findings
from models.assessment.result import AssessmentResult, FindingState, StationFinding, findings_of, owner_of
from models.assessment.round import standard_of
from models.assessment.visit import StationVisit, VisitState, said_of
from models.city.pack import City
from models.outbox.message import News, Pushed, put_all
from models.outbox.posts import to_posts
from models.places.place import Place
from models.staff.post import Post, Staff, hosts_of_place, leads_of
from models.storage.database import Json
from models.values.calendar import monday_of

AT = time(9)
"""From this time on Mondays, in the city."""
WAITS_FOR_SECOND = timedelta(weeks=2)
ANSWER_DAYS = 5
"""Working days to put right or say why, to reply, and to appeal."""
PORTION = 50


class AssessmentNews(News):
    """RESULT: to whoever runs a station. RESULTS: how many stations of a department have one. APPEALED: to those who
    may decide. DECIDED: to whoever appealed."""

    RESULT = "assessment-news-result"
    RESULTS = "assessment-news-results"
    APPEALED = "assessment-news-appealed"
    DECIDED = "assessment-news-decided"


async def tell_results(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Opens the findings of visits of past weeks and tells hosts and owners, `limit` stations at most. Returns how many
    it told."""
    if city.standard is None:
        return 0
    monday = monday_of(now, city.zone)
    if now < datetime.combine(monday, AT, city.zone).astimezone(UTC):
        return 0
    waiting = await _waiting(session, monday, limit)
    told: dict[str, list[bool]] = {}
    for (round_id, place_id), visits in waiting.items():
        place = await session.get_one(Place, place_id)
        failed = await _tell(session, place, round_id, visits, city=city, now=now)
        told.setdefault(owner_of(place.kind, city) or "", []).append(failed)
    for owner, failures in told.items():
        await _tell_owner(session, owner, failures, now=now)
    return len(waiting)


async def _waiting(session: AsyncSession, monday: date, limit: int) -> Mapping[tuple[int, int], Sequence[StationVisit]]:
    """Visits of past weeks that were not told, by round and place, without those that wait for a second one."""
    second = sa.orm.aliased(StationVisit)
    still_to_come = sa.exists().where(
        second.round_id == StationVisit.round_id,
        second.place_id == StationVisit.place_id,
        second.kind == VisitKind.SECOND,
        second.state != VisitState.DONE,
        second.week > monday - WAITS_FOR_SECOND,
    )
    ready = (
        sa.select(StationVisit)
        .where(
            StationVisit.state == VisitState.DONE,
            StationVisit.told.is_(False),
            StationVisit.kind.in_((VisitKind.FIRST, VisitKind.RISK)),
            StationVisit.done_week < monday,
            ~still_to_come,
        )
        .order_by(StationVisit.done_week, StationVisit.id)
        .limit(limit)
        .with_for_update()
    )
    found: dict[tuple[int, int], list[StationVisit]] = {}
    for visit in await session.scalars(ready):
        found.setdefault((visit.round_id, visit.place_id), []).append(visit)
    return found


async def _tell(
    session: AsyncSession, place: Place, round_id: int, visits: Sequence[StationVisit], *, city: City, now: datetime
) -> bool:
    """Writes the result and its findings, and tells the hosts. Returns whether a must failed."""
    week = max(each.done_week for each in visits if each.done_week is not None)
    settles_at = city.calendar.due_at(now, ANSWER_DAYS, city.zone)
    result = await session.get(AssessmentResult, (round_id, place.id))
    if result is None:
        result = AssessmentResult(round_id=round_id, place_id=place.id)
        session.add(result)
    result.week, result.told_at, result.settles_at, result.stale = week, now, settles_at, True
    opened = await _open_findings(session, place, round_id, visits, city=city, now=now)
    for visit in visits:
        visit.told = True
    await session.flush()
    facts: dict[str, Json] = {
        "place_id": place.id,
        "place": place.name,
        "week": {"day": week.isoformat()},
        "count": str(len(opened) or "none"),
        "musts": str(sum(each.must for each in opened) or "none"),
        "by": {"day": settles_at.astimezone(city.zone).date().isoformat()},
    }
    hosts = await hosts_of_place(session, place.id)
    await put_news(session, hosts, AssessmentNews.RESULT, facts, f"{round_id}:{place.id}:{week}", now=now)
    await give_findings(session, place, opened, city=city, now=now)
    return any(each.must for each in opened)


async def _open_findings(
    session: AsyncSession, place: Place, round_id: int, visits: Sequence[StationVisit], *, city: City, now: datetime
) -> list[StationFinding]:
    """A finding for each criterion that the last of the visits found failing; none beside one that is open,
    explained or not: its duty goes on."""
    said: dict[str, bool | None] = {}
    for visit in visits:
        said |= said_of(visit)
    standard, before = standard_of(city), await findings_of(session, place.id, round_id)
    open_ = {each.item for each in before if each.state in (FindingState.FOUND, FindingState.EXPLAINED)}
    fixed = {each.item for each in before if each.state is FindingState.FIXED}
    week = max(each.done_week for each in visits if each.done_week is not None)
    opened = [
        StationFinding(
            round_id=round_id,
            place_id=place.id,
            item=key,
            must=key in standard.criteria and standard.criteria[key].must,
            week=week,
            reopened=key in fixed,
            state=FindingState.FOUND,
            told_at=now,
            due_at=city.calendar.due_at(now, standard.days_for(key), city.zone),
        )
        for key, met in said.items()
        if met is False and key not in open_
    ]
    session.add_all(opened)
    await session.flush()
    return opened


async def _tell_owner(session: AsyncSession, owner: str, failures: Sequence[bool], *, now: datetime) -> None:
    facts: dict[str, Json] = {"count": str(len(failures)), "failed": str(sum(failures) or "none")}
    leads = await leads_of(session, owner)
    await put_news(session, leads, AssessmentNews.RESULTS, facts, f"{owner}:{now.isoformat()}", now=now)


async def put_news(
    session: AsyncSession,
    whom: Iterable[Post | Staff],
    news: AssessmentNews,
    facts: Mapping[str, Json],
    mark: str,
    *,
    now: datetime,
) -> None:
    """Tells the holders of these posts, once for each mark."""
    await put_all(session, to_posts(whom, Pushed(news, facts), f"{news}:{mark}", now=now))
