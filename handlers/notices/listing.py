"""A list of people to tell: pasted, or sent as a file that a job reads. It ends with how many of it are known."""

from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.notices.author import author_of
from handlers.notices.steps import SEVERAL, step_screen
from handlers.notices.writing import Writing, ask
from handlers.notices.written import NOTICE, beginning
from handlers.talk.forms import ANSWER
from handlers.talk.meaning import Meaning
from handlers.talk.screens import Reply, show
from handlers.talk.texts import Texts, Words
from models.cases.evidence import KEPT_BACK
from models.city.pack import City
from models.notices.notice import Author
from models.notices.people_list import LARGEST, NoticeList, list_from_file, list_from_text
from models.people.person import Contact, Person

router = Router(name=__name__)


@router.message(Writing.list, ANSWER)
async def pasted(
    message: Message,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    texts: Texts,
    words: Words,
    now: datetime,
    meaning: Meaning,
) -> Reply:
    by = await author_of(session, person, city)
    row = await list_from_text(session, message.text or "", department=by.department, now=now)
    return await _shown(message, row, None, session, state, by, city, texts, words, now)


@router.message(Writing.list, F.document)
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
    assert message.document is not None  # by the filter
    row, problem = None, None
    if message.document.file_id == KEPT_BACK:
        problem = "notice-list-paste"
    elif (message.document.file_size or 0) > LARGEST:
        problem = "notice-list-too-large"
    else:
        file_id = message.document.file_id
        row = await list_from_file(session, contact.channel, file_id, department=by.department, now=now)
    return await _shown(message, row, problem, session, state, by, city, texts, words, now)


async def _shown(
    message: Message,
    row: NoticeList | None,
    problem: str | None,
    session: AsyncSession,
    state: FSMContext,
    by: Author,
    city: City,
    texts: Texts,
    words: Words,
    now: datetime,
) -> Reply:
    """The step again, with the list instead of whatever else was chosen."""
    notice: dict[str, Any] = (await state.get_data()).get(NOTICE) or beginning()
    if row is not None:
        notice = {**notice, **{key: [] for key in SEVERAL}, "list": str(row.id)}
    await ask(state, notice, "list")
    return show(
        message, await step_screen(session, "list", notice, city, texts, words, by=by, now=now, problem=problem)
    )
