"""While staff write to the filer, they can send a file or a picture that goes along with the words."""

from dataclasses import asdict

from aiogram import F, Router
from aiogram.types import Message

from handlers.casework.writing import WRITTEN, StaffWriting, words_again, written_in
from handlers.casework.writing_screens import check_screen
from handlers.talk.screens import Reply, show
from handlers.talk.sent_file import has_file, sent_file
from handlers.talk.talk import Talk
from models.cases.answers import what_is_said
from models.cases.steps import Step
from models.casework.files import SentPiece

router = Router(name=__name__)
WITH_FILES = frozenset({Step.ASK, Step.ANSWER, Step.SAY, Step.SETTLE})


@router.message(StaffWriting.text, ~F.text, has_file)
@router.message(StaffWriting.check, ~F.text, has_file)
async def file_sent(message: Message, talk: Talk) -> Reply:
    """Runs when staff send a file while they write; attaches it, with the words below it if there are any."""
    written = await written_in(talk.state)
    sent = sent_file(message, talk)
    if sent is None or written.step not in WITH_FILES:
        return show(message, await words_again(talk, talk.words("staff-search-only-words")))
    piece = SentPiece(talk.contact.channel, sent.file_id, sent.compressed, sent.size, sent.name)
    piece.check(others=len(written.files))
    text = what_is_said(message.caption) if message.caption else written.text
    written = written.but(files=(*written.files, asdict(piece)), text=text)
    await talk.state.update_data({WRITTEN: written.as_json()})
    if text:
        await talk.state.set_state(StaffWriting.check)
        return show(message, check_screen(talk.words, talk.city, written))
    line = talk.words("staff-file-goes-along", count=len(written.files))
    return show(message, await words_again(talk, line))
