"""A city pack: what a whole one gives, and that every slip in one names the file, the spot and the mend."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.city.kinds import PlaceKind
from models.city.pack import BadCityPack, load_city
from models.values.position import Position
from tests.world.complaints import complains

CITY = """\
key = "toytown"
sample = true
timezone = "Asia/Shanghai"
centre = { latitude = 32.5, longitude = 115.5 }
first_needs = ["toilet", "water", "charging", "swap", "rest"]

[titles]
zh-CN = "玩具城"
en = "Toytown"

[kinds.station]
zh-CN = "驿站"
en = "station"

[night]
start = "22:00"
end = "07:00"

[occupations.courier]
zh-CN = "快递员"
en = "courier"
quiet = ["08:00-11:00", "16:00-19:00"]
"""

NEED = """\
[{key}]
emoji = "🚻"
titles = {{ zh-CN = "中文{key}", en = "{key}" }}
[{key}.words]
zh-CN = ["想要{key}"]
en = ["{key}", "want {key}"]
"""

WEST = [[115, 32], [116, 32], [116, 33], [115, 33], [115, 32]]
EAST = [[116, 32], [117, 32], [117, 33], [116, 33], [116, 32]]
HORSESHOE = [[118, 32], [121, 32], [121, 35], [118, 35], [118, 34], [120, 34], [120, 33], [118, 33], [118, 32]]

Spoil = Callable[[Path], None]
KM_NORTH = 1 / 111.195
"""Degrees of latitude."""


def feature(key: str, *rings: list[list[float]], kind: str = "Polygon") -> dict[str, object]:
    titles = {"zh-CN": f"{key}区", "en": f"{key} district"}
    about = {"key": key, "titles": titles, "words": [f"{key}区"]}
    return {"type": "Feature", "properties": about, "geometry": {"type": kind, "coordinates": list(rings)}}


def write_districts(folder: Path, *features: object) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (folder / "districts.geojson").write_text(text, encoding="utf-8")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A small pack without a fault."""
    needs = "".join(NEED.format(key=key) for key in ("toilet", "water", "charging", "swap", "rest", "shower"))
    (tmp_path / "city.toml").write_text(CITY, encoding="utf-8")
    (tmp_path / "needs.toml").write_text(needs, encoding="utf-8")
    write_districts(tmp_path, feature("west", WEST), feature("east", EAST), feature("shoe", HORSESHOE))
    return tmp_path


def test_a_whole_pack_gives_all_that_is_in_it(pack: Path) -> None:
    city = load_city(pack)
    assert (city.key, city.titles["en"], city.sample) == ("toytown", "Toytown", True)
    assert (city.centre, city.zone.key) == (Position.wgs84(32.5, 115.5), "Asia/Shanghai")
    assert list(city.needs) == ["toilet", "water", "charging", "swap", "rest", "shower"]
    assert city.first_needs == ("toilet", "water", "charging", "swap", "rest")
    assert city.needs["water"].titles == {"zh-CN": "中文water", "en": "water"}
    assert city.needs["water"].words == {"zh-CN": ("想要water",), "en": ("water", "want water")}
    assert city.occupations["courier"].titles["zh-CN"] == "快递员"
    assert (city.night, city.occupations["courier"].quiet) == ((1320, 420), ((480, 660), (960, 1140)))
    assert city.kinds == {"station": PlaceKind("station", {"zh-CN": "驿站", "en": "station"})}
    assert city.places_file == pack / "places.csv"


@pytest.mark.parametrize(
    ("latitude", "longitude", "key"),
    [(32.5, 115.5, "west"), (32.5, 116.5, "east"), (32.5, 116.0, "west"), (33.5, 118.5, None), (10.0, 10.0, None)],
    ids=["inside", "other side", "on the border: first in the file", "in the gap", "far away"],
)
def test_a_position_lies_in_one_district_or_none(
    pack: Path, latitude: float, longitude: float, key: str | None
) -> None:
    district = load_city(pack).district_at(Position.wgs84(latitude, longitude))
    assert (district.key if district else None) == key


def test_the_centre_of_a_district_is_inside_even_where_it_bends(pack: Path) -> None:
    city = load_city(pack)
    for district in city.districts.values():
        assert city.district_at(district.centre()) is district


