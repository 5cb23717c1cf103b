"""The queue of files that people sent and that are still with their channel: evidence, pictures, lists of people,
pictures that are only read, and proof of duties.

    expected ──> claimed ──> arrived            the noun has kept the bytes, or refused them
       ^            └──> put off, or given up   the channel does not answer; the noun says how long it is asked again
       └────────────────────┘

A foreign key deletes a row together with the thing that the file belongs to, so that nothing is fetched for it. A row
tells neither when it came nor from whom: its number is random, its times are rounded to the hour until it is tried, and
its source is encrypted, because a file id can tell whose chat it is.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, EncryptedJson, Json, Opened, UtcDateTime
from models.storage.encryption import Cipher, WrongPlace, cipher_of
from models.storage.lease import over
from models.storage.unlinkable import by_the_hour, random_id

LEASE = timedelta(minutes=2)
"""How long a fetch may take before another process tries."""
FIRST_RETRY, SLOWEST_RETRY = timedelta(seconds=5), timedelta(minutes=15)


class Belongs(StrEnum):
    """The thing that a file belongs to: the columns of IncomingFile, of which a row has one."""

    EVIDENCE = "evidence_id"
    PICTURE = "picture_key"
    LIST = "list_id"
    SHOWN = "shown_id"
    PROOF = "proof_id"


class IncomingFile(Base):
    """One file to fetch. source: channel, file_id, and `since`, when the wait began, in ISO 8601."""

    __tablename__ = "incoming_file"
    __table_args__ = ({"sqlite_with_rowid": False},)  # the order of rows must not tell the order of coming

    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id", ondelete="CASCADE"), unique=True)
    picture_key: Mapped[str | None] = mapped_column(sa.ForeignKey("outbox_media.key", ondelete="CASCADE"), unique=True)
    list_id: Mapped[int | None] = mapped_column(sa.ForeignKey("notice_list.id", ondelete="CASCADE"), unique=True)
    shown_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("shown_picture.id", ondelete="CASCADE"), index=True, unique=True
    )
    proof_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("duty_proof.id", ondelete="CASCADE"), index=True, unique=True
    )
    locked: Mapped[Any] = mapped_column("source", EncryptedJson("id"))
    source = Opened[Json]("locked", "id")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to fetch now. owner: the number or key of the thing it belongs to."""

    id: int
    belongs: Belongs
    owner: Any
    channel: str
    file_id: str
    since: datetime


async def expect_file(
    session: AsyncSession, belongs: Belongs, owner: int | str, *, channel: str, file_id: str, now: datetime
) -> None:
    """Has the file fetched. The row of its owner must exist."""
    row = IncomingFile(id=random_id(), attempts=0, due_at=by_the_hour(now), **{belongs.value: owner})
    row.source = {"channel": channel, "file_id": file_id, "since": now.isoformat()}
    session.add(row)
    await session.flush()


async def is_waited_for(session: AsyncSession, belongs: Belongs, owner: int | str) -> bool:
    """Whether the file is still with its channel."""
    return await session.scalar(sa.select(IncomingFile.id).where(_of(belongs, owner))) is not None


async def arrived(session: AsyncSession, belongs: Belongs, owner: int | str) -> None:
    """Ends the wait for the file, because it is here or not wanted any more."""
    await session.execute(sa.delete(IncomingFile).where(_of(belongs, owner)))


def _of(belongs: Belongs, owner: int | str) -> sa.ColumnElement[bool]:
    column: sa.ColumnElement[Any] = getattr(IncomingFile, belongs.value)
    return column == owner


# --- the job ----------------------------------------------------------------------------------------------------------


def _due(now: datetime) -> sa.ColumnElement[bool]:
    return over(IncomingFile.due_at, lasts=SLOWEST_RETRY, now=now)


async def is_file_due(session: AsyncSession, *, now: datetime) -> bool:
    """Whether `claim_files` would find something."""
    return await session.scalar(sa.select(IncomingFile.id).where(_due(now)).limit(1)) is not None


async def claim_files(session: AsyncSession, *, now: datetime, limit: int) -> Sequence[Incoming]:
    """Files that are due, leased for LEASE so that two processes do not fetch the same. Commit before fetching."""
    due = sa.select(IncomingFile).where(_due(now)).order_by(IncomingFile.due_at).limit(limit)
    rows = (await session.scalars(due.with_for_update(skip_locked=True))).all()
    for row in rows:
        row.due_at, row.attempts = now + LEASE, row.attempts + 1
    await session.flush()
    return [_incoming(row) for row in rows]


def _incoming(row: IncomingFile) -> Incoming:
    belongs, source = _belongs(row), row.source
    since = datetime.fromisoformat(source["since"])
    return Incoming(row.id, belongs, getattr(row, belongs.value), source["channel"], source["file_id"], since)


def _belongs(row: IncomingFile) -> Belongs:
    return next(each for each in Belongs if getattr(row, each.value) is not None)


async def try_later(session: AsyncSession, incoming: Incoming, *, now: datetime) -> None:
    """Puts the next try off, because the channel did not give the file: longer each time, up to SLOWEST_RETRY."""
    row = await session.get(IncomingFile, incoming.id, with_for_update=True, populate_existing=True)
    if row is not None:
        row.due_at = now + min(SLOWEST_RETRY, FIRST_RETRY * 2 ** min(row.attempts - 1, 10))
        await session.flush()


# --- rows from before the queue ---------------------------------------------------------------------------------------


_PLACES_BEFORE = {
    Belongs.EVIDENCE: "evidence_to_fetch.source:{owner}",
    Belongs.PICTURE: "outbox_media.source",
    Belongs.LIST: "notice_list.source",
}


async def address_old_files(session: AsyncSession, after: int, portion: int) -> int | None:
    """Encrypts the sources that migration 0084 took over from three tables for their rows here: a portion of rows after
    the number `after`. Returns the last number; None if there was none. Raises WrongKey."""
    cipher, now, last = cipher_of(session), datetime.now(UTC).isoformat(), None
    token = sa.type_coerce(IncomingFile.locked, sa.LargeBinary).label("token")
    rows = sa.select(IncomingFile, token).where(IncomingFile.id > after).order_by(IncomingFile.id).limit(portion)
    for row, sealed in (await session.execute(rows)).all():
        belongs, last = _belongs(row), row.id
        if belongs not in _PLACES_BEFORE:
            continue
        before = _PLACES_BEFORE[belongs].format(owner=getattr(row, belongs.value))
        source = json.loads(_decrypted(cipher, sealed, before, f"incoming_file.source:{row.id}"))
        if "since" not in source:
            file_id = source.get("file_id") or source["file"]
            row.source = {"channel": source["channel"], "file_id": file_id, "since": now}
    await session.flush()
    return last


def _decrypted(cipher: Cipher, token: bytes, before: str, here: str) -> bytes:
    try:
        return cipher.decrypt(token, before)
    except WrongPlace:  # it was encrypted anew already
        return cipher.decrypt(token, here)
