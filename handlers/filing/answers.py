"""What people type as an answer, read into the exact one: 昨天, 八百, 平台甲, the words of a choice."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from handlers.talk.texts import texts
from models.city.case_types import Question, QuestionKind
from models.city.case_words import platform_said
from models.city.pack import City
from models.storage.database import Json
from models.values.normal_text import simplified
from models.values.past_date import read_past_date
from models.values.written_date import NotADate
from models.values.written_sum import read_sum

_ORDER_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-_]{5,39}")
_IN_GROUPS = re.compile(r"(?<!\d)\d{3,6}(?: \d{3,6}){1,7}(?!\d)")
_END_OF_NUMBER = re.compile(r"尾号[是为:]?\s?(\d{4,6})(?!\d)")
_PHONE = re.compile(
    r"\(?\+?\(?\d(?:[\d() ]|[-–—.·/](?=[\d( ])){3,22}\d(?:\s*(?:转|分机号?|ext\.?|#)\s*\d{1,6})?|(?<!\d)[19]\d{4}(?!\d)"
)
_SAID_DIGITS = re.compile("[零〇幺一二三四五六七八九](?:[ -]?[零〇幺一二三四五六七八九]){6,13}")
_CHOICE = re.compile(r"[(\[【]?\s*(?:\d{1,2}|[a-zA-Z])\s*[)\]】.。、,，]*")
_LINE = re.compile(
    r"(?:我?[要想]?[改换]一?下?|change|edit|no|line)*第?(\d{1,2}|[一二三四五六七八九])"
    r"(?:项|条|行|题|个|号|错了|不对|改一?下?|要改)*"
)
_TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f\u200d]")
_PARTICLES = "啊呀呢吧哈啦嘛哦噢喔滴哒嘞咯喽的了呗"
LONGEST_SAID = 40
LONGEST_NOTHING = 20
"""Characters of a sentence that says that there is no such thing."""
EXACT = (
    QuestionKind.ORDER_NUMBER, QuestionKind.PHONE, QuestionKind.MONEY, QuestionKind.DATE, QuestionKind.EVIDENCE
)  # fmt: skip
"""Whose answer is no sentence."""
_FIGURES = str.maketrans("零〇幺一二三四五六七八九", "001123456789")


@dataclass(frozen=True, slots=True)
class Read:
    """value: the exact answer, None: skipped. sure: it need not be confirmed."""

    value: Json
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """key: of the text that says what to do."""

    key: str


def read_answer(question: Question, text: str, city: City, today: date) -> Read | Unread:
    """The answer that a typed text is; whether it may be one is the domain's to say (models/cases/answers.py)."""
    read = Read(None) if is_skip(question, text) else _read(question, text, city, today)
    nothing = isinstance(read, Unread) or question.kind in (QuestionKind.ORDER_NUMBER, QuestionKind.PHONE)
    return Read(None) if nothing and names_nothing(question, text) else read


def _read(question: Question, text: str, city: City, today: date) -> Read | Unread:
    match question.kind:
        case QuestionKind.MONEY:
            found = read_sum(text)
            return Read(found.fen, found.sure) if found else Unread("filing-sum-unread")
        case QuestionKind.DATE:
            return _day(text, today)
        case QuestionKind.CHOICE:
            return _choice(text, {key: tuple(titles.values()) for key, titles in question.choices.items()})
        case QuestionKind.PLATFORM:
            named = platform_said(text, city)
            names = {key: (*each.titles.values(), *each.words) for key, each in city.platforms.items()}
            return Read(named) if named else _choice(text, names)
        case QuestionKind.ORDER_NUMBER:
            return Read(_order_number(text))
        case QuestionKind.PHONE:
            return Read(_within(_PHONE, _SAID_DIGITS.sub(lambda said: said[0].translate(_FIGURES), text)))
        case _:
            return Unread("filing-text-only-a-number") if only_a_number(text) else Read(text)


