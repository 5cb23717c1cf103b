"""Grades become public: none before every station of the round was visited, and none without the agreement of two
visitors. After that each station's grade comes out as soon as its time to appeal is over and its appeal is decided;
what changes afterwards is published anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.agreement import kappa
from models.assessment.drawing import VisitKind
from models.assessment.errors import AgreementMissing, RoundNotFull
from models.assessment.kept import kept_of
from models.assessment.result import AssessmentAppeal, AssessmentResult, FindingState, StationFinding, titles_of
from models.assessment.round import AssessmentRound, need_assessor, need_round, standard_of
from models.assessment.score import Grade, grade, seen_on_visits
from models.assessment.visit import StationVisit, VisitState, said_of
from models.city.pack import City
from models.people.person import Person
from models.places.felt import felt_of
from models.places.place import Place
from models.storage.database import Json
from models.values.calendar import monday_of

STARS_LAST = timedelta(days=365)
PORTION = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """Of a round: places: how many are visited in it; visited: how many had their first visit; due: visits that are to
    be made by now and are not done. agreement: kappa of `pairs` answers that two visitors gave to one question; None
    without a second visit."""

    places: int
    visited: int
    due: int
    seconds: int
    agreement: float | None
    pairs: int

    @property
    def full(self) -> bool:
        return self.visited >= self.places


async def progress_of(session: AsyncSession, round_: AssessmentRound, *, city: City, now: datetime) -> Progress:
    """How far the round is; places that closed meanwhile are left out."""
    visits = await session.execute(
        sa.select(StationVisit)
        .join(Place, Place.id == StationVisit.place_id)
        .where(StationVisit.round_id == round_.id, StationVisit.kind != VisitKind.RIDER, Place.closed_at.is_(None))
    )
    every = list(visits.scalars())
    first = [each for each in every if each.kind is VisitKind.FIRST]
    monday, pairs = monday_of(now, city.zone), _pairs(every)
    return Progress(
        places=len(first),
        visited=sum(each.state is VisitState.DONE for each in first),
        due=sum(each.state is not VisitState.DONE and each.week <= monday for each in every),
        seconds=sum(each.kind is VisitKind.SECOND and each.state is VisitState.DONE for each in every),
        agreement=kappa(pairs),
        pairs=len(pairs),
    )


def _pairs(visits: Iterable[StationVisit]) -> list[tuple[bool, bool]]:
    """The answers of a first and a second visitor to the same questions at the same place."""
    done = [each for each in visits if each.state is VisitState.DONE]
    first = {each.place_id: said_of(each) for each in done if each.kind is VisitKind.FIRST}
    return [
        (one, other)
        for each in done
        if each.kind is VisitKind.SECOND and each.place_id in first
        for key, other in said_of(each).items()
        if other is not None and (one := first[each.place_id].get(key)) is not None
    ]


async def publish_round(session: AsyncSession, person: Person, *, city: City, now: datetime) -> AssessmentRound:
    """Publishes the grades of the newest round; a second press changes nothing. Raises NotStaff, NoRound, NoStandard,
    RoundNotFull, AgreementMissing."""
    staff, round_ = await need_assessor(session, person, city), await need_round(session)
    await session.refresh(round_, with_for_update=True)
    if round_.published_at is not None:
        return round_
    progress = await progress_of(session, round_, city=city, now=now)
    if not progress.full:
        raise RoundNotFull
    if progress.agreement is None:
        raise AgreementMissing
    round_.published_at, round_.approved_by, round_.agreement = now, staff.id, progress.agreement
    await session.flush()
    return round_


async def publish_results(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Publishes results that have settled and changed, of the published rounds, `limit` at most. Returns how many."""
    if city.standard is None:
        return 0
    undecided = sa.exists().where(
        AssessmentAppeal.round_id == AssessmentResult.round_id,
        AssessmentAppeal.place_id == AssessmentResult.place_id,
        AssessmentAppeal.answered_at.is_(None),
    )
    ready = (
        sa.select(AssessmentResult)
        .join(AssessmentRound, AssessmentRound.id == AssessmentResult.round_id)
        .where(
            AssessmentRound.published_at.is_not(None),
            AssessmentResult.stale,
            AssessmentResult.settles_at < now,
            ~undecided,
        )
        .order_by(AssessmentResult.round_id, AssessmentResult.place_id)
        .limit(limit)
        .with_for_update()
    )
    results = list(await session.scalars(ready))
    if results:
        await _publish(session, results, city=city, now=now)
    return len(results)


