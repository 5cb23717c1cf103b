"""A round of assessment: it is drawn once, and every place that the standard covers is visited in it.

The seed stays secret until the round is over, because with it a station could know its week; a digest of it is
published at once, so that nobody can choose another seed afterwards. What it was drawn from is kept with it:
`repeat_draw` draws it again.
"""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.assessment.drawing import WEEKS, Drawn, VisitKind, draw, seal_of
from models.assessment.errors import NoRound, NoStandard, RoundRuns
from models.assessment.risk import risky_places
from models.assessment.visit import StationVisit, VisitState
from models.city.pack import City
from models.city.standard import Standard
from models.people.person import Person
from models.places.place import Place
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole, staff_of
from models.storage.database import Base, EncryptedJson, Json, UtcDateTime
from models.storage.unlinkable import random_id
from models.values.calendar import monday_of

DRAW_LOCK = 0x64726177
"""The number of the advisory lock in PostgreSQL with which one transaction at a time draws."""


class AssessmentRound(Base):
    """begins: its first Monday; ends: the Monday after its last week. seed, drawn_from: what it was drawn by and from
    (codes, risky, weeks). seal: the digest of the seed. ordered_by, approved_by: the posts that drew and published it.
    agreement: kappa, when it was published."""

    __tablename__ = "assessment_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str]
    begins: Mapped[date]
    ends: Mapped[date]
    seed: Mapped[Json] = mapped_column(EncryptedJson)
    drawn_from: Mapped[Json] = mapped_column(EncryptedJson)
    seal: Mapped[str]
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ordered_by: Mapped[int]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by: Mapped[int | None]
    agreement: Mapped[float | None]


def standard_of(city: City) -> Standard:
    """The standard of the city. Raises NoStandard."""
    if city.standard is None:
        raise NoStandard
    return city.standard


async def need_assessor(session: AsyncSession, person: Person, city: City) -> Staff:
    """The post by which the person draws and publishes: a lead of the lead department. Raises NotStaff."""
    staff = await staff_of(session, person)
    if staff is None or not leads_assessment(staff, city):
        raise NotStaff
    return staff


def leads_assessment(staff: Staff, city: City) -> bool:
    leads = staff.role in (StaffRole.LEAD, StaffRole.ADMIN)
    return city.standard is not None and leads and staff.department == city.lead_department.key


async def newest_round(session: AsyncSession) -> AssessmentRound | None:
    return await session.scalar(sa.select(AssessmentRound).order_by(AssessmentRound.id.desc()).limit(1))


async def need_round(session: AsyncSession) -> AssessmentRound:
    """The newest round. Raises NoRound."""
    newest = await newest_round(session)
    if newest is None:
        raise NoRound
    return newest


async def draw_round(
    session: AsyncSession, person: Person, *, city: City, now: datetime, seed: str | None = None, weeks: int = WEEKS
) -> AssessmentRound:
    """Draws a round that begins this week. seed: None for a new one. weeks: over which the first visits are spread.
    Raises NotStaff, NoStandard, RoundRuns."""
    staff, standard = await need_assessor(session, person, city), standard_of(city)
    if session.get_bind().dialect.name == "postgresql":  # two may press at once; SQLite has one writer
        await session.execute(sa.select(sa.func.pg_advisory_xact_lock(DRAW_LOCK)))
    before, monday = await newest_round(session), monday_of(now, city.zone)
    if before is not None and (before.published_at is None or monday < before.ends):
        raise RoundRuns
    rows = await session.execute(
        sa.select(Place.code, Place.id).where(Place.kind.in_(standard.kinds), Place.closed_at.is_(None))
    )
    places = {row.code: row.id for row in rows}
    risky = await risky_places(session, places.values(), city=city, now=now)
    chosen = seed or secrets.token_hex(16)
    codes = sorted(code for code, number in places.items() if number in risky)
    drawn_from: Json = {"codes": sorted(places), "risky": codes, "weeks": weeks}
    drawn = AssessmentRound(
        version=standard.version,
        begins=monday,
        ends=monday + timedelta(weeks=weeks),
        seed=chosen,
        drawn_from=drawn_from,
        seal=seal_of(chosen),
        drawn_at=now,
        ordered_by=staff.id,
    )
    session.add(drawn)
    await session.flush()
    visits = draw(chosen, places, drawn_from["risky"], weeks=weeks)
    session.add_all(
        new_visit(drawn, places[each.code], each.kind, monday + timedelta(weeks=each.week)) for each in visits
    )
    await session.flush()
    return drawn


def new_visit(of: AssessmentRound, place_id: int, kind: VisitKind, week: date) -> StationVisit:
    """A visit that nobody has taken."""
    return StationVisit(
        id=random_id(),
        round_id=of.id,
        place_id=place_id,
        kind=kind,
        state=VisitState.DRAWN,
        week=week,
        answers={},
        photos={},
        told=False,
    )


def repeat_draw(drawn: AssessmentRound) -> Sequence[Drawn]:
    """The visits that the seed of the round gives, drawn again."""
    of = drawn.drawn_from
    return draw(str(drawn.seed), of["codes"], of["risky"], weeks=of["weeks"])


def shown_seed(drawn: AssessmentRound, *, today: date) -> str | None:
    """The seed, once the round is over; None before."""
    return str(drawn.seed) if today >= drawn.ends else None
