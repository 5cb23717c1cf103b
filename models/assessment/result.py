"""What a round found of a station: its result, and the findings that somebody has to put right or explain.

FOUND ──> FIXED       its duty was struck off; without one, whoever runs it says that it is put right. A later visit
  │                   that sees it again opens a new one
  ├─────> EXPLAINED   they say why not
  └─────> STRUCK      the appeal against it was upheld: it counts no more, also after an answer
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.assessment.round import standard_of
from models.city.pack import City
from models.people.person import Person
from models.places.place import Place, find_place
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole, need_host, staff_of
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime, values_of


class FindingState(StrEnum):
    FOUND = "found"
    FIXED = "fixed"
    EXPLAINED = "explained"
    STRUCK = "struck"


class StationFinding(Base):
    """A criterion that a place failed. item: its key. week: the Monday of the week in which it was seen. reopened: it
    had been said to be put right before. answered_by: the post that answered, at answered_at; said: its words."""

    __tablename__ = "station_finding"
    __table_args__ = (sa.Index("ix_station_finding_place", "place_id", "round_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("assessment_round.id", ondelete="CASCADE"))
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"))
    item: Mapped[str]
    must: Mapped[bool]
    week: Mapped[date]
    reopened: Mapped[bool]
    state: Mapped[FindingState] = mapped_column(
        sa.Enum(FindingState, native_enum=False, length=9, values_callable=values_of)
    )
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None]
    said: Mapped[Json | None] = mapped_column(EncryptedJson)
    duty_id: Mapped[int | None] = mapped_column(sa.ForeignKey("duty.id", ondelete="SET NULL"), index=True)
    """The duty to mend it (models/assessment/mending.py)."""

    @property
    def in_time(self) -> bool:
        """Whether it was said to be put right by its day."""
        return self.state is FindingState.FIXED and self.answered_at is not None and self.answered_at <= self.due_at


class AssessmentResult(Base):
    """One station in one round. week: of the last visit that counts. settles_at: until then whoever runs it can appeal.
    reply: what is printed beside the grade, in the words of written_by. stale: something has changed since it was
    published. stars, failed, points: as published; shown: all that the public sees (models/assessment/shown.py)."""

    __tablename__ = "assessment_result"

    round_id: Mapped[int] = mapped_column(
        sa.ForeignKey("assessment_round.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    place_id: Mapped[int] = mapped_column(
        sa.ForeignKey("place.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    week: Mapped[date]
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settles_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reply: Mapped[Json | None] = mapped_column(EncryptedJson)
    written_by: Mapped[int | None]
    stale: Mapped[bool]
    stars: Mapped[int | None]
    failed: Mapped[bool | None]
    points: Mapped[int | None]
    shown: Mapped[Json | None] = mapped_column(EncryptedJson)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    until: Mapped[date | None]
    """The last day on which the stars count; they are for a year."""


class AssessmentAppeal(Base):
    """The one appeal against a result. finding_id: what it is about; NULL: all findings. asked_by: the post that made
    it; answered_by: the one that decided."""

    __tablename__ = "assessment_appeal"

    round_id: Mapped[int] = mapped_column(
        sa.ForeignKey("assessment_round.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    place_id: Mapped[int] = mapped_column(
        sa.ForeignKey("place.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    finding_id: Mapped[int | None] = mapped_column(sa.ForeignKey("station_finding.id", ondelete="CASCADE"))
    asked_by: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[Json] = mapped_column(EncryptedJson)
    upheld: Mapped[bool | None]
    answered_by: Mapped[int | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[Json | None] = mapped_column(EncryptedJson)


async def findings_of(session: AsyncSession, place_id: int, round_id: int) -> Sequence[StationFinding]:
    """The findings of the round at the place, musts first, then in the order in which they were told."""
    of = sa.select(StationFinding).where(StationFinding.place_id == place_id, StationFinding.round_id == round_id)
    return (await session.scalars(of.order_by(StationFinding.must.desc(), StationFinding.id))).all()


async def result_of(session: AsyncSession, place_id: int) -> AssessmentResult | None:
    """The newest result of the place that whoever runs it has been told."""
    of = sa.select(AssessmentResult).where(AssessmentResult.place_id == place_id)
    return await session.scalar(of.order_by(AssessmentResult.round_id.desc()).limit(1))


async def appeal_of(session: AsyncSession, result: AssessmentResult) -> AssessmentAppeal | None:
    return await session.get(AssessmentAppeal, (result.round_id, result.place_id), populate_existing=True)


def owner_of(kind: str, city: City) -> str | None:
    """The department that answers for places of this kind."""
    return standard_of(city).owners.get(kind)


async def need_answerer(session: AsyncSession, person: Person, place_id: int, *, city: City) -> Staff:
    """The post by which the person answers for the place: its host, or a lead of the department that it belongs to.
    Raises NotStaff, PlaceGone."""
    place = await find_place(session, place_id)
    staff = await staff_of(session, person)
    if staff is not None and answers_as_owner(staff, place, city):
        return staff
    return await need_host(session, person, place_id)


def answers_as_owner(staff: Staff, place: Place, city: City) -> bool:
    leads = staff.role in (StaffRole.LEAD, StaffRole.ADMIN)
    return leads and city.standard is not None and staff.department == owner_of(place.kind, city)


async def owned_results(
    session: AsyncSession, person: Person, *, city: City, limit: int, skip: int = 0
) -> Sequence[tuple[AssessmentResult, str, int]]:
    """The results of the places that the lead's department answers for, with the place's name and the number of
    findings that wait: most waiting first. Raises NotStaff."""
    staff = await staff_of(session, person)
    if staff is None or staff.role not in (StaffRole.LEAD, StaffRole.ADMIN):
        raise NotStaff
    kinds = [kind for kind, owner in standard_of(city).owners.items() if owner == staff.department]
    waiting = (
        sa.select(sa.func.count())
        .where(
            StationFinding.place_id == AssessmentResult.place_id,
            StationFinding.round_id == AssessmentResult.round_id,
            StationFinding.state == FindingState.FOUND,
        )
        .scalar_subquery()
    )
    newest = sa.select(sa.func.max(AssessmentResult.round_id)).scalar_subquery()
    found = (
        sa.select(AssessmentResult, Place.name, waiting)
        .join(Place, Place.id == AssessmentResult.place_id)
        .where(AssessmentResult.round_id == newest, Place.kind.in_(kinds), Place.closed_at.is_(None))
        .order_by(waiting.desc(), Place.name)
    )
    rows = await session.execute(found.limit(limit).offset(skip))
    return [(result, name, int(count)) for result, name, count in rows]


def titles_of(key: str, city: City) -> Mapping[str, str]:
    """The title of a criterion; its key if the standard has it no more."""
    known = standard_of(city).criteria.get(key)
    return known.titles if known is not None else {"zh-CN": key, "en": key}
