"""What the sample city's articles say: enough of them, short, sourced, and no claim about the law without its clause,
whom it applies to, and a law that has that clause."""

import re

import pytest

from handlers.articles.rendering import render
from models.city.articles import PackArticle
from models.city.pack import City
from models.city.table import SOURCE_LOCALE
from tests.world.articles import sample_articles

CHARACTERS = range(120, 351)
CLAUSES = {
    "互联网信息服务算法推荐管理规定": 35,
    "个人信息保护法": 74,
    "保障农民工工资支付条例": 64,
    "劳动争议调解仲裁法": 54,
    "劳动保障监察条例": 36,
    "劳动合同法": 98,
    "劳动法": 107,
    "女职工劳动保护特别规定": 16,
    "就业促进法": 69,
    "工会法": 58,
    "工伤保险条例": 67,
    "快递暂行条例": 48,
    "法律援助法": 71,
    "社会保险法": 98,
    "道路交通安全法": 124,
}
"""The laws that are cited, and how many articles each has."""

CLAUSE = re.compile(r"(?:《([^《》]+)》)?第([一二三四五六七八九十百零]+)条")
WHOM = re.compile(r"适用|同一?条")
DIGITS = "零一二三四五六七八九"


@pytest.fixture(scope="module")
def articles(city: City) -> list[PackArticle]:
    return sample_articles(city)


def number(said: str) -> int:
    """A Chinese number below a thousand."""
    hundreds, _, rest = said.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    units = DIGITS.index(ones.lstrip("零")) if ones.lstrip("零") else 0
    return DIGITS.index(hundreds or "零") * 100 + (DIGITS.index(tens or "一") * 10 if ten else 0) + units


def test_there_is_something_on_every_topic(city: City, articles: list[PackArticle]) -> None:
    assert len(articles) >= 60
    first = [each.topics[0] for each in articles]
    assert [topic for topic in city.topics if first.count(topic) < 3] == []


def test_each_can_be_read_at_a_glance(articles: list[PackArticle]) -> None:
    lengths = {
        each.key: len(
            re.findall(r"[\u4e00-\u9fff]", each.texts[SOURCE_LOCALE].summary + each.texts[SOURCE_LOCALE].body)
        )
        for each in articles
    }
    assert {key: length for key, length in lengths.items() if length not in CHARACTERS} == {}


def test_every_clause_says_whom_it_applies_to(articles: list[PackArticle]) -> None:
    unsaid = [
        (each.key, line)
        for each in articles
        if "以上都是有劳动关系的适用" not in each.texts[SOURCE_LOCALE].body
        for line in each.texts[SOURCE_LOCALE].body.splitlines()
        if CLAUSE.search(line) and not WHOM.search(line) and each.kind != "story"
    ]
    assert unsaid == []


def test_every_clause_is_one_that_its_law_has(articles: list[PackArticle]) -> None:
    wrong = []
    for each in articles:
        law: str | None = None
        for named, said in CLAUSE.findall(each.texts[SOURCE_LOCALE].body):
            law = named or law
            if law is not None and (law not in CLAUSES or number(said) > CLAUSES[law]):
                wrong.append((each.key, law, said))
            if named and named not in each.source:
                wrong.append((each.key, f"the source does not name {named}", said))
    assert wrong == []


def test_what_differs_from_place_to_place_is_said_to(articles: list[PackArticle]) -> None:
    told = [each.key for each in articles if "各地不同" in each.texts[SOURCE_LOCALE].body]
    reported = {
        "injury_steps",
        "injury_cover",
        "heat_rules",
        "holiday_pay",
        "rest_rules",
        "negotiate_platform",
        "talk_help",
    }
    local = {"flexible_insurance", "training_subsidy", "housing_rental", "school_enrolment", "residence_permit"}
    assert reported | local <= set(told)


def test_what_is_invented_says_so_in_its_source(articles: list[PackArticle]) -> None:
    assert [each.key for each in articles if each.sample != ("示例" in each.source)] == []


def test_all_can_be_read_in_english(articles: list[PackArticle]) -> None:
    assert [each.key for each in articles if "en" not in each.texts] == []
    assert all(each.texts["en"].body for each in articles)


def test_no_markdown_is_left_over_when_it_is_shown(articles: list[PackArticle]) -> None:
    left = [
        (each.key, block.text)
        for each in articles
        for text in each.texts.values()
        for block in render(text.body, entities=False)
        if re.search(r"\*\*|__|`|^#|^\||^\d+\. |^- ", block.text, re.MULTILINE)
    ]
    assert left == []
