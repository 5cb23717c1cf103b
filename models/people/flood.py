"""Counts of what a chat sent in the last seconds, shared between several processes.

Only a chat that sends more than one process takes by itself (bot/intake/flood.py), or the first one that a process
hears, has a row, under a digest; it is deleted within two hours.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, Database, EncryptedJson, Json, UtcDateTime
from models.storage.one_hop import OneHop, insert_of
from models.storage.turns import begin_turn, commit_turn, end_turn
from models.storage.unlinkable import KNOWN, by_the_hour, digest_key, digest_under
from models.storage.wakeups import WakeUp, wake


class FloodCount(Base):
    """The count of one chat. digest: of its channel and address. at: rounded to the hour. count: in the flood guard's
    form."""

    __tablename__ = "flood_count"

    digest: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    count: Mapped[Json] = mapped_column(EncryptedJson)


@dataclass(slots=True)
class SharedCount:
    """A chat's count, locked: `value` is a dictionary, stored as it is at the end of the block."""

    session: AsyncSession
    digest: str
    value: Json

    def is_near(self) -> None:
        """Tells the other processes to report what they have taken of the chat."""
        wake(self.session, WakeUp.FLOOD, self.digest)

    def is_full(self, until: datetime) -> None:
        """Tells the other processes to take nothing more of the chat until then."""
        wake(self.session, WakeUp.FLOOD, f"{self.digest} {until.timestamp()}")


@asynccontextmanager
async def shared_count(database: Database, channel: str, address: str, *, now: datetime) -> AsyncIterator[SharedCount]:
    """Yields the chat's count, locked for the length of the block."""
    session = await begin_turn(database, None)
    try:
        digest = await digest_of_chat(session, channel, address)
        begun = _begun_statement(session.get_bind().dialect.name)
        ((value,),) = await begun.rows(session, digest=digest, at=by_the_hour(now), count={})
        count = SharedCount(session, digest, value)
        yield count
        await _kept_statement().run(session, digest=digest, count=count.value)
        await commit_turn(session)
    finally:
        await end_turn(session)


@cache
def _begun_statement(dialect: str) -> OneHop:
    table = cast(sa.Table, FloodCount.__table__)
    insert = insert_of(dialect, table)
    begun = insert.values({each.key: sa.bindparam(each.key) for each in table.c})
    locked = begun.on_conflict_do_update(index_elements=["digest"], set_={"at": begun.excluded.at})
    return OneHop(locked.returning(table.c["count"]))


@cache
def _kept_statement() -> OneHop:
    table = cast(sa.Table, FloodCount.__table__)
    of_chat = sa.update(table).where(table.c.digest == sa.bindparam("digest"))
    return OneHop(of_chat.values({"count": sa.bindparam("count")}))


async def digest_of_chat(session: AsyncSession, channel: str, address: str) -> str:
    """The digest by which the chat's count is found."""
    return _digest(await digest_key(session), channel, address)


def count_digest(database: Database, channel: str, address: str) -> str | None:
    """The same digest without a query; None before this process has met any count."""
    key = KNOWN.get(database.engine.sync_engine)
    return None if key is None else _digest(key, channel, address)


def _digest(key: bytes, channel: str, address: str) -> str:
    return digest_under(key, "flood", f"{channel} {address}")


async def forget_floods(session: AsyncSession, *, now: datetime) -> None:
    """Deletes counts older than the present hour."""
    await session.execute(sa.delete(FloodCount).where(FloodCount.at < by_the_hour(now)))
