"""A member of staff joins with the code that an operator or a lead gave them, as a link or typed. From then on the
department's cases come to this chat.
"""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart, StateFilter
from aiogram.types import Message

from handlers.buttons.staff import OpenWork
from handlers.casework.card import last_row
from handlers.hosting.station import host_card
from handlers.talk.forms import leave_form
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.casework.posts import join_staff
from models.city.pack import City
from models.places.place import Place
from models.staff.post import LINK_MARK, Staff, read_code, staff_for_code

router = Router(name=__name__)


async def is_staff_code(message: Message, talk: Talk) -> bool:
    """Return whether the text is a code that gives a post; a word that only looks like one is left to other
    handlers.
    """
    code = read_code(message.text or "")
    return code is not None and await staff_for_code(talk.session, code, now=talk.now) is not None


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(LINK_MARK)))
async def join_by_link(message: Message, talk: Talk, command: CommandObject) -> Reply:
    """Runs when somebody opens a link with a code; gives them the post."""
    await leave_form(talk.state)
    staff = await join_staff(talk.session, read_code(command.args or "") or "", talk.person, now=talk.now)
    return show(message, await joined_screen(talk, staff))


@router.message(StateFilter(None), F.text, is_staff_code)
async def join_by_code(message: Message, talk: Talk) -> Reply:
    """Runs when somebody types a code; gives them the post."""
    staff = await join_staff(talk.session, read_code(message.text or "") or "", talk.person, now=talk.now)
    return show(message, await joined_screen(talk, staff))


async def joined_screen(talk: Talk, staff: Staff) -> Screen:
    """Say what the post is and what happens next."""
    if staff.place_id is not None:
        place = await talk.session.get_one(Place, staff.place_id)
        line = talk.words("staff-joined-host", name=staff.name, place=place.name)
        return await host_card(talk, place.id, line)
    text = talk.words("staff-joined", name=staff.name, post=post_said(talk.words, talk.city, staff))
    return Screen(text, ((Button(talk.words("desk-button"), OpenWork()),), last_row(talk.words)))


def post_said(words: Words, city: City, staff: Staff) -> str:
    """The post in words: `市场监管局经办人`."""
    known = city.departments.get(staff.department or "")
    department = words.pick(known.titles) if known else words("own-case-department")
    return words("staff-post", department=department, role=staff.role.value)
