"""Free text -> what the person wants: the one place where words are understood.

By rules, for now. An emergency is looked for first, in the words of `emergency_words.toml` beside this file;
then the needs of the city pack. Whatever is understood later (an order number, a complaint, a course) is found here
and said in `handlers.meaning.Meaning`.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, get_args

from opencc import OpenCC

from handlers.meaning import Emergency, Meaning
from models.city import City

EMERGENCY_WORDS = Path(__file__).with_name("emergency_words.toml")

LONGEST_SEARCH = 16
"""A search for a place leaves at most this much beside needs and filler words: one for a Chinese character, three for a
word in letters. What is longer tells a story in which the need is incidental."""

# Emoji, their joiners, zero-width characters, and the names in brackets that WeChat sends for its own emoji.
_DECORATION = re.compile(
    "[\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f\u20e3\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\U000e0000-\U000e007f]"
    r"|\[[\u4e00-\u9fff]{1,4}\]"
)
_BLANK = re.compile(r"\s+")
_TRAILING_DOTS = re.compile(r"\.{2,}|。{2,}|[~～—]+")
_BETWEEN_CHINESE = re.compile(
    r"(?<=[\u3400-\u9fff])[ *_·|/-]+(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])"
)
_CHINESE = re.compile("[\u3400-\u9fff]")
_LETTER = re.compile("[a-z]")
_SENTENCE_END = re.compile(r"[。.!?;]")
_APOSTROPHE = str.maketrans("’‘`´", "''''")

# What a person says around a need. Single characters only count at the edge of what is left, where they are particles
# and not half of a street's name.
_FILLER = re.compile(
    "离我最近的?|最近的?|附近的?|周边的?|周围的?|旁边的?|边上的?|就近的?|哪里可以|哪儿可以|哪里能|哪里有|哪儿有|哪里|哪儿|哪有|哪边|"
    "在哪个?|有没有|请问一下|请问|我想要|我想|想要|我要|我需要|需要|帮我|给我|麻烦|找一下|找一个|找个|查一下|看看|看一下|能不能|可不可以|"
    "可以|怎么走|怎么去|多远|这附近|这里|这儿|这边|现在|马上|一下|的?地方|师傅|你好|您好|谢谢|告诉我|推荐|有吗|有么|顺便|用一用|想找|去找"
)
_FILLER_WORD = re.compile(
    "where'?s?|is|are|was|can|could|do|does|the|an?|nearest|closest|near|nearby|around|by|here|there|any|some|i'?[dm]|i|we|me|my|you|"
    "need|want|would|like|looking|look|find|show|get|have|use|please|pls|thanks|hi|hello|hey|to|in|on|at|of|for|from|with|and|or|"
    "now|places?|somewhere|go|got|how|help|know|close"
)
_LETTERS = re.compile("[a-z']+")
_EDGE_BEFORE = "我在去找到要想"
_EDGE_AFTER = "在有吗呢啊呀么吧嘛哪的上找到"
_ALL_PARTICLES = re.compile("[我在去找到要想个离从和跟与及还有能用借上的吗呢啊呀么了吧嘛哪一]*")
_PIECE_END = re.compile(r"[\n,。!?;:、]+")
_PUNCTUATION = " \t\n,.。!?;:、'\"()-~"
_STORY = re.compile(
    r"被(?!子)|骂|[扣罚]了|扣我|投诉|举报|凭什么|为什么|怎么回事|偷了|坏了|(?<![a-z])(?:yelled|fined|stole|complain\w*|why|broken)(?![a-z])"
)
_WEIGHED = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")


class Understanding:
    """Reads what people of one city type. Built once; reading keeps nothing."""

    def __init__(self, city: City) -> None:
        self._simplified = OpenCC("t2s").convert
        self._emergencies = EmergencyWords(tomllib.loads(EMERGENCY_WORDS.read_text(encoding="utf-8")))
        self._keys_of = self._keys_by_word(city)
        self._needs_from = _by_first_character(self._keys_of)

    def read(self, text: str) -> Meaning:
        """What a text means. Never raises, whatever is typed; needs are in the order said, each once."""
        normal = self._normal(text)
        needs, rest = self._needs_in(normal)
        return Meaning(self._emergencies.kind_in(normal), needs, rest)

    def _normal(self, text: str) -> str:
        """Half-width, lower case, simplified characters; no emoji; single blanks."""
        text = unicodedata.normalize("NFKC", text).lower().translate(_APOSTROPHE)
        text = self._simplified(text.encode(errors="ignore").decode())
        return _BLANK.sub(" ", _DECORATION.sub(" ", text)).strip()

    def _keys_by_word(self, city: City) -> dict[str, list[str]]:
        """The needs that each word stands for; "the bike is dead" is charging it as well as swapping its battery."""
        keys: defaultdict[str, list[str]] = defaultdict(list)
        for need in city.needs.values():
            for word in sorted({self._normal(word) for words in need.words.values() for word in words} - {""}):
                keys[word].append(need.key)
        return dict(keys)

    def _needs_in(self, normal: str) -> tuple[tuple[str, ...], str]:
        """The needs that are searched for, and the rest; a story that happens to name one is not a search."""
        needs: dict[str, None] = {}
        left = []
        at = 0
        while at < len(normal):
            words = self._needs_from.get(normal[at])
            if found := words and words.match(normal, at):
                needs.update(dict.fromkeys(self._keys_of[_singular(found.group(), self._keys_of)]))
            left.append("\n" if found else normal[at])
            at = found.end() if found else at + 1
        rest = _without_filler("".join(left))
        if _weight(rest) <= LONGEST_SEARCH and not (needs and _STORY.search(rest)):
            return tuple(needs), rest
        return (), normal


def _whole_word(word: str) -> str:
    """A pattern for one need's word: in letters only as a whole word, with its plural; Chinese anywhere."""
    pattern = re.escape(word)
    if word[0].isascii():
        pattern = rf"(?<![a-z0-9]){pattern}"
    return rf"{pattern}(?:e?s)?(?![a-z0-9])" if word[-1].isascii() else pattern


