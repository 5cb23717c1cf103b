"""`certificates.toml` of a city pack: what a whole one gives, and that every slip names its spot and the mend."""

import csv
from pathlib import Path

import pytest

from models.city.pack import City, load_city
from models.city.papers import load_paper_kinds
from models.city.table import LOCALES, BadCityPack
from tests.models.city.test_city import pack  # noqa: F401 - a fixture
from tests.world.complaints import complains

WHOLE = """\
[health]
titles = { zh-CN = "健康证", en = "Health certificate" }
renew_place = "T1"
renew_note = { zh-CN = "去那儿换。", en = "Renew it there." }
words = { zh-CN = ["体检证"], en = ["health card"] }

[plate]
titles = { zh-CN = "号牌", en = "Plate" }
"""


def test_a_whole_file_gives_all_that_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "certificates.toml"
    file.write_text(WHOLE, encoding="utf-8")
    kinds = load_paper_kinds(file)
    assert list(kinds) == ["health", "plate"]
    assert (kinds["health"].titles["zh-CN"], kinds["health"].renew_place) == ("健康证", "T1")
    assert kinds["health"].renew_note == {"zh-CN": "去那儿换。", "en": "Renew it there."}
    assert kinds["health"].words == {"zh-CN": ("体检证",), "en": ("health card",)}
    assert (kinds["plate"].renew_place, kinds["plate"].renew_note) == (None, None)
    assert kinds["plate"].words == {"zh-CN": (), "en": ()}


def test_a_city_need_not_have_one(pack: Path) -> None:  # noqa: F811
    assert load_city(pack).papers == {}


SLIPS = {
    "TOML cannot be read": ("[plate]", "[plate", "line 7", ""),
    "no titles": ('titles = { zh-CN = "号牌", en = "Plate" }', "", "plate.titles", "missing"),
    "a title lacks its language": ('zh-CN = "号牌", ', "", "plate.titles.zh-CN", "missing"),
    "a key is misspelt": ("renew_place", "renew_at", "health.renew_at", "not known"),
    "a place is a number": ('"T1"', "1", "health.renew_place", "not a text"),
    "a note is a number": (
        'renew_note = { zh-CN = "去那儿换。", en = "Renew it there." }',
        "renew_note = 1",
        "health.renew_note",
        "not a text",
    ),
    "a note lacks a language": ('zh-CN = "去那儿换。", ', "", "health.renew_note.zh-CN", "missing"),
    "words lack a language": ('zh-CN = ["体检证"], ', "", "health.words.zh-CN", "missing"),
    "a key has a capital": ("[plate]", "[Plate]", "Plate", "cannot be a key"),
    "a key is the people's own": ("[plate]", "[own]", "own", "name themselves"),
}


@pytest.mark.parametrize(("old", "new", "where", "problem"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_stops_the_start_and_names_its_spot(
    pack: Path,  # noqa: F811
    old: str,
    new: str,
    where: str,
    problem: str,
) -> None:
    assert old in WHOLE
    (pack / "certificates.toml").write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(BadCityPack) as caught:
        load_city(pack)
    assert complains(caught.value, "certificates.toml", where, problem)


def test_an_empty_file_is_a_slip(pack: Path) -> None:  # noqa: F811
    (pack / "certificates.toml").write_text("", encoding="utf-8")
    with pytest.raises(BadCityPack) as caught:
        load_city(pack)
    assert complains(caught.value, "certificates.toml", problem="Nothing is there")


def test_the_sample_city_has_the_papers_of_its_workers(city: City) -> None:
    asked = "健康证 驾驶证 从业资格证 网约车驾驶员证 网约车运输证 道路运输证 行驶证年检 车辆保险 电动车号牌 居住证"
    assert [kind.titles["zh-CN"] for kind in city.papers.values()] == asked.split()


def test_the_sample_citys_places_to_renew_are_in_its_directory(city: City) -> None:
    with city.places_file.open(encoding="utf-8", newline="") as file:
        complexes = {row["code"] for row in csv.DictReader(file) if row["kind"] == "complex"}
    named = {kind.renew_place for kind in city.papers.values() if kind.renew_place}
    assert named
    assert named <= complexes


@pytest.mark.parametrize("locale", LOCALES)
def test_no_word_means_two_kinds(city: City, locale: str) -> None:
    words = [name for kind in city.papers.values() for name in (kind.titles[locale], *kind.words[locale])]
    assert len(words) == len(set(words))
    assert [word for kind in city.papers.values() for word in kind.words[locale] if word != word.lower()] == []
