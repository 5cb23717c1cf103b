"""How often benefits are used, in taps by the week, and since when the city offers each. Nobody is counted: a tap says
nothing of who made it."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.benefits import Benefits
from models.storage.database import Base
from models.storage.secrets import insert

KEPT_WEEKS = 60
"""Weeks for which taps are kept."""


class BenefitOffered(Base):
    """One benefit that the city offers, or offered. since: the first day on which the pack had it; used_on: the last
    day on which somebody opened it."""

    __tablename__ = "benefit_offered"

    key: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[date]
    used_on: Mapped[date | None]


class BenefitWeek(Base):
    """The taps of a week. week: its Monday; opened: of the card; acted: of the button to which it leads."""

    __tablename__ = "benefit_week"

    key: Mapped[str] = mapped_column(primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)
    opened: Mapped[int]
    acted: Mapped[int]


async def note_use(session: AsyncSession, key: str, *, acted: bool, today: date) -> None:
    """Counts that somebody opened a benefit, or followed it. today: the city's date. The caller has checked that there
    is such a benefit."""
    week = today - timedelta(days=today.weekday())
    taps: Any = insert(session, BenefitWeek).values(key=key, week=week, opened=int(not acted), acted=int(acted))
    both = {"opened": BenefitWeek.opened + int(not acted), "acted": BenefitWeek.acted + int(acted)}
    await session.execute(taps.on_conflict_do_update(index_elements=["key", "week"], set_=both))
    offered: Any = insert(session, BenefitOffered).values(key=key, since=today, used_on=today)
    await session.execute(offered.on_conflict_do_update(index_elements=["key"], set_={"used_on": today}))


async def note_offered(session: AsyncSession, benefits: Benefits, *, today: date) -> int:
    """Notes the day from which each new benefit of the pack is offered, and deletes old taps. A benefit that went and
    came back keeps its day. Returns how many are new."""
    known = set(await session.scalars(sa.select(BenefitOffered.key)))
    new = [{"key": key, "since": today} for key in benefits.items if key not in known]
    if new:
        await session.execute(insert(session, BenefitOffered).on_conflict_do_nothing(), new)
    await session.execute(sa.delete(BenefitWeek).where(BenefitWeek.week < today - timedelta(weeks=KEPT_WEEKS)))
    return len(new)
