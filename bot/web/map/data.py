"""Serves the script of the list: the directory by its hash, and the state of this moment."""

import asyncio
import time
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.app import App
from bot.door.language import words_for
from bot.web.map.directory import Directory
from bot.web.map.files import FOR_GOOD, answer_packed
from handlers.phrases.place_facts import closure_said
from models.notices.in_force import warnings_in_force
from models.places.published import PlacesNow, places_now
from models.storage.database import Json

STATE_S = 20.0
"""Seconds for which the state is answered without asking the database."""
NOW = {"Cache-Control": "public, max-age=60", "Vary": "Accept-Language"}


@dataclass(frozen=True, slots=True)
class _State:
    places: PlacesNow
    warnings: list[tuple[Json, Json]]
    at: float


@dataclass
class MapData:
    app: App
    directory: Directory
    _state: _State | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def places(self, request: Request) -> Response:
        """The edition with this hash; 404 if it is too old. `state.json` has the newest hash."""
        edition = await self.directory.edition(request.path_params["hash"])
        if edition is None:
            return PlainTextResponse("not found\n", status_code=404, headers={"Cache-Control": "no-store"})
        return answer_packed(request, edition.packed, "application/json", FOR_GOOD)

    async def state(self, request: Request) -> Response:
        """shut: code -> the minute since 1970 until which the place is not shown; open: the codes of places whose host
        said today that they are open; closures: code -> the days on which it is shut, in words."""
        words, newest = words_for(request, self.app), await self.directory.newest()
        state = await self._now()
        return JSONResponse(
            {
                "hash": newest.hash,
                "shut": {code: int(until.timestamp()) // 60 for code, until in state.places.shut.items()},
                "open": list(state.places.said_open),
                "closures": {code: closure_said(words, each) for code, each in state.places.closures.items()},
                "warnings": [[words.pick(title), words.pick(text)] for title, text in state.warnings],
            },
            headers=NOW,
        )

    async def _now(self) -> _State:
        async with self._turn:
            if self._state is None or time.monotonic() - self._state.at > STATE_S:
                now = self.app.clock()
                async with self.app.database.reading() as session:
                    places = await places_now(session, now=now, zone=self.app.city.zone)
                    warnings = [(each.titles, each.texts) for each in await warnings_in_force(session, now=now)]
                self._state = _State(places, warnings, time.monotonic())
            return self._state
