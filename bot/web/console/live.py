"""What goes on while a page is open: one stream of events for each page, fed by wake-ups.

An event carries no content: `changed` makes the page fetch its live parts again, under its own rights; `gone` that the
session has ended.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import ExitStack

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.web.console.desk import PRIVATE
from bot.web.console.door import token_of
from models.city.pack import City
from models.staff.console_session import SignedIn, signed_in
from models.storage.wakeups import Call, WakeUp, woken_by

PATH = "/console/live"
TOGETHER_S = 0.3
"""What changes within this time is one event."""
ALIVE_S = 20.0
"""Seconds between signs of life, so that a proxy keeps the stream."""
MOST_PAGES = 12
"""Open pages of one session; the oldest stream ends first."""


def live_routes(app: App) -> list[BaseRoute]:
    """The path of the stream."""
    return [Route(PATH, _Live(app).stream, methods=["GET"])]


class _Live:
    def __init__(self, app: App) -> None:
        self.app = app
        self._open: dict[int, list[asyncio.Event]] = defaultdict(list)
        """Session -> what ends each of its streams."""

    async def stream(self, request: Request) -> Response:
        """The events of one page; 401 without a session."""
        token = token_of(request, self.app)
        who = await self._who(token)
        if who is None:
            return PlainTextResponse("signed out\n", status_code=401, headers=PRIVATE)
        headers = {**PRIVATE, "X-Accel-Buffering": "no"}
        return StreamingResponse(self._events(token, who), media_type="text/event-stream", headers=headers)

    async def _who(self, token: str) -> SignedIn | None:
        async with self.app.database.reading() as session:
            return await signed_in(session, token, now=self.app.clock()) if token else None

    async def _events(self, token: str, who: SignedIn) -> AsyncIterator[str]:
        woken, ended = asyncio.Event(), asyncio.Event()
        streams = self._open[who.at.id]
        streams.append(ended)
        for old in streams[:-MOST_PAGES]:
            old.set()
        with ExitStack() as listening:
            for topic, mine in ((WakeUp.CASE, _departments(who, self.app.city)), (WakeUp.CONSOLE, {str(who.staff.id)})):
                listening.enter_context(woken_by(topic, _calls(woken, mine)))
            try:
                yield ": here\n\n"
                while not ended.is_set() and not self.app.leaving.is_set():
                    changed = await self._waited(woken, ended)
                    if await self._who(token) is None:
                        yield "event: gone\ndata: -\n\n"
                        return
                    yield "event: changed\ndata: -\n\n" if changed else ": here\n\n"
            finally:
                streams.remove(ended)
                if not streams:
                    self._open.pop(who.at.id, None)

    async def _waited(self, woken: asyncio.Event, ended: asyncio.Event) -> bool:
        """Wait until something changed, at most ALIVE_S, or until the stream has to end. Returns whether it changed."""
        waiting = [asyncio.create_task(each.wait()) for each in (woken, ended, self.app.leaving)]
        try:
            await asyncio.wait(waiting, timeout=ALIVE_S, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()
        if woken.is_set():
            await asyncio.sleep(TOGETHER_S)
            woken.clear()
            return True
        return False


def _departments(who: SignedIn, city: City) -> set[str] | None:
    """The departments whose cases the member of staff sees; None: all."""
    department = who.staff.department or ""
    return None if department == city.lead_department.key else {department}


def _calls(woken: asyncio.Event, mine: set[str] | None) -> Call:
    def call(about: str | None) -> None:
        if about is None or mine is None or about in mine:
            woken.set()

    return call
