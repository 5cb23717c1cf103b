"""Use of the account's quotas: calls per day and mass messages per month, by WeChat's clock."""

from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base
from models.storage.secrets import insert

BEIJING = timezone(timedelta(hours=8))
"""The time zone of WeChat's days and months, whatever the city's."""
KEEP_PERIODS = timedelta(days=400)


class WeChatBudget(Base):
    """The use of one quota in one period. period: a day `2026-11-26` or a month `2026-11`."""

    __tablename__ = "wechat_budget"

    name: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    used: Mapped[int]


def day_of(now: datetime) -> str:
    return now.astimezone(BEIJING).strftime("%Y-%m-%d")


def month_of(now: datetime) -> str:
    return now.astimezone(BEIJING).strftime("%Y-%m")


def tomorrow(now: datetime) -> datetime:
    """The end of WeChat's current day, aware."""
    midnight = now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)


async def used(session: AsyncSession, name: str, period: str) -> int:
    row = await session.get(WeChatBudget, (name, period), populate_existing=True)
    return row.used if row is not None else 0


async def spend_budget(session: AsyncSession, name: str, period: str, *, most: int) -> bool:
    """Take one unit of a quota of `most`; False if none is left."""
    upsert: Any = insert(session, WeChatBudget).values(name=name, period=period, used=1)
    taken = upsert.on_conflict_do_update(
        index_elements=["name", "period"], set_={"used": WeChatBudget.used + 1}, where=WeChatBudget.used < most
    ).returning(WeChatBudget.used)
    return (await session.execute(taken)).first() is not None


async def give_back_budget(session: AsyncSession, name: str, period: str) -> None:
    """Return one unit of a quota that was not used after all."""
    mine = (WeChatBudget.name == name, WeChatBudget.period == period, WeChatBudget.used > 0)
    await session.execute(sa.update(WeChatBudget).where(*mine).values(used=WeChatBudget.used - 1))


async def use_up(session: AsyncSession, name: str, period: str, *, most: int) -> None:
    """Mark a quota as used up because WeChat says so, whatever we counted."""
    await session.merge(WeChatBudget(name=name, period=period, used=most))
    await session.flush()


async def forget_budgets(session: AsyncSession, *, now: datetime) -> None:
    """Delete the counts of periods older than KEEP_PERIODS."""
    await session.execute(sa.delete(WeChatBudget).where(WeChatBudget.period < day_of(now - KEEP_PERIODS)))