def _by_first_character(words: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """One pattern for the words that begin alike, the longest first; one pattern for all is ten times slower."""
    longest_first = sorted(words, key=lambda word: (word[0], -len(word)))
    return {
        first: re.compile("|".join(map(_whole_word, same))) for first, same in groupby(longest_first, itemgetter(0))
    }


def _singular(found: str, known: Mapping[str, list[str]]) -> str:
    return next(word for word in (found, found.removesuffix("s"), found.removesuffix("es")) if word in known)


def _without_filler(text: str) -> str:
    text = _LETTERS.sub(lambda word: "\n" if _FILLER_WORD.fullmatch(word.group()) else word.group(), text)
    pieces = (_trimmed(piece) for piece in _PIECE_END.split(_FILLER.sub("\n", text)))
    return " ".join(piece for piece in pieces if piece)


def _trimmed(piece: str) -> str:
    """A piece without punctuation and without particles at its edges."""
    before = None
    while piece != before:
        before = piece
        piece = piece.strip(_PUNCTUATION).lstrip(_EDGE_BEFORE).rstrip(_EDGE_AFTER)
    return "" if _ALL_PARTICLES.fullmatch(piece) else piece


def _weight(text: str) -> int:
    return sum(1 if part >= "\u3400" else 3 for part in _WEIGHED.findall(text))


class Patterns:
    """A list in the notation of the words file. Each language is only looked for in a text that has its letters."""

    def __init__(self, patterns: list[str], words: Mapping[str, str]) -> None:
        chinese = [pattern for pattern in patterns if _CHINESE.search(pattern)]
        self._chinese = _any_of(chinese, words)
        letters = _any_of([pattern for pattern in patterns if pattern not in chinese], words)
        self._letters = re.compile(rf"(?<![a-z0-9])(?=[a-z0-9])(?:{letters.pattern})")

    def in_(self, text: str) -> bool:
        """Whether one of the patterns is found in the text."""
        return bool(self._chinese.search(text) or (_LETTER.search(text) and self._letters.search(text)))

    def are_all_of(self, text: str) -> bool:
        """Whether the text is one of the patterns and nothing else."""
        return bool(self._chinese.fullmatch(text) or self._letters.fullmatch(text))

    def blanked_in(self, text: str) -> str:
        """The text with what the patterns find replaced by a mark that no pattern looks for."""
        text = self._chinese.sub("_", text)
        return self._letters.sub("_", text) if _LETTER.search(text) else text


def _any_of(patterns: list[str], words: Mapping[str, str]) -> re.Pattern[str]:
    joined = "|".join(patterns or [r"(?!)"]).replace("…", "[^,.。!?;]{0,8}")
    for name, listed in words.items():
        joined = joined.replace("{" + name + "}", listed)
    return re.compile(joined)


class EmergencyWords:
    """The patterns of `emergency_words.toml`, whose head says how they are read."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        words = data["words"]
        self._respelled = [(re.compile(slip), meant) for slip, meant in data["respelled"].items()]
        self._figures = Patterns(data["figures"]["patterns"], words)
        self._acute = Patterns(data["acute"]["patterns"], words)
        self._asides = [(frozenset(aside["excuses"]), Patterns(aside["patterns"], words)) for aside in data["aside"]]
        self._kinds: list[tuple[Emergency, dict[str, Patterns]]] = []
        for kind in data["kind"]:
            if kind["name"] not in get_args(Emergency):
                raise ValueError(f"emergency_words.toml: {kind['name']!r} is no kind of emergency")
            self._kinds.append((kind["name"], {at: Patterns(kind[at], words) for at in kind if at != "name"}))

    def kind_in(self, normal: str) -> Emergency | None:
        """The most urgent emergency that a normalised text speaks of, or None."""
        sentences = [sentence.strip() for sentence in _SENTENCE_END.split(self._plain(normal)) if sentence.strip()]
        for name, levels in self._kinds:
            if any(self._says(level, patterns, sentences) for level, patterns in levels.items()):
                return name
        return None

    def _says(self, level: str, patterns: Patterns, sentences: list[str]) -> bool:
        if level == "alone":
            return any(map(patterns.are_all_of, sentences))
        return any(patterns.in_(sentence) and not self._excused(level, sentence) for sentence in sentences)

    def _plain(self, normal: str) -> str:
        """The text with slips put right and figures of speech blanked out."""
        text = _BETWEEN_CHINESE.sub("", _TRAILING_DOTS.sub(",", normal)).strip()
        for slip, meant in self._respelled:
            text = slip.sub(meant, text)
        return self._figures.blanked_in(text)

    def _excused(self, level: str, sentence: str) -> bool:
        if level != "despair" and self._acute.in_(sentence):
            return False
        return any(level in excuses and patterns.in_(sentence) for excuses, patterns in self._asides)
