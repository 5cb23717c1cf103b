"""The sources of tiles: a server, a file of the city pack, and the outlines of the districts.

A source gives a picture, or None where it has nothing to show. Tianditu's map and its names are two layers, which are
put together here, so that a phone fetches one picture: https://lbs.tianditu.gov.cn/server/MapService.html
"""

import asyncio
import io
import math
import zlib
from abc import ABC, abstractmethod
from collections.abc import Sequence

import aiohttp
import filetype
from PIL import Image, ImageDraw
from pmtiles.reader import MmapSource, Reader

from bot.web.map.tile_cache import Tile
from models.city.base_map import KEY_GAP, PMTILES, TIANDITU, XYZ, BaseMap, raster_header
from models.city.pack import City
from models.values.position import Datum, Position

TIMEOUT = aiohttp.ClientTimeout(total=6, connect=3)
"""Seconds; the rings can be used meanwhile."""
LARGEST = 400_000
"""Bytes of a tile."""
AT_ONCE = 8
"""Tiles that are fetched from a server at the same time."""
DEEPEST = 18
SIDE = 256
"""Pixels of a tile."""
LINE, LINE_PX = (184, 58, 11, 220), 2
PICTURES = ("image/png", "image/jpeg", "image/webp")
TIANDITU_SERVER = "https://t0.tianditu.gov.cn"
TIANDITU_LAYERS = ("vec", "cva")


class TilesAway(Exception):
    """The server of tiles does not answer, or refuses. Never carries its address, which can hold the key."""


class Source(ABC):
    deepest = DEEPEST
    """The largest zoom that it has tiles of."""

    @abstractmethod
    async def tile(self, tile: Tile) -> bytes | None:
        """Raises TilesAway."""


class Server(Source):
    """A server of tiles. url: with the gaps z, x, y."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def tile(self, tile: Tile) -> bytes | None:
        z, x, y = tile
        address = self._url.replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y))
        try:
            async with self._turns, aiohttp.ClientSession(timeout=TIMEOUT) as client:
                content = await _picture(client, address)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise TilesAway(type(error).__name__) from None
        return content


async def _picture(client: aiohttp.ClientSession, address: str) -> bytes | None:
    """The picture at an address; None if there is none. Raises TilesAway, and what aiohttp raises."""
    async with client.get(address, allow_redirects=False) as answer:
        if answer.status in (204, 404):
            return None
        if answer.status != 200:
            raise TilesAway(str(answer.status))
        content = bytearray()
        async for piece in answer.content.iter_any():
            content += piece
            if len(content) > LARGEST:
                raise TilesAway("too large")
    if filetype.guess_mime(bytes(content)) not in PICTURES:
        raise TilesAway("no picture")
    return bytes(content)


class Archive(Source):
    """A PMTiles file of pictures."""

    def __init__(self, base_map: BaseMap) -> None:
        assert base_map.file is not None, "a pack without the file is refused"
        self.deepest = min(DEEPEST, raster_header(base_map.file)["max_zoom"])
        with base_map.file.open("rb") as opened:
            self._reader = Reader(MmapSource(opened))

    async def tile(self, tile: Tile) -> bytes | None:
        try:
            return await asyncio.to_thread(self._reader.get, *tile)
        except (OSError, EOFError, ValueError, zlib.error) as error:  # the file is damaged
            raise TilesAway(type(error).__name__) from None


class Outlines(Source):
    """The outlines of the city's districts, in the datum of the map below them."""

    def __init__(self, city: City, datum: Datum) -> None:
        self._city, self._datum = city, datum
        self._lines: list[list[tuple[float, float]]] | None = None

    async def tile(self, tile: Tile) -> bytes | None:
        return await asyncio.to_thread(self._draw, tile)

    def _draw(self, tile: Tile) -> bytes:
        z, x, y = tile
        picture = Image.new("RGBA", (SIDE, SIDE))
        draw = ImageDraw.Draw(picture)
        if self._lines is None:
            self._lines = list(_outlines(self._city, self._datum))
        for line in self._lines:
            at = [((east * 2**z - x) * SIDE, (south * 2**z - y) * SIDE) for east, south in line]
            draw.line(at, LINE, LINE_PX, joint="curve")
        return _png(picture)


def _outlines(city: City, datum: Datum) -> Sequence[list[tuple[float, float]]]:
    """The rings of all districts, in shares of the world: from 0 in the west and north to 1."""
    rings = []
    for district in city.districts.values():
        for polygon in getattr(district.shape, "geoms", [district.shape]):
            for ring in (polygon.exterior, *polygon.interiors):
                positions = (Position.wgs84(latitude, longitude) for longitude, latitude in ring.coords)
                rings.append([share_of_world(*each.to(datum)) for each in positions])
    return rings


def share_of_world(latitude: float, longitude: float) -> tuple[float, float]:
    """Where Web Mercator draws the degrees: (from the west, from the north), each from 0 to 1."""
    angle = math.radians(latitude)
    return (longitude + 180) / 360, (1 - math.asinh(math.tan(angle)) / math.pi) / 2


class Layers(Source):
    """Several sources as one picture, the first one below."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self.deepest = min(each.deepest for each in sources)

    async def tile(self, tile: Tile) -> bytes | None:
        drawn = await asyncio.gather(*(each.tile(tile) for each in self._sources))
        there = [each for each in drawn if each is not None]
        return await asyncio.to_thread(_together, there) if len(there) > 1 else (there[0] if there else None)


def _together(contents: Sequence[bytes]) -> bytes:
    """Raises TilesAway if one of them is no picture of a tile."""
    try:
        layers = [Image.open(io.BytesIO(each)) for each in contents]
        if any(max(each.size) > 2 * SIDE for each in layers):
            raise TilesAway("too large")
        below = layers[0].convert("RGBA")
        for each in layers[1:]:
            below.alpha_composite(each.convert("RGBA").resize(below.size))
    except (OSError, ValueError, SyntaxError) as error:
        raise TilesAway(type(error).__name__) from None
    return _png(below.convert("RGB").quantize(dither=Image.Dither.NONE))


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def source_of(city: City, key: str | None) -> Source | None:
    """The source of the city's base map; None if it shows rings alone, or needs a key that is not set."""
    base_map = city.base_map
    if base_map.needs_key and key is None:
        return None
    sources: list[Source] = []
    if base_map.base == TIANDITU:
        sources += [Server(_tianditu(layer, key or "")) for layer in TIANDITU_LAYERS]
    elif base_map.base == XYZ:
        sources.append(Server((base_map.url or "").replace(KEY_GAP, key or "")))
    elif base_map.base == PMTILES:
        sources.append(Archive(base_map))
    if base_map.outlines:
        sources.append(Outlines(city, base_map.datum))
    return Layers(sources) if sources else None


def _tianditu(layer: str, key: str) -> str:
    return (
        f"{TIANDITU_SERVER}/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default"
        f"&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
    )
