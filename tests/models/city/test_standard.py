"""`standard.toml` of a city pack: what a whole one gives, and that every slip names its spot and the mend."""

from datetime import date
from pathlib import Path

import pytest

from models.city.pack import City, load_city
from models.city.standard import MOST_OF_RIDER, Evidence, Measure, Seen
from models.city.table import BadCityPack
from tests.models.city.test_city import pack  # noqa: F401 - a fixture
from tests.world.complaints import complains

DEPARTMENTS = """\
[union]
titles = "总工会"
hours = "工作日"
phone = "0000-5550100"
lead = true
"""
WHOLE = """\
version = "1"
titles = "标准"
from = 2026-10-01
source = "照公布的数字写的"
grades = [50, 60, 70, 80, 90]

[owners]
station = "union"

[sources.six]
titles = "六有"

[faults.entry]
titles = "进不去"
days = 2

[musts.open]
titles = "开着"
ask = "开着吗？"
kinds = ["station"]
seen = "visit"
evidence = "photo"
fault = "entry"
source = "six"
riders = true

[items.water]
titles = "有水"
ask = "有水吗？"
kinds = ["station"]
needs = ["water"]
seen = "visit"
fault = "entry"
source = "six"
weight = 60

[items.late]
titles = "开得晚"
kinds = ["station"]
seen = "data"
measure = "late"
bound = 19
fault = "entry"
source = "six"
weight = 40
"""


@pytest.fixture
def assessed(pack: Path) -> Path:  # noqa: F811
    """A pack with a standard."""
    (pack / "departments.toml").write_text(DEPARTMENTS, encoding="utf-8")
    (pack / "standard.toml").write_text(WHOLE, encoding="utf-8")
    return pack


def test_a_whole_file_gives_all_that_is_in_it(assessed: Path) -> None:
    standard = load_city(assessed).standard
    assert standard is not None
    assert (standard.version, standard.begins, standard.kinds) == ("1", date(2026, 10, 1), ("station",))
    assert [each.key for each in standard.of_place("station", {"water"})] == ["open", "water", "late"]
    assert [each.key for each in standard.of_place("station", ())] == ["open", "late"], "no water, no question"
    assert standard.of_place("complex", {"water"}) == []
    must, late = standard.criteria["open"], standard.criteria["late"]
    assert (must.must, must.seen, must.evidence, must.weight) == (True, Seen.VISIT, Evidence.PHOTO, 0)
    assert (late.measure, late.bound, late.weight) == (Measure.LATE, 19, 40)
    assert [standard.stars_of(points) for points in (0, 49, 50, 89, 90, 100)] == [0, 0, 1, 4, 5, 5]
    assert (standard.days_for("open"), standard.days_for("not there any more")) == (2, 2)


def test_a_city_need_not_have_one(pack: Path) -> None:  # noqa: F811
    assert load_city(pack).standard is None


SLIPS = {
    "TOML cannot be read": ("[owners]", "[owners", "line 7", ""),
    "no day": ("from = 2026-10-01", 'from = "soon"', "from", "no date"),
    "grades do not rise": ("[50, 60, 70, 80, 90]", "[50, 60, 60, 80, 90]", "grades", "5 rising whole numbers"),
    "a kind is unknown": ('station = "union"', 'stop = "union"', "owners.stop", "stop"),
    "an owner is unknown": ('station = "union"', 'station = "onion"', "owners.station", "union"),
    "a fault is unknown": ('fault = "entry"', 'fault = "entrance"', "musts.open.fault", "entry"),
    "a source is unknown": ('source = "six"', 'source = "seven"', "musts.open.source", "six"),
    "a need is unknown": ('["water"]', '["whisky"]', "items.water.needs", "whisky"),
    "a must has a weight": ("riders = true", "weight = 5", "musts.open.weight", "not known"),
    "an item has none": ("weight = 60\n", "", "items.water.weight", "missing"),
    "seen by nobody": ('seen = "data"', 'seen = "ghosts"', "items.late.seen", "visit, data, riders"),
    "a visit measures nothing": (
        "weight = 60",
        'weight = 60\nmeasure = "late"',
        "items.water.measure",
        "somebody looks",
    ),
    "data are not asked": ('seen = "data"', 'seen = "data"\nask = "?"', "items.late.ask", "nobody goes to look"),
    "data do not feel": ('"late"', '"felt"', "items.late.measure", "felt goes with riders"),
    "a bound beyond the day": ("bound = 19", "bound = 30", "items.late.bound", "1 to 24"),
    "days beyond reason": ("days = 2", "days = 200", "faults.entry.days", "1 to 60"),
    "a must and an item": ("[items.late]", "[items.open]", "items.open", "must already"),
}


@pytest.mark.parametrize(("old", "new", "where", "problem"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_stops_the_start_and_names_its_spot(
    assessed: Path, old: str, new: str, where: str, problem: str
) -> None:
    assert old in WHOLE
    (assessed / "standard.toml").write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadCityPack) as caught:
        load_city(assessed)
    assert complains(caught.value, "standard.toml", where, problem)


def test_the_sample_citys_standard_names_a_source_for_each_criterion(city: City) -> None:
    standard = city.standard
    assert standard is not None
    assert {each.source for each in standard.criteria.values()} == {*standard.sources}, "and none for nothing"
    for kind in standard.kinds:
        asked = [each for each in standard.of_place(kind, city.needs) if each.riders]
        assert 0 < len(asked) <= MOST_OF_RIDER
    assert sum(each.must for each in standard.criteria.values()) == 5
