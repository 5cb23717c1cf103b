"""The way to their work, in the main menu of who has a post: a department's queue, and the places they look after."""

from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.staff import OpenQueue, OpenStations, OpenWork
from handlers.talk.screens import Button
from handlers.talk.texts import Words
from models.people.person import Person
from models.staff.post import posts_of


async def work_buttons(session: AsyncSession, person: Person, words: Words) -> tuple[Button, ...]:
    posts = await posts_of(session, person)
    queue = [Button(words("menu-button-queue"), OpenQueue())] if any(each.department for each in posts) else []
    places = [Button(words("menu-button-station"), OpenStations())] if any(each.place_id for each in posts) else []
    work = [Button(words("menu-button-work"), OpenWork())] if queue else []
    return (*queue, *work, *places)
