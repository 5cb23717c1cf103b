"""Pictures whose text is read: pieces of evidence, and pictures that come before anybody said what they are about.

    DUE ──> READ      its lines are here, and its sender is told what they say
       └──> UNREAD    it holds no text, or was too much for the engine

A job reads them beside the conversations (bot/jobs/reading.py). A reading of evidence names no person; it goes with its
piece. A shown picture belongs to a person and goes within two hours, its bytes as soon as it was read.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.foreign_files.box import Box
from models.people.person import Person
from models.pictures.page import Page
from models.pictures.traces import Found, traces_on
from models.storage.database import Base, EncryptedBytes, EncryptedJson, Json, Opened, UtcDateTime, values_of
from models.storage.incoming_file import Belongs, arrived, expect_file
from models.storage.personal import PORTION
from models.storage.unlinkable import by_the_hour

AT_ONCE = 20
MOST_SHOWN = 10
"""Shown pictures of one person that are kept at a time; more are not read."""
SHOWN_KEPT = timedelta(hours=2)
"""A shown picture is of use for an hour, and when it came is known to the hour."""


class ReadState(StrEnum):
    DUE = "due"
    READ = "read"
    UNREAD = "unread"


_IS_DUE = sa.text("state = 'due'")


def _state() -> sa.Enum:
    return sa.Enum(ReadState, native_enum=False, length=6, values_callable=values_of)


class EvidenceReading(Base):
    """What was read in a piece of evidence. lines: as the engine wrote them, NULL unless READ. blackened: the copy for
    the department shows no trace of who sent it."""

    __tablename__ = "evidence_reading"
    __table_args__ = (
        sa.Index("ix_evidence_reading_due", "evidence_id", sqlite_where=_IS_DUE, postgresql_where=_IS_DUE),
    )

    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[ReadState] = mapped_column(_state())
    locked: Mapped[Any | None] = mapped_column("lines", EncryptedJson("evidence_id"))
    lines = Opened[Json]("locked", "evidence_id")
    blackened: Mapped[bool] = mapped_column(default=False, server_default=sa.false())

    @property
    def traces(self) -> Sequence[Found]:
        """The traces of a person in it, as far as they are text."""
        return traces_on(Page.of(self.lines)) if self.state is ReadState.READ else ()


class ShownPicture(Base):
    """A picture that came before anybody said what it is about. id: random. draft_id: the draft to whose question it
    came, if that takes no evidence. picture: its bytes until it is read. lines: as the engine wrote them. came_at:
    rounded to the hour."""

    __tablename__ = "shown_picture"
    __table_args__ = (sa.Index("ix_shown_picture_due", "came_at", sqlite_where=_IS_DUE, postgresql_where=_IS_DUE),)

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    draft_id: Mapped[str | None] = mapped_column(sa.ForeignKey("case_draft.id", ondelete="CASCADE"), index=True)
    state: Mapped[ReadState] = mapped_column(_state())
    locked_picture: Mapped[Any | None] = mapped_column("picture", EncryptedBytes("id"))
    picture = Opened[bytes | None]("locked_picture", "id")
    locked: Mapped[Any | None] = mapped_column("lines", EncryptedJson("id"))
    lines = Opened[Json]("locked", "id")
    came_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


# --- evidence ---------------------------------------------------------------------------------------------------------


async def expect_reading(session: AsyncSession, evidence_id: int) -> None:
    """Has the piece of evidence read, unless it was already."""
    if await session.get(EvidenceReading, evidence_id) is None:
        session.add(EvidenceReading(evidence_id=evidence_id, state=ReadState.DUE))
        await session.flush()


async def pieces_to_read(session: AsyncSession) -> Sequence[int]:
    """Pieces of evidence that wait to be read, the oldest first, AT_ONCE at most."""
    due = sa.select(EvidenceReading.evidence_id).where(EvidenceReading.state == ReadState.DUE)
    return (await session.scalars(due.order_by(EvidenceReading.evidence_id).limit(AT_ONCE))).all()


async def keep_reading(session: AsyncSession, evidence_id: int, lines: Json | None) -> bool:
    """Keeps what was read of a piece, None if nothing was. Returns whether it is the first to be kept."""
    reading = await session.get(EvidenceReading, evidence_id, with_for_update=True, populate_existing=True)
    if reading is None or reading.state is not ReadState.DUE:
        return False
    reading.state = ReadState.READ if lines is not None else ReadState.UNREAD
    reading.lines = lines
    await session.flush()
    return True


async def page_of_piece(session: AsyncSession, evidence_id: int) -> Page | None:
    """What was read in the piece; None if nothing was."""
    reading = await session.get(EvidenceReading, evidence_id)
    return Page.of(reading.lines) if reading is not None and reading.state is ReadState.READ else None


async def readings_of(session: AsyncSession, evidence_ids: Collection[int]) -> Mapping[int, EvidenceReading]:
    """The readings of some pieces, by the piece."""
    rows = await session.scalars(sa.select(EvidenceReading).where(EvidenceReading.evidence_id.in_(evidence_ids)))
    return {each.evidence_id: each for each in rows}


async def boxes_to_blacken(session: AsyncSession, evidence_id: int) -> Sequence[Box]:
    """The parts of a piece that nobody else may see; none unless its sender asked for that."""
    reading = await session.get(EvidenceReading, evidence_id, populate_existing=True)
    return [each.box for each in reading.traces] if reading is not None and reading.blackened else []


# --- shown pictures ---------------------------------------------------------------------------------------------------


async def expect_shown(
    session: AsyncSession,
    person: Person,
    *,
    channel: str,
    file_id: str,
    now: datetime,
    draft_id: str | None = None,
) -> str | None:
    """Has a picture fetched and read. Returns its id; None if the person has MOST_SHOWN already."""
    mine = sa.select(sa.func.count()).where(ShownPicture.person_id == person.id)
    if (await session.scalars(mine)).one() >= MOST_SHOWN:
        return None
    shown = ShownPicture(
        id=secrets.token_urlsafe(9),
        person_id=person.id,
        draft_id=draft_id,
        state=ReadState.DUE,
        came_at=by_the_hour(now),
    )
    session.add(shown)
    await session.flush()
    await expect_file(session, Belongs.SHOWN, shown.id, channel=channel, file_id=file_id, now=now)
    return shown.id


async def keep_picture(session: AsyncSession, shown_id: str, content: bytes) -> None:
    """Keeps the fetched bytes until they are read."""
    shown = await session.get(ShownPicture, shown_id, with_for_update=True)
    if shown is not None and shown.state is ReadState.DUE:
        shown.picture = content
    await arrived(session, Belongs.SHOWN, shown_id)
    await session.flush()


async def shown_to_read(session: AsyncSession) -> Sequence[str]:
    """Shown pictures that are here and wait to be read, AT_ONCE at most."""
    due = sa.select(ShownPicture.id).where(
        ShownPicture.state == ReadState.DUE, ShownPicture.locked_picture.is_not(None)
    )
    return (await session.scalars(due.order_by(ShownPicture.came_at).limit(AT_ONCE))).all()


async def keep_shown(session: AsyncSession, shown_id: str, lines: Json | None) -> ShownPicture | None:
    """Keeps what was read of a shown picture, None if nothing was, and lets its bytes go. Returns the row if something
    was read, for the first time."""
    await arrived(session, Belongs.SHOWN, shown_id)
    shown = await session.get(ShownPicture, shown_id, with_for_update=True, populate_existing=True)
    if shown is None or shown.state is not ReadState.DUE:
        return None
    shown.state = ReadState.READ if lines is not None else ReadState.UNREAD
    shown.lines, shown.picture = lines, None
    await session.flush()
    return shown if lines is not None else None


async def own_shown(session: AsyncSession, shown_id: str, person: Person) -> Page | None:
    """A picture of the person that was read; None if it is gone, as it is after two hours."""
    shown = await session.get(ShownPicture, shown_id)
    mine = shown is not None and shown.person_id == person.id and shown.state is ReadState.READ
    return Page.of(shown.lines) if shown is not None and mine else None


async def becomes_evidence(session: AsyncSession, shown_id: str, person: Person, evidence_id: int) -> None:
    """A shown picture became a piece of evidence: what was read in it is kept for the piece, and is not read again."""
    shown = await session.get(ShownPicture, shown_id)
    if shown is None or shown.person_id != person.id:
        return
    if shown.state is ReadState.READ:
        session.add(EvidenceReading(evidence_id=evidence_id, state=ReadState.READ, lines=shown.lines))
    await session.delete(shown)
    await session.flush()


async def forget_shown(session: AsyncSession, *, now: datetime, limit: int = PORTION) -> int:
    """Deletes a portion of the shown pictures that are older than SHOWN_KEPT. Returns their number."""
    ids = (
        await session.scalars(sa.select(ShownPicture.id).where(ShownPicture.came_at < now - SHOWN_KEPT).limit(limit))
    ).all()
    await session.execute(sa.delete(ShownPicture).where(ShownPicture.id.in_(ids)))
    return len(ids)
