"""The job that has the text in pictures read, and tells their senders what it says, for them to confirm.

A picture's text is data: nothing is done because of it. Whatever it says is quoted, and counts once it was confirmed.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.foreign_files import ForeignFiles
from bot.picture_reader import LARGEST, PictureReader, PictureUnread
from handlers.filing.shown import answers_on, type_on
from models.cases.draft import CaseDraft
from models.cases.errors import EvidenceGone
from models.cases.evidence import Evidence, read_evidence
from models.cases.evidence_copy import blacken_unasked
from models.cases.evidence_news import tell_blackened
from models.city.pack import City
from models.outbox.message import Pushed, Urgency, put
from models.papers.paper import date_arguments
from models.pictures.news import PictureNews
from models.pictures.page import Page
from models.pictures.papers import paper_on
from models.pictures.reading import (
    ShownPicture,
    keep_picture,
    keep_reading,
    keep_shown,
    page_of_piece,
    pieces_to_read,
    shown_to_read,
)
from models.pictures.traces import kinds_of, traces_on
from models.questions.text import TextKind
from models.storage.database import Database, Json

log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]
OF_USE = timedelta(hours=1)
"""After this nobody is told of a picture any more."""
SHORTEST_TEXT = 6
"""Characters of a picture that can be an answer in words."""


# --- fetched ----------------------------------------------------------------------------------------------------------


async def keep(database: Database, files: ForeignFiles, shown_id: str, content: bytes, _: Clock) -> None:
    """Keep the fetched bytes of a shown picture until they are read, unless they are too many to be read."""
    async with database.transaction() as session:
        if len(content) > LARGEST:
            await keep_shown(session, shown_id, None)
        else:
            await keep_picture(session, shown_id, content)


async def lose(session: AsyncSession, shown_id: str, _: datetime) -> None:
    """Note that the channel will never give the bytes."""
    await keep_shown(session, shown_id, None)


# --- read -------------------------------------------------------------------------------------------------------------


async def read_pictures(database: Database, reader: PictureReader, city: City, *, clock: Clock) -> None:
    """Read every picture that waits, one after the other; those that were shown first, as somebody waits for them."""
    while True:
        async with database.reading() as session:
            shown, pieces = await shown_to_read(session), await pieces_to_read(session)
        for each in shown:
            await _read_shown(database, reader, each, city, clock)
        for piece in pieces:
            await _read_piece(database, reader, piece, city, clock)
        if not shown and not pieces:
            return


async def _read_shown(database: Database, reader: PictureReader, shown_id: str, city: City, clock: Clock) -> None:
    async with database.reading() as session:
        shown = await session.get(ShownPicture, shown_id)
        content = shown.picture if shown is not None else None
    lines = await _lines(reader, content, shown=shown_id)
    async with database.transaction() as session:
        read = await keep_shown(session, shown_id, lines)
        if read is not None:
            await _tell_shown(session, read, city, clock())


async def _read_piece(database: Database, reader: PictureReader, evidence_id: int, city: City, clock: Clock) -> None:
    content: bytes | None
    try:
        async with database.reading() as session:
            content = await read_evidence(session, evidence_id)
    except EvidenceGone:
        content = None
    lines = await _lines(reader, content, evidence=evidence_id)
    async with database.transaction() as session:
        if await keep_reading(session, evidence_id, lines) and lines is not None:
            await _tell_piece(session, evidence_id, city, clock())


async def _lines(reader: PictureReader, content: bytes | None, **which: Json) -> Json | None:
    """What was read in the picture; None if it shows neither text nor people."""
    if content is None:
        return None
    try:
        lines = await reader.lines_of(content)
    except PictureUnread:
        log.info("a picture was not read", **which)
        return None
    return lines if any(lines.get(each) for each in ("lines", "faces", "avatars")) else None


# --- told -------------------------------------------------------------------------------------------------------------


async def _tell_piece(session: AsyncSession, evidence_id: int, city: City, now: datetime) -> None:
    """Tell who fills in a form what the picture answers. Who filed anonymously is told what in it shows who they are,
    and that nobody sees it.
    """
    piece = await session.get(Evidence, evidence_id)
    page = await page_of_piece(session, evidence_id)
    if piece is None or page is None or piece.removed_at is not None:
        return
    if piece.case_id is not None:
        if await blacken_unasked(session, piece):
            await tell_blackened(session, piece, [str(each) for each in kinds_of(traces_on(page))], now=now)
        return
    draft = await session.get(CaseDraft, piece.draft_id) if piece.draft_id is not None else None
    if draft is not None:
        await _tell_form(session, draft, page, city, now, piece=piece.number)


async def _tell_shown(session: AsyncSession, shown: ShownPicture, city: City, now: datetime) -> None:
    """Tell the sender what the picture is good for; nothing if it is for nothing."""
    page = Page.of(shown.lines)
    draft = await session.get(CaseDraft, shown.draft_id) if shown.draft_id is not None else None
    if draft is not None:
        await _tell_form(session, draft, page, city, now, shown=shown.id)
        return
    today = now.astimezone(city.zone).date()
    case_type = type_on(page, city, today)
    paper = paper_on(page, city) if case_type is None else None
    if case_type is not None:
        read = answers_on(page, case_type, {}, city, today)
        facts = {"shown": shown.id, "type": dict(case_type.titles), "key": case_type.key, **read.said(case_type)}
        await _tell(session, shown.person_id, PictureNews.CASE, facts, now)
    elif paper is not None:
        about: Json = {"kind": paper.kind, "title": dict(city.papers[paper.kind].titles)}
        if paper.expires_on is None or not paper.sure:
            await _tell(session, shown.person_id, PictureNews.PAPER_UNDATED, about, now)
        else:
            dated = {**about, **date_arguments(paper.expires_on), "expires": paper.expires_on.isoformat()}
            await _tell(session, shown.person_id, PictureNews.PAPER, dated, now)


async def _tell_form(
    session: AsyncSession, draft: CaseDraft, page: Page, city: City, now: datetime, *, piece: int = 0, shown: str = ""
) -> None:
    case_type = city.case_types.get(draft.type)
    if case_type is None:
        return
    whose = {"draft": draft.id, "piece": piece, "shown": shown}
    read = answers_on(page, case_type, draft.answers, city, now.astimezone(city.zone).date())
    asked = case_type.question(draft.question) if draft.question is not None else None
    words = asked is not None and isinstance(asked.kind, TextKind) and len(page.text) >= SHORTEST_TEXT
    question = asked.key if asked is not None and words else ""
    if read.sure and piece:
        facts = {**whose, "question": question, **read.said(case_type)}
        await _tell(session, draft.person_id, PictureNews.FORM, facts, now)
    elif read.doubtful and piece:
        await _tell(session, draft.person_id, PictureNews.DOUBTFUL, whose, now)
    elif asked is not None and words:
        facts = {**whose, "question": question, "asked": dict(asked.titles), "text": {"said": page.text}}
        await _tell(session, draft.person_id, PictureNews.TEXT, facts, now)


async def _tell(session: AsyncSession, person_id: int, news: PictureNews, facts: Json, now: datetime) -> None:
    """Say it at once: the person waits for it, perhaps while a form is open, which other messages wait for."""
    await put(session, person_id, Pushed(news, facts), due_at=now, urgency=Urgency.NOW, expires_at=now + OF_USE)
