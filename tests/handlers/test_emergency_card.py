"""The card is put together from what an alarm says, without rows or a state."""

import re
from typing import get_args

import pytest

from bot.settings import SAMPLE_CITY
from bot.understanding.reading import Understanding
from handlers.front.emergency_card import NUMBERS, emergency_card, numbers_for
from handlers.talk import texts as texts_module
from handlers.talk.meaning import Alarm, Emergency, FirstAid
from handlers.talk.texts import texts
from models.city.pack import City

LOCALES = texts().locales
EXAMPLES = re.compile("(?:比如|例如|[Ff]or example)[^。\n]*")
LOOKED_FOR = "event-which-words"
"""Its examples are words to look for; handlers/front/emergency.py says in which states those do not ring."""


@pytest.mark.parametrize(
    ("alarm", "numbers"),
    [
        (Alarm(()), ["120", "122", "110", "119"]),
        (Alarm(("injury",)), ["120"]),
        (Alarm(("fire", "injury")), ["119", "120"]),
        (Alarm(("violence", "traffic")), ["110", "120", "122"]),
        (Alarm(("suicide", "fire")), ["120", "110", "12356", "119"]),
        (Alarm(("injury",), first_aid="trapped"), ["120", "119"]),
    ],
)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_number_ends_a_line_of_its_own_the_most_urgent_first(
    locale: str, alarm: Alarm, numbers: list[str]
) -> None:
    text = emergency_card(texts().in_(locale), alarm).text
    assert re.findall(r"[:：] ?(\d+)$", text, re.MULTILINE) == numbers == list(numbers_for(alarm))
    assert not re.search(r"\d", text.partition("\n")[0]), "one line says where to go"


def test_no_example_that_is_given_rings(city: City) -> None:
    files = [*texts_module.LOCALES.rglob("*.ftl"), SAMPLE_CITY / "case_types.toml"]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    given = [found for line in lines if LOOKED_FOR not in line for found in EXAMPLES.findall(line)]
    examples = {example for each in given for example in re.split("[“”：、；:;,]", each)}
    read = Understanding(city).read
    assert len(examples) > 40
    assert [each for each in examples if read(each).alarm is not None] == []


@pytest.mark.parametrize("first_aid", get_args(FirstAid))
@pytest.mark.parametrize("locale", LOCALES)
def test_each_first_aid_has_a_line_that_fits_a_phone(locale: str, first_aid: FirstAid) -> None:
    words = texts().in_(locale)
    without = emergency_card(words, Alarm(("injury",))).text
    with_it = emergency_card(words, Alarm(("injury",), first_aid=first_aid)).text
    line = (set(with_it.splitlines()) - set(without.splitlines())).pop()
    assert len(line) <= (80 if locale == "zh-CN" else 260)


def test_who_wants_to_die_is_asked_nothing_unless_it_has_happened() -> None:
    words = texts().in_("zh-CN")
    assert "你在哪" not in emergency_card(words, Alarm(("suicide",))).text
    text = emergency_card(words, Alarm(("suicide",), first_aid="poison")).text
    assert "你在哪" in text
    assert "别催吐" in text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", get_args(Emergency))
def test_the_card_has_no_buttons_so_that_nothing_edits_it_away(locale: str, kind: Emergency) -> None:
    assert kind in NUMBERS
    card = emergency_card(texts().in_(locale), Alarm((kind,)), last_line="the last line")
    assert card.markup() is None
    assert card.text.endswith("\nthe last line")
