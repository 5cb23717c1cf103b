"""`benefits.toml`: twelve categories, a hundred and ten items, every slip named."""

from collections import Counter
from pathlib import Path

import pytest

from models.city.actions import ActionTargets
from models.city.benefits import load_benefits
from models.city.pack import City
from models.city.table import BadCityPack
from tests.world.complaints import complains

TARGETS = ActionTargets(needs={"rest"}, articles={"pay"})
WHOLE = """\
[categories.health]
emoji = "🩺"
titles = { zh-CN = "看病", en = "Health" }

[items.check]
category = "health"
titles = { zh-CN = "体检", en = "Check" }
what = { zh-CN = "一年一次。", en = "Once a year." }
who = { zh-CN = "都行。", en = "Anybody." }
bring = { zh-CN = "身份证。", en = "ID." }
until = { zh-CN = "长期有。", en = "No end." }
action = "place:rest"
"""


def test_the_sample_city_has_110_in_12_categories(city: City) -> None:
    assert len(city.benefits.categories) == 12
    assert len(city.benefits.items) == 110
    counts = Counter(each.category for each in city.benefits.items.values())
    assert min(counts.values()) >= 5


def test_no_two_items_say_the_same(city: City) -> None:
    for said in ("titles", "what"):
        texts = Counter(
            getattr(each, said)[locale] for each in city.benefits.items.values() for locale in ("zh-CN", "en")
        )
        assert [text for text, count in texts.items() if count > 1] == []


SLIPS = {
    "a category is unknown": (
        'category = "health"',
        'category = "money"',
        "items.check.category",
        "not in [categories]",
    ),
    "an action leads nowhere": (
        "place:rest",
        "place:sauna",
        "items.check.action",
        "not in needs.toml",
    ),
    "a sentence lacks its language": ('zh-CN = "身份证。", ', "", "items.check.bring.zh-CN", "missing"),
    "a key is misspelt": ("until", "til", "items.check.til", "not known"),
    "a category is empty": (
        "[items.check]",
        '[categories.money]\nemoji = "💰"\ntitles = { zh-CN = "钱", en = "Money" }\n[items.check]',
        "categories.money",
        "No item",
    ),
}


@pytest.mark.parametrize(("old", "new", "where", "problem"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_names_its_spot(tmp_path: Path, old: str, new: str, where: str, problem: str) -> None:
    file = tmp_path / "benefits.toml"
    file.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadCityPack) as caught:
        load_benefits(file, TARGETS)
    assert complains(caught.value, file, where, problem)
