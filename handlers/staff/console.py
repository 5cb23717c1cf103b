"""The console, from the chat: a browser is signed in by its code and the number that it shows, and signed out again."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart, StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.buttons.console import (
    EndDevice,
    EndTheirDevice,
    OpenDevices,
    OpenTheirDevices,
    PickNumber,
    SayPresence,
)
from handlers.buttons.posts import ShowPost
from handlers.casework.card import last_row
from handlers.talk.at_desk import is_staff, staff_say
from handlers.talk.forms import leave_form
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from models.casework.posts import post_managed
from models.people.person import Person
from models.staff.console_session import ConsoleSession, end_session, sessions_of, sessions_of_post
from models.staff.console_sign_in import (
    LINK_MARK,
    answer_sign_in,
    asked_sign_in,
    is_sign_in_code,
    open_sign_in,
    read_sign_in_code,
)
from models.staff.post import need_desk, need_staff
from models.staff.presence import answer_presence

router = Router(name=__name__)


async def is_code(message: Message, talk: Talk, person: Person | None) -> bool:
    """Return whether a member of staff typed the code of a browser that waits."""
    code = read_sign_in_code(message.text or "")
    if code is None or not await is_staff(message, talk.session, person):
        return False
    return await is_sign_in_code(talk.session, code, now=talk.now)


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(LINK_MARK)))
async def open_by_link(message: Message, talk: Talk, command: CommandObject) -> Reply:
    """Runs when somebody scans or opens the code of a browser; asks which number it shows."""
    return await _ask(message, talk, command.args or "")


@router.message(F.text, is_code)
async def open_by_code(message: Message, talk: Talk) -> Reply:
    """Runs when a member of staff types the code of a browser; asks which number it shows. An awaited answer stays
    awaited."""
    return await _ask(message, talk, message.text or "")


async def is_number(message: Message, talk: Talk, person: Person | None) -> bool:
    """Return whether a member of staff typed one of the numbers that a browser's sign-in offers."""
    number = (message.text or "").strip()
    if not (len(number) == 2 and number.isascii() and number.isdecimal()) or person is None:
        return False
    asked = await asked_sign_in(talk.session, person, now=talk.now)
    return asked is not None and number in asked.about["offered"]


@router.message(F.text, is_number)
async def type_number(message: Message, talk: Talk) -> Reply:
    """Runs when the number was typed in place of a press."""
    asked = await asked_sign_in(talk.session, talk.person, now=talk.now)
    return await _answer(message, talk, asked.id if asked is not None else 0, (message.text or "").strip())


