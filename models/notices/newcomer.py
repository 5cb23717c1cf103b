"""Somebody agrees to being remembered, wherever they are asked; from then on they are told what everybody is told."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.notices.sending import warn_newcomer
from models.people.person import Person, agree


async def join(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """The person agrees, and gets the warnings that are on. A second time changes nothing."""
    await agree(session, person, now=now)
    await warn_newcomer(session, person, now=now)
