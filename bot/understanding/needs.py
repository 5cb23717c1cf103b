"""The needs of the city pack in what people say: what a text searches for, and what is left of it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from models.city.pack import City
from models.values.normal_text import Normal

LONGEST_SEARCH = 16
"""The greatest weight of what a search leaves beside needs and filler words: one for a Chinese character, three for a
word in letters. A longer text is a story that names a need in passing.
"""

# Words that people put around a need. Single characters count only at the edge of the rest, where they are particles
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
_ALL_PARTICLES = re.compile("[我在去找到要想个离从和跟与及还有能用借上的吗呢啊呀么了吧嘛哪一快急]*")
_PIECE_END = re.compile(r"[\n,。!?;:、]+")
_PUNCTUATION = " \t\n,.。!?;:、'\"()-~"
_STORY = re.compile(
    r"被(?!子)|骂|[扣罚]了|扣我|投诉|举报|凭什么|为什么|怎么回事|偷了|坏了|吞了|卡住了|弹不开|吵得|太吵|退不|不退|(?<![a-z])(?:yelled|fined|stole|complain\w*|why|broken)(?![a-z])"
)
_WEIGHED = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")


class NeedWords:
    """The needs of a city, found in normalised texts by the words that people use for them."""

    def __init__(self, city: City, normal: Normal) -> None:
        self._keys_of = _keys_by_word(city, normal)
        self._needs_from = _by_first_character(self._keys_of)

    def searched_in(self, normal: str) -> tuple[tuple[str, ...], str]:
        """The needs that the text searches for, and the rest; no needs for a story that happens to name one."""
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

    def heard_in(self, normal: str, sounds_of: Callable[[str], list[str]]) -> tuple[tuple[str, ...], str]:
        """The same for words of at least two characters typed by ear (厕锁). It is slower: use it only if a place is
        meant.
        """
        if _STORY.search(normal):
            return (), normal
        spelt = {word: sounds_of(word) for word in self._keys_of if len(word) > 1 and not word.isascii()}
        sounds = sounds_of(normal)
        needs: dict[str, None] = {}
        heard: set[int] = set()
        for word in sorted(spelt, key=len, reverse=True):
            for at in range(len(sounds) - len(word) + 1):
                if at not in heard and sounds[at : at + len(word)] == spelt[word]:
                    needs.update(dict.fromkeys(self._keys_of[word]))
                    heard.update(range(at, at + len(word)))
        rest = _without_filler("".join("\n" if at in heard else each for at, each in enumerate(normal)))
        return tuple(needs), rest


def _keys_by_word(city: City, normal: Normal) -> dict[str, list[str]]:
    """The needs of each word: "the bike is dead" means charging it as well as swapping its battery."""
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for need in city.needs.values():
        for word in sorted({normal(word) for words in need.words.values() for word in words} - {""}):
            keys[word].append(need.key)
    return dict(keys)


def _whole_word(word: str) -> str:
    """A pattern for one word: a word in letters only as a whole word, with its plural; Chinese anywhere."""
    pattern = re.escape(word)
    if word[0].isascii():
        pattern = rf"(?<![a-z0-9]){pattern}"
    return rf"{pattern}(?:e?s)?(?![a-z0-9])" if word[-1].isascii() else pattern


def _by_first_character(words: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """One pattern for the words with the same first character, the longest first; a single pattern for all is ten times
    slower.
    """
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
    """The piece without punctuation and without particles at its edges."""
    before = None
    while piece != before:
        before = piece
        piece = piece.strip(_PUNCTUATION).lstrip(_EDGE_BEFORE).rstrip(_EDGE_AFTER)
    return "" if _ALL_PARTICLES.fullmatch(piece) else piece


def _weight(text: str) -> int:
    return sum(1 if part >= "\u3400" else 3 for part in _WEIGHED.findall(text))
