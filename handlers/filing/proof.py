"""Photos, files, recordings and videos for a draft: each becomes a row at once; an album gets one answer.

A file that comes where words are asked for is kept as evidence too, and the question is asked again. Words below a
photo are the answer if they can be one, else a piece of their own.
"""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import Message

from handlers.filing.answers import Unread
from handlers.filing.asked import Asked
from handlers.filing.filling import typed
from handlers.filing.form import Filling, ask, asked_now, draft_of, evidence_question, pieces_of
from handlers.filing.kinds.every_kind import asked_kind
from handlers.filing.question import received_screen
from handlers.talk.forms import leave_form
from handlers.talk.menu_screen import menu_screen
from handlers.talk.received import Row, answer_once, count_argument, count_said, received_before, refused_said
from handlers.talk.refusals import error_said
from handlers.talk.screens import Reply, show
from handlers.talk.sent_file import SentFile, has_file, note_picture, sent_file
from handlers.talk.talk import Talk
from models.cases.draft import CaseDraft, add_draft_evidence, add_draft_words
from models.cases.errors import EvidenceRefused, EvidenceTooLarge, TooMuchEvidence

router = Router(name=__name__)


@router.message(Filling.answer, has_file)
async def file_sent(message: Message, talk: Talk, reads_pictures: bool = False) -> Reply:
    """Runs when a file comes while a case is filled in; keeps it as evidence and says so. A type without evidence has a
    picture only read.
    """
    sent = sent_file(message, talk)
    assert sent is not None
    draft = await draft_of(talk)
    if draft is None:
        await leave_form(talk.state)
        return show(message, menu_screen(talk.words, talk.words("error-draft-gone")))
    asked = await asked_now(talk, draft)
    wants_file = asked is not None and asked.question.kind.takes_files
    if message.text and not wants_file:  # the channel recognised the words in a voice message
        return show(message, await typed(talk, message.text, message.message_id))
    question = asked.question.key if asked is not None and wants_file else evidence_question(talk, draft)
    if question is None:
        read = reads_pictures and await note_picture(message, talk, draft_id=draft.id) is not None
        return show(
            message, await ask(talk, draft, talk.words("picture-looking" if read else "filing-no-evidence-here"))
        )
    try:
        await _keep(talk, draft, sent, question)
    except (EvidenceTooLarge, EvidenceRefused, TooMuchEvidence) as error:
        why = error_said(talk.words, error)
        if message.media_group_id is None:
            return show(message, await ask(talk, draft, why))
        return await _noted(message, talk, draft, question, wants_file=wants_file, refused=(sent, why))
    if message.caption and asked is not None and not wants_file and _answers(talk, asked, message.caption):
        return show(message, await typed(talk, message.caption, message.message_id))
    try:
        if message.caption:
            await add_draft_words(talk.session, draft.id, talk.person, message.caption, question=question, now=talk.now)
    except TooMuchEvidence as error:
        return show(message, await ask(talk, draft, error_said(talk.words, error)))
    if message.caption:
        lines = (talk.words("filing-file-kept-aside") if not wants_file else "", talk.words("filing-caption-kept"))
        return show(message, await ask(talk, draft, "\n".join(filter(None, lines))))
    return await _noted(message, talk, draft, question, wants_file=wants_file)


def _answers(talk: Talk, asked: Asked, caption: str) -> bool:
    """Return whether the words below a photo can answer the current question; else they are about the photo."""
    read = asked_kind(asked.question).read(asked.question, caption, talk.city, talk.today)
    return not isinstance(read, Unread)


async def keep_aside(message: Message, talk: Talk) -> bool:
    """Keep a file whose words are no answer; return whether there was one. Raises EvidenceTooLarge, EvidenceRefused,
    TooMuchEvidence.
    """
    sent, draft = sent_file(message, talk), await draft_of(talk)
    if sent is None or draft is None or message.text:
        return False
    question = evidence_question(talk, draft)
    if question is None:
        return False
    await _keep(talk, draft, sent, question)
    return True


async def _keep(talk: Talk, draft: CaseDraft, sent: SentFile, question: str) -> None:
    await add_draft_evidence(
        talk.session,
        draft.id,
        talk.person,
        channel=talk.contact.channel,
        file_id=sent.file_id,
        compressed=sent.compressed,
        question=question,
        size=sent.size,
        name=sent.name,
        now=talk.now,
    )


async def _noted(
    message: Message,
    talk: Talk,
    draft: CaseDraft,
    question: str,
    *,
    wants_file: bool,
    refused: tuple[SentFile, str] | None = None,
) -> Reply:
    """Say that the piece is here, or how many are; if something else was asked for, ask that again.

    refused: a part of an album that was not taken, and why.
    """
    about = f"{draft.id} {draft.question}"
    album = message.media_group_id
    before = await received_before(talk, about, album)
    out: Sequence[str] = before["refused"] if before is not None else ()
    out = refused_said(talk.words, out, *refused) if refused is not None else out
    taken = (before["taken"] if before is not None else 0) + (refused is None)
    line = talk.words("filing-album", taken=count_argument(taken), refused="\n".join(out)) if out else None
    count = (await pieces_of(talk, draft)).get(question, 0)
    asked = await asked_now(talk, draft)
    if wants_file and asked is not None:
        screen = received_screen(talk, asked, count_said(before, count, talk), line)
    else:
        screen = await ask(talk, draft, line or talk.words("filing-file-kept-aside"))
    row = Row(before, taken, count, tuple(out))
    return await answer_once(message, talk, screen, row, about)
