"""The words of an emergency, in the notation of `emergency_words.toml`: what the rules find, and what excuses it."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from handlers.talk.meaning import Alarm, Emergency, FirstAid

WORDS = Path(__file__).with_name("emergency_words.toml")

_TRAILING_DOTS = re.compile(r"\.{2,}|。{2,}|[~～—]+")
_BETWEEN_CHINESE = re.compile(
    r"(?<=[\u3400-\u9fff])[ *_·|/-]+(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])"
)
_CHINESE = re.compile("[\u3400-\u9fff]")
_LETTER = re.compile("[a-z]")
_SENTENCE_END = re.compile(r"[。.!?;]")
_AROUND = " ,.。!?;~…"


URGENCY: tuple[Emergency, ...] = ("suicide", "violence", "fire", "traffic", "injury")
"""The most urgent first."""
UNCLEAR = "unclear"
"""The kind if nobody said what happened."""
MOST_KINDS = 2
_WORDS = ("alone", "mention")
"""The levels whose words may be all that a text says."""


def told(kinds: Iterable[str]) -> tuple[Emergency, ...]:
    """The kinds of an alarm, the most urgent first, MOST_KINDS at most. `injury` is dropped beside another kind, whose
    numbers all bring an ambulance too.
    """
    found = [kind for kind in URGENCY if kind in set(kinds)]
    if len(found) > 1 and found[-1] == "injury":
        found.pop()
    return tuple(found[:MOST_KINDS])


class Patterns:
    """A list in the notation of the words file. The patterns of a language run only on a text with its letters."""

    def __init__(self, patterns: list[str], words: Mapping[str, str]) -> None:
        chinese = [pattern for pattern in patterns if _CHINESE.search(pattern)]
        self._chinese = _any_of(chinese, words)
        letters = _any_of([pattern for pattern in patterns if pattern not in chinese], words)
        self._letters = re.compile(rf"(?<![a-z0-9])(?=[a-z0-9])(?:{letters.pattern})")

    def in_(self, text: str) -> bool:
        """Return whether one of the patterns is in the text."""
        return bool(self._chinese.search(text) or (_LETTER.search(text) and self._letters.search(text)))

    def spans_in(self, text: str) -> Iterator[tuple[int, int]]:
        """The spans (start, end) of the patterns in the text."""
        yield from (found.span() for found in self._chinese.finditer(text))
        if _LETTER.search(text):
            yield from (found.span() for found in self._letters.finditer(text))

    def are_all_of(self, text: str) -> bool:
        """Return whether the whole text is one of the patterns."""
        return bool(self._chinese.fullmatch(text) or self._letters.fullmatch(text))

    def blanked_in(self, text: str) -> str:
        """The text with the patterns' matches replaced by a mark that no pattern looks for."""
        text = self._chinese.sub("_", text)
        return self._letters.sub("_", text) if _LETTER.search(text) else text


def _any_of(patterns: list[str], words: Mapping[str, str]) -> re.Pattern[str]:
    joined = "|".join(patterns or [r"(?!)"]).replace("…", "[^,.。!?;]{0,8}")
    for name, listed in words.items():
        joined = joined.replace("{" + name + "}", listed)
    return re.compile(joined)