async def _ask(message: Message, talk: Talk, typed: str) -> Reply:
    """Raises NotStaff, SignInGone, SignInTooOften."""
    code = read_sign_in_code(typed) or ""
    asked = await open_sign_in(talk.session, code, talk.person, talk.contact, now=talk.now)
    minutes = int((talk.now - asked.since).total_seconds() // 60)
    text = talk.words("console-asked", browser=asked.browser.name, address=asked.browser.address, minutes=minutes)
    numbers = tuple(
        Button(talk.words("console-button-number", number=each), PickNumber(sign_in_id=asked.id, number=each))
        for each in asked.numbers
    )
    no = Button(talk.words("console-button-not-me"), PickNumber(sign_in_id=asked.id))
    return show(message, Screen(text, (numbers, (no, home_button(talk.words)))))


@router.callback_query(PickNumber.filter())
async def pick_number(query: CallbackQuery, talk: Talk, callback_data: PickNumber) -> Reply:
    """Runs when the number was picked; signs the browser in, or says that it is not."""
    return await _answer(query, talk, callback_data.sign_in_id, callback_data.number or None)


async def _answer(event: Message | CallbackQuery, talk: Talk, sign_in_id: int, number: str | None) -> Reply:
    """Raises NotStaff, SignInGone."""
    granted = await answer_sign_in(talk.session, sign_in_id, number, talk.person, now=talk.now)
    key = "console-granted" if granted else "console-refused"
    return show(event, Screen(talk.words(key), (last_row(talk.words),)))


@router.callback_query(SayPresence.filter())
async def say_presence(query: CallbackQuery, talk: Talk, callback_data: SayPresence) -> Reply:
    """Runs when the holder of a session says whether it is they who take a step. Raises PresenceGone."""
    yes = callback_data.yes
    await answer_presence(talk.session, callback_data.question_id, talk.person, yes=yes, now=talk.now)
    key = "console-presence-yes" if yes else "console-presence-no"
    return show(query, Screen(talk.words(key), (last_row(talk.words),)))


@router.message(StateFilter(None), F.text, staff_say("console-devices-words"))
@router.callback_query(OpenDevices.filter())
async def open_devices(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when staff open their devices, or type a word for them; lists the browsers that are signed in."""
    await need_desk(talk.session, talk.person)
    await leave_form(talk.state)
    return show(event, await _devices(talk))


@router.callback_query(EndDevice.filter())
async def end_device(query: CallbackQuery, talk: Talk, callback_data: EndDevice) -> Reply:
    """Runs when one of them is signed out; lists the others."""
    await end_session(talk.session, callback_data.session_id, talk.person, now=talk.now)
    return show(query, await _devices(talk, talk.words("console-device-ended")))


async def _devices(talk: Talk, first_line: str | None = None) -> Screen:
    sessions = await sessions_of(talk.session, talk.person, now=talk.now)
    head = (
        talk.words("console-devices-some")
        if sessions
        else talk.words("console-devices-none", address=talk.console_page)
    )
    buttons = [Button(_end(talk, number), EndDevice(session_id=each.id)) for number, each in enumerate(sessions, 1)]
    text = "\n".join(filter(None, (first_line, head, *_lines(talk, sessions))))
    return Screen(text, (*in_rows(buttons, 2), last_row(talk.words)))


def _lines(talk: Talk, sessions: Sequence[ConsoleSession]) -> list[str]:
    lines = []
    for number, each in enumerate(sessions, 1):
        made = each.made_at.astimezone(talk.city.zone).strftime("%m-%d %H:%M")
        about = {"browser": each.browser.name, "address": each.browser.address, "made": made}
        lines.append(talk.words("console-devices-line", number=str(number), **about))
    return lines


def _end(talk: Talk, number: int) -> str:
    return talk.words("console-button-end", number=str(number))


# --- a lead, about a colleague ----------------------------------------------------------------------------------------


@router.callback_query(OpenTheirDevices.filter())
async def open_their_devices(query: CallbackQuery, talk: Talk, callback_data: OpenTheirDevices) -> Reply:
    """Runs when a lead opens the browsers of a colleague. Raises NotStaff, StaffGone."""
    return show(query, await _their_devices(talk, callback_data.staff_id))


@router.callback_query(EndTheirDevice.filter())
async def end_their_device(query: CallbackQuery, talk: Talk, callback_data: EndTheirDevice) -> Reply:
    """Runs when a lead signs a colleague out; lists the other browsers. Raises NotStaff, StaffGone, SessionGone."""
    await end_session(talk.session, callback_data.session_id, talk.person, now=talk.now)
    return show(query, await _their_devices(talk, callback_data.staff_id, talk.words("console-device-ended")))


async def _their_devices(talk: Talk, staff_id: int, first_line: str | None = None) -> Screen:
    by = await need_staff(talk.session, talk.person)
    staff = await post_managed(talk.session, staff_id, talk.person)
    sessions = await sessions_of_post(talk.session, staff_id, by, now=talk.now)
    head = talk.words("post-devices-some" if sessions else "post-devices-none", name=staff.name)
    buttons = [
        Button(_end(talk, number), EndTheirDevice(staff_id=staff_id, session_id=each.id))
        for number, each in enumerate(sessions, 1)
    ]
    back = (Button(talk.words("me-button-back"), ShowPost(staff_id=staff_id)), *last_row(talk.words))
    text = "\n".join(filter(None, (first_line, head, *_lines(talk, sessions))))
    return Screen(text, (*in_rows(buttons, 2), back))
