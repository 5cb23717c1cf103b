"""Words of an emergency, in the notation of `emergency_words.toml` beside this file: they win over everything else."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from handlers.meaning import Alarm, Emergency

WORDS = Path(__file__).with_name("emergency_words.toml")

_TRAILING_DOTS = re.compile(r"\.{2,}|。{2,}|[~～—]+")
_BETWEEN_CHINESE = re.compile(
    r"(?<=[\u3400-\u9fff])[ *_·|/-]+(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])"
)
_CHINESE = re.compile("[\u3400-\u9fff]")
_LETTER = re.compile("[a-z]")
_SENTENCE_END = re.compile(r"[。.!?;]")


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

    @classmethod
    def read(cls) -> "EmergencyWords":
        return cls(tomllib.loads(WORDS.read_text(encoding="utf-8")))

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

    def alarm_in(self, normal: str) -> Alarm | None:
        """The most urgent emergency that a normalised text speaks of, or None."""
        sentences = [sentence.strip() for sentence in _SENTENCE_END.split(self._plain(normal)) if sentence.strip()]
        for name, levels in self._kinds:
            if any(self._says(level, patterns, sentences) for level, patterns in levels.items()):
                return Alarm((name,))
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
