"""Read a sentence that asks for events: kind, day, time of day, and subject."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from handlers.talk.texts import texts
from models.city.events import EventKind
from models.events.search import DayPart, When
from models.values.normal_text import Normal
from models.values.written_date import NotADate, read_date

_DAY = re.compile(
    r"(?:这|本|下)?个?(?:周|星期|礼拜)[一二三四五六日天]|大后天|后天|明[天儿]|明日|今[天儿]|今日"
    r"|(?:\d{1,2}|十[一二]|[一二三四五六七八九十])月(?:\d{1,2}|[一二三四五六七八九十]{1,3})[号日]|(?<![\d月])\d{1,2}[号日]"
    r"|(?<![a-z])(?:mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z])|(?<![a-z])(?:today|tomorrow)(?![a-z])"
)
_ASKS_FOR_DATES = re.compile(
    "有没有|有什么|有哪些|什么时候|几点|哪天|哪场|报名|预约|参加|when is|is there|are there|book|sign me up"
)
_CLASS_STARTS = re.compile(
    r"(?:课|班|培训|讲座|辅导)\s*(?:是|在|到底|都)?\s*(?:哪天|哪一?天|几号|几月|几时|什么时候|啥时候?|何时|多会儿?)|"
    r"(?:哪天|几号|几月|什么时候|啥时候?|何时)\s*(?:开|有|上|办|讲)[^,，。]{0,8}(?:课|班|培训|讲座)|"
    r"(?<![a-z])(?:when|what (?:day|time|date))(?![a-z]).{0,40}"
    r"(?<![a-z])(?:class|course|training|lesson|workshop)(?![a-z])"
)
_BOOKED = re.compile(
    r"我(?:的|报|约|订|定|占|预约)|[报约订定预]了?[好过上]?的|上班|下班|加班"
    r"|(?<![a-z])(?:my|i (?:booked|signed))(?![a-z])"
)
_WANTS = re.compile(r"想|去|当|做|(?<![a-z])(?:want|like|join)(?![a-z])")
_TONIGHT = {"今晚": "今天", "明晚": "明天", "后晚": "后天", "tonight": "today"}
_NOTHING = re.compile(
    r"[^\w\u3400-\u9fff]+|(?:报名参加|报个名|报名|预约|预定|参加|有没有|有什么|有哪些|有啥|有无|什么时候|哪里有|哪里能|在哪里?|怎么|哪些|哪个|"
    r"报个|学个|上个|我想要?|我要|想要?|帮我|给我|请问|最近|附近|这附近|这周|本周|下周|还有|有空位|有空|空位|免费的?|能|可以|课程|培训班|培训|讲座|活动|上课|"
    r"几点|什么|几场|一场|一个|一下|学习|学|上|报|课|班|教|找|看看|看|去|做|当|办|点|有|的|吗|呢|么|啊|吧|嘛|没|么|安排|时间)"
)
_ENGLISH_NOTHING = re.compile(
    r"\b(?:are|is|there|any|a|an|the|some|book|me|sign|up|for|to|i|want|would|like|class(?:es)?|courses?|training|"
    r"learn|on|in|at|this|next|week|what'?s?|when|events?|can|do|you|have|of|free)\b"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The conditions that were read. kind: None for any; when: a span; day: a date instead of a span; about: words of
    the event itself.
    """

    kind: EventKind | None = None
    when: When = When.ANY
    day: date | None = None
    part: DayPart | None = None
    about: str = ""

    def __bool__(self) -> bool:
        return self != Asked()


def events_asked(text: str, today: date) -> Asked:
    """Read what the list can be asked for; empty if the sentence only asks what there is."""
    said = _normal()(text)
    kind, said = _kind_in(said)
    when, day, said = _day_in(said, today)
    part, said = _part_in(said)
    rest = _ENGLISH_NOTHING.sub(" ", _NOTHING.sub(" ", said))
    return Asked(kind, when, day, part, " ".join(rest.split()))


def asks_for_dates(text: str) -> bool:
    """Return whether a text asks for a kind of event, or wants to go to one on a day: 有没有体检, 周六想去做志愿."""
    said = _normal()(text)
    dated = _DAY.search(said) is not None or any(word in said for word in _words_of("event-said-weekend"))
    kinds = (each for each in EventKind if each is not EventKind.TRAINING)
    wants = _ASKS_FOR_DATES.search(said) is not None or (dated and _WANTS.search(said) is not None)
    return wants and any(
        word in said for kind in kinds for word in _words_of(f"event-said-{kind.value.replace('_', '-')}")
    )


def asks_when_a_class_is(text: str) -> bool:
    """Return whether a text asks on which day a course is, and not one that was booked."""
    said = _normal()(text)
    return _CLASS_STARTS.search(said) is not None and _BOOKED.search(said) is None


@cache
def _normal() -> Normal:
    return Normal()


def _kind_in(said: str) -> tuple[EventKind | None, str]:
    """The kind, and the text without its word. Training comes last: its words are the vaguest, and 党课
    contains one.
    """
    for kind in (*(each for each in EventKind if each is not EventKind.TRAINING), EventKind.TRAINING):
        for word in _words_of(f"event-said-{kind.value.replace('_', '-')}"):
            if word in said:
                return kind, said.replace(word, " ")
    return None, said


def _day_in(said: str, today: date) -> tuple[When, date | None, str]:
    for word, day in _TONIGHT.items():
        said = said.replace(word, f"{day}晚上")
    for word in _words_of("event-said-weekend"):
        if word in said:
            return When.WEEKEND, None, said.replace(word, " ")
    found = _DAY.search(said)
    read = read_date(found[0], today) if found else NotADate.UNREAD
    if found is None or isinstance(read, NotADate):
        week = any(word in said for word in _words_of("event-said-week"))
        return (When.WEEK if week else When.ANY), None, said
    return When.ANY, read.day, said.replace(found[0], " ")


def _part_in(said: str) -> tuple[DayPart | None, str]:
    for part in DayPart:
        for word in _words_of(f"event-said-{part.value}"):
            if word in said:
                return part, said.replace(word, " ")
    return None, said


@cache
def _words_of(key: str) -> tuple[str, ...]:
    """The words of a message, the longest first."""
    return tuple(sorted(_split(key), key=len, reverse=True))


def _split(key: str) -> Iterator[str]:
    for line in texts().every(key):
        yield from (_normal()(word) for word in line.split("|"))
