"""Search: the passage that answers, by riders' own words; what does not answer is not taken for an answer."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.start import load_library
from bot.understanding.reading import VECTORS
from handlers.front.searching import answer_of
from models.articles.clauses import names_clause
from models.articles.library import Library, passages_of, with_laws
from models.articles.search import FoundKind, Passage, SearchIndex
from models.city.intents import IDLE
from models.city.pack import City
from models.city.search_words import SearchWords, load_search_words
from models.city.table import BadCityPack
from models.learned import kept
from models.learned.kept import LearningFailed, learn_apart
from models.learned.vectors import sentences_without_vectors
from models.storage.database import Database
from tests.sentence_vectors import sentences_of
from tests.world.articles import sample_articles
from tests.world.complaints import complains

NOW = datetime(2026, 11, 26, 7, tzinfo=UTC)
ALIKE = (("封号", "账号冻结"), ("工资", "薪水"))
IGNORED = frozenset(["怎么", "怎么办", "的", "了"])
WORDS = SearchWords({word: group for group in ALIKE for word in group}, ("跑单费",), IGNORED)
PASSAGES = [
    Passage(FoundKind.ARTICLE, "ban", "zh-CN", "账号冻结以后", "先截图，再在 App 里申诉。"),
    Passage(FoundKind.ARTICLE, "pay", "zh-CN", "工资晚发", "每月至少发一次。"),
    Passage(FoundKind.ARTICLE, "pay", "zh-CN", "工资晚发", "拖欠的，可以要求补发跑单费。"),
    Passage(FoundKind.ARTICLE, "pay", "en", "Late pay", "Wages are paid once a month at least."),
    Passage(FoundKind.CASE, "rating", "zh-CN", "差评", words=("恶意差评",)),
]


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(PASSAGES, WORDS)


def test_a_riders_word_finds_what_is_written_with_another(index: SearchIndex) -> None:
    found = index.search("封号了怎么办", locale="zh-CN")
    assert (found[0].passage.key, found[0].good) == ("ban", True)
    assert index.search("薪水", locale="zh-CN")[0].passage.key == "pay"


QUESTIONS = [
    Passage(
        FoundKind.ARTICLE, "ban", "zh-CN", "账号冻结以后", "先截图，再申诉。", asked=("登不上去了咋整", "号没了咋办")
    ),
    Passage(FoundKind.ARTICLE, "pay", "zh-CN", "工资晚发", "每月至少发一次。", asked=("钱一直没到手找谁",)),
    Passage(FoundKind.BENEFIT, "haircut", "zh-CN", "免费理发", "每周三下午。"),
    Passage(FoundKind.ARTICLE, "hero", "zh-CN", "雨夜的骑手", "雨夜里他登不上去那座桥。", story=True),
]
NOTHING = ("今天中午吃点什么好", "帮我写一首诗", "给我讲个笑话")


def test_a_thing_is_found_by_the_questions_it_answers() -> None:
    found = SearchIndex(QUESTIONS, WORDS, NOTHING).search("我的号登不上去了", locale="zh-CN")
    assert (found[0].passage.key, found[0].good) == ("ban", True)
    assert answer_of(found) is found[0]


def test_what_is_like_a_sentence_that_nothing_answers_has_no_good_hit() -> None:
    found = SearchIndex(QUESTIONS, WORDS, NOTHING).search("中午吃点什么", locale="zh-CN")
    assert [hit for hit in found if hit.good] == []


def test_a_story_answers_nothing_and_a_benefit_does_as_well_as_an_article() -> None:
    index = SearchIndex(QUESTIONS, WORDS, NOTHING)
    benefit = answer_of(index.search("免费理发", locale="zh-CN"))
    assert benefit is not None
    assert benefit.passage.key == "haircut"
    story = answer_of(index.search("雨夜的骑手", locale="zh-CN"))
    assert story is None or story.passage.key != "hero"


def test_a_clause_without_its_law_is_of_the_law_named_before() -> None:
    body = "满一月要签：《劳动合同法》第十条。不签付两倍：第八十二条。《工会法》第三条。又见第四条。"
    assert "《劳动合同法》第八十二条" in with_laws(body, "《社会保险法》")
    assert "《工会法》第四条" in with_laws(body, "《社会保险法》")
    assert with_laws("见第五条。", "《社会保险法》（2018-12-29）") == "见《社会保险法》第五条。"
    assert with_laws("见第五条。", "市人社局") == "见第五条。"


def test_the_passage_that_says_it_stands_for_its_article(index: SearchIndex) -> None:
    found = index.search("跑单费拖欠", locale="zh-CN")
    assert [hit.passage.key for hit in found] == ["pay"]
    assert "跑单费" in found[0].passage.text


def test_traditional_characters_and_full_width_letters_are_the_same(index: SearchIndex) -> None:
    assert index.search("賬號凍結ＡＰＰ", locale="zh-CN")[0].passage.key == "ban"


def test_everybody_finds_texts_of_their_own_language(index: SearchIndex) -> None:
    assert [hit.passage.locale for hit in index.search("wages paid", locale="en")] == ["en"]
    assert index.search("wages paid", locale="zh-CN") == []


@pytest.mark.parametrize("question", ["火星移民", "", "怎么办", "😀", "工资条上的加班费缴纳基数怎么算"])
def test_what_says_little_of_the_question_is_no_answer(index: SearchIndex, question: str) -> None:
    assert not any(hit.good for hit in index.search(question, locale="zh-CN"))


def test_an_empty_library_finds_nothing() -> None:
    assert SearchIndex([], WORDS).search("工资", locale="zh-CN") == []


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_the_library_is_searched_as_it_is_today(database: Database, city: City) -> None:
    """What was written is found after the next renewal, what ended is not; nothing is built for no reason."""
    library = Library()
    assert await library.renew(database, city, now=NOW)
    await load_library(database, sample_articles(city))
    assert await library.renew(database, city, now=NOW)
    assert not await library.renew(database, city, now=NOW)
    assert library.index is not None
    found = library.index.search("跑单被扣钱怎么申诉", locale="zh-CN")[0]
    assert (found.passage.key, found.good) == ("deduction_appeal", True)
    assert found.passage.as_of is not None
    assert "heat_rules" in {hit.passage.key for hit in library.index.search("高温补贴", locale="zh-CN")}


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_what_was_learned_once_is_learned_no_more(
    database: Database, city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by the next start, not by another process, and not at midnight, when nothing that can be found changed."""
    apart: list[str] = []

    async def learns(module: str, source: bytes) -> bytes:
        apart.append(module)
        return await learn_apart(module, source)

    monkeypatch.setattr(kept, "learn_apart", learns)
    await load_library(database, sample_articles(city)[:3])
    first, second, later = Library(), Library(), Library()
    assert await first.renew(database, city, now=NOW, kept=tmp_path)
    assert await second.renew(database, city, now=NOW, kept=tmp_path)
    await asyncio.gather(first.all_learned(), second.all_learned())
    assert await later.renew(database, city, now=NOW, kept=tmp_path)
    built = later.index
    assert not await later.renew(database, city, now=NOW + timedelta(days=1), kept=tmp_path)
    assert later.index is built is not None
    assert apart == ["models.articles.learning_likeness"]
    idle = [said for intent in IDLE for said in city.intents[intent]]
    learned_here = SearchIndex(built.passages, city.search_words, idle)
    for question in ("高温补贴怎么领", "今天中午吃点什么好", "free haircut"):
        found, same = (index.search(question, locale="zh-CN") for index in (built, learned_here))
        assert [(hit.passage, hit.good) for hit in found] == [(hit.passage, hit.good) for hit in same]
    await load_library(database, sample_articles(city)[:4])
    assert await later.renew(database, city, now=NOW, kept=tmp_path)
    assert later.index is not None
    assert later.index.likeness is built.likeness, "what is known of the old serves until the new is learned"
    await later.all_learned()
    assert len(apart) == 2
    (file,) = tmp_path.glob("search-*")
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_the_vectors_of_the_sample_city_come_with_the_program(database: Database, city: City) -> None:
    """Else a first start encodes them: `python -m tests.sentence_vectors` brings them up to date."""
    await load_library(database, sample_articles(city))
    async with database.reading() as session:
        passages = await passages_of(session, city, NOW.date())
    assert sentences_without_vectors(sentences_of(city, passages), VECTORS) == set()


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_a_search_that_could_learn_nothing_goes_by_words(
    database: Database, city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(module: str, source: bytes) -> bytes:
        raise LearningFailed(-9)

    monkeypatch.setattr(kept, "learn_apart", fails)
    await load_library(database, sample_articles(city)[:3])
    library = Library()
    assert await library.renew(database, city, now=NOW, kept=tmp_path)
    await library.all_learned()
    assert library.index is not None
    assert library.index.search("免费理发", locale="zh-CN")[0].good


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_a_passage_cites_a_clause(database: Database, city: City) -> None:
    await load_library(database, sample_articles(city))
    async with database.reading() as session:
        passages = await passages_of(session, city, NOW.date())
    cited = {(each.key, each.clause) for each in passages if each.locale == "zh-CN" and each.clause}
    assert ("deduction_appeal", "《互联网信息服务算法推荐管理规定》第二十二条") in cited
    assert {each.kind for each in passages} == set(FoundKind)


WHOLE = 'alike = [["封号", "账号冻结"], ["工资", "薪水"]]\nwhole = ["跑单"]\nignored = ["的"]\n'
SLIPS = {
    "a word in two groups": ('"薪水"', '"封号"', "in two groups"),
    "a group of one": ('["工资", "薪水"]', '["工资"]', "no group"),
    "a word twice": ('"薪水"', '"工资"', "twice"),
    "no groups": ('[["封号", "账号冻结"], ["工资", "薪水"]]', '"封号"', "not a list of lists"),
    "an unknown key": ("whole", "entire", "not known"),
    "nothing ignored": ('["的"]', "[]", "not a list"),
}


@pytest.mark.parametrize(("old", "new", "problem"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_in_the_words_names_its_spot(tmp_path: Path, old: str, new: str, problem: str) -> None:
    file = tmp_path / "search_words.toml"
    file.write_text(WHOLE, encoding="utf-8")
    assert load_search_words(file).alike["薪水"] == ("工资", "薪水")
    file.write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(BadCityPack) as caught:
        load_search_words(file)
    assert complains(caught.value, file, "line ", problem)


LAW = [
    Passage(
        FoundKind.ARTICLE,
        "labour",
        "zh-CN",
        "算不算劳动关系",
        "见《劳动合同法》第七条。",
        clause="《劳动合同法》第七条",
    ),
    Passage(FoundKind.ARTICLE, "pay", "zh-CN", "工资怎么发", clause="《劳动法》第五十条"),
]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("劳动合同法第七条", "labour"),
        ("《劳动合同法》第7条说什么", "labour"),
        ("劳动法第五十条的内容", "pay"),
        ("劳动法第50条", "pay"),
        ("劳动法第七条", None),
        ("劳动合同法第五十条", None),
        ("社会保险法第七条", None),
    ],
)
def test_a_clause_is_answered_with_that_one_or_not_at_all(question: str, found: str | None) -> None:
    assert names_clause(question)
    good = [hit.passage.key for hit in SearchIndex(LAW, WORDS).search(question, locale="zh-CN") if hit.good]
    assert good == ([found] if found else [])


def test_a_title_that_says_the_question_comes_before_a_body_that_happens_to() -> None:
    passages = [
        Passage(FoundKind.ARTICLE, "other", "zh-CN", "站点让买的保险", "工会、工会活动、入会：工会都说过，工会。"),
        Passage(FoundKind.ARTICLE, "join", "zh-CN", "骑手怎么入工会", "带身份证，当场办。"),
    ]
    words = SearchWords({}, (), frozenset(["我想", "怎么", "怎么办"]))
    found = SearchIndex(passages, words).search("我想入工会怎么办", locale="zh-CN")
    assert (found[0].passage.key, found[0].good) == ("join", True)
