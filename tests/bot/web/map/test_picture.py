"""The picture of a place's surroundings: small, of the place alone, kept by those who show it."""

import io
import re

import aiohttp
import pytest
from PIL import Image

from bot.web.map.picture import CENTRE, DOT, HEIGHT, WIDTH, Around, draw
from models.values.position import Position

HERE = Position.wgs84(32.615, 115.165)
ALL = [(f"暖新驿站 {n}", Position.wgs84(32.615 + n % 7 * 0.002, 115.165 - n % 5 * 0.002)) for n in range(1, 31)]


def test_it_is_small_however_many_places_and_however_long_their_names_are() -> None:
    many = tuple((name * 20, position) for name, position in ALL)
    content = draw(Around("青石路" * 40, HERE, many, ("300 米", "500 米", "1000 米"), "北"))
    assert len(content) < 30_000
    assert Image.open(io.BytesIO(content)).size == (WIDTH, HEIGHT)


def test_a_neighbour_is_drawn_where_it_is() -> None:
    north = Position.wgs84(HERE.latitude + 500 / 111_195, HERE.longitude)
    content = draw(Around("甲", HERE, (("", north),), ("", "", ""), ""))
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    assert "#{:02x}{:02x}{:02x}".format(*picture.getpixel((CENTRE[0], CENTRE[1] - 100))) == DOT  # type: ignore[misc]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_link_to_a_place_names_its_picture(url: str) -> None:
    async with aiohttp.ClientSession() as client:
        async with client.get(f"{url}/place/T1") as answer:
            [address] = re.findall(r'property="og:image" content="([^"]+)"', await answer.text())
        assert address == f"{url}/place/T1/map.png"
        async with client.get(address) as answer:
            assert answer.headers["Content-Type"] == "image/png"
            assert "max-age=86400" in answer.headers["Cache-Control"]
            assert len(await answer.read()) < 30_000
        async with client.get(f"{url}/place/NOPE/map.png") as answer:
            assert answer.status == 404