@pytest.mark.parametrize(
    ("latitude", "longitude", "near"),
    [
        (32.5, 115.5, True),
        (33 + 29 * KM_NORTH, 116.5, True),
        (33 + 31 * KM_NORTH, 116.5, False),
        (35 + 25 * KM_NORTH, 121 + 25 * KM_NORTH / 0.843, False),  # near the corner of the box, not of a district
        (33.5, 118.5, False),  # between its ends
        (33.2, 118.5, True),
    ],
)
def test_what_is_more_than_30_km_from_every_district_is_not_the_citys(
    pack: Path, latitude: float, longitude: float, near: bool
) -> None:
    write_districts(pack, feature("west", WEST), feature("east", EAST), feature("bent", HORSESHOE))
    assert load_city(pack).is_near(Position.wgs84(latitude, longitude)) is near


def test_a_district_may_be_in_several_parts(pack: Path) -> None:
    write_districts(pack, feature("both", [WEST], [HORSESHOE], kind="MultiPolygon"))
    city = load_city(pack)
    assert city.district_at(Position.wgs84(32.5, 119)) is city.districts["both"]


def test_a_byte_order_mark_does_no_harm(pack: Path) -> None:
    for file in pack.iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert load_city(pack).key == "toytown"


def replacing(name: str, old: str, new: str) -> Spoil:
    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def with_districts(*features: object) -> Spoil:
    return lambda folder: write_districts(folder, *features)


