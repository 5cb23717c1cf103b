"""The sample city: it is whole, it holds together, and nothing in it can be mistaken for a real number or name."""

import csv
import re
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import pytest
import shapely

import bot
from models.city.actions import ActionKind
from models.city.pack import City, load_city
from models.city.table import LOCALES
from models.places.place import Access
from models.values.opening_hours import open_state
from models.values.position import Position
from models.values.written_hours import to_osm

FOLDER = Path(bot.__file__).parent / "sample_city"
COLUMNS = ["code", "kind", "name", "latitude", "longitude", "district", "address", "needs", "hours", "phone", "note"]
COLUMNS += ["access", "access_note", "checked_at"]
FIELDS = ["guard", "vehicles", "building", "plan", "pass", "discount", "rider_door"]
KINDS = {
    "station": 1151,
    "complex": 10,
    "gate": 8,
    "merchant": 3,
    "hospital": 2,
    "mall": 2,
    "branch": 2,
    "legal_office": 2,
}
FICTITIOUS_PHONE = r"0000-55501\d\d"
"""There is no area code 0000."""
ADDRESS = r"(\w+?(?:路|街|巷|大道))(\d+)号"

Row = dict[str, str]


@pytest.fixture(scope="module")
def city() -> City:
    return load_city(FOLDER)


@pytest.fixture(scope="module")
def rows(city: City) -> list[Row]:
    with city.places_file.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == [*COLUMNS, *FIELDS]
        return [{key: value or "" for key, value in row.items()} for row in reader]


def position(row: Row) -> Position:
    return Position.wgs84(float(row["latitude"]), float(row["longitude"]))


def test_it_says_that_it_is_invented(city: City) -> None:
    assert city.sample


def test_it_has_1151_stations_and_some_places_of_every_other_kind(rows: list[Row]) -> None:
    assert Counter(row["kind"] for row in rows) == KINDS


@pytest.mark.parametrize("column", ["code", "name"])
def test_no_two_places_share_a_code_or_a_name(rows: list[Row], column: str) -> None:
    assert [value for value, count in Counter(row[column] for row in rows).items() if count > 1] == []


def test_no_two_places_share_an_address_or_a_spot(rows: list[Row]) -> None:
    assert len({row["address"] for row in rows}) == len(rows)
    assert len({position(row) for row in rows}) == len(rows)


def test_a_code_fits_a_deep_link(rows: list[Row]) -> None:
    assert [row["code"] for row in rows if not re.fullmatch(r"[A-Za-z0-9_-]{1,16}", row["code"])] == []


def test_a_name_can_be_said_in_one_breath(rows: list[Row]) -> None:
    assert [row["name"] for row in rows if not re.fullmatch(r"[\u4e00-\u9fff]{4,17}", row["name"])] == []


def test_every_place_lies_in_its_district(city: City, rows: list[Row]) -> None:
    strays = [row["code"] for row in rows if city.district_at(position(row)) is not city.districts[row["district"]]]
    assert strays == []
    assert {row["district"] for row in rows} == set(city.districts)


def test_the_districts_lie_side_by_side(city: City) -> None:
    shapes = [district.shape for district in city.districts.values()]
    whole = shapely.union_all(shapes)
    assert 8 <= len(shapes) <= 10
    assert sum(shape.area for shape in shapes) == pytest.approx(whole.area, rel=1e-9)
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0


def test_house_numbers_grow_along_a_street(rows: list[Row]) -> None:
    """Of three houses in the order of their numbers, the middle one is hardly ever the farthest away."""
    streets: dict[str, list[tuple[int, Position]]] = defaultdict(list)
    for row in rows:
        street = re.match(ADDRESS, row["address"])
        assert street, row["address"]
        streets[street[1]].append((int(street[2]), position(row)))
    astray = total = 0
    for houses in streets.values():
        line = [spot for _, spot in sorted(houses, key=lambda house: house[0])]
        for before, here, after in zip(line, line[1:], line[2:], strict=False):
            total += 1
            astray += before.distance_m(here) > before.distance_m(after) * 1.2
    assert len(streets) > 100
    assert astray <= total * 0.02


def test_every_need_is_known_and_offered_somewhere(city: City, rows: list[Row]) -> None:
    stations = [row for row in rows if city.kinds[row["kind"]].listed]
    offered = [row["needs"].split("|") for row in stations]
    assert all(len(needs) == len(set(needs)) >= 2 for needs in offered)
    assert {key for needs in offered for key in needs} == set(city.needs) - set(city.unlisted_kinds)
    assert not any(row["needs"] for row in rows if row not in stations)


