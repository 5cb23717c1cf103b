"""A person agrees to being remembered, and from then on gets notices to everybody."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.notices.sending import warn_newcomer
from models.people.person import Person, agree


async def join(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """Store the person's consent, and send them the warnings in force. A second time changes nothing."""
    await agree(session, person, now=now)
    await warn_newcomer(session, person, now=now)
