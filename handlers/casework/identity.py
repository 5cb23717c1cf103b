"""The identity behind an anonymous case. Staff ask the worker; if a life is in danger, two people of the lead
department open it together, each with a press of their own. Once it is open, staff on the case see the filer's chats.
"""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons.staff import ConfirmReveal, ShowIdentity, ShowNamed
from handlers.casework.card import back_row, staff_card, step_button
from handlers.phrases.cases import quoted
from handlers.talk.screens import Button, Reply, Screen, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.record import CaseEvent, story_of
from models.cases.steps import Step
from models.cases.taking import actor_of, steps_for
from models.casework.handling import case_for_staff
from models.casework.identity import see_identity
from models.casework.looks import IDENTITY, note_look
from models.casework.reveal import Identity, RevealAsked, confirm_reveal, consent_asked, danger_asked, identity_of
from models.staff.post import Staff, need_staff

router = Router(name=__name__)


@router.callback_query(ShowIdentity.filter())
async def show_identity(event: CallbackQuery, talk: Talk, callback_data: ShowIdentity) -> Reply:
    """Runs when staff open the filer's identity; shows it if it is open, else the ways to open it."""
    staff = await need_staff(talk.session, talk.person)
    case = await case_for_staff(talk.session, callback_data.case_id, staff, city=talk.city)
    if not case.anonymous:
        identity = await identity_of(talk.session, case.id, by=actor_of(staff, talk.city))
        await note_look(talk.session, case.id, staff, IDENTITY, now=talk.now)
        return show(event, open_screen(talk.words, case, identity))
    story = await story_of(talk.session, case.id)
    return show(event, closed_screen(talk, case, staff, story, danger_asked(story, now=talk.now)))


@router.callback_query(ShowNamed.filter())
async def show_named(event: CallbackQuery, talk: Talk, callback_data: ShowNamed) -> Reply:
    """Runs when staff open who filed a case under their name; shows name and number."""
    staff = await need_staff(talk.session, talk.person)
    case, named = await see_identity(talk.session, callback_data.case_id, staff, city=talk.city, now=talk.now)
    told = {"name": quoted(named.name), "phone": named.phone} if named else {}
    text = talk.words("staff-named" if named else "staff-named-none", number=case.number, **told)
    return show(event, Screen(text, (back_row(talk.words, case.id),)))


@router.callback_query(ConfirmReveal.filter())
async def confirm(event: CallbackQuery, talk: Talk, callback_data: ConfirmReveal) -> Reply:
    """Runs when the second person confirms that a life is in danger; opens the identity."""
    staff = await need_staff(talk.session, talk.person)
    case = await confirm_reveal(
        talk.session, callback_data.case_id, by=actor_of(staff, talk.city), city=talk.city, now=talk.now
    )
    line = talk.words("staff-done-confirm-reveal")
    return show(event, await staff_card(talk, case.id, staff, line))


def closed_screen(
    talk: Talk, case: Case, staff: Staff, story: Sequence[CaseEvent], danger: RevealAsked | None
) -> Screen:
    """Say how the identity can be opened, as things stand now."""
    possible = steps_for(case, actor_of(staff, talk.city))
    steps = [step_button(talk.words, case, step) for step in (Step.ASK_REVEAL, Step.URGE_REVEAL) if step in possible]
    if danger is not None and Step.URGE_REVEAL in possible and danger.staff_id != staff.id:
        steps.append(Button(talk.words("staff-button-confirm-reveal"), ConfirmReveal(case_id=case.id)))
    refused = any(each.what == Step.REFUSE_REVEAL for each in story)
    text = talk.words(
        "staff-identity",
        number=case.number,
        asked="waiting" if consent_asked(story) is not None else "refused" if refused else "none",
        danger="asked" if danger is not None else "none",
        text=quoted(danger.text) if danger is not None else "",
    )
    return Screen(text, (*in_rows(steps, 1), back_row(talk.words, case.id)))


def open_screen(words: Words, case: Case, identity: Identity) -> Screen:
    """The filer's chats."""
    chats = words("place-and").join(
        words("staff-identity-chat", channel=words("me-chat", channel=channel), address=address)
        for channel, address in identity.chats
    )
    return Screen(words("staff-identity-open", number=case.number, how=chats), (back_row(words, case.id),))
