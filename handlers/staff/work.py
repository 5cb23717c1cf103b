"""The buttons in the main menu of a member of staff: the department's queue, and the places they look after."""

from handlers.buttons.staff import OpenQueue, OpenStations, OpenWork
from handlers.talk.screens import Button
from handlers.talk.talk import Talk
from models.staff.post import StaffRole, posts_of


async def work_buttons(talk: Talk) -> tuple[Button, ...]:
    """The buttons to the person's work; empty if they have no post."""
    posts = await posts_of(talk.session, talk.person)
    handling = any(each.department for each in posts if each.role is not StaffRole.LEADER)
    queue = [Button(talk.words("menu-button-queue"), OpenQueue())] if handling else []
    places = [Button(talk.words("menu-button-station"), OpenStations())] if any(each.place_id for each in posts) else []
    desk = any(each.department for each in posts)
    work = [Button(talk.words("menu-button-work"), OpenWork())] if desk else []
    return (*queue, *work, *places)
