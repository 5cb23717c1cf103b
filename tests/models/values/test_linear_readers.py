"""Whatever reads what people type costs no more than in proportion to its length: no text holds the service."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from itertools import cycle, islice
from zoneinfo import ZoneInfo

import pytest

from bot.channel.text_menu import chosen
from bot.settings import SAMPLE_CITY
from bot.understanding import Understanding
from bot.understanding.alarms import Alarms
from bot.understanding.facts import FactFinder, names_a_case
from bot.understanding.grams import grams
from bot.understanding.needs import NeedWords
from handlers.filing.kinds.every_kind import asked_kind
from models.cases.number import read_number
from models.city.case_words import platform_said, types_said
from models.city.pack import City, load_city
from models.notices.people_list import codes_in
from models.questions.every_kind import EVERY_KIND
from models.questions.question import Question
from models.staff.post import read_code
from models.values.clean_text import clean_line, clean_text, is_clean
from models.values.clean_text import clean_text as seen
from models.values.day_words.finding import days_in
from models.values.normal_text import Normal
from models.values.opening_hours import BadOpeningHours
from models.values.past_date import read_past_date
from models.values.segmentation import search_words_of
from models.values.written_date import read_date
from models.values.written_hours import to_osm
from models.values.written_moment import read_moment
from models.values.written_position import written_position
from models.values.written_sum import plain_numerals, read_sum, sums_in

SHORT, LONG = 400, 4000
MOST_TIMES = 30
"""The long text has ten times the characters of the short one; a hundred times the time would be quadratic."""
LITTLE = 0.003
"""Seconds: what takes no longer holds nobody."""
TODAY = date(2026, 11, 29)
NOW = datetime(2026, 11, 29, 4, tzinfo=UTC)
CHARACTERS = {
    "digits": "1234567890",
    "one digit": "1",
    "Chinese digits": "一二三四五六七八九十",
    "hundreds": "百千万",
    "punctuation": "，。！？、；：",
    "commas": "1,",
    "dots": "1.",
    "dashes": "-~至",
    "letters": "abcdefghij",
    "blanks": " \t\n",
    "digits and blanks": "12 3",
    "brackets": "(（[【",
    "closed brackets": "[](())",
    "verbs": "扣我了钱的",
    "money": "扣50块3毛5分",
    "days": "昨天3号11月三周前上",
    "ago": "三天前的",
    "numbers of cases": "nx-261123-",
    "phones": "+86-138 0013 ",
    "slashes": "1/2/",
    "old calendar": "闰正月初三腊",
    "emergency": "撞了流血不想活",
    "clauses": "周一至周五8:00-",
    "full-width digits": "１２３４５６７８９０",
    "one full-width digit": "７",
    "numerals of cheques": "壹贰叁肆伍陆柒捌玖拾",
    "one numeral": "两",
    "Arabic digits": "٠١٢٣٤٥٦٧٨٩",
    "digits in circles": "①②③㈠㊀⑽",
    "digits and units": "1万2千3百",
    "noughts": "零〇0",
    "marks on letters": "e\u0301\u0316",
    "marks alone": "\u0316\u0301",
    "unseen": "\u200b\u2028\xad",
    "halves of characters": "\ud800",
    "emoji": "👩‍🔧",
    "codes": "M-7K3M-9QRT ",
    "half a code": "M-7K3M-",
    "streets": "路12号院3单元",
    "hours": "8点半到",
    "links": "https://a.b/?",
    "links to maps": "https://surl.amap.com/a,路 ",
    "one link to a map": "https://uri.amap.com/",
    "degrees": "34.7466,113.6253 ",
    "minutes": "北纬34°45′",
    "locations": "<location x=",
    "tags": "<a/href=",
    "letters with digits": "a1",
}


def _lines(city: City) -> dict[str, Callable[[str], object]]:
    normal = Normal()
    facts, needs, emergencies = FactFinder(city, normal), NeedWords(city, normal), Alarms()
    zone = ZoneInfo("Asia/Shanghai")
    return {
        "facts": facts.facts_in,
        "emergencies": emergencies.alarm_in,
        "needs": needs.searched_in,
        "all of them": Understanding(city).read,
        "normal text": normal,
        "positions": written_position.__wrapped__,
        "clean text": clean_text,
        "a case is named": names_a_case,
        "number of a case": read_number,
        "past day": lambda text: read_past_date(text, TODAY),
        "day": lambda text: read_date(text, TODAY),
        "moment": lambda text: read_moment(text, NOW, zone),
        "days within": days_in,
        "sum": read_sum,
        "sums within": sums_in,
        "numerals": plain_numerals,
        "opening hours": _hours,
        "types": lambda text: types_said(text, city),
        "platform": lambda text: platform_said(text, city),
        "menu": lambda text: chosen([["1", "投诉维权", "x", None]], text),
        "grams": grams,
        "a line": clean_line,
        "codes": codes_in,
        "code of a post": read_code,
        "words of a search": search_words_of,
        **{f"answer: {kind}": partial(_answer, city, kind) for kind in EVERY_KIND if kind != "choice"},
    }


def _hours(text: str) -> None:
    with suppress(BadOpeningHours):
        to_osm.__wrapped__(text)


def _answer(city: City, kind: str, text: str) -> None:
    question = Question(key="x", kind=EVERY_KIND[kind], titles={"zh-CN": "?"}, required=False)
    asked_kind(question).read(question, text, city, TODAY)


def _typed(characters: str, length: int) -> str:
    """As readers get it: what is piled up or unseen is taken out on every channel (bot/intake/seen_text.py)."""
    text = "".join(islice(cycle(characters), length))
    return text if is_clean(text) else seen(text)


def _seconds(read: Callable[[str], object], text: str) -> float:
    """The least of three, of this thread alone."""
    found = []
    for _ in range(3):
        start = time.thread_time()
        read(text)
        found.append(time.thread_time() - start)
    return min(found)


CITY = load_city(SAMPLE_CITY)
READERS = _lines(CITY)


@pytest.mark.parametrize("name", READERS)
def test_a_long_text_costs_no_more_than_in_proportion(name: str) -> None:
    read = READERS[name]
    slow = {}
    for kind, characters in CHARACTERS.items():
        short, long = (_typed(characters, length) for length in (SHORT, LONG))
        read(short)
        few, many = _seconds(read, short), _seconds(read, long)
        for _ in range(3):
            if many > max(LITTLE, MOST_TIMES * few):  # something else on the machine, or what is looked for: once more
                many = min(many, _seconds(read, long))
        if many > max(LITTLE, MOST_TIMES * few):
            slow[kind] = (few, many)
    assert not slow
