"""What people type as an answer, whatever the question: that there is none, a yes, a word that goes back, a line."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

from handlers.talk.texts import texts
from models.storage.database import Json
from models.values.normal_text import simplified

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


@dataclass(frozen=True, slots=True)
class Read:
    """value: the exact answer, None: skipped. sure: it need not be confirmed."""

    value: Json
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """key, arguments: of the text that says what to do."""

    key: str
    arguments: dict[str, str] = field(default_factory=dict)


def only_a_number(text: str) -> bool:
    """Whether nothing but a figure or two was typed, or one letter: what somebody chooses by, and not an answer in
    words."""
    return _CHOICE.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def line_said(text: str) -> int | None:
    """The number of a line to be changed: 2, 改2, 改第二项, 第 2 行."""
    found = _LINE.fullmatch(plain(text))
    return (int(found[1]) if found[1].isdecimal() else "一二三四五六七八九".index(found[1]) + 1) if found else None


def names_nothing(text: str) -> bool:
    """Whether a sentence without figures says that there is no such thing: 我没有订单号啊, 单号找不到了."""
    said = _bare(text)
    if len(said) > LONGEST_NOTHING or re.search(r"\d|[一二三四五六七八九十百千]", said):
        return False
    return any(_bare(each) in said for line in texts().every("filing-nothing-parts") for each in line.split("|"))


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
    said = _TONES.sub("", simplified(unicodedata.normalize("NFKC", text[: 5 * LONGEST_SAID])).casefold())
    return re.sub(r"[\W_]+", "", said) or re.sub(r"\s+", "", said)


def plain(text: str) -> str:
    """Half-width, in lower case, without blanks, brackets and what stands between words."""
    return re.sub(r"[\s,.;、，。；（）()]", "", unicodedata.normalize("NFKC", text).casefold())
