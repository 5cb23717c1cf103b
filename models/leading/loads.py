"""The load of a department: what each colleague has, what nobody has, and what lies with posts that nobody has.

A case counts as late by the same deadline as in the queue (models/casework/queue.py).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.steps import CaseState
from models.casework.assigning import IN_HAND, leads
from models.casework.queue import NOT_TAKEN, TO_ANSWER
from models.staff.absence import StaffAbsence
from models.staff.errors import NotStaff
from models.staff.post import Staff, colleagues, staff_names


@dataclass(frozen=True, slots=True)
class Counted:
    """Cases of one colleague. open: all that have to be worked on; late: those past their deadline; waiting: those that
    wait for the worker. settled, not among them: the worker is asked whether it is solved."""

    open: int = 0
    late: int = 0
    waiting: int = 0
    settled: int = 0


@dataclass(frozen=True, slots=True)
class DeskLoad:
    """One colleague's load. away: the absence that was noted for them, begun or planned."""

    staff: Staff
    counted: Counted
    away: StaffAbsence | None = None


@dataclass(frozen=True, slots=True)
class DepartmentLoad:
    """loads: of everybody who can be given cases, the smallest first. nobodys: cases that nobody has. left: post that
    nobody has any more -> its name and the cases that still lie with it."""

    loads: Sequence[DeskLoad]
    nobodys: Counted
    left: Mapping[int, tuple[str, Counted]] = field(default_factory=dict)


async def department_load(session: AsyncSession, staff: Staff, *, now: datetime) -> DepartmentLoad:
    """The load of the lead's own department. Raises NotStaff."""
    if staff.department is None or not leads(staff):
        raise NotStaff
    team = await colleagues(session, staff.department)
    counted = await _counted(session, staff.department, now)
    away = await _absences(session, [each.id for each in team])
    loads = [DeskLoad(each, counted.pop(each.id, Counted()), away.get(each.id)) for each in team]
    nobodys = counted.pop(None, Counted())
    names = await staff_names(session, [each for each in counted if each is not None])
    left = {key: (names.get(key, ""), each) for key, each in counted.items() if key is not None and each.open}
    return DepartmentLoad(sorted(loads, key=lambda each: (each.counted.open, each.staff.id)), nobodys, left)


async def _counted(session: AsyncSession, department: str, now: datetime) -> dict[int | None, Counted]:
    late = sa.or_(
        sa.and_(Case.state.in_(NOT_TAKEN), Case.accept_by < now),
        sa.and_(Case.state.in_(TO_ANSWER), Case.answer_by < now),
    )
    columns = (
        _how_many(Case.state.in_((*NOT_TAKEN, *IN_HAND))),
        _how_many(late),
        _how_many(Case.state == CaseState.WAITING_WORKER),
        _how_many(Case.state == CaseState.SETTLED),
    )
    mine = (Case.department == department, Case.state.in_((*NOT_TAKEN, *IN_HAND, CaseState.SETTLED)))
    rows = await session.execute(sa.select(Case.handler_id, *columns).where(*mine).group_by(Case.handler_id))
    return {row[0]: Counted(*map(int, row[1:])) for row in rows}


def _how_many(which: Any) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((which, 1), else_=0))


async def _absences(session: AsyncSession, staff_ids: Collection[int]) -> dict[int, StaffAbsence]:
    rows = await session.scalars(sa.select(StaffAbsence).where(StaffAbsence.staff_id.in_(staff_ids)))
    return {each.staff_id: each for each in rows}


async def waiting_cases(session: AsyncSession, staff: Staff, of: int | None, *, limit: int) -> Sequence[Case]:
    """The cases of the lead's department that one post has, present or ended, or nobody (None); those that have to be
    worked on, the most urgent first. Raises NotStaff."""
    if staff.department is None or not leads(staff):
        raise NotStaff
    due = sa.case((Case.state.in_(NOT_TAKEN), Case.accept_by), else_=Case.answer_by)
    whose = Case.handler_id.is_(None) if of is None else Case.handler_id == of
    mine = sa.select(Case).where(Case.department == staff.department, Case.state.in_((*NOT_TAKEN, *IN_HAND)), whose)
    return (await session.scalars(mine.order_by(due, Case.id).limit(limit))).all()


def is_there(load: DeskLoad) -> bool:
    """Whether the colleague can be given cases now."""
    return load.away is None or not load.away.begun
