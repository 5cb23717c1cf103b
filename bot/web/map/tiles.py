"""Serves the tiles of the base map. They come through the service: the key of the map service stays here, no third
party learns who looks at what, and the page needs no other host.

A tile outside of the city, or of another zoom than the page shows, is refused: the service is no map server for others.
"""

import asyncio
import time
import weakref
from dataclasses import dataclass, field

import filetype
import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.app import App
from bot.web.map.tile_cache import KEPT_S, Tile, TileCache
from bot.web.map.tile_sources import Source, TilesAway, share_of_world, source_of
from models.storage.database import Json

log = structlog.get_logger(__name__)

TILE_PATH = "/map/tiles/{z}/{x}/{y}"
SHALLOWEST = 9
PAUSE_S = 15.0
"""Seconds for which a server that failed is not asked again: the page shows its rings at once."""
KEPT = {"Cache-Control": f"public, max-age={int(KEPT_S)}, immutable"}
NOTHING = {"Cache-Control": "public, max-age=86400"}
NOT_NOW = {"Cache-Control": "no-store", "Retry-After": str(int(PAUSE_S))}


@dataclass
class Tiles:
    app: App
    _source: Source | None = field(init=False)
    _cache: TileCache = field(init=False)
    _mark: str = field(init=False)
    _away_until: float = field(default=0.0, init=False)
    _turns: weakref.WeakValueDictionary[Tile, asyncio.Lock] = field(
        default_factory=weakref.WeakValueDictionary, init=False
    )
    """A lock for each tile: several phones that ask for it at once fetch it once."""

    def __post_init__(self) -> None:
        key, base_map = self.app.settings.map_tiles_key, self.app.city.base_map
        self._mark = base_map.mark
        self._source = source_of(self.app.city, key.get_secret_value() if key is not None else None)
        self._cache = TileCache(self.app.settings.data_dir / "tiles", self._mark)
        if base_map.has_tiles and self._source is None:
            log.error("the map shows rings alone: set MAP_TILES_KEY")

    @property
    def for_page(self) -> Json:
        """What the page's script needs to show them; None if there are none."""
        if self._source is None:
            return None
        return {
            "tiles": f"{TILE_PATH}?of={self._mark}",
            "datum": self.app.city.base_map.datum,
            "deepest": self._source.deepest,
        }

    async def serve(self, request: Request) -> Response:
        tile = self._asked(request)
        if tile is None or self._source is None:
            return PlainTextResponse("no such tile\n", status_code=404, headers=NOTHING)
        try:
            content = await self._tile(self._source, tile)
        except TilesAway:
            return PlainTextResponse("the map server is away\n", status_code=503, headers=NOT_NOW)
        if content is None:
            return PlainTextResponse("nothing there\n", status_code=404, headers=NOTHING)
        return Response(content, media_type=filetype.guess_mime(content), headers=KEPT)

    def _asked(self, request: Request) -> Tile | None:
        """The tile of the path; None if it is not one of the city's."""
        numbers = [request.path_params[name] for name in ("z", "x", "y")]
        if not all(each.isascii() and each.isdecimal() and len(each) < 8 for each in numbers):
            return None
        z, x, y = map(int, numbers)
        if self._source is None or not min(SHALLOWEST, self._source.deepest) <= z <= self._source.deepest:
            return None
        west, south, east, north = self.app.city.box
        (left, top), (right, bottom) = share_of_world(north, west), share_of_world(south, east)
        inside = left * 2**z - 1 <= x <= right * 2**z and top * 2**z - 1 <= y <= bottom * 2**z
        return (z, x, y) if inside else None

    async def _tile(self, source: Source, tile: Tile) -> bytes | None:
        """Raises TilesAway."""
        kept = await asyncio.to_thread(self._cache.get, tile)
        if kept is not None:
            return kept
        async with self._turns.setdefault(tile, asyncio.Lock()):
            kept = await asyncio.to_thread(self._cache.get, tile)
            if kept is not None:
                return kept
            if time.monotonic() < self._away_until:
                raise TilesAway("a moment ago")
            try:
                content = await source.tile(tile)
            except TilesAway as error:
                self._away_until = time.monotonic() + PAUSE_S
                log.warning("map tiles are away", reason=str(error))
                raise
            if content is not None:
                await asyncio.to_thread(self._cache.put, tile, content)
            return content
