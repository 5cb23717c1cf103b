"""Read what people type as an answer to any question: that there is none, a choice, a line."""

import re
import unicodedata
from dataclasses import dataclass, field

from handlers.talk.said_words import bare
from handlers.talk.texts import texts
from models.storage.database import Json

_CHOICE = re.compile(r"[(\[【]?\s*(?:\d{1,2}|[a-zA-Z])\s*[)\]】.。、,，]*")
_LINE = re.compile(
    r"(?:我?[要想]?[改换]一?下?|change|edit|no|line)*第?(\d{1,2}|[一二三四五六七八九])"
    r"(?:项|条|行|题|个|号|错了|不对|改一?下?|要改)*"
)
LONGEST_NOTHING = 20
"""Characters of a sentence that says that there is no such thing."""


@dataclass(frozen=True, slots=True)
class Read:
    """An answer that was understood. value: the exact answer, None if skipped. sure: the person need not confirm it."""

    value: Json
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """An answer that was not understood. key, arguments: of the text that says what to do."""

    key: str
    arguments: dict[str, str] = field(default_factory=dict)


def only_a_number(text: str) -> bool:
    """Return whether the text is only one or two figures or one letter: a choice, not an answer in words."""
    return _CHOICE.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def line_said(text: str) -> int | None:
    """The number of a line to be changed: 2, 改2, 改第二项, 第 2 行. None if the text is anything else."""
    found = _LINE.fullmatch(plain(text))
    return (int(found[1]) if found[1].isdecimal() else "一二三四五六七八九".index(found[1]) + 1) if found else None


def names_nothing(text: str) -> bool:
    """Return whether a sentence without figures says that there is no such thing: 我没有订单号啊, 单号找不到了."""
    said = bare(text)
    if len(said) > LONGEST_NOTHING or re.search(r"\d|[一二三四五六七八九十百千]", said):
        return False
    return any(bare(each) in said for line in texts().every("filing-nothing-parts") for each in line.split("|"))


def plain(text: str) -> str:
    """The text in half-width and lower case, without blanks, brackets and the marks between words."""
    return re.sub(r"[\s,.;、，。；（）()]", "", unicodedata.normalize("NFKC", text).casefold())
