"""What every process must know of the WeChat account: its token, which menu is set, what WeChat refuses for now, and
the media ids of pictures already uploaded."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, EncryptedJson, Json, UtcDateTime
from models.storage.lease import over

WECHAT = "wechat"
"""The channel's name in `Contact.channel`, for whoever reckons with WeChat's own bounds: there nobody can be written to
who has not written lately."""
LEASE = timedelta(seconds=15)


class WeChatValue(Base):
    """One thing by its name, until it expires."""

    __tablename__ = "wechat_value"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Json | None] = mapped_column(EncryptedJson)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Somebody is fetching a new one."""


async def account_value(session: AsyncSession, name: str, *, now: datetime) -> WeChatValue | None:
    """What is kept under the name and has not expired."""
    row = await session.get(WeChatValue, name, populate_existing=True)
    if row is None or row.value is None or (row.expires_at is not None and row.expires_at <= now):
        return None
    return row


async def keep_value(session: AsyncSession, name: str, value: Json, *, expires_at: datetime | None) -> None:
    """Keeps it instead of whatever was there, and ends a lease."""
    await session.merge(WeChatValue(name=name, value=value, expires_at=expires_at, leased_until=None))
    await session.flush()


async def drop_value(session: AsyncSession, name: str) -> None:
    await session.execute(sa.delete(WeChatValue).where(WeChatValue.name == name))


async def lease_value(session: AsyncSession, name: str, *, now: datetime) -> bool:
    """Whether the caller is the one to fetch a new value: nobody else does for LEASE."""
    free = sa.or_(WeChatValue.leased_until.is_(None), over(WeChatValue.leased_until, lasts=LEASE, now=now))
    taken = await session.execute(
        sa.update(WeChatValue).where(WeChatValue.name == name, free).values(leased_until=now + LEASE)
    )
    if getattr(taken, "rowcount", 0):
        return True
    if await session.get(WeChatValue, name) is not None:
        return False
    try:
        async with session.begin_nested():
            session.add(WeChatValue(name=name, leased_until=now + LEASE))
    except IntegrityError:
        return False
    return True


async def end_lease(session: AsyncSession, name: str) -> None:
    """The fetching failed: somebody else may try at once."""
    await session.execute(sa.update(WeChatValue).where(WeChatValue.name == name).values(leased_until=None))


async def forget_values(session: AsyncSession, *, now: datetime) -> None:
    """Deletes what has expired."""
    await session.execute(sa.delete(WeChatValue).where(WeChatValue.expires_at < now))
