"""A picture for a notice is sent while it is written: a photo or a picture as a file, which a job fetches."""

from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.notices.author import author_of
from handlers.notices.steps import step_screen
from handlers.notices.writing import Writing, ask
from handlers.notices.written import NOTICE, beginning
from handlers.talk.screens import Reply, show
from handlers.talk.sent_file import sent_file
from handlers.talk.texts import Texts, Words
from models.cases.evidence import KEPT_BACK
from models.city.pack import City
from models.outbox.pictures import LARGEST, expect_media
from models.people.person import Contact, Person

router = Router(name=__name__)


@router.message(Writing.picture, F.photo | F.document)
async def sent(
    message: Message,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    contact: Contact,
    city: City,
    texts: Texts,
    words: Words,
    now: datetime,
) -> Reply:
    by = await author_of(session, person, city)
    notice: dict[str, Any] = (await state.get_data()).get(NOTICE) or beginning()
    file = sent_file(message, contact.channel)
    assert file is not None  # by the filter
    problem = None
    if file.file_id == KEPT_BACK:
        problem = "notice-picture-wanted"
    elif (file.size or 0) > LARGEST:
        problem = "notice-picture-too-large"
    else:
        notice = {**notice, "picture": await expect_media(session, contact, file.file_id, now=now)}
    await ask(state, notice, "picture")
    screen = await step_screen(session, "picture", notice, city, texts, words, by=by, now=now, problem=problem)
    return show(message, screen)
