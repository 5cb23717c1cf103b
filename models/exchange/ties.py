"""Two cases that belong together: a duplicate that follows its first, or two that stand beside each other.

A duplicate is closed, with the number of its first. The people who follow it are told, and hear what is said to those
who joined the first; who they are stays between them and the service. A tie is sealed like an origin (origin.py).
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
from models.storage.encryption import Cipher, canonical, cipher_of, exactly

PORTION = 500


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
    seal: Mapped[str] = mapped_column(default="", server_default="")


def _seal(row: CaseTie, case_number: str, other_number: str, cipher: Cipher) -> str:
    content = [case_number, other_number, row.kind.value, row.staff_id, exactly(row.at)]
    return cipher.seal("case tie", canonical(content))


def _tie(session: AsyncSession, case: Case, other: Case, kind: TieKind, staff: Staff, now: datetime) -> None:
    row = CaseTie(case_id=case.id, other_id=other.id, kind=kind, staff_id=staff.id, at=now)
    row.seal = _seal(row, case.number, other.number, cipher_of(session))
    session.add(row)


@dataclass(frozen=True, slots=True)
class Tied:
    """A tie from one case's side. first: the other case is the first that this one follows, or follows this one."""

    other: Case
    kind: TieKind
    first: bool


async def ties_of(session: AsyncSession, case_id: int, staff: Staff, *, city: City) -> Sequence[Tied]:
    """The cases tied to a case, the oldest tie first; those of other departments are left out. Raises CaseGone."""
    await case_for_staff(session, case_id, staff, city=city)
    one, other, cipher = aliased(Case), aliased(Case), cipher_of(session)
    both = sa.select(CaseTie, one, other).join(one, one.id == CaseTie.case_id).join(other, other.id == CaseTie.other_id)
    mine = sa.or_(CaseTie.case_id == case_id, CaseTie.other_id == case_id)
    found = []
    for tie, case, tied in await session.execute(both.where(mine).order_by(CaseTie.at)):
        shown = tied if tie.case_id == case_id else case
        ours = staff.department in (shown.department, city.lead_department.key)
        if ours and tie.seal == _seal(tie, case.number, tied.number, cipher):
            found.append(Tied(shown, tie.kind, first=tie.case_id == case_id))
    return found


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
    _tie(session, case, first, TieKind.MERGED, staff, now)
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
    _tie(session, case, other, TieKind.LINKED, staff, now)
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


# --- seals ------------------------------------------------------------------------------------------------------------


async def broken_tie(session: AsyncSession) -> str | None:
    """The number of the first case at which a tie with an invalid seal stands; None if there is none."""
    cipher, last = cipher_of(session), 0
    while rows := await _portion(session, last, PORTION):
        for row, number, other in rows:
            if row.seal != _seal(row, number, other, cipher):
                return number
        last = rows[-1][0].case_id
    return None


async def seal_old_ties(session: AsyncSession, after: int, portion: int) -> int | None:
    """Like `seal_old_origins`, for ties."""
    cipher, last = cipher_of(session), None
    for row, number, other in await _portion(session, after, portion):
        last = row.case_id
        row.seal = row.seal or _seal(row, number, other, cipher)
    return last


async def _portion(session: AsyncSession, after: int, portion: int) -> Sequence[tuple[CaseTie, str, str]]:
    """All ties of the next cases, as many as a portion."""
    one, other = aliased(Case), aliased(Case)
    cases = sa.select(CaseTie.case_id).where(CaseTie.case_id > after).distinct().order_by(CaseTie.case_id)
    both = sa.select(CaseTie, one.number, other.number)
    both = both.join(one, one.id == CaseTie.case_id).join(other, other.id == CaseTie.other_id)
    mine = CaseTie.case_id.in_(cases.limit(portion))
    rows = await session.execute(both.where(mine).order_by(CaseTie.case_id, CaseTie.other_id))
    return [(row, number, name) for row, number, name in rows]
