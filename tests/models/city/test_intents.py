"""`intents.toml` of a city pack: what a whole one gives, and that every slip names its spot and the mend."""

from pathlib import Path

import pytest

from models.city.intents import ACTIONS, NOTHING, case_intent, case_type_of, load_intents
from models.city.pack import City
from models.city.table import BadCityPack
from tests.world.complaints import complains

WHOLE = """\
[actions.place]
zh-CN = ["哪有厕所", "想歇脚"]
en = ["where is a toilet"]

[actions.none]
zh-CN = ["哈哈"]
en = ["haha"]

[cases.deduction]
zh-CN = ["罚我钱"]
en = ["fined"]
"""


def test_a_whole_file_gives_what_people_say_in_every_language(tmp_path: Path) -> None:
    file = tmp_path / "intents.toml"
    file.write_text(WHOLE, encoding="utf-8")
    said = load_intents(file, case_types=["deduction"])
    assert said["place"] == ("哪有厕所", "想歇脚", "where is a toilet")
    assert said["case:deduction"] == ("罚我钱", "fined")
    assert set(said) == {"place", NOTHING, "case:deduction"}


SLIPS = {
    "TOML cannot be read": ("[actions.none]", "[actions.none", "line 5", ""),
    "nothing that is meant": (
        "[actions.none]",
        "[actions.nonsense]",
        "line 5, actions.nonsense",
        "not in [actions]",
    ),
    "no such case": ("deduction]", "deductions]", "line 9, cases.deductions", "Is it deduction?"),
    "a language lacks": ('zh-CN = ["哈哈"]', "", "line 5, actions.none.zh-CN", "missing"),
    "another language": ('en = ["haha"]', 'fr = ["haha"]', "line 7, actions.none.fr", "not known"),
    "no sentence": ('["哈哈"]', "[]", "line 6, actions.none.zh-CN", "not a list"),
    "a sentence in two places": (
        '["罚我钱"]',
        '["想歇脚"]',
        "line 10, cases.deduction.zh-CN",
        "stands in actions.place",
    ),
    "a speech": ('"罚我钱"', f'"{"罚" * 81}"', "line 10, cases.deduction.zh-CN", "too long"),
    "a group that is none": ("[cases.deduction]", "[case.deduction]", "case", "not known"),
}


@pytest.mark.parametrize(("old", "new", "where", "problem"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_names_its_spot_and_the_mend(tmp_path: Path, old: str, new: str, where: str, problem: str) -> None:
    file = tmp_path / "intents.toml"
    assert old in WHOLE
    file.write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(BadCityPack) as caught:
        load_intents(file, case_types=["deduction"])
    assert complains(caught.value, file, where, problem)


def test_the_sample_city_has_sentences_for_all_that_can_be_meant(city: City) -> None:
    assert set(city.intents) == {*ACTIONS, *map(case_intent, city.case_types)}
    assert min(map(len, city.intents.values())) >= 20
    assert {case_type_of(intent) for intent in city.intents} == {None, *city.case_types}
