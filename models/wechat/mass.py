"""Mass messages to followers; a follower of a service account gets at most four a month.

They are counted for the account as if each went to everybody, so that no follower would get a fifth. Each message is a
row before it is sent: one key is one message, however often it is requested, and its use of the month is known however
the call ended. A further part of the same message uses nothing more.
https://developers.weixin.qq.com/doc/service/api/notify/massmsg/api_sendall.html
"""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, BigId, UtcDateTime
from models.storage.secrets import insert
from models.wechat.budget import give_back_budget, month_of, spend_budget, use_up, used
from models.wechat.errors import MassBudgetSpent

A_MONTH = 4
LONGEST_TEXT = 2048
"""Bytes, WeChat's limit."""
FEWEST, MOST = 2, 10_000
"""The least and the most followers in one call that names them."""
BUDGET = "mass"


class MassState(StrEnum):
    """The state of a mass message. planned: its place in the month is taken, but it is unknown whether WeChat accepted
    it."""

    PLANNED = "planned"
    TAKEN = "taken"
    DONE = "done"
    REFUSED = "refused"


class MassMessage(Base):
    """A mass message. key: its subject, `notice:7`. counts: whether it uses one of the month; further parts do not.
    reached, failed: numbers of followers, from WeChat's final report."""

    __tablename__ = "wechat_mass"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    month: Mapped[str]
    state: Mapped[MassState]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    message_id: Mapped[int | None] = mapped_column(sa.BigInteger, index=True)
    reached: Mapped[int | None]
    failed: Mapped[int | None]
    error: Mapped[str | None]
    counts: Mapped[bool] = mapped_column(default=True, server_default=sa.true())


async def mass_left(session: AsyncSession, *, now: datetime) -> int:
    """The number of messages left this month."""
    return max(0, A_MONTH - await used(session, BUDGET, month_of(now)))


async def plan_mass(session: AsyncSession, key: str, *, now: datetime, counts: bool = True) -> MassMessage:
    """Take one of the month's messages for the key. The same key returns the same message, and takes another only after
    WeChat refused the first. Raises MassBudgetSpent; the caller must not commit then."""
    new = {"key": key, "month": month_of(now), "state": MassState.REFUSED, "created_at": now}
    new["counts"] = counts
    await session.execute(insert(session, MassMessage).values(**new).on_conflict_do_nothing())
    row = await _locked(session, MassMessage.key == key)
    assert row is not None  # the row existed, or was just inserted
    if row.state == MassState.REFUSED:
        if row.counts and not await spend_budget(session, BUDGET, month_of(now), most=A_MONTH):
            raise MassBudgetSpent(A_MONTH)
        row.state, row.month, row.created_at, row.error = MassState.PLANNED, month_of(now), now, None
        await session.flush()
    return row


async def mass_taken(session: AsyncSession, key: str, *, message_id: int | None) -> None:
    """Note that WeChat accepted the message, and will send it in its own time."""
    row = await _locked(session, MassMessage.key == key)
    if row is not None and row.state == MassState.PLANNED:
        row.state, row.message_id = MassState.TAKEN, message_id
        await session.flush()


async def mass_refused(session: AsyncSession, key: str, *, error: str, none_left: bool) -> None:
    """Note that WeChat refused the message. Its place in the month is freed, unless WeChat says that none is left."""
    row = await _locked(session, MassMessage.key == key)
    if row is None or row.state != MassState.PLANNED:
        return
    row.state, row.error = MassState.REFUSED, error
    if none_left:
        await use_up(session, BUDGET, row.month, most=A_MONTH)
    elif row.counts:
        await give_back_budget(session, BUDGET, row.month)
    await session.flush()


async def mass_finished(
    session: AsyncSession, message_id: int, *, reached: int, failed: int, error: str | None
) -> None:
    """Store WeChat's report, which comes some minutes later. A message that failed in it still counts for the month."""
    row = await _locked(session, MassMessage.message_id == message_id)
    if row is not None:
        row.state, row.reached, row.failed, row.error = MassState.DONE, reached, failed, error
        await session.flush()


async def _locked(session: AsyncSession, which: sa.ColumnElement[bool]) -> MassMessage | None:
    query = sa.select(MassMessage).where(which).with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(query)).one_or_none()
