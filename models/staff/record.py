"""The record of a post: an append-only chain of its actions on other posts and of its looks at cases.

It names the posts that this post gave, changed or took away, and the cases, filers' names and pieces of evidence that
its holder looked at.

    hash = HMAC-SHA256 of the canonical JSON of {post, number, at, what, case, about, role, previous}, and `data` if the
           action came with words: the SHA-256 of the salted words, which are stored encrypted

The key is derived from SECRET_KEY, as for the record of a case (models/cases/record.py). Somebody who can only write
the database cannot make a link, nor change one, remove one or move one to another post or case. The number of links and
the last hash are in the sealed row of the record and in the daily line (models/receipts/daily_seal.py), so that the
last links cannot be removed either by restoring an older row.

A case has the name that it has in the daily line: it tells nothing about the case, and stays when the case is deleted.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, EncryptedJson, Json, UtcDateTime
from models.storage.encryption import (
    BEGINNING,
    NAME_LENGTH,
    Cipher,
    canonical,
    cipher_at,
    cipher_of,
    digest,
    exactly,
    salted,
)

KEPT = timedelta(days=3 * 366)


class StaffRecord(Base):
    """The record of a post, made together with the post.

    first: the number of the oldest link that is kept. seal: of this row; empty once it was found invalid. day_seal: the
    seal in the last daily line.
    """

    __tablename__ = "staff_record"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    first: Mapped[int]
    event_count: Mapped[int]
    head: Mapped[str]
    seal: Mapped[str]
    day_seal: Mapped[str] = mapped_column(default="", server_default="")


class StaffEvent(Base):
    """One link: an action from the post. at: for a look that needs no reason, rounded to the hour.

    case_id, case_name: for a look, the case by its number while it exists, and by its name in daily lines. post_id,
    role: for a change, the post that was changed and its new role. sealed: the words that came with the action, such as
    the reason to open an original, and their salt.
    """

    __tablename__ = "staff_event"
    __table_args__ = (
        sa.Index("ix_staff_event_case", "case_id", "staff_id", "at"),
        {"sqlite_with_rowid": False},
    )

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    what: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case.id", ondelete="SET NULL"))
    case_name: Mapped[str | None] = mapped_column(sa.String(NAME_LENGTH))
    post_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    role: Mapped[str | None]
    sealed: Mapped[Json | None] = mapped_column(EncryptedJson)
    data_digest: Mapped[str | None]
    previous: Mapped[str]
    hash: Mapped[str]

    @property
    def data(self) -> Mapping[str, Any]:
        """The words that came with the action; empty if there were none."""
        return {} if self.sealed is None else dict(self.sealed["data"])


def event_hash(event: Any, cipher: Cipher) -> str:
    """The valid hash of a link."""
    content = {
        "post": event.staff_id,
        "number": event.number,
        "at": exactly(event.at),
        "what": event.what,
        "case": event.case_name,
        "about": event.post_id,
        "role": event.role,
        "previous": event.previous,
        **({"data": event.data_digest} if event.data_digest is not None else {}),
    }
    return cipher.seal("post event", canonical(content))


def record_seal(record: Any, cipher: Cipher) -> str:
    """The valid seal of a record's row."""
    content = [record.staff_id, record.first, record.event_count, record.head]
    return cipher.seal("post record", canonical(content))


def record_name(staff_id: int, cipher: Cipher) -> str:
    """The name of the record in daily lines; nobody can tell without the secret whose it is."""
    return cipher.seal("post record name", str(staff_id).encode())[:NAME_LENGTH]


def begin_record(connection: sa.Connection, staff_id: int) -> None:
    """Insert the record of a new post, without links."""
    record = {"staff_id": staff_id, "first": 1, "event_count": 0, "head": BEGINNING}
    seal = record_seal(StaffRecord(**record), cipher_at(connection.dialect))
    connection.execute(sa.insert(StaffRecord).values(**record, seal=seal))


async def need_record(session: AsyncSession, staff_id: int) -> None:
    """Make the record of a post if it is missing: somebody wrote the post into the database, and it is ended now."""
    if await session.get(StaffRecord, staff_id) is None:
        await session.run_sync(lambda sync: begin_record(sync.connection(), staff_id))


async def note_event(
    session: AsyncSession,
    staff_id: int,
    what: str,
    *,
    at: datetime,
    case: tuple[int, str] | None = None,
    post_id: int | None = None,
    role: str | None = None,
    data: Mapping[str, Json] | None = None,
) -> None:
    """Add a link to the post's record, and lock its row until the transaction ends. case: number, and name in daily
    lines. data: words that come with the action."""
    record, cipher = await _locked(session, staff_id), cipher_of(session)
    sealed = salted(data) if data else None
    event = StaffEvent(
        staff_id=staff_id,
        number=record.event_count + 1,
        at=at,
        what=what,
        case_id=case[0] if case else None,
        case_name=case[1] if case else None,
        post_id=post_id,
        role=role,
        sealed=sealed,
        data_digest=digest(sealed) if sealed is not None else None,
        previous=record.head,
        hash="",
    )
    event.hash = event_hash(event, cipher)
    session.add(event)
    record.event_count, record.head = event.number, event.hash
    _seal_again(record, cipher)
    await session.flush()


async def _locked(session: AsyncSession, staff_id: int) -> StaffRecord:
    """The record of the post, locked until the transaction ends.

    If somebody deleted it or wrote into it, it continues without a seal, so that `audit` keeps reporting it.
    """
    record = await session.get(StaffRecord, staff_id, with_for_update=True, populate_existing=True)
    if record is None:
        newest = sa.select(StaffEvent.number, StaffEvent.hash).where(StaffEvent.staff_id == staff_id)
        last = (await session.execute(newest.order_by(StaffEvent.number.desc()).limit(1))).one_or_none()
        count, head = (last.number, last.hash) if last else (0, BEGINNING)
        record = StaffRecord(staff_id=staff_id, first=1, event_count=count, head=head, seal="")
        session.add(record)
    elif record.seal != record_seal(record, cipher_of(session)):
        record.seal = ""
    return record


def _seal_again(record: StaffRecord, cipher: Cipher) -> None:
    if record.seal:
        record.seal = record_seal(record, cipher)


async def forget_events(session: AsyncSession, *, now: datetime) -> None:
    """Delete the links that are older than KEPT."""
    last = sa.func.max(StaffEvent.number)
    old = sa.select(StaffEvent.staff_id, last).where(StaffEvent.at < now - KEPT).group_by(StaffEvent.staff_id)
    for staff_id, number in (await session.execute(old.order_by(StaffEvent.staff_id))).all():
        record = await _locked(session, staff_id)
        mine = StaffEvent.staff_id == staff_id
        await session.execute(sa.delete(StaffEvent).where(mine, StaffEvent.number <= number))
        record.first = number + 1
        _seal_again(record, cipher_of(session))
    await session.flush()


async def seal_old_record(session: AsyncSession, staff_id: int) -> None:
    """Make the chain of a post from before records were sealed, from its links as they are. Their case names must be
    set."""
    cipher, previous, number = cipher_of(session), BEGINNING, 0
    links = sa.select(StaffEvent).where(StaffEvent.staff_id == staff_id).order_by(StaffEvent.number)
    for event in await session.scalars(links):
        event.previous = previous
        event.hash = previous = event_hash(event, cipher)
        number = event.number
    record = StaffRecord(staff_id=staff_id, first=1, event_count=number, head=previous)
    record.seal = record_seal(record, cipher)
    session.add(record)
    await session.flush()
