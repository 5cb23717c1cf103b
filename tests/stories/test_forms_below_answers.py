"""A question gets its answer, and below it the form of the same subject; a statement gets the form, and beside it what
to know first."""

import re
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from handlers.talk.meaning import Guess
from models.articles.library import Library
from models.articles.search import FoundKind
from models.city.pack import City
from tests.world.articles import find_articles, sample_articles
from tests.world.chat import Chat
from tests.world.learned import learned

KINDS = {
    "may they": re.compile("合法|违法|合不合|能不能|可不可以|有没有权|有权力|能[^，]*吗|可以[^，]*吗"),
    "how": re.compile("怎么|咋|如何"),
    "how much": re.compile("多少|多久|多长|几[天个年岁倍号]|倍"),
    "who": re.compile("谁|哪个电话|什么电话"),
    "where": re.compile("哪里|在哪|去哪|哪儿"),
    "what for": re.compile("什么|啥|哪些"),
    "does it count": re.compile("算不算|算[^，]*吗|还算|有没有效|有效吗"),
    "does it pay": re.compile("划不划算|有用吗|靠谱吗|哪个好"),
}
STATEMENTS = [
    ("昨天超时扣了我50", "乱扣款、罚款"),
    ("工资拖了两个月没发", "拖欠、少发工资"),
    ("号被平台封了", "封号"),
    ("押金一直不退给我", "押金"),
]


@pytest.fixture
async def well_read(chat: Chat) -> Chat:
    """A chat that has learned, with all that there is to read."""
    app = chat.app
    assert app.understanding is not None
    app.understanding.model, app.understanding.sounds_of = learned().model, learned().sounds_of
    await find_articles(app, sample_articles(chat.city))
    return chat


def forms(library: Library, city: City) -> dict[str, str]:
    """Article -> the title of the form that belongs to it."""
    assert library.index is not None
    return {
        each.key: city.case_types[each.form].titles["zh-CN"]
        for each in library.index.passages
        if each.kind is FoundKind.ARTICLE and each.form and not each.story
    }


def questions(city: City, articles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Of each article one question of every kind that is asked of it: the article, and the question."""
    for article in articles:
        asked = city.questions.get(article, {}).get("zh-CN", ())
        for kind in KINDS.values():
            question = next((each for each in asked if kind.search(each)), None)
            if question is not None:
                yield article, question


def test_every_subject_that_has_a_form_has_it_below_its_answer(city: City) -> None:
    offered = {each.article for each in city.case_types.values()} - {None}
    assert len(offered) > 20
    assert offered <= {*city.questions}, "else nothing would be asked of it below"


async def test_below_the_answer_of_every_kind_of_question_stands_the_form(well_read: Chat) -> None:
    of, titles = forms(well_read.app.library, well_read.city), {}
    assert well_read.app.library.index is not None
    for each in well_read.app.library.index.passages:
        titles.setdefault(each.title, each.key)
    anna = await well_read.person("anna", agreed=True)
    asked = dict.fromkeys(question for _, question in questions(well_read.city, list(of)))
    assert all(any(kind.search(each) for each in asked) for kind in KINDS.values())
    answered = 0
    for number, question in enumerate(asked):
        if number % 5 == 0:
            well_read.wait(minutes=2)
        await anna.sends(question)
        answer = re.match("《(.+?)》\n", anna.text)
        if answer is None or (key := titles.get(answer[1])) not in of:
            continue
        answered += 1
        assert f"要提交：{of[key]}" in "".join(anna.labels()), (question, anna.labels())
    assert answered >= 0.85 * len(asked), f"{answered} of {len(asked)}"


async def test_a_question_of_what_is_allowed_leads_on_to_the_form(well_read: Chat) -> None:
    anna = await well_read.person("anna", agreed=True)
    await anna.sends("扣钱合法吗")
    anna.sees("《")
    await anna.presses("要提交：乱扣款")
    anna.sees("乱扣款、罚款")


async def test_a_statement_gets_the_form_and_beside_it_what_to_know_first(well_read: Chat) -> None:
    anna = await well_read.person("anna", agreed=True)
    for said, title in STATEMENTS:
        well_read.wait(seconds=30)
        await anna.sends(said)
        anna.sees(f"“{title}", "要交给部门办吗")
        assert "先看怎么办" in anna.labels(), said
    await anna.presses("先看怎么办")
    anna.sees("押金")


async def test_a_question_without_a_plain_answer_is_a_choice_of_what_to_read_and_the_form(well_read: Chat) -> None:
    assert well_read.app.understanding is not None
    guesses = (Guess("case:social_insurance", 0.99),)
    well_read.app.understanding.model = cast(Any, SimpleNamespace(guesses=lambda text, vector=None: guesses))
    anna = await well_read.person("anna", agreed=True)
    await anna.sends("社保这东西带不带得走")
    labels = "".join(anna.labels())
    assert "社保" in labels
    assert "换个城市干活" in labels
    well_read.wait(seconds=30)
    await anna.sends("社保断了怎么办")
    anna.sees("社保")
    well_read.wait(seconds=30)
    await anna.sends("站里不给我交社保")
    anna.sees("“社保", "要交给部门办吗")
