"""Who filed an anonymous case: staff ask the worker; where a life is in danger, two people of the lead department open
it, each by their own press; and once it is open, whoever works on the case sees which chats are theirs."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.staff import ConfirmReveal, ShowIdentity, ShowNamed
from handlers.casework.card import back_row, staff_card, step_button
from handlers.phrases.cases import quoted
from handlers.talk.screens import Button, Reply, Screen, in_rows, show
from handlers.talk.texts import Words
from models.cases.case import Case, Step, steps_for
from models.cases.identity import see_identity
from models.cases.record import CaseEvent, story_of
from models.casework.handling import case_for_staff
from models.casework.looks import IDENTITY, note_look
from models.casework.reveal import Identity, RevealAsked, confirm_reveal, consent_asked, danger_asked, identity_of
from models.city.pack import City
from models.people.person import Person
from models.staff.post import Staff, actor_of, need_staff

router = Router(name=__name__)


@router.callback_query(ShowIdentity.filter())
async def show_identity(
    event: CallbackQuery,
    callback_data: ShowIdentity,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff = await need_staff(session, person)
    case = await case_for_staff(session, callback_data.case_id, staff, city=city)
    if not case.anonymous:
        identity = await identity_of(session, case.id, by=actor_of(staff, city))
        await note_look(session, case.id, staff, IDENTITY, now=now)
        return show(event, open_screen(words, case, identity))
    story = await story_of(session, case.id)
    return show(event, closed_screen(words, city, case, staff, story, danger_asked(story, now=now)))


@router.callback_query(ShowNamed.filter())
async def show_named(
    event: CallbackQuery,
    callback_data: ShowNamed,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    """Who filed it under their name."""
    staff = await need_staff(session, person)
    case, named = await see_identity(session, callback_data.case_id, staff, city=city, now=now)
    told = {"name": quoted(named.name), "phone": named.phone} if named else {}
    text = words("staff-named" if named else "staff-named-none", number=case.number, **told)
    return show(event, Screen(text, (back_row(words, case.id),)))


@router.callback_query(ConfirmReveal.filter())
async def confirm(
    event: CallbackQuery,
    callback_data: ConfirmReveal,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff = await need_staff(session, person)
    case = await confirm_reveal(session, callback_data.case_id, by=actor_of(staff, city), city=city, now=now)
    line = words("staff-done-confirm-reveal")
    return show(event, await staff_card(session, case.id, staff, city, words, now, line))


def closed_screen(
    words: Words, city: City, case: Case, staff: Staff, story: Sequence[CaseEvent], danger: RevealAsked | None
) -> Screen:
    """How it can be known, as it stands now."""
    possible = steps_for(case, actor_of(staff, city))
    steps = [step_button(words, case, step) for step in (Step.ASK_REVEAL, Step.URGE_REVEAL) if step in possible]
    if danger is not None and Step.URGE_REVEAL in possible and danger.staff_id != staff.id:
        steps.append(Button(words("staff-button-confirm-reveal"), ConfirmReveal(case_id=case.id)))
    refused = any(each.what == Step.REFUSE_REVEAL for each in story)
    text = words(
        "staff-identity",
        number=case.number,
        asked="waiting" if consent_asked(story) is not None else "refused" if refused else "none",
        danger="asked" if danger is not None else "none",
        text=quoted(danger.text) if danger is not None else "",
    )
    return Screen(text, (*in_rows(steps, 1), back_row(words, case.id)))


def open_screen(words: Words, case: Case, identity: Identity) -> Screen:
    chats = words("place-and").join(
        words("staff-identity-chat", channel=words("me-chat", channel=channel), address=address)
        for channel, address in identity.chats
    )
    return Screen(words("staff-identity-open", number=case.number, how=chats), (back_row(words, case.id),))
