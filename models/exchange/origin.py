"""Where a case came from, if its worker did not file it in the chat: a window, the phone, or another system's work
order, with its number there and the day by which it has to go back.

A seal ties the row to its case: a row that was changed, or moved to another case, counts for nothing, and `audit` names
the case that it stands at.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, defer, mapped_column

from models.cases.case import Case, locked_case
from models.cases.facts import department_titles
from models.cases.news import StaffNews, day, handlers_of
from models.cases.steps import OPEN, CaseState, Role, Step
from models.cases.taking import actor_of, take_step
from models.casework.handling import case_for_staff
from models.casework.promise import end_of
from models.casework.warning import told_until
from models.city.pack import City
from models.exchange.errors import FiledElsewhere, ForeignNumberUnreadable, NoOrigin, ReturnedAlready
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.staff.post import Post, Staff, leads_of
from models.storage.database import Base, Json, UtcDateTime
from models.storage.encryption import Cipher, canonical, cipher_of, exactly
from models.values.clean_text import clean_line

LONGEST_FOREIGN = 60
"""Characters of a number in another system."""
MOST_LISTED = 6
MOST_WAITING = 100
NOT_WARNED, WARNED_BEFORE, WARNED_LATE = 0, 1, 2
PORTION = 500
SOON_DAYS = 1
"""Working days before the day of return, on which it is warned of."""


class Source(StrEnum):
    """WINDOW, PHONE: somebody came or called. The others are systems that forward work orders; OTHER: any other."""

    WINDOW = "window"
    PHONE = "phone"
    HOTLINE = "12345"
    TRANSPORT = "12328"
    LABOUR = "12333"
    MARKET = "12315"
    PETITION = "petition"
    MAILBOX = "mailbox"
    OTHER = "other"


IN_PERSON = frozenset({Source.WINDOW, Source.PHONE})


class CaseOrigin(Base):
    """The origin of one case. foreign: the number that the source gives it, unique within the source. department: the
    one whose colleague filed it; staff_id: the post, None if the department's own system did. back_by: the end of the
    day by which the source wants it back; warned: how far its warnings are, which is not sealed."""

    __tablename__ = "case_origin"
    __table_args__ = (
        sa.UniqueConstraint("source", "foreign"),
        sa.Index("ix_case_origin_back", "returned_at", "warned", "back_by"),
    )

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    source: Mapped[Source]
    foreign: Mapped[str | None]
    department: Mapped[str]
    staff_id: Mapped[int | None]
    back_by: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    warned: Mapped[int] = mapped_column(sa.SmallInteger, default=NOT_WARNED, server_default="0")
    seal: Mapped[str] = mapped_column(default="", server_default="")


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a case that is about to be filed. foreign: None for a case of somebody who came or called."""

    source: Source
    foreign: str | None = None
    back_by: date | None = None


def checked_origin(origin: Origin) -> Origin:
    """The origin with its number in one line. Raises ForeignNumberUnreadable if a work order has none."""
    foreign = "".join(clean_line(origin.foreign or "").split())
    if len(foreign) > LONGEST_FOREIGN or (not foreign and origin.source not in IN_PERSON):
        raise ForeignNumberUnreadable
    return Origin(origin.source, foreign or None, origin.back_by)


def _seal(row: CaseOrigin, case_number: str, cipher: Cipher) -> str:
    moments = [each and exactly(each) for each in (row.back_by, row.returned_at)]
    content = [case_number, row.source.value, row.foreign, row.department, row.staff_id, *moments]
    return cipher.seal("case origin", canonical(content))


async def case_with(session: AsyncSession, source: Source, foreign: str) -> Case | None:
    """The case that is this work order, if it was filed before."""
    same = sa.select(Case).join(CaseOrigin, CaseOrigin.case_id == Case.id)
    return await session.scalar(same.where(CaseOrigin.source == source, CaseOrigin.foreign == foreign))


