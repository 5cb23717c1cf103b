"""Forgetting a person, with all that refers to them."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.my_data.nouns import NOUNS
from models.storage.personal import Leaving


async def forget(session: AsyncSession, leaving: Leaving) -> int:
    """Deletes the person with all that refers to them: contacts, conversations, replies, files, papers; their seats are
    free again. Returns how many of their cases go on without them."""
    going_on = 0
    for noun in reversed(NOUNS):
        if noun.forget is not None:
            going_on += await noun.forget(session, leaving)
    await session.delete(leaving.person)
    await session.flush()
    return going_on
