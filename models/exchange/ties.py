"""Two cases that belong together: a duplicate that follows its first, or two that stand beside each other.

A duplicate is closed, with the number of its first. The people who follow it are told, and hear what is said to those
who joined the first; who they are stays between them and the service.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from models.cases.case import Case, locked_case
from models.cases.errors import CaseMovedOn
from models.cases.filer import Part, filer_row, followers_of, remember_filer
from models.cases.news import CaseNews, tell_followers
from models.cases.steps import Step
from models.cases.taking import actor_of, allowed, take_step
from models.casework.handling import WAITS_TO_BE_TAKEN, case_for_staff, need_handler
from models.city.pack import City
from models.exchange.errors import SameCase, TiedAlready
from models.people.person import Person
from models.staff.post import Staff, StaffRole
from models.storage.database import Base, UtcDateTime


class TieKind(StrEnum):
    """MERGED: case_id is a duplicate of other_id. LINKED: the two stand beside each other."""

    MERGED = "merged"
    LINKED = "linked"


class CaseTie(Base):
    """Two cases that a colleague tied together."""

    __tablename__ = "case_tie"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True, index=True)
    kind: Mapped[TieKind]
    staff_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Tied:
    """A tie from one case's side. first: the other case is the first that this one follows, or follows this one."""

    other: Case
    kind: TieKind
    first: bool


async def ties_of(session: AsyncSession, case_id: int, staff: Staff, *, city: City) -> Sequence[Tied]:
    """The cases tied to a case, the oldest tie first; those of other departments are left out. Raises CaseGone."""
    await case_for_staff(session, case_id, staff, city=city)
    other = aliased(Case)
    mine = sa.or_(CaseTie.case_id == case_id, CaseTie.other_id == case_id)
    is_other = sa.and_(sa.or_(other.id == CaseTie.case_id, other.id == CaseTie.other_id), other.id != case_id)
    rows = await session.execute(sa.select(CaseTie, other).join(other, is_other).where(mine).order_by(CaseTie.at))
    leading = staff.department == city.lead_department.key
    return [
        Tied(case, tie.kind, first=tie.case_id == case_id)
        for tie, case in rows
        if leading or case.department == staff.department
    ]


async def merge_case(
    session: AsyncSession, case_id: int, first_id: int, staff: Staff, *, city: City, now: datetime
) -> Case:
    """Closes the case as a duplicate of the first; its followers are told and follow the first from now on. The
    colleague handles the duplicate, or nobody does, or they lead the department. Raises CaseGone, CaseMovedOn,
    HandledByOther, SameCase, TiedAlready."""
    case, first = await _both(session, case_id, first_id, staff, city=city)
    actor = actor_of(staff, city)
    allowed(case, Step.MERGE, actor)
    allowed(first, Step.FOLLOWED, actor)
    if not first.is_open:
        raise CaseMovedOn(first.number, first.state.value)
    if case.state not in WAITS_TO_BE_TAKEN and staff.role is StaffRole.STAFF:
        await need_handler(session, case, staff)
    await _need_untied(session, case, first)
    session.add(CaseTie(case_id=case.id, other_id=first.id, kind=TieKind.MERGED, staff_id=staff.id, at=now))
    await take_step(session, case.id, Step.MERGE, by=actor, city=city, now=now, data=_data(staff, first))
    case.close_at = None
    await tell_followers(
        session, case, CaseNews.MERGED, city=city, now=now, facts={"first": first.number, "first_id": first.id}
    )
    await _follow(session, case, first, now=now)
    await take_step(session, first.id, Step.FOLLOWED, by=actor, city=city, now=now, data=_data(staff, case))
    await session.flush()
    return case


async def link_cases(
    session: AsyncSession, case_id: int, other_id: int, staff: Staff, *, city: City, now: datetime
) -> Case:
    """Notes that two cases belong together; nothing else changes. Raises CaseGone, CaseMovedOn, SameCase,
    TiedAlready."""
    case, other = await _both(session, case_id, other_id, staff, city=city)
    await _need_untied(session, case, other)
    actor = actor_of(staff, city)
    session.add(CaseTie(case_id=case.id, other_id=other.id, kind=TieKind.LINKED, staff_id=staff.id, at=now))
    await take_step(session, case.id, Step.LINK, by=actor, city=city, now=now, data=_data(staff, other))
    await take_step(session, other.id, Step.LINK, by=actor, city=city, now=now, data=_data(staff, case))
    await session.flush()
    return case


def _data(staff: Staff, other: Case) -> dict[str, str]:
    return {"name": staff.name, "other": other.number}


async def _both(session: AsyncSession, case_id: int, other_id: int, staff: Staff, *, city: City) -> tuple[Case, Case]:
    """Both cases, locked in one order, if the colleague may see both."""
    if case_id == other_id:
        raise SameCase
    locked = {each: await locked_case(session, each) for each in sorted((case_id, other_id))}
    for each in locked:
        await case_for_staff(session, each, staff, city=city)
    return locked[case_id], locked[other_id]


async def _need_untied(session: AsyncSession, case: Case, other: Case) -> None:
    pair = sa.and_(CaseTie.case_id.in_((case.id, other.id)), CaseTie.other_id.in_((case.id, other.id)))
    if await session.scalar(sa.select(CaseTie.case_id).where(pair)) is not None:
        raise TiedAlready(other.number)


async def _follow(session: AsyncSession, case: Case, first: Case, *, now: datetime) -> None:
    """Lets everybody who follows the duplicate hear of the first, once each."""
    for each in await followers_of(session, case.id):
        person = await session.get_one(Person, each.person_id)
        if await filer_row(session, first.id, person) is None:
            await remember_filer(session, first.id, person, part=Part.JOINED, now=now)
            first.reporters += 1
    await session.flush()
