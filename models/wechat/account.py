"""Values of the WeChat account that all processes share: its token, the menu that is set, the calls that WeChat refuses
for now, and the media ids of uploaded pictures."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, EncryptedJson, Json, UtcDateTime
from models.storage.lease import over

WECHAT = "wechat"
"""The channel's name in `Contact.channel`, for code that respects WeChat's rule: only people who wrote recently can be
written to."""
LEASE = timedelta(seconds=15)


class WeChatValue(Base):
    """A named value, valid until it expires."""

    __tablename__ = "wechat_value"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Json | None] = mapped_column(EncryptedJson)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until this moment one process is fetching a new value."""


async def account_value(session: AsyncSession, name: str, *, now: datetime) -> WeChatValue | None:
    """The value of this name, None if there is none or it has expired."""
    row = await session.get(WeChatValue, name, populate_existing=True)
    if row is None or row.value is None or (row.expires_at is not None and row.expires_at <= now):
        return None
    return row


async def keep_value(session: AsyncSession, name: str, value: Json, *, expires_at: datetime | None) -> None:
    """Store a value in place of any former one, and end a lease."""
    await session.merge(WeChatValue(name=name, value=value, expires_at=expires_at, leased_until=None))
    await session.flush()


async def drop_value(session: AsyncSession, name: str) -> None:
    await session.execute(sa.delete(WeChatValue).where(WeChatValue.name == name))


async def lease_value(session: AsyncSession, name: str, *, now: datetime) -> bool:
    """Take the lease to fetch a new value, for LEASE; False if another process has it."""
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
    """End a lease after fetching failed, so that another process may try at once."""
    await session.execute(sa.update(WeChatValue).where(WeChatValue.name == name).values(leased_until=None))


async def forget_values(session: AsyncSession, *, now: datetime) -> None:
    """Delete expired values."""
    await session.execute(sa.delete(WeChatValue).where(WeChatValue.expires_at < now))
