"""Find city reports on the same spot, and count people with the same complaint, before a case is filed; say which cases
colleagues may see beside another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case, locked_case
from models.cases.errors import CaseGone
from models.cases.filer import UNNAMED, CaseFiler, Part, filer_row, person_digest, remember_filer
from models.cases.record import add_link
from models.cases.steps import OPEN, WORKER, Step
from models.cases.taking import allowed
from models.city.pack import METRES_A_DEGREE, City
from models.people.person import Person, need_consent
from models.people.settled import is_settled
from models.storage.one_hop import OneHop
from models.storage.unlinkable import by_the_day, digest_key
from models.values.position import Position

SAME_SPOT_M = 150.0
SAME_SPOT_SINCE = timedelta(days=14)
COMMON_SINCE = timedelta(days=7)
COMMON_LEAST = 5
"""Smaller numbers of people are never shown: among so few a person could be recognised."""


@dataclass(frozen=True, slots=True)
class SimilarReport:
    case: Case
    distance_m: float


async def similar_reports(
    session: AsyncSession, type_key: str, spot: Position, *, now: datetime, limit: int = 3
) -> Sequence[SimilarReport]:
    """Open reports of the same type within SAME_SPOT_M, filed in the last SAME_SPOT_SINCE; nearest first."""
    rows = await session.scalars(
        sa.select(Case).where(
            Case.type == type_key,
            *near(spot),
            Case.filed_at >= now - SAME_SPOT_SINCE,
            Case.state.in_(OPEN),
        )
    )
    found = [SimilarReport(case, spot.distance_m(_spot_of(case))) for case in rows]
    return sorted(found, key=lambda each: (each.distance_m, each.case.id))[:limit]


def _spot_of(case: Case) -> Position:
    return Position.wgs84(case.latitude or 0.0, case.longitude or 0.0)


def spot_of(case: Case) -> Position | None:
    """The spot of a case; None if it has none."""
    return None if case.latitude is None or case.longitude is None else _spot_of(case)


def near(spot: Position) -> list[sa.ColumnElement[bool]]:
    """Conditions for cases within SAME_SPOT_M: a box, which an index finds, and the circle in it."""
    north = SAME_SPOT_M / METRES_A_DEGREE
    narrow = max(math.cos(math.radians(spot.latitude)), 0.01)
    up, along = Case.latitude - spot.latitude, (Case.longitude - spot.longitude) * narrow
    return [
        Case.latitude.between(spot.latitude - north, spot.latitude + north),
        Case.longitude.between(spot.longitude - north / narrow, spot.longitude + north / narrow),
        up * up + along * along <= north * north,
    ]


def shown_beside(city: City) -> list[sa.ColumnElement[bool]]:
    """Conditions for cases that may be put beside another: none of an anonymous person, nor of one who became known
    later, and none about health or danger."""
    private = [key for key, each in city.case_types.items() if each.needs_second_consent]
    return [
        Case.anonymous.is_(False),
        Case.pseudonym.is_(None),
        Case.urgent.is_(False),
        Case.type.not_in(private),
    ]


async def join_city_report(session: AsyncSession, case_id: int, person: Person, *, now: datetime) -> Case:
    """Add the person to the people behind the report, who get news of every step. Joining again changes nothing.

    Only a report with a spot can be joined. Raises ConsentNeeded, CaseGone, CaseMovedOn.
    """
    need_consent(person)
    case = await locked_case(session, case_id)
    if case.latitude is None:
        raise CaseGone
    if await filer_row(session, case_id, person) is not None:
        return case
    allowed(case, Step.JOIN, WORKER)
    await remember_filer(session, case_id, person, part=Part.JOINED, now=now)
    case.reporters += 1
    await add_link(session, case, Step.JOIN, who=str(WORKER), now=now, data={"reporters": case.reporters})
    return case


async def others_reported_count(session: AsyncSession, type_key: str, platform: str, *, now: datetime) -> int | None:
    """The least number of people who recently (`filed_lately`) filed this type about this platform; None below
    COMMON_LEAST."""
    since, until = _lately(now)
    statement = _digests_statement()
    ((digests,),) = await statement.rows(session, type=type_key, platform=platform, since=since, until=until)
    if digests < COMMON_LEAST:
        return None
    same = (Case.type == type_key, Case.platform == platform, *filed_lately(now))
    count = (await people_by_problem(session, *same, now=now)).get((type_key, platform), 0)
    return count if count >= COMMON_LEAST else None


@cache
def _digests_statement() -> OneHop:
    """How many digests of people the cases have: two at most of each person."""
    case, filer = Case.__table__.c, CaseFiler.__table__.c
    digests = sa.select(sa.func.count(filer.digest.distinct())).select_from(CaseFiler.__table__)
    same = case.type == sa.bindparam("type"), case.platform == sa.bindparam("platform")
    lately = case.filed_at >= sa.bindparam("since"), case.filed_at < sa.bindparam("until")
    return OneHop(digests.join(Case.__table__, case.id == filer.case_id).where(*same, *lately))


def filed_lately(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """Conditions for cases of the last COMMON_SINCE before today, in whole days (UTC): looking twice on one day reveals
    no case filed in between."""
    since, until = _lately(now)
    return Case.filed_at >= since, Case.filed_at < until


def _lately(now: datetime) -> tuple[datetime, datetime]:
    today = by_the_day(now)
    return today - COMMON_SINCE, today


async def people_by_problem(
    session: AsyncSession, *where: sa.ColumnElement[bool], now: datetime
) -> dict[tuple[str, str], int]:
    """(type, platform) -> the least number of people behind the cases, rounded down to a multiple of COMMON_LEAST.

    A person who filed with and without their name has two digests but counts once; a person who came a short while ago
    does not count yet (models/people/settled.py). Both facts are in the encrypted part of a row: the database counts
    digests first, and only groups that may be common are decrypted and counted again.
    """
    of_both = sa.select(Case.type, Case.platform).join(CaseFiler, CaseFiler.case_id == Case.id)
    of_both = of_both.where(*where, Case.platform.is_not(None))
    many = of_both.group_by(Case.type, Case.platform)
    many = many.having(sa.func.count(CaseFiler.digest.distinct()) >= COMMON_LEAST)
    key, found = await digest_key(session), {}
    for kind, platform in (await session.execute(many)).all():
        same = of_both.with_only_columns(CaseFiler.digest, CaseFiler.locked)
        rows = await session.execute(same.where(Case.type == kind, Case.platform == platform))
        people = [locked.open(digest) for digest, locked in rows]
        settled = [each for each in people if is_settled(datetime.fromisoformat(each["since"]), now)]
        count = len({person_digest(key, UNNAMED, each) for each in settled})
        found[kind, platform or ""] = count // COMMON_LEAST * COMMON_LEAST
    return found