async def filed_before(session: AsyncSession, source: Source, numbers: Collection[str]) -> dict[str, str]:
    """Number in the source -> number of the case, for those that are cases already."""
    same = sa.select(CaseOrigin.foreign, Case.number).join(Case, Case.id == CaseOrigin.case_id)
    rows = await session.execute(same.where(CaseOrigin.source == source, CaseOrigin.foreign.in_(numbers)))
    return {str(foreign): number for foreign, number in rows}


async def need_new(session: AsyncSession, origin: Origin) -> None:
    """Raises FiledElsewhere if the work order is a case already."""
    before = await case_with(session, origin.source, origin.foreign) if origin.foreign is not None else None
    if before is not None:
        raise FiledElsewhere(str(origin.foreign), before.number)


async def note_origin(
    session: AsyncSession, case: Case, origin: Origin, staff: Staff, *, by_key: bool, city: City, now: datetime
) -> CaseOrigin:
    """Notes the origin of a new case. by_key: the department's own system filed it. Raises DayPassed, and
    FiledElsewhere if somebody was quicker with the same work order."""
    row = CaseOrigin(
        case_id=case.id,
        source=origin.source,
        foreign=origin.foreign,
        department=staff.department or "",
        staff_id=None if by_key else staff.id,
        back_by=end_of(origin.back_by, city, now=now) if origin.back_by is not None else None,
    )
    row.seal = _seal(row, case.number, cipher_of(session))
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise FiledElsewhere(str(origin.foreign), "none") from error
    return row


async def origin_of(session: AsyncSession, case_id: int) -> CaseOrigin | None:
    """The origin of a case; None if its worker filed it in the chat."""
    return (await origins_of(session, [case_id])).get(case_id)


async def origins_of(session: AsyncSession, case_ids: Collection[int]) -> Mapping[int, CaseOrigin]:
    """Case -> origin, for those that have one."""
    cipher, both = cipher_of(session), sa.select(CaseOrigin, Case.number).join(Case, Case.id == CaseOrigin.case_id)
    rows = await session.execute(both.where(CaseOrigin.case_id.in_(case_ids)))
    return {row.case_id: row for row, number in rows if row.seal == _seal(row, number, cipher)}


async def return_case(session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime) -> Case:
    """Notes that the work order went back to its source with what was done. Raises CaseGone, CaseMovedOn, NoOrigin,
    ReturnedAlready."""
    number, cipher = (await locked_case(session, case_id)).number, cipher_of(session)
    await case_for_staff(session, case_id, staff, city=city)
    row = await session.get(CaseOrigin, case_id, with_for_update=True, populate_existing=True)
    if row is None or row.source in IN_PERSON or row.seal != _seal(row, number, cipher):
        raise NoOrigin
    if row.returned_at is not None:
        raise ReturnedAlready
    data = {"name": staff.name, "source": row.source.value}
    case = await take_step(session, case_id, Step.RETURN, by=actor_of(staff, city), city=city, now=now, data=data)
    row.returned_at = now
    row.seal = _seal(row, number, cipher)
    await session.flush()
    return case


async def waiting_to_go_back(session: AsyncSession, staff: Staff, *, city: City) -> Sequence[tuple[CaseOrigin, Case]]:
    """The work orders that have not gone back and whose cases the colleague may see: those with a day first, the
    earliest first, MOST_WAITING at most."""
    waiting = sa.select(CaseOrigin, Case).join(Case, Case.id == CaseOrigin.case_id)
    open_ = CaseOrigin.returned_at.is_(None), CaseOrigin.source.not_in(IN_PERSON), Case.state != CaseState.WITHDRAWN
    if actor_of(staff, city).role is not Role.LEAD_DEPARTMENT:
        waiting = waiting.where(Case.department == staff.department)
    ordered = waiting.where(*open_).order_by(CaseOrigin.back_by.is_(None), CaseOrigin.back_by, Case.id)
    rows = await session.execute(ordered.options(defer(Case.locked)).limit(MOST_WAITING))
    return [(origin, case) for origin, case in rows]


# --- the day of return ------------------------------------------------------------------------------------------------


