"""A screenshot that comes before any words is kept for an hour, for the form that follows.

It stays a line in the conversation's data. It becomes a piece of evidence when the person begins a type that takes
evidence; only then are its bytes fetched.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from aiogram.methods import EditMessageText, SendMessage
from aiogram.types import Message

from handlers.filing.form import evidence_question
from handlers.talk.forms import SENT_FIRST, sent_lately
from handlers.talk.received import count_argument, refused_said
from handlers.talk.refusals import error_said
from handlers.talk.screens import Reply
from handlers.talk.sent_file import SentFile, note_picture, sent_file
from handlers.talk.talk import Talk
from models.cases.draft import CaseDraft, add_draft_evidence, add_draft_words
from models.cases.errors import EvidenceRefused, EvidenceTooLarge, TooMuchEvidence
from models.pictures.reading import becomes_evidence

MOST_SENT = 20


async def keep(message: Message, talk: Talk, *, read: bool = False) -> int:
    """Keep the file; return how many are kept now. read: a picture is also read, to say what it is good for."""
    sent = sent_file(message, talk)
    before = sent_lately(await talk.state.get_data(), talk.now)
    if sent is None:
        return len(before)
    kept = {
        "file": asdict(sent),
        "said": message.caption or "",
        "channel": talk.contact.channel,
        "at": talk.now.isoformat(),
        "shown": await note_picture(message, talk) if read else None,
    }
    files = [*before, kept][-MOST_SENT:]
    await talk.state.update_data({SENT_FIRST: files})
    return len(files)


def with_kept_line(reply: Reply, line: str) -> Reply:
    """The answer to the words below a photo, with a line that the photo is kept."""
    if not isinstance(reply, SendMessage | EditMessageText):
        return reply
    return reply.model_copy(update={"text": f"{reply.text}\n{line}"})


async def put_in(talk: Talk, draft: CaseDraft) -> str | None:
    """Put the kept files into the draft if its type takes evidence; return, in words, how many were taken and what was
    refused.
    """
    files = sent_lately(await talk.state.get_data(), talk.now)
    question = evidence_question(talk, draft)
    if not files or question is None:
        return None
    count, refused = 0, list[str]()
    for each in files:
        try:
            await _put(talk, draft, question, each)
        except (EvidenceTooLarge, EvidenceRefused, TooMuchEvidence) as error:
            refused = refused_said(talk.words, refused, SentFile(**each["file"]), error_said(talk.words, error))
        else:
            count += 1
    await talk.state.update_data({SENT_FIRST: None})
    if refused:
        return talk.words("filing-album", taken=count_argument(count), refused="\n".join(refused))
    return talk.words("filing-sent-put-in", count=count_argument(count))


async def _put(talk: Talk, draft: CaseDraft, question: str, kept: dict[str, Any]) -> None:
    file = SentFile(**kept["file"])
    piece = await add_draft_evidence(
        talk.session,
        draft.id,
        talk.person,
        channel=kept["channel"],
        file_id=file.file_id,
        compressed=file.compressed,
        question=question,
        size=file.size,
        name=file.name,
        now=datetime.fromisoformat(kept["at"]),
    )
    if kept.get("shown"):
        await becomes_evidence(talk.session, kept["shown"], talk.person, piece.id)
    if kept["said"]:
        await add_draft_words(talk.session, draft.id, talk.person, kept["said"], question=question, now=talk.now)
