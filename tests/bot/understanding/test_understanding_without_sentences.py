"""A city that writes no sentences is understood all the same: by the sample's, and by the words of its own types."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.understanding import Understanding
from models.city.pack import City


@pytest.fixture
def small(city: City) -> City:
    """Two types, one of them under a key and with words of its own."""
    pay = replace(
        city.case_types["unpaid_pay"],
        key="wages",
        titles=dict.fromkeys(("zh-CN", "en"), "工资"),
        words=dict.fromkeys(("zh-CN", "en"), ("欠薪", "不发工资")),
    )
    return replace(city, intents={}, case_types={"wages": pay, "deduction": city.case_types["deduction"]})


def test_what_its_words_mean_is_understood(small: City) -> None:
    understanding = Understanding(small)
    assert understanding.read("站长欠薪了").perhaps == ("case:wages",), "before anything is learned"
    understanding.learn_here()
    for said in ("我被拖欠工资了", "老板不发工资"):
        assert understanding.read(said).intent == "case:wages"
    assert understanding.read("今天天气真好").guesses == ()


async def test_learning_from_too_little_is_no_defect(
    small: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.understanding.examples._borrowed", lambda city: {})
    nothing = Understanding(replace(small, case_types={}, needs={}))
    await nothing.learn(tmp_path)
    assert nothing.model is None
    nothing.learn_here()
    two = Understanding(replace(small, case_types={"wages": small.case_types["wages"]}))
    two.learn_here()
    assert two.read("不发工资了").perhaps[:1] == ("case:wages",)
