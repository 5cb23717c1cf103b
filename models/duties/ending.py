"""Duties that ended long ago are deleted. Each leaves a tombstone under its name in daily lines, so that `audit` knows
that nobody took it out by hand."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.seal import ForgottenCase, forgotten_proof
from models.duties.duty import KEPT, Duty, duty_name
from models.storage.encryption import cipher_of
from models.storage.secrets import insert


async def forget_duties(session: AsyncSession, *, now: datetime) -> None:
    """Deletes duties that ended KEPT ago."""
    cipher = cipher_of(session)
    old = (await session.scalars(sa.select(Duty.id).where(Duty.ended_at < now - KEPT))).all()
    names = [duty_name(each, cipher) for each in old]
    if names:
        graves = [{"name": each, "proof": forgotten_proof(each, cipher)} for each in names]
        await session.execute(insert(session, ForgottenCase).on_conflict_do_nothing(), graves)
        await session.execute(sa.delete(Duty).where(Duty.id.in_(old)))
