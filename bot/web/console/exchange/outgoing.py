"""A case goes out: as one file for the archive or another system, or printed on paper."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from bot.app import App
from bot.door.downloads import file_headers
from bot.jobs.case_file import write_case_file
from bot.web.console.desk import PRIVATE, Desk
from bot.web.console.exchange.case_at import CASES, case_at
from bot.web.console.table import Page, Press
from handlers.casework.card import title_said
from handlers.casework.paper import case_paper
from handlers.talk.texts import Words
from models.cases.evidence import evidence_of
from models.exchange.case_file import PRINT, FileOfCase, file_of_case

FILE_PATH, PRINT_PATH = CASES + "/{number}/file", CASES + "/{number}/print"
PIECE = 256 * 1024
"""Bytes that are sent at once."""


async def show(desk: Desk) -> Response:
    """What the file holds, and the button that makes it."""
    case = await case_at(desk)
    pieces = await evidence_of(desk.session, case_id=case.id)
    there = sum(each.removed_at is None and each.refused is None for each in pieces)
    return desk.page("exchange/outgoing.html", title=title_said(desk.words, desk.city, case), case=case, pieces=there)


async def take(desk: Desk) -> Response:
    """The file. It is noted in the press's transaction, and made after it."""
    case = await case_at(desk)
    taken = await file_of_case(desk.session, case.id, desk.staff, city=desk.city, now=desk.now)
    return CaseFileResponse(desk.app, taken, desk.words, desk.now)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is needed to make the file once the transaction is over."""

    app: App
    taken: FileOfCase
    words: Words
    now: datetime


class CaseFileResponse(Response):
    """Makes the file when it is sent, one at a time for all, and sends it piece by piece."""

    media_type = "application/zip"

    def __init__(self, app: App, taken: FileOfCase, words: Words, now: datetime) -> None:
        super().__init__(headers=PRIVATE)
        self._about = _Answer(app, taken, words, now)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        about = self._about
        async with about.app.packing:
            file = await write_case_file(about.app.database, about.taken, about.words, about.app.city, now=about.now)
        try:
            headers = file_headers(f"{about.taken.case.number}.zip")
            await StreamingResponse(_pieces(file), headers=headers, media_type=self.media_type)(scope, receive, send)
        finally:
            file.close()


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    while piece := await asyncio.to_thread(file.read, PIECE):
        yield piece


async def print_sheet(desk: Desk) -> Response:
    """The case on paper; the look is noted."""
    case = await case_at(desk)
    taken = await file_of_case(desk.session, case.id, desk.staff, city=desk.city, now=desk.now, what=PRINT)
    paper = case_paper(desk.words, desk.city, taken)
    at = f"{desk.now.astimezone(desk.city.zone):%Y-%m-%d %H:%M}"
    return desk.page("exchange/print.html", title=paper.title, case=case, paper=paper, at=at)


PAGES = (
    Page(FILE_PATH, show),
    Press(FILE_PATH, take, show, strong=True, step="export"),
    Page(PRINT_PATH, print_sheet, writes=True),
)
