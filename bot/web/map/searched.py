"""Records what people look for on the list: its script says roughly where, each time that somebody presses.

There is no answer to it. Nothing in a request is finer than GRID_DEG, so the record is of the middle of that square.
"""

import json
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.app import App
from bot.door.body import read_body
from bot.door.budget import Budget
from bot.door.client_address import client_address
from models.city.pack import City
from models.places.search import search_places
from models.places.search_key import Searcher
from models.values.position import BadPosition, Position

SEARCHED_PATH = "/map/searched"
GRID_DEG = 0.005
"""Degrees, about 500 m: the script rounds each position to a multiple of it."""
GRID_ERROR = 1e-6
"""Of a multiple of GRID_DEG that is not exact in binary, in steps."""
A_MINUTE = 6
"""Searches of one visitor; the script keeps to it."""
LARGEST = 1024
"""Bytes; a search for three needs has a hundred."""
JSON = "application/json"
"""A page of another site cannot send this type without being asked for leave, which nobody gives."""
NOTHING = {"Cache-Control": "no-store"}


class _Search(NamedTuple):
    needs: list[str]
    here: Position


class Searched:
    def __init__(self, app: App) -> None:
        self.app = app
        self._visitors = Budget(A_MINUTE, A_MINUTE / 60)

    async def record(self, request: Request) -> Response:
        """The body: {need: keys, lat, lon: multiples of GRID_DEG, WGS-84}. Answers 204; 400 to anything else."""
        address, agent = client_address(request.scope), request.headers.get("User-Agent", "")
        if not self._visitors.spend(f"{address} {agent}"):
            return PlainTextResponse("too many\n", status_code=429, headers=NOTHING)
        body = await read_body(request, LARGEST)
        search = _read(body, self.app.city) if request.headers.get("Content-Type") == JSON else None
        if search is None:
            return PlainTextResponse("no search\n", status_code=400, headers=NOTHING)
        by, now = Searcher.on_page(address, agent), self.app.clock()
        async with self.app.database.transaction() as session:
            await search_places(session, search.here, needs=search.needs, by=by, city=self.app.city, now=now)
        return Response(status_code=204, headers=NOTHING)


def _read(body: bytes, city: City) -> _Search | None:
    """The search in a body; None if it is not exactly that."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.keys() != {"need", "lat", "lon"}:
        return None
    needs, latitude, longitude = said["need"], said["lat"], said["lon"]
    if not isinstance(needs, list) or not all(isinstance(each, str) and each in city.needs for each in needs):
        return None
    if not (_on_grid(latitude) and _on_grid(longitude)):
        return None
    try:
        return _Search(needs, Position.wgs84(latitude, longitude))
    except BadPosition:
        return None


def _on_grid(degrees: Any) -> bool:
    """Whether it is a number of degrees that says no more than the script rounds to."""
    if not isinstance(degrees, int | float) or isinstance(degrees, bool) or not -180 <= degrees <= 180:
        return False
    steps = degrees / GRID_DEG
    return abs(steps - round(steps)) < GRID_ERROR
