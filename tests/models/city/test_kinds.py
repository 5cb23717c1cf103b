"""Kinds of place are data: what one may say of itself, and every slip named where it stands."""

from pathlib import Path

import pytest

from bot.commands.place_file import COLUMNS
from models.city.kinds import OWN_COLUMNS, PlaceKind
from models.city.pack import City, load_city
from models.city.table import BadCityPack
from tests.models.city.test_city import pack as pack  # a small pack, in a folder

GATE = """
[kinds.gate]
titles = "小区大门"
listed = false
emoji = "🚪"
words = ["怎么进"]
asked = "小区怎么进"
fields = { guard = "门岗要什么" }
"""


def _with(pack: Path, more: str) -> City:
    file = pack / "city.toml"
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    return load_city(pack)


def test_a_kind_with_words_can_be_asked_for_and_one_without_stays_as_it_was(pack: Path) -> None:
    city = _with(pack, GATE)
    assert city.kinds["station"] == PlaceKind("station", {"zh-CN": "驿站", "en": "station"})
    gate = city.kinds["gate"]
    assert (gate.listed, list(gate.fields), gate.titles["en"]) == (False, ["guard"], "小区大门")
    assert (city.needs["gate"].titles["zh-CN"], city.needs["gate"].words["zh-CN"]) == ("小区怎么进", ("怎么进",))
    assert (city.left_out(()), city.left_out(["gate"]), city.left_out(["toilet"])) == (("gate",), (), ())


@pytest.mark.parametrize(
    ("old", "new", "path", "key"),
    [
        ("listed = false", 'listed = "no"', "kinds.gate.listed", "pack-not-flag"),
        ('emoji = "🚪"', "", "kinds.gate.emoji", "pack-missing"),
        ("listed", "shown", "kinds.gate.shown", "pack-unknown-field"),
        ("guard =", "vehicles =", "kinds.gate", "pack-gate-without"),
        ("guard =", 'phone = "电话", guard =', "kinds.gate.fields.phone", "pack-field-taken"),
        ("[kinds.gate]", "[kinds.toilet]", "kinds.toilet.words", "pack-kind-is-need"),
    ],
)
def test_a_slip_is_named_where_it_stands(pack: Path, old: str, new: str, path: str, key: str) -> None:
    with pytest.raises(BadCityPack) as caught:
        _with(pack, GATE.replace(old, new, 1))
    assert (path, key) in [(each.path, each.key) for each in caught.value.complaints]


def test_no_field_can_have_the_name_of_a_column() -> None:
    assert set(COLUMNS) <= set(OWN_COLUMNS)
