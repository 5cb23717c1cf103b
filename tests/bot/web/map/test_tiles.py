"""Tiles come through the service: kept, bounded, without the key, and refused where they are not the city's."""

import io
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog
from PIL import Image
from pydantic import SecretStr

from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.map import routes, tile_sources, tiles
from bot.web.site import build_site
from models.city.base_map import BaseMap
from models.city.pack import City
from models.storage.database import Database
from models.storage.encryption import Cipher
from models.values.position import Position
from tests.world.processes.serving import free_port
from tests.world.tiles import CLEAR_RED, GREEN, TileServer, serve_tiles, tile_at, tile_picture, write_archive

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
NAMED = {"attribution": {"zh-CN": "某图", "en": "Some map"}, "review_number": "GS（2024）0650号"}
Serve = Callable[[BaseMap], AbstractAsyncContextManager[str]]


@pytest.fixture
async def server() -> AsyncIterator[TileServer]:
    async with serve_tiles() as started:
        yield started


@pytest.fixture
def serve(database: Database, city: City, cipher: Cipher, tmp_path: Path) -> Serve:
    """The service with another base map."""

    @asynccontextmanager
    async def started(base_map: BaseMap, key: str | None = "geheim") -> AsyncIterator[str]:
        port = free_port()
        settings = Settings(  # type: ignore[call-arg]
            _env_file=None,
            webchat=True,
            http_port=port,
            data_dir=tmp_path,
            map_tiles_key=SecretStr(key) if key else None,
        )
        app = build_app(settings, Keys("s" * 40, cipher), database, replace(city, base_map=base_map))
        async with running(app, build_site(app)):
            yield f"http://127.0.0.1:{port}"

    return started


def xyz(server: TileServer, **more: Any) -> BaseMap:
    return BaseMap(base="xyz", url=f"{server.url}/{{z}}/{{x}}/{{y}}.png?key={{key}}", **{**NAMED, **more})


async def _get(url: str, tile: tuple[Any, Any, Any]) -> tuple[int, bytes, Any]:
    async with aiohttp.ClientSession() as client, client.get(f"{url}/map/tiles/{'/'.join(map(str, tile))}") as answer:
        return answer.status, await answer.read(), answer.headers


async def test_a_tile_is_fetched_once_with_the_key_and_kept_over_a_restart(
    serve: Serve, server: TileServer, city: City
) -> None:
    tile = tile_at(city, 15)
    for _ in range(2):
        async with serve(xyz(server)) as url:
            status, content, headers = await _get(url, tile)
            assert (status, content, headers["Content-Type"]) == (200, server.body, "image/png")
            assert "immutable" in headers["Cache-Control"]
            assert "Set-Cookie" not in headers
            async with aiohttp.ClientSession() as client, client.get(f"{url}/map") as answer:
                page = await answer.text()
            assert "geheim" not in page + str(headers)
            assert "审图号：GS（2024）0650号" in page or "Review number: GS（2024）0650号" in page
    assert server.asked == ["/{}/{}/{}.png?key=geheim".format(*tile)]


async def test_what_is_not_the_citys_is_no_tile_and_asks_nobody(serve: Serve, server: TileServer, city: City) -> None:
    zoom, column, row = tile_at(city, 12)
    beyond = [(8, *tile_at(city, 8)[1:]), (19, *tile_at(city, 19)[1:]), (zoom, column + 40, row), (zoom, 0, 0)]
    async with serve(xyz(server)) as url:
        for tile in (*beyond, ("²", 1, 1), (zoom, "-1", row), (zoom, 10**12, row), (zoom, "x", row)):
            assert (await _get(url, tile))[0] == 404, tile
        assert server.asked == []
    async with serve(BaseMap()) as url:
        assert (await _get(url, (zoom, column, row)))[0] == 404


