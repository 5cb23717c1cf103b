"""Whom a department tells by a list of its own: member codes that people gave it, numbers of course certificates.

Codes are looked for anywhere in what is sent; everything beside them is dropped unread, and so are the codes themselves
once it is known whose they are. A department learns how many were found, never who. A list of fewer than LEAST_GROUP
people would say something of somebody: it is refused. It goes with its notice, or after UNUSED where none came of it.
Telephone numbers are not looked up: the product knows them from complaints alone.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.events.attendance import EventCertificate
from models.events.booking import Booking
from models.people.member_code import LENGTH, PREFIX
from models.people.person import Person
from models.storage.database import Base, BigId, UtcDateTime
from models.storage.incoming_file import Belongs, arrived, expect_file, is_waited_for
from models.storage.secrets import insert
from models.values.codes import LETTERS, plain
from models.values.small_groups import LEAST_GROUP

MOST_CODES = 5000
LARGEST_MB = 2
LARGEST = LARGEST_MB * 1024 * 1024
"""Bytes of a file."""
UNUSED = timedelta(days=1)
PATIENCE = timedelta(minutes=10)
"""So long after it was sent a file that its channel does not give counts as lost."""
AT_ONCE = 500
"""Codes looked up by one statement."""
_MEMBER = rf"{PREFIX}[- ]?[{LETTERS}]{{4}}[- ]?[{LETTERS}]{{{LENGTH - 4}}}"
_CODE = re.compile(rf"(?<![A-Z0-9])(?:{_MEMBER}|C\d\d-?[{LETTERS}]{{10}})(?![A-Z0-9])")


class ListProblem(StrEnum):
    """Why a list is not taken: nothing in it looks like a code; too few of its people are known; too many codes, or
    bytes; no table or text; the channel does not have the file any more."""

    EMPTY = "empty"
    FEW = "few"
    LONG = "long"
    UNREADABLE = "unreadable"
    LOST = "lost"


class NoticeList(Base):
    """One list. found: people; missing: codes that are nobody's; neither before it is read."""

    __tablename__ = "notice_list"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    department: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    notice_id: Mapped[int | None] = mapped_column(sa.ForeignKey("notice.id", ondelete="CASCADE"), index=True)
    found: Mapped[int | None]
    missing: Mapped[int | None]
    problem: Mapped[str | None]

    @property
    def is_read(self) -> bool:
        return self.found is not None and self.problem is None


class NoticeListed(Base):
    """Somebody on a list."""

    __tablename__ = "notice_listed"

    list_id: Mapped[int] = mapped_column(sa.ForeignKey("notice_list.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


def codes_in(text: str) -> set[str]:
    """Everything in a text that has the form of a code, as it is kept."""
    return {plain(each) for each in _CODE.findall(unicodedata.normalize("NFKC", text).upper())}


async def list_from_text(session: AsyncSession, text: str, *, department: str, now: datetime) -> NoticeList:
    """A list that was pasted, read at once."""
    row = NoticeList(department=department, created_at=now)
    session.add(row)
    await session.flush()
    await _fill(session, row, codes_in(text))
    return row


async def list_from_file(
    session: AsyncSession, channel: str, file_id: str, *, department: str, now: datetime
) -> NoticeList:
    """A list that was sent as a file: a job fetches and reads it."""
    row = NoticeList(department=department, created_at=now)
    session.add(row)
    await session.flush()
    await expect_file(session, Belongs.LIST, row.id, channel=channel, file_id=file_id, now=now)
    return row


async def own_list(session: AsyncSession, list_id: int, *, department: str) -> NoticeList | None:
    """The list, if it is the department's and still there."""
    row = await session.get(NoticeList, list_id)
    return row if row is not None and row.department == department else None


async def fill_list(session: AsyncSession, list_id: int, codes: Collection[str]) -> None:
    """What was in the file, which is fetched; a second time changes nothing."""
    row = await session.get(NoticeList, list_id, with_for_update=True, populate_existing=True)
    if row is not None and await is_waited_for(session, Belongs.LIST, list_id):
        await arrived(session, Belongs.LIST, list_id)
        await _fill(session, row, codes)


async def refuse_list(session: AsyncSession, list_id: int, problem: ListProblem) -> None:
    """It is not taken; what is left of it goes with the others."""
    row = await session.get(NoticeList, list_id, with_for_update=True, populate_existing=True)
    if row is not None:
        await arrived(session, Belongs.LIST, list_id)
        row.problem = problem.value
        await session.flush()


async def _fill(session: AsyncSession, row: NoticeList, codes: Collection[str]) -> None:
    if not codes or len(codes) > MOST_CODES:
        row.problem = ListProblem.LONG if codes else ListProblem.EMPTY
        await session.flush()
        return
    people, known = await _whose(session, sorted(codes))
    row.found, row.missing = len(people), len(codes) - known
    if len(people) < LEAST_GROUP:
        row.problem = ListProblem.FEW
    else:
        listed = [{"list_id": row.id, "person_id": each} for each in sorted(people)]
        await session.execute(insert(session, NoticeListed), listed)
    await session.flush()


async def _whose(session: AsyncSession, codes: Sequence[str]) -> tuple[set[int], int]:
    """(people, codes that are somebody's)"""
    people: set[int] = set()
    known = 0
    for start in range(0, len(codes), AT_ONCE):
        some = codes[start : start + AT_ONCE]
        numbers = [f"{each[:3]}-{each[3:]}" for each in some if each.startswith("C")]
        members = sa.select(Person.id).where(Person.member_code.in_(some))
        holders = sa.select(Booking.person_id).join(EventCertificate).where(EventCertificate.number.in_(numbers))
        for query in (members, holders):
            found = (await session.scalars(query)).all()
            known += len(found)
            people.update(found)
    return people, known


async def forget_lists(session: AsyncSession, *, now: datetime) -> None:
    """Deletes the lists whose notice is over, and those that no notice came of."""
    notice = sa.table("notice", sa.column("id"), sa.column("state"))
    over = sa.select(notice.c.id).where(notice.c.state.in_(("done", "cancelled")))
    unused = sa.and_(NoticeList.notice_id.is_(None), NoticeList.created_at < now - UNUSED)
    await session.execute(sa.delete(NoticeList).where(sa.or_(NoticeList.notice_id.in_(over), unused)))
