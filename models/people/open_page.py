"""Open pages of the web chat, shared between several processes: a process that says something knows whether it is seen,
and by which process.

A row goes when its page closes. The row of a killed process counts for nothing, and is deleted with the next round of
forgetting.
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
    """A contact whose page is open in a process. frame: the newest frame for the page that is stored nowhere else."""

    __tablename__ = "open_page"
    __table_args__ = ({"sqlite_with_rowid": False},)

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    holder: Mapped[str] = mapped_column(primary_key=True)
    frame: Mapped[Json | None] = mapped_column(EncryptedJson)


async def note_pages(
    session: AsyncSession, holder: str, *, opened: Collection[int], closed: Collection[int] | None
) -> None:
    """Notes pages that opened and closed in the process since the last call. closed: None for all there are."""
    mine: list[Any] = [OpenPage.holder == holder]
    if closed is not None:
        mine.append(OpenPage.contact_id.in_(closed))
    if closed is None or closed:
        await session.execute(sa.delete(OpenPage).where(*mine))
    if opened:
        rows = [{"contact_id": each, "holder": holder} for each in opened]
        await session.execute(insert(session, OpenPage).values(rows).on_conflict_do_nothing())


async def open_pages(session: AsyncSession, contact_ids: Collection[int]) -> set[int]:
    """Which of the contacts have a page open in a process that lives."""
    if not contact_ids or session.get_bind().dialect.name != "postgresql":
        return set()
    mine = sa.select(OpenPage.contact_id).where(OpenPage.contact_id.in_(contact_ids), ~is_dead(OpenPage.holder))
    return set(await session.scalars(mine))


async def show_on_pages(session: AsyncSession, contact_id: int, frame: Json) -> None:
    """Shows a frame, stored nowhere else, on the contact's page in every process that has it open."""
    shown = sa.update(OpenPage).where(OpenPage.contact_id == contact_id).values(frame=frame)
    if getattr(await session.execute(shown), "rowcount", 0):
        wake(session, WakeUp.PAGE, contact_id)


async def frames_of(session: AsyncSession, contact_id: int, holder: str) -> list[Json]:
    """The frames that `show_on_pages` stored for the contact's page in this process."""
    mine = sa.select(OpenPage.frame).where(OpenPage.contact_id == contact_id, OpenPage.holder == holder)
    return [each for each in await session.scalars(mine) if each is not None]


async def forget_closed(session: AsyncSession, *, now: datetime) -> None:
    """Deletes the rows of killed processes."""
    shared = session.get_bind().dialect.name == "postgresql"  # else there is one process, which keeps no rows
    await session.execute(sa.delete(OpenPage).where(is_dead(OpenPage.holder) if shared else sa.true()))
