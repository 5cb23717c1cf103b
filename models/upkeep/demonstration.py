"""The mark of a demonstration: everything in its database is invented, and every page and chat says so.

Only an empty database becomes one, so that a mark never stands beside real people.
"""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case
from models.notices.notice import Notice
from models.people.person import Person
from models.places.place import Place
from models.staff.post import Staff
from models.storage.database import Base, UtcDateTime
from models.upkeep.errors import HoldsSomethingReal

LINK_LASTS = timedelta(minutes=30)


class Demonstration(Base):
    """The mark; one row. filled_at: when everything was there; None: filling was interrupted."""

    __tablename__ = "demonstration"

    id: Mapped[int] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    filled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DemonstrationLink(Base):
    """A link into the demonstration that nobody has used yet. mark: what it is known by."""

    __tablename__ = "demonstration_link"

    mark: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


async def demonstration_of(session: AsyncSession) -> Demonstration | None:
    """The mark of this database; None if it holds real things, or nothing."""
    return await session.get(Demonstration, 1)


async def begin_demonstration(session: AsyncSession, *, now: datetime) -> Demonstration:
    """Marks a database that holds nothing real. Raises HoldsSomethingReal."""
    await need_nothing_real(session)
    mark = Demonstration(id=1, begun_at=now)
    session.add(mark)
    await session.flush()
    return mark


async def need_nothing_real(session: AsyncSession) -> None:
    """Raises HoldsSomethingReal if there are people, posts, cases, notices, or places that are not samples."""
    for table, which in ((Person, sa.true()), (Staff, sa.true()), (Case, sa.true()), (Notice, sa.true())):
        await _need_none(session, table, which)
    await _need_none(session, Place, Place.sample.is_(False))


async def _need_none(session: AsyncSession, table: type[Base], which: sa.ColumnElement[bool]) -> None:
    if await session.scalar(sa.select(sa.exists(sa.select(sa.literal(1)).select_from(table).where(which)))):
        raise HoldsSomethingReal(table.__tablename__)


async def end_filling(session: AsyncSession, *, now: datetime) -> None:
    """Notes that everything is there."""
    mark = await session.get_one(Demonstration, 1)
    mark.filled_at = now
    await session.flush()


async def new_link(session: AsyncSession, *, now: datetime) -> str:
    """The mark of a new link, good for LINK_LASTS and once; marks whose time is over are deleted."""
    await session.execute(sa.delete(DemonstrationLink).where(DemonstrationLink.expires_at < now))
    mark = secrets.token_urlsafe(18)
    session.add(DemonstrationLink(mark=mark, expires_at=now + LINK_LASTS))
    await session.flush()
    return mark


async def use_link(session: AsyncSession, mark: str, *, now: datetime) -> bool:
    """Whether a link may be used; it cannot be afterwards."""
    mine = sa.delete(DemonstrationLink).where(DemonstrationLink.mark == mark, DemonstrationLink.expires_at > now)
    return bool(getattr(await session.execute(mine), "rowcount", 0))
