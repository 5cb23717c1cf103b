"""Turn streets in Latin letters, in pinyin (qingshi lu) or as on a sign (Qingshi Road, East Zhongshan Road), into the
Chinese names of the directory."""

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice, product

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # single characters are enough, and phrases take 40 MB
from pypinyin.pinyin_dict import pinyin_dict

ENDINGS = {
    "大道": ("avenue", "boulevard", "road", "dadao"),
    "大街": ("street", "avenue", "dajie"),
    "胡同": ("hutong", "alley"),
    "路": ("road", "lu"),
    "街": ("street", "jie"),
    "巷": ("lane", "alley", "xiang"),
    "弄": ("lane", "nong"),
    "道": ("road", "avenue", "dao"),
}
"""The ending of a street's name -> the Latin words that signs and people write for it."""
SHORT = {"rd": "road", "st": "street", "str": "street", "ave": "avenue", "av": "avenue", "blvd": "boulevard"}
DIRECTIONS = {"东": "east", "西": "west", "南": "south", "北": "north", "中": "middle"}
_WORDS = "|".join(sorted({word for each in ENDINGS.values() for word in each} | SHORT.keys(), key=len, reverse=True))
_LATIN = re.compile(r"(?<![a-z])[a-z][a-z']{1,40}(?:[\s-]{1,3}[a-z']{1,40}){0,8}", re.IGNORECASE)
_STREET_WORD = re.compile(rf"(?:{_WORDS})(?![a-z])", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"(?:no\.?\s*)?(\d{1,5})\s*,?\s*$", re.IGNORECASE)
_NUMBER_BEHIND = re.compile(r"\s*\.?,?\s*(?:no\.?\s*)?(\d{1,5})(?!\d)(?:\s*号)?", re.IGNORECASE)
MOST_READINGS = 16
LONGEST = 5
"""The most words of a name, the word for street included."""


def names_a_street_in_latin(text: str) -> bool:
    """Whether the text holds a word for a street in Latin letters."""
    return _STREET_WORD.search(text) is not None


def with_chinese_streets(text: str, titles: Iterable[str | None]) -> str:
    """The text with the first Latin name of one of these streets replaced by its title and its house number."""
    known = _written(tuple(sorted(title for title in titles if title)))
    for run in _LATIN.finditer(text):
        found = _street_in(run, known)
        if found is None:
            continue
        title, start, end = found
        before, behind = text[:start], text[end:]
        number = _NUMBER_BEHIND.match(behind) or _NUMBER_BEFORE.search(before)
        if number is None:
            return f"{before}{title}{behind}"
        if number.re is _NUMBER_BEHIND:
            return f"{before}{title}{number[1]}号{behind[number.end() :]}"
        return f"{before[: number.start()]}{title}{number[1]}号{behind}"
    return text


def _street_in(run: re.Match[str], known: dict[str, str]) -> tuple[str, int, int] | None:
    """The title of the longest known name in the run, and the name's start and end in the text; None if none is."""
    words = list(re.finditer(r"[a-z']+", run[0], re.IGNORECASE))
    for count in range(min(LONGEST, len(words)), 0, -1):
        for first in range(len(words) - count + 1):
            name = words[first : first + count]
            title = known.get(_joined([each[0] for each in name]))
            if title is not None:
                return title, run.start() + name[0].start(), run.start() + name[-1].end()
    return None


def _joined(words: Sequence[str]) -> str:
    plain = [each.replace("'", "").lower() for each in words]
    return "".join([*plain[:-1], SHORT.get(plain[-1], plain[-1])])


@lru_cache(maxsize=4)
def _written(titles: tuple[str, ...]) -> dict[str, str]:
    """Every Latin form of each title, without blanks -> the title. A form that two titles share is left out."""
    found: dict[str, set[str]] = {}
    for title in titles:
        for form in _forms(title):
            found.setdefault(form, set()).add(title)
    return {form: next(iter(meant)) for form, meant in found.items() if len(meant) == 1}


def _forms(title: str) -> set[str]:
    ending = next((each for each in ENDINGS if title.endswith(each)), None)
    if ending is None:
        return set()
    name = title.removesuffix(ending)
    forms = {f"{read}{word}" for read in _readings(name) for word in ENDINGS[ending]}
    direction = DIRECTIONS.get(name[-1:])
    if direction is not None and len(name) > 1:
        for read in _readings(name[:-1]):
            for word in ENDINGS[ending]:
                forms |= {f"{direction}{read}{word}", f"{read}{direction}{word}", f"{read}{word}{direction}"}
    return forms


def _readings(name: str) -> set[str]:
    """The pinyin of a name without tones, in every reading of its characters; at most MOST_READINGS."""
    each = [_readings_of(character) for character in name]
    return {"".join(parts) for parts in islice(product(*each), MOST_READINGS)}


def _readings_of(character: str) -> list[str]:
    said = pinyin_dict.get(ord(character))
    if said is None:
        return [character.lower()]
    plain = (unicodedata.normalize("NFD", one) for one in said.split(","))
    bare = ("".join(each for each in one if not unicodedata.combining(each)) for one in plain)
    return list(dict.fromkeys(each.replace("u\u0308", "v") for each in bare))[:3]
