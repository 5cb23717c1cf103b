"""A colleague goes away from a day until a day. A stand-in, if there is one, gets the cases they have in hand on the
first day, and what comes for them until the last.

The cases come back by themselves on the morning of the first working day after it. A case that is over by then, or that
the stand-in gave on, stays where it is. The deadlines of the cases go on.
"""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case, locked_case
from models.cases.news import StaffNews
from models.cases.steps import SYSTEM, Step
from models.cases.taking import take_step
from models.casework.assigning import IN_HAND, cases_in_hand, colleague_of, give_case, leads
from models.casework.errors import StaffGone
from models.city.pack import City
from models.errors import DayPassed
from models.outbox.message import Pushed, Put, put_all
from models.outbox.posts import to_posts
from models.staff.absence import LentCase, StaffAbsence, away_until, lend_case
from models.staff.errors import NotStaff
from models.staff.post import Post, Staff, leads_of, post_at
from models.storage.database import Json
from models.storage.secrets import insert

PORTION = 20
"""The most absences that end in one transaction."""


async def go_away(
    session: AsyncSession,
    staff: Staff,
    away: int,
    *,
    until: date,
    since: date | None = None,
    to: int | None = None,
    city: City,
    now: datetime,
) -> list[Case]:
    """Notes that a colleague is away up to and including a day of the city: oneself, or anybody of the department for a
    lead. since: the first day; None, or a day that has begun: from now on. to: the stand-in for their cases, and for
    what comes. A second call changes the days. The colleague, the stand-in and the leads are told. Returns the cases
    that were handed on. Raises NotStaff, StaffGone, StaffAway, DayPassed."""
    other, today = await may_note_absence(session, staff, away), now.astimezone(city.zone).date()
    first = since if since is not None and since > today else today
    if until < first:
        raise DayPassed
    holder = await colleague_of(session, staff, to) if to is not None and to != away else None
    if first > today:
        await come_back(session, staff, away, city=city, now=now)
    values = {"until": until, "since": first, "begun": first == today, "deputy_id": holder.id if holder else None}
    row = insert(session, StaffAbsence).values(staff_id=away, noted_at=now, **values)
    await session.execute(row.on_conflict_do_update(index_elements=["staff_id"], set_=values))
    if first > today:
        await _tell_planned(session, staff, other, holder, first, until, now=now)
        return []
    cases = list(await cases_in_hand(session, staff, away))
    in_hand = len(cases)
    cases = cases if holder is not None else []
    for case in cases:
        assert holder is not None
        await give_case(session, case.id, staff, holder, city=city, now=now)
        await lend_case(session, case.id, owner=away, holder=holder.id)
    told: dict[str, Json] = {
        "name": other.name,
        "until": {"day": until.isoformat()},
        "count": str(in_hand or "none"),
        "to": holder.name if holder is not None and in_hand else "none",
    }
    team: list[Post | Staff] = list(await leads_of(session, staff.department or ""))
    rows = _told([other], StaffNews.AWAY_SELF, told, staff, now)
    rows += _told([holder] if holder and cases else [], StaffNews.AWAY_COVER, told, staff, now)
    others = [each for each in team if each.id not in (other.id, holder.id if holder and cases else 0)]
    await put_all(session, [*rows, *_told(others, StaffNews.AWAY, told, staff, now)])
    return cases


async def _tell_planned(
    session: AsyncSession, staff: Staff, other: Staff, holder: Staff | None, first: date, until: date, *, now: datetime
) -> None:
    """Tells the colleague, the stand-in and the leads of an absence that is to come."""
    told: dict[str, Json] = {
        "name": other.name,
        "since": {"day": first.isoformat()},
        "until": {"day": until.isoformat()},
        "to": holder.name if holder is not None else "none",
    }
    whom: list[Post | Staff] = [other, *([holder] if holder is not None else [])]
    whom += [
        each for each in await leads_of(session, staff.department or "") if each.id not in {one.id for one in whom}
    ]
    await put_all(session, _told(whom, StaffNews.AWAY_PLANNED, told, staff, now))


async def absences_of(session: AsyncSession, staff: Staff) -> Sequence[StaffAbsence]:
    """The absences of the colleague's department, planned ones too, by their first day. Raises NotStaff."""
    if staff.department is None:
        raise NotStaff
    mine = sa.select(StaffAbsence).join(Staff, Staff.id == StaffAbsence.staff_id)
    mine = mine.where(Staff.department == staff.department, Staff.active)
    return (await session.scalars(mine.order_by(StaffAbsence.since, StaffAbsence.staff_id))).all()


