"""我的 → 连接另一个号: two chats of one human become one person, by a code shown in one and typed in the other; or one
of them is taken off again."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.consent import Agree, consent_screen
from handlers.forms import ANSWER, Resume, UsePending, leave_form
from handlers.keyboards import Button, Reply, Screen, home_button, show
from handlers.me import OpenLink, OpenMe
from handlers.places import phrases
from handlers.texts import Words
from models.city import City
from models.link import DIGITS, contact_of_code, hash_of, link_contacts, new_code, unlink
from models.newcomer import join
from models.person import Contact, Person, contacts_of

router = Router(name=__name__)
LINK = "link"
FOUND = "link_code"


class Linking(StatesGroup):
    code = State()
    confirm = State()


class ShowCode(CallbackData, prefix="linkcode"):
    pass


class EnterCode(CallbackData, prefix="linkenter"):
    pass


class ConfirmLink(CallbackData, prefix="linkyes"):
    pass


class AskUnlink(CallbackData, prefix="unlink"):
    contact_id: int


class Unlink(CallbackData, prefix="unlinkyes"):
    contact_id: int


@router.callback_query(OpenLink.filter())
async def open_link(
    event: CallbackQuery, session: AsyncSession, state: FSMContext, person: Person, contact: Contact, words: Words
) -> Reply:
    await leave_form(state)
    return show(event, link_screen(words, await contacts_of(session, person.id), contact))


# --- the code is shown here ------------------------------------------------------------------------------------------


@router.callback_query(Agree.filter(F.then == LINK))
async def agreed_to_link(
    event: CallbackQuery, session: AsyncSession, person: Person, contact: Contact, now: datetime, words: Words
) -> Reply:
    await join(session, person, now=now)
    return show(event, code_screen(words, await new_code(session, person, contact, now=now)))


@router.callback_query(ShowCode.filter())
async def show_code(
    event: CallbackQuery, session: AsyncSession, person: Person, contact: Contact, now: datetime, words: Words
) -> Reply:
    if not person.agreed:
        return show(event, consent_screen(words, LINK))
    return show(event, code_screen(words, await new_code(session, person, contact, now=now)))


# --- and typed here --------------------------------------------------------------------------------------------------


@router.callback_query(EnterCode.filter())
@router.callback_query(Linking.code, Resume.filter())
@router.callback_query(Linking.code, UsePending.filter())
async def ask_code(event: CallbackQuery, state: FSMContext, words: Words) -> Reply:
    await leave_form(state)
    await state.set_state(Linking.code)
    return show(event, enter_screen(words))


@router.message(Linking.code, ANSWER)
async def code_typed(
    message: Message, session: AsyncSession, state: FSMContext, contact: Contact, now: datetime, words: Words
) -> Reply:
    code = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", message.text or ""))
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", code):
        return show(message, enter_screen(words, words("link-no-code")))
    shown = await contact_of_code(session, code, by=contact, now=now)
    if shown is None:
        return show(message, enter_screen(words, words("link-wrong-code")))
    await state.set_state(Linking.confirm)
    await state.update_data({FOUND: hash_of(code)})
    return show(message, confirm_screen(words, shown))


@router.message(Linking.code, ~F.text)
async def no_code(message: Message, words: Words) -> Reply:
    return show(message, enter_screen(words, words("link-no-code")))


@router.callback_query(Linking.confirm, ConfirmLink.filter())
async def confirm_link(
    event: CallbackQuery, session: AsyncSession, state: FSMContext, contact: Contact, now: datetime, words: Words
) -> Reply:
    code_hash = (await state.get_data()).get(FOUND, "")
    await leave_form(state)
    kept = await link_contacts(session, code_hash, by=contact, now=now)
    contacts = await contacts_of(session, kept.id)
    return show(event, link_screen(words, contacts, contact, words("link-done")))


@router.callback_query(ConfirmLink.filter())
async def nothing_to_confirm(event: CallbackQuery, state: FSMContext, words: Words) -> Reply:
    """An old button: the code is asked for again."""
    await leave_form(state)
    await state.set_state(Linking.code)
    return show(event, enter_screen(words, words("link-wrong-code")))


# --- taking one off --------------------------------------------------------------------------------------------------


@router.callback_query(AskUnlink.filter())
async def ask_unlink(
    event: CallbackQuery,
    callback_data: AskUnlink,
    session: AsyncSession,
    person: Person,
    contact: Contact,
    words: Words,
    now: datetime,
    city: City,
) -> Reply:
    contacts = await contacts_of(session, person.id)
    off = next((each for each in contacts if each.id == callback_data.contact_id), None)
    if off is None:
        return show(event, link_screen(words, contacts, contact))
    since = phrases.moment(words, off.created_at, now, city.zone)
    yes = Button(words("link-button-unlink-yes"), Unlink(contact_id=off.id))
    text = words("link-unlink", chat=_chat(words, off), since=since)
    return show(event, Screen(text, ((yes,), _back(words))))


@router.callback_query(Unlink.filter())
async def take_off(
    event: CallbackQuery,
    callback_data: Unlink,
    session: AsyncSession,
    person: Person,
    contact: Contact,
    now: datetime,
    words: Words,
) -> Reply:
    contacts = await contacts_of(session, person.id)
    if callback_data.contact_id not in {each.id for each in contacts} - {contact.id}:
        return show(event, link_screen(words, contacts, contact))
    await unlink(session, person, callback_data.contact_id, now=now)
    return show(event, link_screen(words, await contacts_of(session, person.id), contact, words("link-unlinked")))


# --- screens ---------------------------------------------------------------------------------------------------------


def link_screen(words: Words, contacts: Sequence[Contact], here: Contact, first_line: str | None = None) -> Screen:
    chats = words("place-and").join(_chat(words, each) for each in contacts)
    text = words("link-about", chats=chats) if len(contacts) > 1 else words("link-about-alone", chats=chats)
    others = tuple(
        (Button(words("link-button-unlink", chat=_chat(words, each)), AskUnlink(contact_id=each.id)),)
        for each in contacts
        if each.id != here.id
    )
    codes = (Button(words("link-button-show"), ShowCode()), Button(words("link-button-enter"), EnterCode()))
    back = (Button(words("me-button-back"), OpenMe()), home_button(words))
    return Screen("\n".join(filter(None, (first_line, text))), (codes, *others, back))


def code_screen(words: Words, code: str) -> Screen:
    half = DIGITS // 2
    return Screen(words("link-code", code=f"{code[:half]} {code[half:]}"), (_back(words),))


def enter_screen(words: Words, first_line: str | None = None) -> Screen:
    text = "\n".join(filter(None, (first_line, words("link-enter"))))
    return Screen(text, (_back(words),), awaits_number=True)


def confirm_screen(words: Words, shown: Contact) -> Screen:
    text = words("link-confirm", chat=_chat(words, shown))
    yes = Button(words("link-button-confirm"), ConfirmLink())
    return Screen(text, ((yes,), (Button(words("link-button-not"), OpenLink()), home_button(words))))


def _back(words: Words) -> tuple[Button, ...]:
    return (Button(words("me-button-back"), OpenLink()), home_button(words))


def _chat(words: Words, contact: Contact) -> str:
    return words("me-chat", channel=contact.channel)
