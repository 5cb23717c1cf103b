"""The buttons in the main menu of a member of staff: the department's queue, and the places they look after."""

from handlers.buttons.staff import OpenQueue, OpenStations, OpenWork
from handlers.talk.screens import Button
from handlers.talk.talk import Talk
from models.staff.post import posts_of


async def work_buttons(talk: Talk) -> tuple[Button, ...]:
    """The buttons to the person's work; empty if they have no post."""
    posts = await posts_of(talk.session, talk.person)
    queue = [Button(talk.words("menu-button-queue"), OpenQueue())] if any(each.department for each in posts) else []
    places = [Button(talk.words("menu-button-station"), OpenStations())] if any(each.place_id for each in posts) else []
    work = [Button(talk.words("menu-button-work"), OpenWork())] if queue else []
    return (*queue, *work, *places)
