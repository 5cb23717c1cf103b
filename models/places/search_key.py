"""The key of a day, under which a search stands for who searched: whoever has it can tell one person's searches from
another's, and find a person's. It is deleted when the day is over in the city, and no backup has it
(bot/commands/backup.py): from then on nobody can tie a search of that day to anybody.
"""

import secrets as random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Self, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.pack import City
from models.storage.database import Base, EncryptedBytes, Own
from models.storage.encryption import NAME_LENGTH
from models.storage.one_hop import OneHop
from models.storage.secrets import insert
from models.storage.unlinkable import digest_under

KEY_BYTES = 32


class SearchKey(Base):
    """32 random bytes for the searches of one day of the city, shared by all processes."""

    __tablename__ = "search_key"
    __table_args__ = ({"sqlite_with_rowid": False},)

    day: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(EncryptedBytes("day"))
    """Written as an `Own`, read as a `Locked`."""


class Source(StrEnum):
    """Where a search was made."""

    CHAT = "chat"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Searcher:
    """Whoever searches, as far as their searches of a day have to be told from those of others. name: as unlike others
    as the source can tell; it is never stored."""

    source: Source
    name: str

    @classmethod
    def in_chat(cls, person_id: int) -> Self:
        return cls(Source.CHAT, str(person_id))

    @classmethod
    def on_page(cls, address: str, agent: str) -> Self:
        """A visitor without an account. address: of the internet; agent: what the browser calls itself."""
        return cls(Source.PAGE, f"{address} {agent}")

    def token(self, key: bytes) -> str:
        """The searcher's name of the day. key: that day's."""
        return digest_under(key, "searcher", f"{self.source} {self.name}")[:NAME_LENGTH]


async def search_key(session: AsyncSession, day: date) -> bytes:
    """The key of a day. The first process that asks makes it."""
    known = await _known(session, day)
    if known is None:
        fresh = insert(session, SearchKey).values(day=day, value=Own(str(day), random.token_bytes(KEY_BYTES)))
        await session.execute(fresh.on_conflict_do_nothing())
        known = await _known(session, day)
    assert known is not None
    return known


async def tokens_of(session: AsyncSession, person_id: int) -> Sequence[str]:
    """The person's tokens of the days whose key is still there."""
    keys = await session.scalars(sa.select(SearchKey))
    return [Searcher.in_chat(person_id).token(each.value.open(each.day)) for each in keys]


async def forget_search_keys(session: AsyncSession, *, city: City, now: datetime) -> None:
    """Deletes the keys of days that are over in the city."""
    await session.execute(sa.delete(SearchKey).where(SearchKey.day < now.astimezone(city.zone).date()))


async def _known(session: AsyncSession, day: date) -> bytes | None:
    rows = await _key_statement().rows(session, day=day)
    return cast(bytes, rows[0][0].open(day)) if rows else None


@lru_cache(maxsize=1)
def _key_statement() -> OneHop:
    return OneHop(sa.select(SearchKey.value).where(SearchKey.day == sa.bindparam("day")))
