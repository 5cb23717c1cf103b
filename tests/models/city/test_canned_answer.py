"""Answers that are written already: those of a case's own type first, and a slip in the pack is named with its mend."""

from pathlib import Path

import pytest

from bot.settings import SAMPLE_CITY
from models.cases.steps import Step
from models.city.canned_answers import MOST_SHOWN, STEPS, canned_for, load_canned_answers
from models.city.pack import BadCityPack, City
from tests.world.complaints import complains

GOOD = """
[general]
step = "ask"
text = { zh-CN = "哪天？", en = "Which day?" }
[own]
step = "ask"
types = ["deduction"]
text = { zh-CN = "哪一单？", en = "Which order?" }
"""


def test_what_fits_the_type_comes_first_and_no_other_types_words(city: City) -> None:
    own = [each for each in canned_for(city.canned_answers, Step.ASK, "deduction") if each.types]
    assert own
    for step in STEPS:
        for type_key in city.case_types:
            shown = canned_for(city.canned_answers, step, type_key)
            assert len(shown) <= MOST_SHOWN
            assert all(each.step == step and (not each.types or type_key in each.types) for each in shown)
            assert [not each.types for each in shown] == sorted(not each.types for each in shown)
        assert canned_for(city.canned_answers, step, "no such type")


@pytest.mark.parametrize(
    ("old", "new", "where", "problem"),
    [
        ('types = ["deduction"]', 'types = ["moon"]', "own.types", "“moon” is not in case_types.toml"),
        ('[own]\nstep = "ask"', '[own]\nstep = "take"', "own.step", "“take” is not in step"),
        ("哪一单？", "长" * 1001, "own.text.zh-CN", "1001 characters"),
        ('en = "Which order?"', 'xx = "?"', "own.text", "xx"),
        ("[own]", "[a_key_that_is_longer_than_a_button]", "a_key_that", "cannot be a key"),
    ],
)
def test_a_slip_names_its_line_and_the_mend(
    tmp_path: Path, city: City, old: str, new: str, where: str, problem: str
) -> None:
    file = tmp_path / "canned_answers.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert list(load_canned_answers(file, types=city.case_types)) == ["general", "own"]
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(BadCityPack) as caught:
        load_canned_answers(file, types=city.case_types)
    assert complains(caught.value, file, where, problem)


def test_the_sample_citys_are_loaded_from_its_pack(city: City) -> None:
    assert city.canned_answers == load_canned_answers(SAMPLE_CITY / "canned_answers.toml", types=city.case_types)
