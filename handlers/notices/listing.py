"""A list of the people to tell: pasted, or sent as a file that a job reads. It ends with how many of them are known."""

from typing import Any

from aiogram import F, Router
from aiogram.types import Message

from handlers.notices.author import author_of
from handlers.notices.steps import SEVERAL, step_screen
from handlers.notices.writing import Writing, ask
from handlers.notices.written import NOTICE, beginning
from handlers.talk.forms import ANSWER
from handlers.talk.meaning import Meaning
from handlers.talk.screens import Reply, show
from handlers.talk.talk import Talk
from models.cases.evidence import KEPT_BACK
from models.notices.notice import Author
from models.notices.people_list import LARGEST, NoticeList, list_from_file, list_from_text

router = Router(name=__name__)


@router.message(Writing.list, ANSWER)
async def pasted(message: Message, talk: Talk, meaning: Meaning) -> Reply:
    """Runs when staff paste the list; shows how many it names."""
    by = await author_of(talk.session, talk.person, talk.city)
    row = await list_from_text(talk.session, message.text or "", department=by.department, now=talk.now)
    return await _shown(message, talk, row, None, by)


@router.message(Writing.list, F.document)
async def sent(message: Message, talk: Talk) -> Reply:
    """Runs when staff send the list as a file; keeps it for the job that reads it."""
    by = await author_of(talk.session, talk.person, talk.city)
    assert message.document is not None  # by the filter
    row, problem = None, None
    if message.document.file_id == KEPT_BACK:
        problem = "notice-list-paste"
    elif (message.document.file_size or 0) > LARGEST:
        problem = "notice-list-too-large"
    else:
        file_id = message.document.file_id
        row = await list_from_file(talk.session, talk.contact.channel, file_id, department=by.department, now=talk.now)
    return await _shown(message, talk, row, problem, by)


async def _shown(message: Message, talk: Talk, row: NoticeList | None, problem: str | None, by: Author) -> Reply:
    """Show the step again; the list replaces every other choice of people."""
    notice: dict[str, Any] = (await talk.state.get_data()).get(NOTICE) or beginning()
    if row is not None:
        notice = {**notice, **{key: [] for key in SEVERAL}, "list": str(row.id)}
    await ask(talk.state, notice, "list")
    return show(message, await step_screen(talk, "list", notice, by=by, problem=problem))
