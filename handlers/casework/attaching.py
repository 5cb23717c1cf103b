"""Staff send a file or a picture while they write to whoever filed the case: it goes along with their words."""

from dataclasses import asdict
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.casework.writing import WRITTEN, StaffWriting, words_again, written_in
from handlers.casework.writing_screens import check_screen
from handlers.talk.screens import Reply, show
from handlers.talk.sent_file import sent_file
from handlers.talk.texts import Words
from models.cases.case import Step
from models.casework.files import SentPiece
from models.casework.handling import what_is_said
from models.city.pack import City
from models.people.person import Contact, Person

router = Router(name=__name__)
WITH_FILES = frozenset({Step.ASK, Step.ANSWER, Step.SAY, Step.SETTLE})


def _is_file(message: Message) -> bool:
    return sent_file(message, "") is not None


@router.message(StaffWriting.text, ~F.text, _is_file)
@router.message(StaffWriting.check, ~F.text, _is_file)
async def file_sent(
    message: Message,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    contact: Contact,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    """With the words below it, where there are any."""
    written = await written_in(state)
    sent = sent_file(message, contact.channel)
    if sent is None or written.step not in WITH_FILES:
        return show(message, await words_again(session, state, person, city, words, words("staff-search-only-words")))
    piece = SentPiece(contact.channel, sent.file_id, sent.compressed, sent.size, sent.name)
    piece.check(others=len(written.files))
    text = what_is_said(message.caption) if message.caption else written.text
    written = written.but(files=(*written.files, asdict(piece)), text=text)
    await state.update_data({WRITTEN: written.as_json()})
    if text:
        await state.set_state(StaffWriting.check)
        return show(message, check_screen(words, city, written))
    line = words("staff-file-goes-along", count=len(written.files))
    return show(message, await words_again(session, state, person, city, words, line))
