"""Files that a department sent: listed below the case, and opened with one press."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery

from handlers.buttons.cases import OpenFile, OpenFiles, ShowCase
from handlers.phrases.evidence import piece_said
from handlers.talk.forms import PAGE, leave_form
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.evidence import Evidence
from models.casework.files import department_files, open_department_file
from models.city.pack import City
from models.storage.kept_file import store_file

router = Router(name=__name__)


@router.callback_query(OpenFiles.filter())
async def open_files(event: CallbackQuery, talk: Talk, callback_data: OpenFiles) -> Reply:
    """Runs when the worker opens the department's files; lists them."""
    await leave_form(talk.state)
    files = await department_files(talk.session, callback_data.case_id, talk.person)
    return show(event, files_screen(talk.words, talk.city, callback_data.case_id, files))


def files_screen(words: Words, city: City, case_id: int, files: Sequence[Evidence]) -> Screen:
    """The files, each with a number to press."""
    lines = [words("case-files" if files else "case-files-none"), *(piece_said(words, city, each) for each in files)]
    numbers = [Button(str(each.number), OpenFile(case_id=case_id, number=each.number)) for each in files]
    back = Button(words("own-case-button-back"), ShowCase(case_id=case_id))
    return Screen("\n".join(lines), (*in_rows(numbers, PAGE), (back, home_button(words))))


@router.callback_query(OpenFile.filter())
async def open_file(event: CallbackQuery, talk: Talk, callback_data: OpenFile) -> Reply:
    """Runs when the worker presses one file; sends it."""
    case_id = callback_data.case_id
    copy = await open_department_file(talk.session, case_id, talk.person, callback_data.number)
    key = await store_file(
        talk.session, talk.contact.id, copy.content, name=copy.name, media_type=copy.media_type, now=talk.now
    )
    back = (Button(talk.words("own-case-button-back"), ShowCase(case_id=case_id)), home_button(talk.words))
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, copy.name),
        caption=talk.words("case-file"),
        reply_markup=Screen("", (back,)).markup(),
    )
