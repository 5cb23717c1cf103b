"""The slips of duties: each colour is told once, blue and orange to the owner, red to who gave it and who leads too."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.duties.colours import SLIPS, slip_due
from models.duties.duty import WAITS, Colour, Duty, duty_seal
from models.duties.telling import DutyNews, givers_of, owners_of, tell
from models.staff.post import leads_of
from models.storage.encryption import cipher_of

NEWS = {Colour.BLUE: DutyNews.BLUE, Colour.ORANGE: DutyNews.ORANGE, Colour.RED: DutyNews.RED}


async def warn_of_duties(session: AsyncSession, *, city: City, now: datetime, limit: int = 5) -> int:
    """Sends the slips that are due, of `limit` duties at most; after an outage only that of the present colour. Returns
    how many duties it looked at."""
    due = sa.select(Duty).where(Duty.state.in_(WAITS), Duty.warn_at <= now).order_by(Duty.warn_at).limit(limit)
    duties = (await session.scalars(due.with_for_update(skip_locked=True))).all()
    for duty in duties:
        holds = duty.seal == duty_seal(duty, cipher_of(session))
        colour, duty.warn_at = slip_due(duty, city=city, now=now)
        if colour is not Colour.NONE and _is_worse(colour, duty.told):
            duty.told = colour
            await _tell(session, duty, colour, city=city, now=now)
        duty.seal = duty_seal(duty, cipher_of(session)) if holds else ""
    await session.flush()
    return len(duties)


def _is_worse(colour: Colour, told: Colour) -> bool:
    return told is Colour.NONE or SLIPS.index(colour) > SLIPS.index(told)


async def _tell(session: AsyncSession, duty: Duty, colour: Colour, *, city: City, now: datetime) -> None:
    whom = await owners_of(session, duty)
    if colour is Colour.RED:
        whom += [*await givers_of(session, duty, city), *await leads_of(session, city.lead_department.key)]
    await tell(session, whom, duty, NEWS[colour], city=city, now=now)
