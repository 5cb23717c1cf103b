"""A map that the public sees has a review number, or the pack is refused; and what no page can draw is named."""

from pathlib import Path

import pytest
from pmtiles.tile import TileType

from models.city.pack import load_city
from tests.models.city.test_city_pack import change, lines
from tests.models.city.test_pack_readme import pack as pack  # the pack of the README, in a folder
from tests.world.tiles import GREEN, tile_picture, write_archive

REVIEW = 'review_number = "GS（2024）0650号"'


def with_map(pack: Path, *lines: str) -> Path:
    text = (pack / "city.toml").read_text(encoding="utf-8").partition("[map]")[0]
    (pack / "city.toml").write_text("\n".join([text, "[map]", *lines]), encoding="utf-8")
    return pack


URL = 'url = "https://tiles.example.org/{z}/{x}/{y}.png?key={key}"'


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (('base = "tianditu"', 'attribution = "天地图"'), "给大家看的地图要先审图"),
        (("outlines = true",), "给大家看的区界要先审图"),
        (('base = "osm"', 'attribution = "OSM"', REVIEW), "可以写：rings, tianditu, xyz, pmtiles"),
        (('base = "xyz"', 'attribution = "某图"', REVIEW), "缺少 url"),
        (('base = "xyz"', 'attribution = "某图"', REVIEW, 'url = "https://e.org/{z}/{x}.png"'), "不是瓦片网址"),
        (('base = "xyz"', URL, REVIEW), "缺少 attribution"),
        (('base = "xyz"', URL, 'attribution = "某图"', REVIEW, 'datum = "cgcs"'), "可以写：wgs84, gcj02, bd09"),
        (('base = "tianditu"', 'attribution = "天地图"', REVIEW, 'datum = "gcj02"'), "可以写：wgs84"),
        (('base = "tianditu"', 'attribution = "天地图"', REVIEW, URL), 'base = "xyz" 才有这一项'),
        (('base = "pmtiles"', 'attribution = "某图"', REVIEW, 'file = "no.pmtiles"'), "读不了“no.pmtiles”"),
        (('base = "pmtiles"', 'attribution = "某图"', REVIEW, 'file = "city.toml"'), "不是 PMTiles 第 3 版的文件"),
    ],
)
async def test_what_is_wrong_with_the_map_is_said_with_its_remedy(
    pack: Path, written: tuple[str, ...], said: str
) -> None:
    found = await lines(with_map(pack, *written))
    assert len(found) == 1
    assert found[0].startswith("city.toml")
    assert said in found[0]


async def test_a_sample_city_needs_no_review_number_and_rings_never_do(pack: Path) -> None:
    assert not load_city(with_map(pack)).base_map.has_tiles
    change(with_map(pack, "outlines = true"), "city.toml", "sample = false", "sample = true")
    assert load_city(pack).base_map.outlines


@pytest.mark.parametrize(("kind", "packed"), [(TileType.MVT, True), (TileType.MVT, False), (TileType.PNG, True)])
async def test_an_archive_of_vector_tiles_is_refused_by_name(pack: Path, kind: TileType, packed: bool) -> None:
    tiles = {(9, 419, 207): tile_picture(GREEN)}
    write_archive(pack / "map.pmtiles", tiles, kind, packed)
    with_map(pack, 'base = "pmtiles"', 'attribution = "某图"', REVIEW, 'file = "map.pmtiles"')
    [said] = await lines(pack)
    assert f"“map.pmtiles”里的瓦片是 {kind.name}，网页画不了" in said
    write_archive(pack / "map.pmtiles", tiles)
    assert load_city(pack).base_map.file == pack / "map.pmtiles"
