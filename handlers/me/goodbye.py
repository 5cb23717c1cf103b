"""What is kept of a person is taken along as a file, or deleted. Whoever has cases that are not over is told, before
they say yes, what of them stays and why, and can have them withdrawn with the rest."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.me.me import AskDelete, ExportMe, OpenMe
from handlers.phrases.cases import type_said
from handlers.places.lately import LATELY
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, show
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.forgetting import export_cases, forget_cases_of
from models.cases.mine import open_cases_of
from models.city.pack import City
from models.negotiations.forgetting import export_negotiations, forget_negotiations_of
from models.notices.notice import export_notices
from models.people.person import Contact, Person, export, forget
from models.staff.post import export_posts
from models.storage.kept_file import store_file

router = Router(name=__name__)
CONFIRM_WITHIN = timedelta(hours=1)
"""How long the button that deletes everything works after the question was asked."""
MOST_NAMED = 5
"""Open cases that are named one by one."""


class DeleteMe(CallbackData, prefix="deleted"):
    """asked_at: when the confirmation was shown, in seconds since 1970. withdraw: open cases are ended with it."""

    asked_at: int
    withdraw: bool


@router.callback_query(ExportMe.filter())
async def export_me(
    event: CallbackQuery, session: AsyncSession, person: Person, contact: Contact, now: datetime, words: Words
) -> Reply:
    kept = {
        **await export(session, person),
        **await export_cases(session, person),
        **await export_negotiations(session, person),
        **await export_posts(session, person),
        **await export_notices(session, person.id),
    }
    content = json.dumps(kept, ensure_ascii=False, indent=2).encode()
    name = words("me-export-file")
    key = await store_file(session, contact.id, content, name=name, media_type="application/json", now=now)
    last = (Button(words("me-button-back"), OpenMe()), home_button(words))
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, name),
        caption=words("me-exported"),
        reply_markup=Screen("", (last,)).markup(),
    )


@router.callback_query(AskDelete.filter())
async def ask_delete(
    event: CallbackQuery, session: AsyncSession, person: Person, city: City, now: datetime, words: Words
) -> Reply:
    return show(event, delete_screen(words, city, await open_cases_of(session, person), now))


@router.callback_query(DeleteMe.filter())
async def delete_me(
    event: CallbackQuery,
    callback_data: DeleteMe,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    now: datetime,
    words: Words,
) -> Reply:
    """Nothing is left to be touched after it, the state neither. An old button asks once more."""
    if now - datetime.fromtimestamp(callback_data.asked_at, UTC) > CONFIRM_WITHIN:
        return show(event, delete_screen(words, city, await open_cases_of(session, person), now))
    going_on = await forget_cases_of(session, person, withdraw_open=callback_data.withdraw, city=city, now=now)
    await forget_negotiations_of(session, person)
    await forget(session, person)
    LATELY.forget(state.key)
    told = words("me-deleted-cases-go-on", count=str(going_on)) if going_on else words("me-deleted")
    return show(event, Screen(told).with_home(words))


def delete_screen(words: Words, city: City, open_cases: Sequence[Case], now: datetime) -> Screen:
    asked_at = int(now.timestamp())
    no = Button(words("me-button-delete-not"), OpenMe())
    if not open_cases:
        yes = Button(words("me-button-delete-all"), DeleteMe(asked_at=asked_at, withdraw=False))
        return Screen(words("me-delete"), ((yes,), (no,))).with_home(words)
    named = [
        words("me-delete-case", number=each.number, type=type_said(words, city, each.type))
        for each in open_cases[:MOST_NAMED]
    ]
    more = [words("me-delete-cases-more", count=str(len(open_cases) - MOST_NAMED))] if open_cases[MOST_NAMED:] else []
    text = "\n".join([words("me-delete"), words("me-delete-cases"), *named, *more, words("me-delete-cases-choice")])
    both = (
        (Button(words("me-button-delete-and-withdraw"), DeleteMe(asked_at=asked_at, withdraw=True)),),
        (Button(words("me-button-delete-and-go-on"), DeleteMe(asked_at=asked_at, withdraw=False)),),
    )
    return Screen(text, (*both, (no,))).with_home(words)
