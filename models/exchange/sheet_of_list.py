"""The cases of a list as rows of a sheet, for a colleague to take along. That they did goes into the record of their
post."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from models.cases.case import Case
from models.cases.clock import deadline_of
from models.cases.steps import Role
from models.cases.taking import actor_of
from models.city.pack import City
from models.exchange.case_file import LIST
from models.exchange.errors import ListTooLong
from models.exchange.origin import origins_of
from models.staff.post import Staff, staff_names
from models.staff.record import note_event

MOST = 5_000
"""Rows of one sheet."""
AT_ONCE = 500
Row = dict[str, object]
"""Column -> a text, a number, a moment (aware UTC), or None. The keys are those of COLUMNS."""
COLUMNS = (
    "number", "type", "platform", "district", "department", "state", "anonymous", "handler", "reporters", "filed",
    "due", "accepted", "answered", "settled", "ended", "solved", "satisfied", "source", "foreign", "back_by",
)  # fmt: skip


async def rows_of_list(
    session: AsyncSession, staff: Staff, case_ids: Sequence[int], *, city: City, now: datetime
) -> list[Row]:
    """A row for every case of the list that the colleague may see, in its order. No words, and no names of workers.
    Raises ListTooLong."""
    if len(case_ids) > MOST:
        raise ListTooLong(MOST)
    leading = actor_of(staff, city).role is Role.LEAD_DEPARTMENT
    found: dict[int, Row] = {}
    for begin in range(0, len(case_ids), AT_ONCE):
        part = case_ids[begin : begin + AT_ONCE]
        mine = sa.select(Case).where(Case.id.in_(part)).options(defer(Case.locked))
        cases = (await session.scalars(mine if leading else mine.where(Case.department == staff.department))).all()
        names = await staff_names(session, {each.handler_id for each in cases if each.handler_id is not None})
        origins = await origins_of(session, [each.id for each in cases])
        for case in cases:
            origin = origins.get(case.id)
            found[case.id] = {
                "number": case.number,
                "type": case.type,
                "platform": case.platform,
                "district": case.district,
                "department": case.department,
                "state": case.state.value,
                "anonymous": case.anonymous,
                "handler": names.get(case.handler_id) if case.handler_id is not None else None,
                "reporters": case.reporters,
                "filed": case.filed_at,
                "due": deadline_of(case) if case.is_open else None,
                "accepted": case.accepted_at,
                "answered": case.answered_at,
                "settled": case.settled_at,
                "ended": case.ended_at,
                "solved": case.solved,
                "satisfied": case.satisfied,
                "source": origin.source.value if origin is not None else None,
                "foreign": origin.foreign if origin is not None else None,
                "back_by": origin.back_by if origin is not None else None,
            }
    await note_event(session, staff.id, LIST, at=now)
    return [found[each] for each in case_ids if each in found]
