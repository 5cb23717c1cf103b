"""The visits of a round. Nothing in a row is finer than a week, its number is random, and whether the visitor stood at
the door is kept as yes or no: the position is not."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.assessment.drawing import VisitKind
from models.storage.database import Base, EncryptedJson, Json, values_of


class VisitState(StrEnum):
    """DRAWN: for anybody to take. TAKEN: somebody is on the way, or there."""

    DRAWN = "drawn"
    TAKEN = "taken"
    DONE = "done"


class StationVisit(Base):
    """One visit. week: the Monday of the week from which it is to be made; taken_week, done_week: those in which it
    was. person_id: the visitor. answers: criterion -> true, false, or null where it could not be seen. photos:
    criterion -> key of a picture (models/outbox/pictures.py). told: whether whoever runs the station has heard of
    it."""

    __tablename__ = "station_visit"
    __table_args__ = (
        sa.Index("ix_station_visit_open", "state", "week"),
        sa.Index("ix_station_visit_place", "place_id", "round_id"),
        {"sqlite_with_rowid": False},  # the order of rows must not tell the order of visits
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("assessment_round.id", ondelete="CASCADE"))
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"))
    kind: Mapped[VisitKind] = mapped_column(sa.Enum(VisitKind, native_enum=False, length=6, values_callable=values_of))
    state: Mapped[VisitState] = mapped_column(
        sa.Enum(VisitState, native_enum=False, length=5, values_callable=values_of)
    )
    week: Mapped[date]
    taken_week: Mapped[date | None]
    done_week: Mapped[date | None]
    at_door: Mapped[bool | None]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    answers: Mapped[Json] = mapped_column(EncryptedJson)
    photos: Mapped[Json] = mapped_column(EncryptedJson)
    told: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


def said_of(visit: StationVisit) -> Mapping[str, bool | None]:
    """The answers by criterion."""
    answers: Mapping[str, bool | None] = visit.answers
    return answers


async def visits_at(session: AsyncSession, place_id: int, round_id: int, *where: Any) -> list[StationVisit]:
    """The visits of the round at the place, by the week they were done in, open ones last."""
    at = sa.select(StationVisit).where(StationVisit.place_id == place_id, StationVisit.round_id == round_id, *where)
    order = (StationVisit.done_week.is_(None), StationVisit.done_week, StationVisit.week, StationVisit.id)
    return list(await session.scalars(at.order_by(*order)))


async def was_there(session: AsyncSession, person_id: int, place_id: int, round_id: int) -> bool:
    """Whether the person took a visit of the round at the place, done or not."""
    mine = (StationVisit.person_id == person_id, StationVisit.place_id == place_id, StationVisit.round_id == round_id)
    return bool(await session.scalar(sa.select(sa.exists().where(*mine))))
