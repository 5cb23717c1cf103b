"""A person is forgotten, with all that refers to them."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.events.booking import release_seats
from models.people.conversation import Conversation
from models.people.person import Contact, Person


async def forget(session: AsyncSession, person: Person) -> None:
    """Deletes the person with all that refers to them: contacts, conversations, replies, files, papers; their seats are
    free again."""
    await release_seats(session, person.id)
    theirs = sa.select(Contact).where(Contact.person_id == person.id)  # also those whose seal does not hold
    for contact in (await session.scalars(theirs)).all():
        conversation = await session.get(Conversation, contact.id)
        if conversation is not None:
            await session.delete(conversation)
        await session.delete(contact)
    await session.flush()
    await session.delete(person)
    await session.flush()