async def test_a_server_that_fails_is_left_alone_for_a_while_and_its_address_is_in_no_log(
    serve: Serve, server: TileServer, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.status = 403
    with structlog.testing.capture_logs() as logged:
        async with serve(xyz(server)) as url:
            for zoom in (12, 13, 14):
                status, _, headers = await _get(url, tile_at(city, zoom))
                assert (status, headers["Cache-Control"]) == (503, "no-store")
            assert len(server.asked) == 1
            monkeypatch.setattr(tiles, "PAUSE_S", -1.0)
    async with serve(xyz(server)) as url:
        for fault in (b"<html>no</html>", b"", tile_picture(GREEN) + b"x" * 500_000):
            server.status, server.body = 200, fault
            assert (await _get(url, tile_at(city, 15)))[0] == 503
        server.status, server.body = 404, b""
        assert (await _get(url, tile_at(city, 15)))[0] == 404
    assert "geheim" not in str(logged)


async def test_tiandituʼs_two_layers_are_one_picture(
    serve: Serve, server: TileServer, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tile_sources, "TIANDITU_SERVER", server.url)
    server.layers = {"vec_w": tile_picture(GREEN, "JPEG"), "cva_w": tile_picture(CLEAR_RED)}
    zoom, column, row = tile_at(city, 14)
    async with serve(BaseMap(base="tianditu", **NAMED)) as url:
        status, content, _ = await _get(url, (zoom, column, row))
        assert status == 200
        red, green, _ = Image.open(io.BytesIO(content)).convert("RGB").getpixel((9, 9))  # type: ignore[misc]
        assert red > 100
        assert green > 70
    assert sorted(each.partition("/wmts")[0] for each in server.asked) == ["/cva_w", "/vec_w"]
    assert all(f"TILEMATRIX={zoom}&TILEROW={row}&TILECOL={column}&tk=geheim" in each for each in server.asked)


async def test_without_its_key_the_map_shows_rings(serve: Any, city: City) -> None:
    async with serve(BaseMap(base="tianditu", **NAMED), key=None) as url:
        assert (await _get(url, tile_at(city, 14)))[0] == 404
        async with aiohttp.ClientSession() as client, client.get(f"{url}/map") as answer:
            assert '"base": null' in await answer.text()


async def test_an_archive_gives_its_tiles_and_nothing_where_it_has_none(
    serve: Serve, city: City, tmp_path: Path
) -> None:
    file, there = tmp_path / "map.pmtiles", tile_at(city, 13)
    write_archive(file, {there: tile_picture(GREEN)})
    async with serve(BaseMap(base="pmtiles", file=file, **NAMED)) as url:
        status, content, _ = await _get(url, there)
        assert (status, content) == (200, tile_picture(GREEN))
        assert (await _get(url, (there[0], there[1] + 1, there[2])))[0] == 404
        assert (await _get(url, tile_at(city, 14)))[0] == 404, "deeper than it goes"


async def test_outlines_lie_where_the_datum_of_the_map_has_them(serve: Serve, city: City) -> None:
    """Along the border of the first district, and not 300 m beside it."""
    longitude, latitude = next(iter(city.districts.values())).shape.exterior.coords[0]
    corner = Position.wgs84(latitude, longitude)
    for datum in ("wgs84", "gcj02", "bd09"):
        east, south = tile_sources.share_of_world(*corner.to(datum))  # type: ignore[arg-type]
        tile = (15, int(east * 2**15), int(south * 2**15))
        at = (int(east * 2**15 * 256) % 256, int(south * 2**15 * 256) % 256)
        async with serve(BaseMap(datum=datum, outlines=True, **NAMED)) as url:  # type: ignore[arg-type]
            picture = Image.open(io.BytesIO((await _get(url, tile))[1])).convert("RGBA")
        assert picture.getpixel(at)[3] > 0, datum  # type: ignore[index]


async def test_an_address_gets_a_bounded_number_of_tiles(
    serve: Serve, server: TileServer, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "TILE_STORE", 5.0)
    monkeypatch.setattr(routes, "TILES_A_SECOND", 0.0)
    async with serve(xyz(server)) as url:
        statuses = [(await _get(url, tile_at(city, 15)))[0] for _ in range(7)]
        assert statuses == [200] * 5 + [429] * 2
        async with aiohttp.ClientSession() as client, client.get(f"{url}/map") as answer:
            assert answer.status == 200, "the list has a budget of its own"