async def begin_absences(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Begins absences whose first day is here: the stand-in gets the cases, and is told of them. Returns how many."""
    today = now.astimezone(city.zone).date()
    due = sa.select(StaffAbsence).where(StaffAbsence.begun.is_(False), StaffAbsence.since <= today)
    ordered = due.order_by(StaffAbsence.staff_id).limit(limit).with_for_update(skip_locked=True)
    rows = (await session.scalars(ordered)).all()
    for absence in rows:
        absence.begun = True
        await session.flush()
        await _hand_on(session, absence, city=city, now=now)
    return len(rows)


async def _hand_on(session: AsyncSession, absence: StaffAbsence, *, city: City, now: datetime) -> None:
    owner, holder = await post_at(session, absence.staff_id), await post_at(session, absence.deputy_id)
    if owner is None or holder is None or holder.department != owner.department:
        return
    if await away_until(session, [holder.id]):
        return
    cases = await cases_in_hand(session, owner, owner.id)
    for case in cases:
        await give_case(session, case.id, owner, holder, city=city, now=now)
        await lend_case(session, case.id, owner=owner.id, holder=holder.id)
    if cases:
        told: dict[str, Json] = {"name": owner.name, "until": {"day": absence.until.isoformat()}}
        told |= {"count": str(len(cases)), "to": holder.name}
        await put_all(session, _told([holder], StaffNews.AWAY_COVER, told, owner, now))


async def may_note_absence(session: AsyncSession, staff: Staff, away: int) -> Staff:
    """The colleague, if `staff` may note their absence: oneself, or a lead of the department. Raises NotStaff,
    StaffGone."""
    if away != staff.id and not leads(staff):
        raise NotStaff
    other = await post_at(session, away)
    if other is None or other.department is None or other.department != staff.department:
        raise StaffGone(away)
    return other


async def come_back(session: AsyncSession, staff: Staff, away: int, *, city: City, now: datetime) -> list[Case]:
    """Ends the absence of a colleague before its day, for the colleague or a lead. A second press changes nothing.
    Returns the cases that came back. Raises NotStaff, StaffGone."""
    await may_note_absence(session, staff, away)
    absence = await session.get(StaffAbsence, away, with_for_update=True, populate_existing=True)
    return await _end(session, absence, city=city, now=now) if absence is not None else []


async def end_absences(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Ends absences whose last day is over, once the offices open on a working day. Returns how many."""
    local = now.astimezone(city.zone)
    if not city.calendar.is_working_day(local.date()) or local.time() < city.calendar.begins:
        return 0
    ended = (StaffAbsence.until < local.date(), StaffAbsence.begun)
    over = sa.select(StaffAbsence).where(*ended).order_by(StaffAbsence.staff_id)
    rows = (await session.scalars(over.limit(limit).with_for_update(skip_locked=True))).all()
    for absence in rows:
        await _end(session, absence, city=city, now=now)
    return len(rows)


async def _end(session: AsyncSession, absence: StaffAbsence, *, city: City, now: datetime) -> list[Case]:
    owner = await post_at(session, absence.staff_id)
    lent = (await session.scalars(sa.select(LentCase).where(LentCase.owner_id == absence.staff_id))).all()
    returned = [case for each in lent if owner and (case := await _give_back(session, each, owner, city=city, now=now))]
    await session.execute(sa.delete(LentCase).where(LentCase.owner_id == absence.staff_id))
    begun = absence.begun
    await session.delete(absence)
    await session.flush()
    if owner is not None and begun:
        await _tell_back(session, owner, lent, returned, now=now)
    return returned


async def _give_back(session: AsyncSession, lent: LentCase, owner: Staff, *, city: City, now: datetime) -> Case | None:
    case = await locked_case(session, lent.case_id)
    theirs = case.handler_id == lent.holder_id and case.department == owner.department
    if not theirs or case.state not in IN_HAND:
        return None
    holder = await session.get_one(Staff, lent.holder_id)
    data = {"name": holder.name, "to": owner.name, "staff": owner.id}
    await take_step(session, case.id, Step.ASSIGN, by=SYSTEM, city=city, now=now, data=data)
    case.handler_id = owner.id
    return case


async def _tell_back(
    session: AsyncSession, owner: Staff, lent: Sequence[LentCase], returned: Sequence[Case], *, now: datetime
) -> None:
    rows = _told([owner], StaffNews.BACK_SELF, {"count": str(len(returned) or "none")}, owner, now)
    ids = {each.id for each in returned}
    for holder_id in sorted({each.holder_id for each in lent}):
        count = sum(each.holder_id == holder_id and each.case_id in ids for each in lent)
        holder = await post_at(session, holder_id)
        if holder is not None and count:
            rows += _told([holder], StaffNews.BACK, {"name": owner.name, "count": str(count)}, owner, now)
    await put_all(session, rows)


def _told(whom: Sequence[Post | Staff], news: StaffNews, facts: dict[str, Json], by: Staff, now: datetime) -> list[Put]:
    others = [each for each in whom if each.id != by.id or news is StaffNews.BACK_SELF]
    return to_posts(others, Pushed(news, facts), f"{news}:{by.id}:{now.isoformat()}", now=now)
