"""Whoever works at cases stays at their desk: what they type next is looked for among cases, until they go home."""

from collections.abc import Awaitable, Callable

from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.talk.forms import leave_form
from handlers.talk.talk import Talk
from handlers.talk.texts import listed_words
from models.people.person import Person
from models.staff.post import staff_of

AT_DESK, WANTED = "at_queue", "wanted"
"""In the conversation. It is no state, so that new cases are not held back meanwhile."""


async def stay_at_desk(state: FSMContext) -> None:
    """No answer is awaited any more; what is typed is searched for."""
    await leave_form(state)
    await state.update_data({AT_DESK: True})


async def at_desk(message: Message, talk: Talk) -> bool:
    return bool((await talk.state.get_data()).get(AT_DESK))


async def is_staff(message: Message, session: AsyncSession, person: Person | None) -> bool:
    """Whether they have a post in a department."""
    return person is not None and await staff_of(session, person) is not None


def staff_say(key: str) -> Callable[[Message, AsyncSession, Person | None], Awaitable[bool]]:
    """Whether somebody with a post typed one of the words that a message lists, and nothing else."""

    async def says(message: Message, session: AsyncSession, person: Person | None) -> bool:
        said = (message.text or "").strip().casefold() in listed_words(key)
        return said and await is_staff(message, session, person)

    return says
