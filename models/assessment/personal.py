"""Data kept of people who visited stations: which, and in which week. Whoever runs a station reads none of it."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.drawing import VisitKind
from models.assessment.visit import StationVisit, VisitState
from models.people.person import Person
from models.storage.database import Json
from models.storage.personal import Kept, Leaving, Old, Personal, columns_of

VISITOR_KEPT = timedelta(days=400)
"""Until the appeals of a round are over, so that no visitor decides one."""


async def _export(session: AsyncSession, person: Person) -> dict[str, Json]:
    mine = sa.select(StationVisit).where(StationVisit.person_id == person.id)
    return {"station_visits": [columns_of(each, but="photos") for each in await session.scalars(mine)]}


async def _forget(session: AsyncSession, leaving: Leaving) -> int:
    """Gives back what they have begun: a colleague's visit to the list, a rider's to nobody."""
    begun = (StationVisit.person_id == leaving.person.id, StationVisit.state == VisitState.TAKEN)
    of_rider = sa.delete(StationVisit).where(*begun, StationVisit.kind == VisitKind.RIDER)
    await session.execute(of_rider.execution_options(synchronize_session=False))
    back = sa.update(StationVisit).where(*begun).values(state=VisitState.DRAWN, taken_week=None)
    await session.execute(back.execution_options(synchronize_session=False))
    return 0


async def forget_visitors(session: AsyncSession, *, now: datetime) -> None:
    """Takes the person off visits made VISITOR_KEPT ago."""
    made = sa.func.coalesce(StationVisit.done_week, StationVisit.taken_week, StationVisit.week)
    old = made < (now - VISITOR_KEPT).date()
    gone = sa.update(StationVisit).where(old, StationVisit.person_id.is_not(None)).values(person_id=None)
    await session.execute(gone.execution_options(synchronize_session=False))


PERSONAL = Personal(
    kept=(
        Kept("station_visit.person_id", VISITOR_KEPT, after="the week of the visit", outlives="counts for the station"),
    ),
    export=_export,
    forget=_forget,
    forget_old=(Old(forget_visitors),),
)
