"""Sends a person their data as a file, or deletes it. A person with open cases learns before confirming what stays of
the cases and why, and can have them withdrawn."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from aiogram import Router
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery

from handlers.buttons.me import AskDelete, DeleteMe, ExportMe, OpenMe
from handlers.phrases.cases import type_said
from handlers.places.lately import LATELY
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, show
from handlers.talk.talk import Talk
from models.cases.case import Case
from models.cases.mine import open_cases_of
from models.my_data.export import export
from models.my_data.forgetting import forget
from models.storage.kept_file import store_file
from models.storage.personal import Leaving

router = Router(name=__name__)
CONFIRM_WITHIN = timedelta(hours=1)
"""The button that deletes everything works this long after the question was asked."""
MOST_NAMED = 5
"""Open cases that are named one by one."""


@router.callback_query(ExportMe.filter())
async def export_me(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when a person asks for their data; answers with a JSON file."""
    kept = await export(talk.session, talk.person)
    content = json.dumps(kept, ensure_ascii=False, indent=2).encode()
    name = talk.words("me-export-file")
    key = await store_file(
        talk.session, talk.contact.id, content, name=name, media_type="application/json", now=talk.now
    )
    last = (Button(talk.words("me-button-back"), OpenMe()), home_button(talk.words))
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, name),
        caption=talk.words("me-exported"),
        reply_markup=Screen("", (last,)).markup(),
    )


@router.callback_query(AskDelete.filter())
async def ask_delete(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when a person wants to be deleted; asks for confirmation."""
    return show(event, delete_screen(talk, await open_cases_of(talk.session, talk.person)))


@router.callback_query(DeleteMe.filter())
async def delete_me(event: CallbackQuery, talk: Talk, callback_data: DeleteMe) -> Reply:
    """Runs when a person confirms the deletion. A button older than CONFIRM_WITHIN asks again. Nothing may touch the
    person's rows after it, not even their state."""
    if talk.now - datetime.fromtimestamp(callback_data.asked_at, UTC) > CONFIRM_WITHIN:
        return show(event, delete_screen(talk, await open_cases_of(talk.session, talk.person)))
    leaving = Leaving(talk.person, talk.city, talk.now, withdraw=callback_data.withdraw)
    going_on = await forget(talk.session, leaving)
    LATELY.forget(talk.state.key)
    told = talk.words("me-deleted-cases-go-on", count=str(going_on)) if going_on else talk.words("me-deleted")
    return show(event, Screen(told).with_home(talk.words))


def delete_screen(talk: Talk, open_cases: Sequence[Case]) -> Screen:
    """The confirmation, which names the open cases and offers to withdraw them."""
    asked_at = int(talk.now.timestamp())
    no = Button(talk.words("me-button-delete-not"), OpenMe())
    if not open_cases:
        yes = Button(talk.words("me-button-delete-all"), DeleteMe(asked_at=asked_at, withdraw=False))
        return Screen(talk.words("me-delete"), ((yes,), (no,))).with_home(talk.words)
    named = [
        talk.words("me-delete-case", number=each.number, type=type_said(talk.words, talk.city, each.type))
        for each in open_cases[:MOST_NAMED]
    ]
    more = (
        [talk.words("me-delete-cases-more", count=str(len(open_cases) - MOST_NAMED))] if open_cases[MOST_NAMED:] else []
    )
    text = "\n".join(
        [talk.words("me-delete"), talk.words("me-delete-cases"), *named, *more, talk.words("me-delete-cases-choice")]
    )
    both = (
        (Button(talk.words("me-button-delete-and-withdraw"), DeleteMe(asked_at=asked_at, withdraw=True)),),
        (Button(talk.words("me-button-delete-and-go-on"), DeleteMe(asked_at=asked_at, withdraw=False)),),
    )
    return Screen(text, (*both, (no,))).with_home(talk.words)
