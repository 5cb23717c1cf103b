"""A member of staff who works at cases stays at their desk: the service looks for their next words among the cases,
until they go home.
"""

from collections.abc import Awaitable, Callable

from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.talk.forms import leave_form
from handlers.talk.talk import Talk
from handlers.talk.texts import listed_words
from models.people.person import Person
from models.staff.post import desk_of, staff_of

AT_DESK, WANTED = "at_queue", "wanted"
"""Keys in the conversation's data. The desk is no state, so that pushed messages about new cases need not wait for it
to end.
"""


async def stay_at_desk(state: FSMContext) -> None:
    """Stop awaiting an answer; from now on look for typed words among the cases."""
    await leave_form(state)
    await state.update_data({AT_DESK: True})


async def at_desk(message: Message, talk: Talk) -> bool:
    """Return whether typed words are looked for among the cases."""
    return bool((await talk.state.get_data()).get(AT_DESK))


async def is_staff(message: Message, session: AsyncSession, person: Person | None) -> bool:
    """Return whether the person handles cases in a department."""
    return person is not None and await staff_of(session, person) is not None


async def has_desk(message: Message, session: AsyncSession, person: Person | None) -> bool:
    """Return whether the person has a post in a department, a leader's too."""
    return person is not None and await desk_of(session, person) is not None


def staff_say(key: str) -> Callable[[Message, AsyncSession, Person | None], Awaitable[bool]]:
    """Make a filter: somebody with a post types one of the words that the message `key` lists, and nothing else."""

    async def says(message: Message, session: AsyncSession, person: Person | None) -> bool:
        """Return whether this message is one of the words, from somebody with a post."""
        said = (message.text or "").strip().casefold() in listed_words(key)
        return said and await has_desk(message, session, person)

    return says
