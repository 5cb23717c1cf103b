"""A server of map tiles on loopback, and archives of them: each tile is a picture of one colour."""

import io
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web
from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from models.city.pack import City
from tests.world.processes.serving import free_port

GREEN, CLEAR_RED = (20, 160, 60), (220, 20, 20, 128)


def tile_picture(colour: tuple[int, ...], kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGBA" if len(colour) == 4 else "RGB", (256, 256), colour).save(out, kind)
    return out.getvalue()


@dataclass
class TileServer:
    """status: of every answer; body: instead of a picture. asked: the paths with their query."""

    url: str = ""
    status: int = 200
    body: bytes = field(default_factory=lambda: tile_picture(GREEN))
    layers: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        body = next((each for name, each in self.layers.items() if name in request.path), self.body)
        return web.Response(status=self.status, body=body, content_type="image/png")


@asynccontextmanager
async def serve_tiles() -> AsyncIterator[TileServer]:
    server, port = TileServer(), free_port()
    app = web.Application()
    app.router.add_get("/{path:.*}", server.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    server.url = f"http://127.0.0.1:{port}"
    try:
        yield server
    finally:
        await runner.cleanup()


def tile_at(city: City, zoom: int) -> tuple[int, int, int]:
    """The tile with the city's centre."""
    at = city.centre
    row = (1 - math.asinh(math.tan(math.radians(at.latitude))) / math.pi) / 2
    return zoom, int((at.longitude + 180) / 360 * 2**zoom), int(row * 2**zoom)


def write_archive(
    file: Path, tiles: dict[tuple[int, int, int], bytes], kind: TileType = TileType.PNG, packed: bool = False
) -> None:
    with file.open("wb") as opened:
        writer = Writer(opened)
        for tile, content in sorted(tiles.items(), key=lambda each: zxy_to_tileid(*each[0])):
            writer.write_tile(zxy_to_tileid(*tile), content)
        zooms = [zoom for zoom, _, _ in tiles]
        writer.finalize(
            {
                "tile_type": kind,
                "tile_compression": Compression.GZIP if packed else Compression.NONE,
                "min_zoom": min(zooms),
                "max_zoom": max(zooms),
                "min_lon_e7": 0,
                "min_lat_e7": 0,
                "max_lon_e7": 0,
                "max_lat_e7": 0,
                "center_zoom": 0,
                "center_lon_e7": 0,
                "center_lat_e7": 0,
            },
            {},
        )
