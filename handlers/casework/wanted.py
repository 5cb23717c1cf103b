"""Read what staff type to find a case: 匿名 or 实名, a day, and the words that are left."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.talk.texts import listed_words
from models.values.past_date import read_past_date
from models.values.written_date import NotADate

_DAY = re.compile(
    r"(?:20\d\d\s*[年./-]\s*)?\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?(?!\d)|(?:今天|昨天|前天|大前天|上?周[一二三四五六日天])"
    r"|\b(?:today|yesterday)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The search that staff typed. anonymous: None if the text does not say."""

    words: str
    anonymous: bool | None
    day: date | None


def read_wanted(text: str, today: date) -> Wanted:
    """Read the text; the number of a case stays as it is."""
    day, left = _day_in(text, today)
    kept, anonymous = [], None
    for word in left.split():
        if word.casefold() in listed_words("staff-anonymous-words"):
            anonymous = True
        elif word.casefold() in listed_words("staff-named-words"):
            anonymous = False
        else:
            kept.append(word)
    return Wanted(" ".join(kept), anonymous, day)


def _day_in(text: str, today: date) -> tuple[date | None, str]:
    found = _DAY.search(text) if "NX" not in text.upper() else None
    if found is None:
        return None, text
    read = read_past_date(re.sub(r"\s", "", found[0]), today)
    if isinstance(read, NotADate) or read.day > today:
        return None, text
    return read.day, f"{text[: found.start()]} {text[found.end() :]}"
