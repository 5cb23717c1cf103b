"""Limits on how often something may be tried, by one or by everybody together. The database counts, so that the limit
holds across processes, and for somebody who comes back under another name.

The count begins with the first try and starts anew when the time of its limit is over.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, UtcDateTime
from models.storage.personal import Kept, Old, Personal
from models.storage.secrets import insert

KEEP = timedelta(days=1)
"""No limit has a longer time than this."""


class Limit(NamedTuple):
    """At most `most` tries in any time `per` that begins with the first of them."""

    most: int
    per: timedelta


class Tries(Base):
    """The number of tries since a moment. name: of the thing tried and, unless everybody is counted together, of the
    one who tried."""

    __tablename__ = "tries"

    name: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    spent: Mapped[int]


async def left(session: AsyncSession, name: str, limit: Limit, *, now: datetime) -> int:
    """How many tries are left. The row is locked until the transaction ends, so that two at once see each other."""
    begun = insert(session, Tries).values(name=name, since=now, spent=0)
    over = Tries.since <= now - limit.per
    kept = {
        "since": sa.case((over, begun.excluded.since), else_=Tries.since),
        "spent": sa.case((over, 0), else_=Tries.spent),
    }
    locked = begun.on_conflict_do_update(index_elements=["name"], set_=kept).returning(Tries.spent)
    return max(0, limit.most - (await session.execute(locked)).scalar_one())


async def spend(session: AsyncSession, name: str) -> None:
    """Counts one more try. Call `left` before it in the same transaction."""
    mine = sa.update(Tries).where(Tries.name == name).values(spent=Tries.spent + 1)
    await session.execute(mine.execution_options(synchronize_session=False))


async def forget_tries(session: AsyncSession, *, now: datetime) -> None:
    """Deletes counts whose time is over under any limit."""
    await session.execute(sa.delete(Tries).where(Tries.since < now - KEEP))


PERSONAL = Personal(
    kept=(
        Kept(
            "tries.name",
            KEEP,
            after="the first try",
            untold="how often something was tried, not what",
            outlives="nobody gets new tries by leaving and coming back",
        ),
    ),
    forget_old=(Old(forget_tries),),
)