async def _publish(session: AsyncSession, results: Sequence[AssessmentResult], *, city: City, now: datetime) -> None:
    ids = [each.place_id for each in results]
    places = {each.id: each for each in await session.scalars(sa.select(Place).where(Place.id.in_(ids)))}
    kept = await kept_of(session, list(places.values()), city=city, now=now)
    felt = await felt_of(session, await _districts(session))
    for result in results:
        findings = await _findings(session, result)
        visits = await _counted_visits(session, result)
        place, standard = places[result.place_id], standard_of(city)
        criteria = standard.of_place(place.kind, place.needs.strip("|").split("|"))
        musts = {each.key for each in criteria if each.must}
        newest = {each.item: each.state for each in findings}
        struck = {item for item, state in newest.items() if state is FindingState.STRUCK}
        seen = seen_on_visits(visits, musts)
        given = grade(standard, criteria, seen, kept[place.id], felt.get(place.id), struck)
        shown = _shown(given, result, findings, standard.version, city)
        result.stars, result.failed, result.points = given.stars, bool(given.failed_musts), given.points
        first = result.published_at is None
        result.shown, result.published_at, result.stale = shown, now, False
        if first:
            result.until = now.astimezone(city.zone).date() + STARS_LAST
    await session.flush()


async def _districts(session: AsyncSession) -> Mapping[int, str | None]:
    rows = await session.execute(sa.select(Place.id, Place.district).where(Place.closed_at.is_(None)))
    return {row.id: row.district for row in rows}


async def _findings(session: AsyncSession, result: AssessmentResult) -> list[StationFinding]:
    of = (StationFinding.place_id == result.place_id, StationFinding.round_id == result.round_id)
    return list(await session.scalars(sa.select(StationFinding).where(*of).order_by(StationFinding.id)))


async def _counted_visits(session: AsyncSession, result: AssessmentResult) -> list[StationVisit]:
    """The visits of past weeks that whoever runs the station has been told of, and riders' of those weeks."""
    counted = sa.or_(
        StationVisit.told, sa.and_(StationVisit.kind == VisitKind.RIDER, StationVisit.done_week <= result.week)
    )
    at = (StationVisit.place_id == result.place_id, StationVisit.round_id == result.round_id)
    done = sa.select(StationVisit).where(*at, StationVisit.state == VisitState.DONE, counted)
    return list(await session.scalars(done.order_by(StationVisit.done_week, StationVisit.id)))


def _shown(
    given: Grade, result: AssessmentResult, findings: Sequence[StationFinding], version: str, city: City
) -> Json:
    """All that the public sees of the result, as it was decided."""
    last = {each.item: each for each in findings if each.state is not FindingState.STRUCK}
    return {
        "version": version,
        "week": result.week.isoformat(),
        "stars": given.stars,
        "points": given.points,
        "found": given.found,
        "kept": given.kept,
        "felt": given.felt._asdict() if given.felt is not None else None,
        "failed": [
            {
                "item": key,
                "titles": dict(titles_of(key, city)),
                "must": key in given.failed_musts,
                "fixed": key in last and last[key].state is FindingState.FIXED,
                "why": str(last[key].said) if key in last and last[key].state is FindingState.EXPLAINED else None,
            }
            for key in given.failed
        ],
        "mended": [
            dict(titles_of(key, city))
            for key, finding in last.items()
            if finding.state is FindingState.FIXED and key not in given.failed
        ],
        "reply": result.reply,
    }