def only_a_number(text: str) -> bool:
    """Whether nothing but a figure or two was typed, or one letter: what somebody chooses by, and not an answer in
    words."""
    return _CHOICE.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def line_said(text: str) -> int | None:
    """The number of a line to be changed: 2, 改2, 改第二项, 第 2 行."""
    found = _LINE.fullmatch(_plain(text))
    return (int(found[1]) if found[1].isdecimal() else "一二三四五六七八九".index(found[1]) + 1) if found else None


def is_skip(question: Question, text: str) -> bool:
    """Whether the text says that there is no answer. 没有 can be one where words are asked for."""
    if says("filing-skip-words", text):
        return True
    if question.kind is QuestionKind.TEXT or question.required:
        return False
    return says("filing-nothing-words", text)


def names_nothing(question: Question, text: str) -> bool:
    """Whether a sentence without figures, which is no answer, says that there is none: 我没有订单号啊, 单号找不到了."""
    if question.required or question.kind not in EXACT:
        return False
    plain = _bare(text)
    if len(plain) > LONGEST_NOTHING or re.search(r"\d|[一二三四五六七八九十百千]", plain):
        return False
    return any(_bare(each) in plain for line in texts().every("filing-nothing-parts") for each in line.split("|"))


def says(key: str, text: str) -> bool:
    """Whether the text is words of a message and nothing else, in any language, however often they are said, and with
    啊 behind them: 对对，没错啊. A question says none."""
    bare, words = _bare(text), _words_of(key)
    if text.rstrip().endswith(("?", "？")) or len(bare) > LONGEST_SAID:
        return False
    ends = {0}
    for at in range(len(bare)):
        if at in ends:
            ends |= {at + len(word) for word in words if word and bare.startswith(word, at)}
            ends |= {at + 1} if at and bare[at] in _PARTICLES else set()
    return bare != "" and len(bare) in ends


@cache
def _words_of(key: str) -> frozenset[str]:
    return frozenset(_bare(word) for line in texts().every(key) for word in line.split("|"))


def _bare(text: str) -> str:
    """In simplified characters, without punctuation, blanks and the tones of a hand; signs stay where there are no
    words."""
    plain = _TONES.sub("", simplified(unicodedata.normalize("NFKC", text[: 5 * LONGEST_SAID])).casefold())
    return re.sub(r"[\W_]+", "", plain) or re.sub(r"\s+", "", plain)


def _day(text: str, today: date) -> Read | Unread:
    found = read_past_date(text, today)
    if isinstance(found, NotADate):
        impossible = found in (NotADate.IMPOSSIBLE, NotADate.ODD_YEAR)
        return Unread("filing-date-impossible" if impossible else "filing-date-unread")
    return Read(found.day.isoformat(), found.sure or found.day > today)


def _choice(text: str, names: Mapping[str, Sequence[str]]) -> Read | Unread:
    """The one choice whose name the text is, or holds, or begins; its number in the list counts too."""
    said = _plain(text)
    if said.isdecimal() and 0 < int(said) <= len(names):
        return Read(list(names)[int(said) - 1])
    for fits in (said.__eq__, lambda name: len(name) > 1 and name in said, lambda name: len(said) > 1 and said in name):
        found = {key for key, name in _pairs(names) if fits(name)}
        if len(found) == 1:
            return Read(found.pop())
    return Unread("filing-choice-unread")


def _pairs(names: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    return ((key, _plain(name)) for key, each in names.items() for name in each)


def _plain(text: str) -> str:
    return re.sub(r"[\s,.;、，。；（）()]", "", unicodedata.normalize("NFKC", text).casefold())


def _order_number(text: str) -> str:
    """The number, also in groups (3829 1029 4455); its last figures, where they are named as such: 尾号8827."""
    normal = unicodedata.normalize("NFKC", text)
    if end := _END_OF_NUMBER.search(normal):
        return end[1]
    return _within(_ORDER_NUMBER, _IN_GROUPS.sub(lambda groups: groups[0].replace(" ", ""), normal))


def _within(pattern: re.Pattern[str], text: str) -> str:
    """The only such thing in a sentence; else the text as it is."""
    found = set(pattern.findall(unicodedata.normalize("NFKC", text)))
    return found.pop() if len(found) == 1 else text