SLIPS: dict[str, tuple[Spoil, str, str, str]] = {
    "a file is not there": (lambda folder: (folder / "needs.toml").unlink(), "needs.toml", "", "No such file"),
    "a file is not UTF-8": (
        lambda folder: (folder / "city.toml").write_bytes(CITY.encode("gb18030")),
        "city.toml",
        "line ",
        "not UTF-8",
    ),
    "TOML cannot be read": (replacing("city.toml", "sample = true", "sample = "), "city.toml", "line 2", "alue"),
    "a need is there twice": (replacing("needs.toml", "[water]", "[toilet]"), "needs.toml", "line 7", "twice"),
    "there is no need": (lambda folder: (folder / "needs.toml").write_text(""), "needs.toml", "", "Nothing"),
    "a key is missing": (replacing("city.toml", 'key = "toytown"\n', ""), "city.toml", "key", "missing"),
    "a key is misspelt": (replacing("city.toml", "sample =", "sampel ="), "city.toml", "sampel", "not known"),
    "a key has a capital": (replacing("city.toml", '"toytown"', '"Toytown"'), "city.toml", "key", "cannot be a key"),
    "a need's key is too long": (
        replacing("needs.toml", "[shower]", f"[{'s' * 33}]"),
        "needs.toml",
        "s" * 33,
        "cannot be a key",
    ),
    "a title lacks its language": (
        replacing("city.toml", 'zh-CN = "玩具城"\n', ""),
        "city.toml",
        "titles.zh-CN",
        "missing",
    ),
    "a need's title lacks its language": (
        replacing("needs.toml", 'zh-CN = "中文water", ', ""),
        "needs.toml",
        "water.titles.zh-CN",
        "missing",
    ),
    "a title is blank": (replacing("city.toml", '"Toytown"', '" "'), "city.toml", "titles.en", "not a text"),
    "a table is a text": (
        replacing("city.toml", "centre = {", 'centre = "there" # '),
        "city.toml",
        "centre",
        "not a table",
    ),
    "a flag is a text": (replacing("city.toml", "= true", '= "true"'), "city.toml", "sample", "neither"),
    "a number is a text": (
        replacing("city.toml", "= 32.5", '= "32.5"'),
        "city.toml",
        "centre.latitude",
        "not a number",
    ),
    "the centre is swapped": (
        replacing("city.toml", "latitude = 32.5, longitude = 115.5", "latitude = 115.5, longitude = 32.5"),
        "city.toml",
        "centre",
        "no such position",
    ),
    "the centre is elsewhere": (replacing("city.toml", "= 32.5", "= 42.5"), "city.toml", "centre", "no district"),
    "the time zone is no zone": (
        replacing("city.toml", "Asia/Shanghai", "Asia/Toytown"),
        "city.toml",
        "timezone",
        "Asia/Toytown",
    ),
    "the time zone is a continent": (
        replacing("city.toml", "Asia/Shanghai", "Asia"),
        "city.toml",
        "timezone",
        "no time zone",
    ),
    "the time zone climbs out": (replacing("city.toml", "Asia/Sh", "../Sh"), "city.toml", "timezone", "no time zone"),
    "a first need is unknown": (
        replacing("city.toml", '"swap", "rest"', '"swap", "sauna"'),
        "city.toml",
        "first_needs",
        "sauna",
    ),
    "a first need is there twice": (
        replacing("city.toml", '"swap", "rest"', '"swap", "swap"'),
        "city.toml",
        "first_needs",
        "swap",
    ),
    "four first needs": (replacing("city.toml", ', "rest"', ""), "city.toml", "first_needs", "4 needs"),
    "no night": (replacing("city.toml", "[night]", "[[night]]"), "city.toml", "night", "not a table"),
    "the night has no end": (replacing("city.toml", 'end = "07:00"\n', ""), "city.toml", "night.end", "missing"),
    "the night begins at no time": (
        replacing("city.toml", '"22:00"', '"25:00"'),
        "city.toml",
        "night.start",
        "“25:00” is no time of day",
    ),
    "the night is by day": (replacing("city.toml", '"22:00"', '"02:00"'), "city.toml", "night", "no night"),
    "the night is empty": (replacing("city.toml", '"22:00"', '"07:00"'), "city.toml", "night", "no night"),
    "a quiet time has no end": (
        replacing("city.toml", "08:00-11:00", "08:00"),
        "city.toml",
        "occupations.courier.quiet",
        "“08:00” is no span",
    ),
    "a quiet time is empty": (
        replacing("city.toml", "08:00-11:00", "08:00-08:00"),
        "city.toml",
        "occupations.courier.quiet",
        "no span",
    ),
    "quiet times are a text": (
        replacing("city.toml", '["08:00-11:00", "16:00-19:00"]', '"08:00-11:00"'),
        "city.toml",
        "occupations.courier.quiet",
        "not a list",
    ),
    "nearly all is quiet": (
        replacing("city.toml", "08:00-11:00", "08:00-15:30"),
        "city.toml",
        "occupations.courier.quiet",
        "19.5 hours",
    ),
    "no words for a need": (
        replacing("needs.toml", '["想要water"]', "[]"),
        "needs.toml",
        "water.words.zh-CN",
        "not a list",
    ),
    "no words in its language": (
        replacing("needs.toml", 'zh-CN = ["想要water"]', ""),
        "needs.toml",
        "water.words.zh-CN",
        "missing",
    ),
    "a blank word": (replacing("needs.toml", '"want water"', '""'), "needs.toml", "water.words.en", "not a list"),
    "no emoji": (replacing("needs.toml", 'emoji = "🚻"\n', ""), "needs.toml", "toilet.emoji", "missing"),
    "letters for an emoji": (replacing("needs.toml", "🚻", "wc"), "needs.toml", "toilet.emoji", "not an emoji"),
    "Chinese for an emoji": (replacing("needs.toml", "🚻", "厕"), "needs.toml", "toilet.emoji", "not an emoji"),
    "JSON cannot be read": (
        replacing("districts.geojson", '"features": [', '\n"features": ]'),
        "districts.geojson",
        "line 2",
        "alue",
    ),
    "no features": (with_districts(), "districts.geojson", "features", "none"),
    "a list for GeoJSON": (
        lambda folder: (folder / "districts.geojson").write_text("[]"),
        "districts.geojson",
        "features",
        "none",
    ),
    "a district is there twice": (
        with_districts(feature("west", WEST), feature("west", EAST)),
        "districts.geojson",
        "feature 2",
        "twice",
    ),
    "a feature is a text": (with_districts("west"), "districts.geojson", "feature 1.properties", "missing"),
    "a district without geometry": (
        with_districts(feature("west", WEST) | {"geometry": None}),
        "districts.geojson",
        "feature 1.geometry",
        "no polygon",
    ),
    "a district that is a point": (
        with_districts(feature("west", WEST), feature("dot") | {"geometry": {"type": "Point", "coordinates": [1, 2]}}),
        "districts.geojson",
        "feature 2.geometry",
        "no polygon",
    ),
    "a district without corners": (with_districts(feature("void")), "districts.geojson", "geometry", "no polygon"),
    "a border that does not close": (
        with_districts(feature("open", WEST[:-1])),
        "districts.geojson",
        "feature 1.geometry",
        "no polygon",
    ),
    "a border that crosses itself": (
        with_districts(feature("bow", [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]])),
        "districts.geojson",
        "feature 1.geometry",
        "Self-intersection",
    ),
    "a swapped border": (
        with_districts(feature("west", [[y, x] for x, y in WEST])),
        "districts.geojson",
        "feature 1.geometry",
        "beyond",
    ),
    "a district without words": (
        replacing("districts.geojson", '"words": ', '"wordz": '),
        "districts.geojson",
        "properties.wordz",
        "not known",
    ),
}


@pytest.mark.parametrize(("spoil", "file", "where", "problem"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_names_its_file_its_spot_and_the_mend(
    pack: Path, spoil: Spoil, file: str, where: str, problem: str
) -> None:
    spoil(pack)
    with pytest.raises(BadCityPack) as caught:
        load_city(pack)
    assert complains(caught.value, pack / file, where, problem)
