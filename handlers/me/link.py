"""我的 → 连接另一个号: two chats of one human become one person. One chat shows a code, the other types it. The chat
that showed it is asked, and only a yes there links them. A chat can be taken off again.
"""

import re
import unicodedata
from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.me import AskUnlink, ConfirmLink, EnterCode, OpenLink, OpenMe, RefuseLink, ShowCode, Unlink
from handlers.phrases import places as phrases
from handlers.phrases.cases import moment_said
from handlers.talk.consent import Agree, consent_screen
from handlers.talk.forms import UsePending, await_yes, leave_form
from handlers.talk.question import awaits
from handlers.talk.said_words import says
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.pack import City
from models.my_data.link_code import (
    DIGITS,
    ask_to_link,
    new_code,
    open_request,
    refuse_link,
    was_asked_last,
)
from models.my_data.linking import link_contacts, unlink
from models.notices.newcomer import join
from models.people.person import Contact, contacts_of

router = Router(name=__name__)
LINK = "link"
YES_WORDS, NO_WORDS = "filing-yes-words", "link-no-words"


class Linking(StatesGroup):
    """The conversation awaits the code of another chat."""

    code = State()


@router.callback_query(OpenLink.filter())
async def open_link(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person opens their linked chats; shows them, or first the question that waits for an answer in this
    chat.
    """
    await leave_form(talk.state)
    asked = await open_request(talk.session, talk.contact, now=talk.now)
    if asked is not None:
        request, other = asked
        await await_yes(talk.state, ConfirmLink(request_id=request.id))
        return show(event, question_screen(talk.words, talk.city, request.id, other))
    return show(event, link_screen(talk.words, await contacts_of(talk.session, talk.person.id), talk.contact))


# --- the code is shown here ------------------------------------------------------------------------------------------


@router.callback_query(Agree.filter(F.then == LINK))
async def agreed_to_link(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person agrees so that they can link; shows a code."""
    await join(talk.session, talk.person, now=talk.now)
    return show(event, code_screen(talk.words, await new_code(talk.session, talk.person, talk.contact, now=talk.now)))


@router.callback_query(ShowCode.filter())
async def show_code(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person wants a code; shows it, or asks for the agreement first."""
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, LINK))
    return show(event, code_screen(talk.words, await new_code(talk.session, talk.person, talk.contact, now=talk.now)))


# --- and typed here --------------------------------------------------------------------------------------------------


@router.callback_query(EnterCode.filter())
@router.callback_query(Linking.code, UsePending.filter())
async def enter_code(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person wants to type a code, or wants to use the sentence of an emergency card, which is no code;
    asks for the code.
    """
    return show(event, await ask_code(talk))


async def ask_code(talk: Talk) -> Screen:
    """Ask for the code."""
    await leave_form(talk.state)
    await talk.state.set_state(Linking.code)
    return enter_screen(talk.words)


async def no_code(talk: Talk) -> Screen:
    """Ask for the code again, because the text was none."""
    return enter_screen(talk.words, talk.words("link-no-code"))


@awaits(router, Linking.code, ask=ask_code, sentence=False, instead=no_code)
async def code_typed(talk: Talk, said: str) -> Screen:
    """Runs when the person types a code; asks the chat that showed it."""
    code = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", said))
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", code):
        return await no_code(talk)
    shown = await ask_to_link(talk.session, code, by=talk.contact, zone=talk.city.zone, now=talk.now)
    if shown is None:
        return enter_screen(talk.words, talk.words("link-wrong-code"))
    await leave_form(talk.state)
    return Screen(talk.words("link-asked", chat=_chat(talk.words, shown)), (_back(talk.words),))


# --- the chat that showed it is asked --------------------------------------------------------------------------------


@router.callback_query(ConfirmLink.filter())
async def confirm_link(event: CallbackQuery, talk: Talk, callback_data: ConfirmLink) -> Reply:
    """Runs when the chat that showed the code says yes; links the two."""
    return show(event, await linked_screen(talk, callback_data.request_id, talk.contact))


@router.callback_query(RefuseLink.filter())
async def refuse(event: CallbackQuery, talk: Talk, callback_data: RefuseLink) -> Reply:
    """Runs when the chat that showed the code says no; links nothing."""
    await refuse_link(talk.session, callback_data.request_id, here=talk.contact, now=talk.now)
    return show(event, Screen(talk.words("link-refused"), (_back(talk.words),)))


async def answers_question(message: Message, talk: Talk, contact: Contact | None) -> dict[str, str] | bool:
    """Return which answer a yes or a no in words gives to a link question that waits in this chat. A yes counts only
    right after the question.
    """
    said = next((key for key in (YES_WORDS, NO_WORDS) if says(key, message.text or "")), None)
    if said is None or contact is None:
        return False
    asked = await open_request(talk.session, contact, now=talk.now)
    if asked is None or (said == YES_WORDS and not await was_asked_last(talk.session, asked[0])):
        return False
    return {"said": said, "request_id": asked[0].id}


@router.message(StateFilter(None), F.text, answers_question)
async def say_whether(message: Message, talk: Talk, said: str, request_id: str) -> Reply:
    """Runs when the person answers the question in words; links or refuses."""
    if said == NO_WORDS:
        await refuse_link(talk.session, request_id, here=talk.contact, now=talk.now)
        return show(message, Screen(talk.words("link-refused"), (_back(talk.words),)))
    return show(message, await linked_screen(talk, request_id, talk.contact))


async def linked_screen(talk: Talk, request_id: str, here: Contact) -> Screen:
    """Link the two chats and show the person's chats."""
    kept = await link_contacts(talk.session, request_id, here=here, now=talk.now)
    return link_screen(talk.words, await contacts_of(talk.session, kept.id), here, talk.words("link-done"))


# --- taking one off --------------------------------------------------------------------------------------------------


@router.callback_query(AskUnlink.filter())
async def ask_unlink(event: CallbackQuery, talk: Talk, callback_data: AskUnlink) -> Reply:
    """Runs when the person wants to take a chat off; asks whether they are sure."""
    contacts = await contacts_of(talk.session, talk.person.id)
    off = next((each for each in contacts if each.id == callback_data.contact_id), None)
    if off is None:
        return show(event, link_screen(talk.words, contacts, talk.contact))
    since = phrases.moment(talk.words, off.created_at, talk.now, talk.city.zone)
    yes = Button(talk.words("link-button-unlink-yes"), Unlink(contact_id=off.id))
    text = talk.words("link-unlink", chat=_chat(talk.words, off), since=since)
    return show(event, Screen(text, ((yes,), _back(talk.words))))


@router.callback_query(Unlink.filter())
async def take_off(event: CallbackQuery, talk: Talk, callback_data: Unlink) -> Reply:
    """Runs when the person confirms; takes the chat off."""
    contacts = await contacts_of(talk.session, talk.person.id)
    if callback_data.contact_id not in {each.id for each in contacts} - {talk.contact.id}:
        return show(event, link_screen(talk.words, contacts, talk.contact))
    await unlink(talk.session, talk.person, callback_data.contact_id, here=talk.contact, now=talk.now)
    return show(
        event,
        link_screen(
            talk.words, await contacts_of(talk.session, talk.person.id), talk.contact, talk.words("link-unlinked")
        ),
    )


# --- screens ---------------------------------------------------------------------------------------------------------


def link_screen(words: Words, contacts: Sequence[Contact], here: Contact, first_line: str | None = None) -> Screen:
    """The person's chats, and the buttons to link or take one off."""
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
    """The code to type in the other chat."""
    half = DIGITS // 2
    return Screen(words("link-code", code=f"{code[:half]} {code[half:]}"), (_back(words),))


def enter_screen(words: Words, first_line: str | None = None) -> Screen:
    """Ask for the code."""
    text = "\n".join(filter(None, (first_line, words("link-enter"))))
    return Screen(text, (_back(words),), awaits_number=True)


def question_screen(words: Words, city: City, request_id: str, other: Contact) -> Screen:
    """The same question as the pushed message. No comes first, so that a number meant for an older list
    links nothing.
    """
    since = moment_said(words, other.created_at.astimezone(city.zone))
    no = Button(words("link-button-not"), RefuseLink(request_id=request_id))
    yes = Button(words("link-button-confirm"), ConfirmLink(request_id=request_id))
    return Screen(words("link-question", chat=_chat(words, other), since=since), ((no, yes), (home_button(words),)))


def _back(words: Words) -> tuple[Button, ...]:
    return (Button(words("me-button-back"), OpenLink()), home_button(words))


def _chat(words: Words, contact: Contact) -> str:
    return words("me-chat", channel=contact.channel)


async def chats_to_add(session: AsyncSession, contact: Contact, beside: Sequence[str], words: Words) -> str | None:
    """The chats in which the person would hear of news at once if they added one, in words; `none` if there is no such
    channel. Returns None if they already have another chat.

    beside: the names of those channels besides the contact's own.
    """
    if len(await contacts_of(session, contact.person_id)) > 1:
        return None
    return words("place-and").join(words("me-chat", channel=name) for name in beside) or "none"