async def tell_returns(session: AsyncSession, *, city: City, now: datetime) -> int:
    """Warns, within office hours, of work orders that have to go back today or on the next working day, and once more
    when that day is over: one message for each colleague. Returns how many messages."""
    if told_until(now, city) is None:
        return 0
    soon = city.calendar.due_at(now, SOON_DAYS, city.zone)
    before = sa.and_(CaseOrigin.warned == NOT_WARNED, CaseOrigin.back_by <= soon)
    late = sa.and_(CaseOrigin.warned < WARNED_LATE, CaseOrigin.back_by < now)
    due = sa.select(CaseOrigin).where(CaseOrigin.returned_at.is_(None), sa.or_(before, late))
    rows = (await session.scalars(due.order_by(CaseOrigin.back_by).with_for_update(skip_locked=True))).all()
    noted: dict[int, tuple[Post | Staff, list[tuple[CaseOrigin, Case]]]] = {}
    for row in rows:
        case = await session.get_one(Case, row.case_id)
        row.warned = WARNED_LATE if row.back_by is not None and row.back_by < now else WARNED_BEFORE
        for post in await _who_returns(session, case):
            noted.setdefault(post.id, (post, []))[1].append((row, case))
    await put_all(session, [_message(post, found, city=city, now=now) for post, found in noted.values()])
    await session.flush()
    return len(noted)


async def _who_returns(session: AsyncSession, case: Case) -> Sequence[Post | Staff]:
    """The colleague who handles the case, else the leads of its department; only those who can be told something."""
    whom = await handlers_of(session, case) if case.state in OPEN else []
    return [each for each in whom or await leads_of(session, case.department) if each.person_id is not None]


def _message(post: Post | Staff, found: Sequence[tuple[CaseOrigin, Case]], *, city: City, now: datetime) -> Put:
    lines: list[Json] = [_line(row, case, city=city, now=now) for row, case in found[:MOST_LISTED]]
    facts = {
        "count": str(len(found)),
        "lines": {"late": lines, "first": 1},
        "more": str(max(0, len(found) - MOST_LISTED) or "none"),
        "opens": [["case", case.id] for _, case in found[:MOST_LISTED]],
    }
    today = now.astimezone(city.zone).date().isoformat()
    cause, key = CauseKind.STAFF.of(post.id), f"returns:{today}:{post.id}:{found[0][1].id}"
    assert post.person_id is not None
    return Put(post.person_id, Pushed(StaffNews.RETURNS, facts), now, Urgency.TODAY, dedupe_key=key, cause=cause)


def _line(row: CaseOrigin, case: Case, *, city: City, now: datetime) -> dict[str, Json]:
    assert row.back_by is not None
    return {
        "number": case.number,
        "kind": "returned-late" if row.back_by < now else "return",
        "department": department_titles(city, case.department),
        "by": day(row.back_by, city),
    }


# --- seals ------------------------------------------------------------------------------------------------------------


async def broken_origin(session: AsyncSession) -> str | None:
    """The number of the first case at which an origin with an invalid seal stands; None if there is none."""
    cipher, last = cipher_of(session), 0
    while rows := await _portion(session, last, PORTION):
        for row, number in rows:
            if row.seal != _seal(row, number, cipher):
                return number
        last = rows[-1][0].case_id
    return None


async def seal_old_origins(session: AsyncSession, after: int, portion: int) -> int | None:
    """Seals a portion of the origins after a case that were stored before seals existed, as they are. Returns the last
    case of the portion, None if there was none."""
    cipher, last = cipher_of(session), None
    for row, number in await _portion(session, after, portion):
        last = row.case_id
        row.seal = row.seal or _seal(row, number, cipher)
    return last


async def _portion(session: AsyncSession, after: int, portion: int) -> Sequence[tuple[CaseOrigin, str]]:
    both = sa.select(CaseOrigin, Case.number).join(Case, Case.id == CaseOrigin.case_id)
    rows = await session.execute(both.where(CaseOrigin.case_id > after).order_by(CaseOrigin.case_id).limit(portion))
    return [(row, number) for row, number in rows]