@dataclass(frozen=True, slots=True)
class Find:
    """One finding: the kind (or UNCLEAR), how the words say it, and where."""

    kind: str
    level: str
    start: int
    end: int

    def shares_words_with(self, other: "Find") -> bool:
        """Return whether both findings use some of the same characters."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Look:
    """The rules' view of a text. evidence: 1 or 0 for everything that they look at, always in the same order.

    finds: they found something that nothing excuses; despairs: they found that somebody does not want to live.
    """

    evidence: list[float]
    finds: bool
    despairs: bool


class EmergencyWords:
    """The patterns of `emergency_words.toml`; the head of that file explains how they are read."""

    @classmethod
    def read(cls) -> "EmergencyWords":
        """Read the file. Raises ValueError for an unknown kind or first aid."""
        return cls(tomllib.loads(WORDS.read_text(encoding="utf-8")))

    def __init__(self, data: Mapping[str, Any]) -> None:
        words = data["words"]
        self._respelled = [(re.compile(slip), meant) for slip, meant in data["respelled"].items()]
        self._figures = Patterns(data["figures"]["patterns"], words)
        self._acute = Patterns(data["acute"]["patterns"], words)
        self._asides = [(frozenset(aside["excuses"]), Patterns(aside["patterns"], words)) for aside in data["aside"]]
        self._kinds: list[tuple[str, dict[str, Patterns]]] = []
        for kind in data["kind"]:
            if kind["name"] not in (*get_args(Emergency), UNCLEAR):
                raise ValueError(f"emergency_words.toml: {kind['name']!r} is no kind of emergency")
            self._kinds.append((kind["name"], {at: Patterns(kind[at], words) for at in kind if at != "name"}))
        self._pairs = [(kind, level) for kind, levels in self._kinds for level in levels]
        self._first_aid = [(each["name"], Patterns(each["patterns"], words)) for each in data["first_aid"]]
        if unknown := {name for name, _ in self._first_aid} - set(get_args(FirstAid)):
            raise ValueError(f"emergency_words.toml: {unknown} is no first aid")

    def word_in(self, normal: str) -> Alarm | None:
        """The alarm of a text that is only one word. For 急救 (`word=True`) the person may be searching; for 救命 they
        are not.
        """
        text = self._plain(normal).strip(_AROUND)
        words = [kind for kind, levels in self._kinds for at in _WORDS if at in levels and levels[at].are_all_of(text)]
        if UNCLEAR in words:
            return Alarm(())
        return Alarm(told(words[:1]), self.first_aid_in(normal), word=True) if words else None

    def first_aid_in(self, normal: str) -> FirstAid | None:
        """The case for which a line of first aid is known, if the text names one."""
        text = self._plain(normal)
        return next((cast(FirstAid, name) for name, patterns in self._first_aid if patterns.in_(text)), None)

    def look_at(self, text: str) -> "Look":
        """The rules' view of a normalised text."""
        plain = self._plain(text)
        asides = [patterns.in_(plain) for _, patterns in self._asides]
        excuses = [excuses for (excuses, _), said in zip(self._asides, asides, strict=True) if said]
        acute = self._acute.in_(plain)
        finds = _longest(list(self._finds_in(plain)))
        seen = {(find.kind, find.level) for find in finds}
        counting = {
            (kind, level)
            for kind, level in seen
            if (acute and level != "despair") or not any(level in each for each in excuses)
        }
        evidence = [
            *(float(pair in seen) for pair in self._pairs),
            *(float(pair in counting) for pair in self._pairs),
            float(bool(counting)),
            float("_" in plain),
            float(acute),
            *map(float, asides),
        ]
        return Look(evidence, bool(counting), ("suicide", "despair") in counting)

    def _finds_in(self, plain: str) -> Iterator[Find]:
        for kind, levels in self._kinds:
            for level, patterns in levels.items():
                spans = self._whole(patterns, plain) if level == "alone" else patterns.spans_in(plain)
                yield from (Find(kind, level, start, end) for start, end in spans)

    def _whole(self, patterns: Patterns, text: str) -> Iterator[tuple[int, int]]:
        if patterns.are_all_of(text.strip(_AROUND)):
            yield 0, len(text)

    def _plain(self, normal: str) -> str:
        """The text with slips corrected and figures of speech blanked out."""
        text = _BETWEEN_CHINESE.sub("", _TRAILING_DOTS.sub(",", normal)).strip()
        for slip, meant in self._respelled:
            text = slip.sub(meant, text)
        return self._figures.blanked_in(text)


def sentences_of(normal: str) -> list[str]:
    """The sentences of a text, without their end marks."""
    return [sentence.strip() for sentence in _SENTENCE_END.split(_TRAILING_DOTS.sub(",", normal)) if sentence.strip()]


def _longest(found: Sequence[Find]) -> list[Find]:
    kept: list[Find] = []
    for find in sorted(found, key=lambda each: each.start - each.end):
        if all(find.kind == other.kind or not find.shares_words_with(other) for other in kept):
            kept.append(find)
    return kept
