"""A department's own list of people for a notice: member codes that people gave it, numbers of course certificates.

Codes are found anywhere in the text or file. Everything else in it is dropped unread, and the codes too once their
people are known. A department learns how many people were found, never who. A list of fewer than LEAST_GROUP people is
refused, because it would tell something about somebody. A list goes with its notice, or after UNUSED if no notice came
of it. Telephone numbers are not looked up: the product knows them from complaints alone.
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
from models.notices.errors import ListRefused
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
"""The most bytes of a file."""
UNUSED = timedelta(days=1)
PATIENCE = timedelta(minutes=10)
"""How long after it was sent a file counts as lost if its channel does not give it."""
AT_ONCE = 500
"""The most codes looked up by one statement."""
_MEMBER = rf"{PREFIX}[- ]?[{LETTERS}]{{4}}[- ]?[{LETTERS}]{{{LENGTH - 4}}}"
_CODE = re.compile(rf"(?<![A-Z0-9])(?:{_MEMBER}|C\d\d-?[{LETTERS}]{{10}})(?![A-Z0-9])")


class ListProblem(StrEnum):
    """Why a list is refused. EMPTY: no code in it; FEW: too few known people; LONG: too many codes or bytes;
    UNREADABLE: no table or text; LOST: the channel no longer has the file."""

    EMPTY = "empty"
    FEW = "few"
    LONG = "long"
    UNREADABLE = "unreadable"
    LOST = "lost"


class NoticeList(Base):
    """One list. found: the number of people; missing: the number of codes that belong to nobody; both NULL before it is
    read."""

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
    """One person on a list."""

    __tablename__ = "notice_listed"

    list_id: Mapped[int] = mapped_column(sa.ForeignKey("notice_list.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


def codes_in(text: str) -> set[str]:
    """Everything in a text that has the form of a code, in the form in which codes are stored."""
    return {plain(each) for each in _CODE.findall(unicodedata.normalize("NFKC", text).upper())}


async def list_from_text(session: AsyncSession, text: str, *, department: str, now: datetime) -> NoticeList:
    """Makes a list from pasted text, read at once."""
    row = NoticeList(department=department, created_at=now)
    session.add(row)
    await session.flush()
    await _fill(session, row, codes_in(text))
    return row


async def pasted_list(session: AsyncSession, text: str, *, department: str, now: datetime) -> NoticeList:
    """The list of a pasted text, if it can be used. Raises ListRefused."""
    row = await list_from_text(session, text, department=department, now=now)
    if row.problem is not None:
        raise ListRefused(row.problem, LEAST_GROUP, MOST_CODES, LARGEST_MB)
    return row


async def list_from_file(
    session: AsyncSession, channel: str, file_id: str, *, department: str, now: datetime
) -> NoticeList:
    """Makes a list from a file, which a job fetches and reads."""
    row = NoticeList(department=department, created_at=now)
    session.add(row)
    await session.flush()
    await expect_file(session, Belongs.LIST, row.id, channel=channel, file_id=file_id, now=now)
    return row


async def own_list(session: AsyncSession, list_id: int, *, department: str) -> NoticeList | None:
    """The list, if it belongs to the department and still exists."""
    row = await session.get(NoticeList, list_id)
    return row if row is not None and row.department == department else None


async def fill_list(session: AsyncSession, list_id: int, codes: Collection[str]) -> None:
    """Fills the list with the codes of the fetched file; a second call changes nothing."""
    row = await session.get(NoticeList, list_id, with_for_update=True, populate_existing=True)
    if row is not None and await is_waited_for(session, Belongs.LIST, list_id):
        await arrived(session, Belongs.LIST, list_id)
        await _fill(session, row, codes)


async def refuse_list(session: AsyncSession, list_id: int, problem: ListProblem) -> None:
    """Marks the list as refused; its row is deleted with the other old lists."""
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
    """Returns the people, and the number of codes that belong to somebody."""
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
    """Deletes lists whose notice is over, and lists that no notice came of within UNUSED."""
    notice = sa.table("notice", sa.column("id"), sa.column("state"))
    over = sa.select(notice.c.id).where(notice.c.state.in_(("done", "cancelled")))
    unused = sa.and_(NoticeList.notice_id.is_(None), NoticeList.created_at < now - UNUSED)
    await session.execute(sa.delete(NoticeList).where(sa.or_(NoticeList.notice_id.in_(over), unused)))
