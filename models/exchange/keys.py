"""Keys of a department's own systems, by which they read its cases and file new ones.

A lead or an administrator makes a key; it is shown once, and only a seal of it is kept. It has the rights of a clerk of
the department, acts at the post that made it, and ends with that post or with one press.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.pack import City
from models.exchange.errors import KeyGone, TooManyKeys
from models.people.errors import NameUnreadable
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole
from models.staff.record import note_event
from models.staff.seal import sealed_posts
from models.storage.database import Base, BigId, UtcDateTime
from models.storage.encryption import Cipher, canonical, cipher_of
from models.storage.unlinkable import by_the_hour
from models.values.clean_text import clean_line

PREFIX = "nxk_"
MOST_KEYS = 5
LONGEST_NAME = 30
SECRET_BYTES = 32
SEEN_EVERY = timedelta(hours=1)
MADE, ENDED = "key_made", "key_ended"
"""The acts in the record of a post."""


class DepartmentKey(Base):
    """One key. name: of the system that has it. digest: of the key, which finds the row; seal: that the product made it
    for this department. staff_id: the post that made it."""

    __tablename__ = "department_key"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    department: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    seal: Mapped[str]
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was last used, by the hour."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def _digest(key: str) -> str:
    return hashlib.sha256(b"department key:" + key.encode()).hexdigest()


def _seal(row: DepartmentKey, cipher: Cipher) -> str:
    content = [row.department, row.digest, row.staff_id, row.ended_at is not None]
    return cipher.seal("department key", canonical(content))


def may_manage_keys(staff: Staff) -> bool:
    """Whether the colleague may make and end keys of their department."""
    return staff.department is not None and staff.role in (StaffRole.LEAD, StaffRole.ADMIN)


async def keys_of(session: AsyncSession, staff: Staff) -> Sequence[DepartmentKey]:
    """The department's keys, the newest first, ended ones too. Raises NotStaff."""
    if not may_manage_keys(staff):
        raise NotStaff
    mine = sa.select(DepartmentKey).where(DepartmentKey.department == staff.department)
    return (await session.scalars(mine.order_by(DepartmentKey.id.desc()))).all()


async def new_key(session: AsyncSession, staff: Staff, name: str, *, now: datetime) -> tuple[DepartmentKey, str]:
    """Makes a key, and returns it with its row; nobody can read it again. Raises NotStaff, NameUnreadable,
    TooManyKeys."""
    said = clean_line(name)
    if not 0 < len(said) <= LONGEST_NAME:
        raise NameUnreadable(LONGEST_NAME)
    there = [each for each in await keys_of(session, staff) if each.ended_at is None]
    if len(there) >= MOST_KEYS:
        raise TooManyKeys(MOST_KEYS)
    key = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    about = {"department": staff.department, "name": said, "staff_id": staff.id, "made_at": now}
    row = DepartmentKey(digest=_digest(key), **about)
    row.seal = _seal(row, cipher_of(session))
    session.add(row)
    await session.flush()
    await note_event(session, staff.id, MADE, at=now)
    return row, key


async def end_key(session: AsyncSession, key_id: int, staff: Staff, *, now: datetime) -> DepartmentKey:
    """Ends a key at once; a second press changes nothing. Raises NotStaff, KeyGone."""
    if not may_manage_keys(staff):
        raise NotStaff
    row = await session.get(DepartmentKey, key_id, with_for_update=True, populate_existing=True)
    if row is None or row.department != staff.department:
        raise KeyGone
    if row.ended_at is None:
        row.ended_at = now
        row.seal = _seal(row, cipher_of(session))
        await session.flush()
        await note_event(session, staff.id, ENDED, at=now)
    return row


async def department_for_key(
    session: AsyncSession, key: str, *, city: City, now: datetime
) -> tuple[DepartmentKey, Staff]:
    """The key's row and the post at which it acts, as a clerk. Raises KeyGone for a key that was ended, that nobody
    made, or whose post has ended or moved."""
    row = await session.scalar(sa.select(DepartmentKey).where(DepartmentKey.digest == _digest(key)))
    if row is None or row.ended_at is not None or row.seal != _seal(row, cipher_of(session)):
        raise KeyGone
    post = await session.get(Staff, row.staff_id)
    held = [] if post is None else sealed_posts(session, [post])
    if not held or not held[0].active or held[0].department != row.department or row.department not in city.departments:
        raise KeyGone
    return row, held[0]


async def note_use(session: AsyncSession, row: DepartmentKey, *, now: datetime) -> None:
    """Keeps the hour in which a key was last used."""
    hour = by_the_hour(now)
    if row.used_at != hour:
        mine = sa.update(DepartmentKey).where(DepartmentKey.id == row.id).values(used_at=hour)
        await session.execute(mine.execution_options(synchronize_session=False))
