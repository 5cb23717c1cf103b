"""A picture for a notice, sent while it is written: a photo, or a picture as a file, which a job fetches."""

from typing import Any

from aiogram import F, Router
from aiogram.types import Message

from handlers.notices.author import author_of
from handlers.notices.steps import step_screen
from handlers.notices.writing import Writing, ask
from handlers.notices.written import NOTICE, beginning
from handlers.talk.screens import Reply, show
from handlers.talk.sent_file import sent_file
from handlers.talk.talk import Talk
from models.cases.evidence import KEPT_BACK
from models.outbox.pictures import LARGEST, expect_media

router = Router(name=__name__)


@router.message(Writing.picture, F.photo | F.document)
async def sent(message: Message, talk: Talk) -> Reply:
    """Runs when staff send the picture; keeps it for the job that fetches it."""
    by = await author_of(talk.session, talk.person, talk.city)
    notice: dict[str, Any] = (await talk.state.get_data()).get(NOTICE) or beginning()
    file = sent_file(message, talk)
    assert file is not None  # by the filter
    problem = None
    if file.file_id == KEPT_BACK:
        problem = "notice-picture-wanted"
    elif (file.size or 0) > LARGEST:
        problem = "notice-picture-too-large"
    else:
        notice = {**notice, "picture": await expect_media(talk.session, talk.contact, file.file_id, now=talk.now)}
    await ask(talk.state, notice, "picture")
    screen = await step_screen(talk, "picture", notice, by=by, problem=problem)
    return show(message, screen)
