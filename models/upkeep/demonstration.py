"""The mark of a demonstration: everything in its database is invented, and every page and chat says so.

Only an empty database becomes one, so that a mark never stands beside real people.
"""

from datetime import datetime

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


class Demonstration(Base):
    """The mark; one row. filled_at: when everything was there; None: filling was interrupted."""

    __tablename__ = "demonstration"

    id: Mapped[int] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    filled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


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
