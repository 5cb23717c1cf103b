"""Which pages of the web chat are open now, where several processes share the database: whoever says something knows
that it is seen, and by which process.

A row goes when its page closes. One of a process that was killed counts for nothing, and is deleted with the next
round of forgetting.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, EncryptedJson, Json
from models.storage.process_lease import is_dead
from models.storage.secrets import insert
from models.storage.wakeups import WakeUp, wake


class OpenPage(Base):
    """A contact whose page is open in a process. frame: what the page was shown last that is kept nowhere else."""

    __tablename__ = "open_page"
    __table_args__ = ({"sqlite_with_rowid": False},)

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    holder: Mapped[str] = mapped_column(primary_key=True)
    frame: Mapped[Json | None] = mapped_column(EncryptedJson)


async def note_pages(
    session: AsyncSession, holder: str, *, opened: Collection[int], closed: Collection[int] | None
) -> None:
    """What opened and closed in the process since last time; closed: None for all there are."""
    mine: list[Any] = [OpenPage.holder == holder]
    if closed is not None:
        mine.append(OpenPage.contact_id.in_(closed))
    if closed is None or closed:
        await session.execute(sa.delete(OpenPage).where(*mine))
    if opened:
        rows = [{"contact_id": each, "holder": holder} for each in opened]
        await session.execute(insert(session, OpenPage).values(rows).on_conflict_do_nothing())


async def open_pages(session: AsyncSession, contact_ids: Collection[int]) -> set[int]:
    """Those of the contacts whose page is open in a process that lives."""
    if not contact_ids or session.get_bind().dialect.name != "postgresql":
        return set()
    mine = sa.select(OpenPage.contact_id).where(OpenPage.contact_id.in_(contact_ids), ~is_dead(OpenPage.holder))
    return set(await session.scalars(mine))


async def show_on_pages(session: AsyncSession, contact_id: int, frame: Json) -> None:
    """Processes that have the contact's page open show this frame, which is kept nowhere else."""
    shown = sa.update(OpenPage).where(OpenPage.contact_id == contact_id).values(frame=frame)
    if getattr(await session.execute(shown), "rowcount", 0):
        wake(session, WakeUp.PAGE, contact_id)


async def frames_of(session: AsyncSession, contact_id: int, holder: str) -> list[Json]:
    """What `show_on_pages` gave for the contact's page in this process."""
    mine = sa.select(OpenPage.frame).where(OpenPage.contact_id == contact_id, OpenPage.holder == holder)
    return [each for each in await session.scalars(mine) if each is not None]


async def forget_closed(session: AsyncSession, *, now: datetime) -> None:
    """Deletes what processes left that were killed."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(sa.delete(OpenPage).where(is_dead(OpenPage.holder)))
