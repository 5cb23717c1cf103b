"""A member of staff joins: the code an operator was given is opened as a link, or typed. From then on the cases of the
department come to this chat."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.staff import OpenWork
from handlers.casework.card import last_row
from handlers.hosting.station import host_card
from handlers.talk.forms import leave_form
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.texts import Words
from models.city.pack import City
from models.people.person import Person
from models.places.place import Place
from models.staff.post import LINK_MARK, Staff, join_staff, read_code, staff_for_code

router = Router(name=__name__)


async def is_staff_code(message: Message, session: AsyncSession, now: datetime) -> bool:
    """Whether what was typed gives a post: a word that only looks like a code is left to the others."""
    code = read_code(message.text or "")
    return code is not None and await staff_for_code(session, code, now=now) is not None


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(LINK_MARK)))
async def join_by_link(
    message: Message,
    command: CommandObject,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    await leave_form(state)
    staff = await join_staff(session, read_code(command.args or "") or "", person, now=now)
    return show(message, await joined_screen(session, staff, person, city, words, now))


@router.message(StateFilter(None), F.text, is_staff_code)
async def join_by_code(
    message: Message, session: AsyncSession, person: Person, city: City, words: Words, now: datetime
) -> Reply:
    staff = await join_staff(session, read_code(message.text or "") or "", person, now=now)
    return show(message, await joined_screen(session, staff, person, city, words, now))


async def joined_screen(
    session: AsyncSession, staff: Staff, person: Person, city: City, words: Words, now: datetime
) -> Screen:
    """What the post is, and what happens next."""
    if staff.place_id is not None:
        place = await session.get_one(Place, staff.place_id)
        line = words("staff-joined-host", name=staff.name, place=place.name)
        return await host_card(session, place.id, person, city, words, now, line)
    text = words("staff-joined", name=staff.name, post=post_said(words, city, staff))
    return Screen(text, ((Button(words("desk-button"), OpenWork()),), last_row(words)))


def post_said(words: Words, city: City, staff: Staff) -> str:
    """`市场监管局经办人`."""
    known = city.departments.get(staff.department or "")
    department = words.pick(known.titles) if known else words("own-case-department")
    return words("staff-post", department=department, role=staff.role.value)
