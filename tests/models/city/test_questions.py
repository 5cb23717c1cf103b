"""`questions.toml` of a city pack: what a whole one gives, that a slip names its spot, and what the sample city has."""

from pathlib import Path

import pytest

from models.city.articles import ArticleKind
from models.city.pack import City
from models.city.questions import load_questions
from models.city.table import BadCityPack
from tests.world.articles import sample_articles
from tests.world.complaints import complains
from tests.world.learned import learned

WHOLE = """\
[articles.pay_late]
zh-CN = ["工资晚发找谁"]
en = ["who do i call about pay"]
"""


def test_a_whole_file_gives_the_questions_of_each_article_by_language(tmp_path: Path) -> None:
    file = tmp_path / "questions.toml"
    file.write_text(WHOLE, encoding="utf-8")
    asked = load_questions(file, articles=["pay_late"])
    assert asked == {"pay_late": {"zh-CN": ("工资晚发找谁",), "en": ("who do i call about pay",)}}


SLIPS = {
    "no such article": ("pay_late", "pay_laet", "articles.pay_laet", "Is it pay_late?"),
    "a language lacks": ('zh-CN = ["工资晚发找谁"]', "", "articles.pay_late.zh-CN", "missing"),
    "a speech": ("工资晚发找谁", "谁" * 81, "articles.pay_late.zh-CN", "too long"),
    "another table": ("[articles.pay_late]", "[benefits.pay_late]", "benefits", "not known"),
}


@pytest.mark.parametrize(("old", "new", "where", "problem"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_names_its_spot_and_the_mend(tmp_path: Path, old: str, new: str, where: str, problem: str) -> None:
    file = tmp_path / "questions.toml"
    file.write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(BadCityPack) as caught:
        load_questions(file, articles=["pay_late"])
    assert complains(caught.value, file, where, problem)


def test_every_article_of_the_sample_city_but_stories_has_questions_in_both_languages(city: City) -> None:
    answers = {each.key for each in sample_articles(city) if each.kind is not ArticleKind.STORY}
    assert set(city.questions) == answers
    assert all(all(asked.values()) for asked in city.questions.values())


def test_every_example_of_the_pack_reaches_what_it_is_an_example_of(city: City) -> None:
    for intent, sentences in city.intents.items():
        for sentence in sentences:
            meaning = learned().read(sentence)
            first = meaning.guesses[0].intent if meaning.guesses else "chat" if meaning.chats else "none"
            assert (meaning.alarm, first) == (None, intent), sentence
    for asked in city.questions.values():
        assert [each for sentences in asked.values() for each in sentences if learned().read(each).alarm] == []