def test_a_complex_offers_most_needs_for_long(city: City, rows: list[Row]) -> None:
    at_night = datetime(2026, 11, 24, 22, 15, tzinfo=city.zone)
    complexes = [row for row in rows if row["kind"] == "complex"]
    needs = len(city.needs) - len(city.unlisted_kinds)
    assert all(len(row["needs"].split("|")) >= 0.8 * needs for row in complexes)
    assert sum(open_state(row["hours"], at_night, city.zone).is_open is True for row in complexes) >= 8


def test_hours_are_valid_and_of_many_kinds(rows: list[Row]) -> None:
    kinds = {row["hours"] for row in rows if row["hours"]}
    assert all(to_osm(hours) == hours for hours in kinds)
    for way in (r"24/7", r"Mo-Fr .*PH off", r"12:00,1", r"-0[1-3]:", r"Sa-Su"):
        assert any(re.search(way, hours) for hours in kinds), way


def test_in_the_centre_five_open_toilets_are_within_a_kilometre_by_day(city: City, rows: list[Row]) -> None:
    afternoon = datetime(2026, 11, 24, 15, 0, tzinfo=city.zone)
    toilets = [row for row in rows if "toilet" in row["needs"].split("|")]
    spots = [position(row) for row in toilets if open_state(row["hours"], afternoon, city.zone).is_open]
    for north in (-0.015, 0, 0.015):
        for east in (-0.015, 0, 0.015):
            here = Position.wgs84(city.centre.latitude + north, city.centre.longitude + east)
            assert sorted(here.distance_m(spot) for spot in spots)[4] <= 1000


def test_it_says_how_to_get_in_and_when_most_places_were_checked(rows: list[Row]) -> None:
    assert {row["access"] for row in rows} == {"", *Access}
    checked = [datetime.fromisoformat(row["checked_at"]) for row in rows if row["checked_at"]]
    assert len(checked) > 0.95 * len(rows)
    assert sum(each < datetime(2026, 6, 1) for each in checked) > 50, "some long ago"  # noqa: DTZ001  # days


def test_telephone_numbers_ring_nowhere(rows: list[Row]) -> None:
    phones = [row["phone"] for row in rows if row["phone"]]
    assert phones
    assert [phone for phone in phones if not re.fullmatch(FICTITIOUS_PHONE, phone)] == []


def test_kinds_of_places_have_titles(city: City, rows: list[Row]) -> None:
    assert {row["kind"] for row in rows} == set(city.kinds)


def test_the_needs_of_the_programme_are_there(city: City) -> None:
    asked = "toilet drinking_water hot_water microwave rest air_conditioning charging ev_charging battery_swap repair"
    more = "first_aid wifi umbrella shower nursing reading parking food legal counselling party"
    assert set(asked.split()) | set(more.split()) <= set(city.needs)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_two_buttons_read_the_same(city: City, locale: str) -> None:
    titles = [need.titles[locale] for need in city.needs.values()]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= 20


@pytest.mark.parametrize(
    ("locale", "said", "keys"),
    [
        ("zh-CN", "厕所", {"toilet"}),
        ("zh-CN", "憋不住", {"toilet"}),
        ("zh-CN", "热水", {"hot_water"}),
        ("zh-CN", "没电了", {"charging"}),
        ("zh-CN", "手机没电了", {"charging"}),
        ("zh-CN", "车没电了", {"ev_charging", "battery_swap"}),
        ("zh-CN", "躲雨", {"rest", "umbrella"}),
        ("zh-CN", "淋湿了", {"umbrella"}),
        ("en", "toilet", {"toilet"}),
        ("en", "restroom", {"toilet"}),
        ("en", "water", {"drinking_water"}),
    ],
)
def test_what_riders_say_belongs_to_the_needs_they_mean(city: City, locale: str, said: str, keys: set[str]) -> None:
    assert {key for key, need in city.needs.items() if said in need.words[locale]} == keys


def test_few_words_mean_two_needs_and_none_three(city: City) -> None:
    for locale in LOCALES:
        counts = Counter(word for need in city.needs.values() for word in need.words[locale])
        assert max(counts.values()) <= 2
        assert sum(count == 2 for count in counts.values()) <= len(counts) * 0.05


def test_words_are_written_as_they_are_compared(city: City) -> None:
    for need in city.needs.values():
        for words in need.words.values():
            assert [word for word in words if word != word.strip().lower()] == []


def test_every_benefit_of_the_sample_is_complete_and_says_that_its_sums_are_invented(city: City) -> None:
    for benefit in city.benefits.items.values():
        assert benefit.amount is not None, benefit.key
        assert benefit.where is not None, benefit.key
        assert benefit.source is not None, benefit.key
        assert benefit.as_of is not None, benefit.key
        assert benefit.phone or benefit.action.kind is ActionKind.PHONE, benefit.key
        assert "示例" in benefit.source["zh-CN"], benefit.key
        assert "sample" in benefit.source["en"], benefit.key
